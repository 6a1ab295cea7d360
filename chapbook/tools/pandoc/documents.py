"""Reading documents of word processors, LaTeX and the web, and writing Markdown."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chapbook.tools.pandoc.ast import Node, document
from chapbook.tools.pandoc.program import Remark, run

WRITER = (
    "markdown-simple_tables-multiline_tables-smart-raw_html-raw_tex-raw_attribute"
    "-fenced_code_attributes-yaml_metadata_block-pandoc_title_block"
)
"""pandoc's Markdown in the forms that people type: pipe tables, or grids where those fail."""


def read(
    path: Path, reader: str, media: Path
) -> tuple[list[Node], dict[str, Any], tuple[Remark, ...]]:
    """Return blocks, metadata nodes and remarks of the document *path*.

    Reading is sandboxed: no other file is read, whatever the document asks for.

    Args:
        path: The document.
        reader: pandoc's name of its format, with extensions.
        media: The folder that pictures inside the document are written to.

    Raises:
        ToolError: pandoc cannot read it.
    """
    arguments = [f"--from={reader}", "--to=json", "--sandbox", f"--extract-media={media}"]
    if reader.startswith("docx"):
        arguments.append("--track-changes=all")
    out, remarks = run([*arguments, str(path.absolute())], "")
    model = json.loads(out)
    return model["blocks"], model["meta"], remarks


def works(path: Path, reader: str) -> list[dict[str, Any]]:
    """Return the works that citations in the document *path* carry, as CSL items.

    Raises:
        ToolError: pandoc cannot read it.
    """
    arguments = [f"--from={reader}", "--to=csljson", "--sandbox"]
    out, _ = run([*arguments, str(path.absolute())], "")
    found: list[dict[str, Any]] = json.loads(out or b"[]")
    return found


def markdown(blocks: Sequence[Node]) -> str:
    """Return *blocks* as Markdown, a paragraph to a line.

    Raises:
        ToolError: pandoc failed.
    """
    arguments = ["--from=json", f"--to={WRITER}", "--sandbox", "--wrap=none"]
    out, _ = run(arguments, json.dumps(document(list(blocks))))
    return out.decode("utf-8")
