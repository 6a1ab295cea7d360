"""Writing blocks as HTML, EPUB and DOCX."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from chapbook.tools.pandoc.ast import Node, document
from chapbook.tools.pandoc.program import Remark, run

HIGHLIGHTED = "--syntax-highlighting=pygments"
"""Words of code in classes, styles in DOCX; our own style sheets say what these look like."""

HTML_OPTIONS = ("--wrap=none", "--section-divs", "--shift-heading-level-by=1", HIGHLIGHTED)
"""The article's title is the one ``h1``; sections begin at ``h2``."""

WRITERS = {".epub": "epub3-task_lists", ".docx": "docx"}
"""pandoc's writer for each file ending.  A task is a drawn box, not a control to click."""


def html(
    blocks: Sequence[Node], options: Sequence[str] = HTML_OPTIONS
) -> tuple[str, tuple[Remark, ...]]:
    """Return *blocks* as an HTML fragment, and pandoc's remarks.

    Raises:
        ToolError: pandoc failed.
    """
    job = json.dumps(document(list(blocks)))
    out, remarks = run(["--from=json", "--to=html5-task_lists", "--sandbox", *options], job)
    return out.decode("utf-8"), remarks


def file(
    blocks: Sequence[Node],
    meta: Mapping[str, Any],
    path: Path,
    options: Sequence[str],
    epoch: int,
) -> tuple[Remark, ...]:
    """Write *blocks* to *path*, in the format that its ending names.

    Args:
        blocks: The text; images in it name files relative to the folder of *path*.
        meta: pandoc metadata nodes, such as ``{"t": "MetaString", "c": "..."}``.
        path: The file to write.
        options: Further options of pandoc.
        epoch: Seconds since 1970, for every date in the file.

    Raises:
        ToolError: pandoc failed.
    """
    job = json.dumps(document(list(blocks), dict(meta)))
    arguments = ["--from=json", f"--to={WRITERS[path.suffix]}", f"--output={path}", *options]
    _, remarks = run(arguments, job, folder=path.parent, epoch=epoch)
    return remarks


def meta_string(text: str) -> dict[str, Any]:
    """Return *text* as a metadata value."""
    return {"t": "MetaString", "c": text}


def meta_list(values: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return *values* as a metadata value."""
    return {"t": "MetaList", "c": list(values)}


def meta_map(values: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return *values* as a metadata value."""
    return {"t": "MetaMap", "c": dict(values)}


def meta_inlines(inlines: Sequence[Node]) -> dict[str, Any]:
    """Return *inlines* as a metadata value."""
    return {"t": "MetaInlines", "c": list(inlines)}
