"""Citations set by pandoc's citation processor, all styles in one process."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from chapbook.tools.pandoc import locale
from chapbook.tools.pandoc.ast import Node, document, identifier, nodes
from chapbook.tools.pandoc.program import run_lua

SCRIPT = Path(__file__).with_name("citeproc.lua")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A CSL file and the language that its terms are printed in."""

    path: Path
    """An independent CSL style on the disk; nothing is fetched."""
    lang: str
    """BCP 47; decides terms, dates and the case of titles."""
    marks_follow_punctuation: bool = False
    """Whether raised numbers stand behind a full stop or comma, as AMA wants it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A single work to set in one style."""

    item: dict[str, Any]
    """A CSL item with an ``id``."""
    style: Style
    suffix: str = ""
    """What follows the work in the citation: ``, 4`` for page 4, or other words as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A work as a style prints it."""

    inlines: list[Node]
    """The bibliography entry; empty for a style without a bibliography."""
    in_text: list[Node]
    """The citation in the text; for a note style, the note."""


def resolve(
    blocks: list[Node], references: Sequence[dict[str, Any]], style: Style, works: Sequence[Work]
) -> tuple[list[Node], list[Entry]]:
    """Resolve the citations in *blocks* and set each of *works*.

    Args:
        blocks: A document with citations.
        references: CSL items; cited ones are listed in a div with the id ``refs``.
        style: The style of the document.
        works: Works to set on their own, each in its style.

    Returns:
        The blocks, ending with the reference list, and one entry for each work.

    Raises:
        ToolError: The processor failed.
    """
    with TemporaryDirectory() as folder:
        text, single = _run(blocks, references, style, works, Path(folder))
    resolved: list[Node] = json.loads(text["document"])["blocks"]
    return resolved, [_entry(json.loads(work)["blocks"]) for work in single["works"]]


def _run(
    blocks: list[Node],
    references: Sequence[dict[str, Any]],
    style: Style,
    works: Sequence[Work],
    folder: Path,
) -> tuple[Any, Any]:
    """Return what the script answers about the document, and about *works*."""
    job = {
        "document": json.dumps(document(blocks)),
        "references": json.dumps(list(references)),
        "style": _style(style, folder),
        "works": [
            {
                "key": str(work.item["id"]),
                "item": json.dumps([work.item]),
                "style": _style(work.style, folder),
                "suffix": work.suffix,
            }
            for work in works
        ],
    }
    # The works have nothing to do with the document: two processes, two cores.
    alone = {"works": job.pop("works")}
    with ThreadPoolExecutor(2) as threads:
        text, single = threads.map(lambda each: run_lua(SCRIPT, each), [job, alone])
    return text, single


def _style(style: Style, folder: Path) -> dict[str, str | bool]:
    """Return *style* as the script reads it."""
    after = style.marks_follow_punctuation
    path = locale.mended(style.path, style.lang, folder)
    return {"path": str(path), "lang": style.lang, "after": after}


def _entry(blocks: list[Node]) -> Entry:
    """Take the entry and the citation out of a document that cites one work."""
    refs = [node for node in nodes(blocks) if node["t"] == "Div" and identifier(node) == "refs"]
    entry = [i for node in refs for i in _inlines_of(node["c"][1])]
    cites = [node for node in nodes(blocks) if node["t"] == "Cite"]
    in_text: list[Node] = cites[0]["c"][1] if cites else []
    notes = [node for node in nodes(in_text) if node["t"] == "Note"]
    return Entry(
        inlines=_without_margin(entry), in_text=_inlines_of(notes[0]["c"]) if notes else in_text
    )


def _inlines_of(blocks: list[Node]) -> list[Node]:
    """Return the inlines of the paragraphs in *blocks*, however deep in divs."""
    found: list[Node] = []
    for block in blocks:
        if block["t"] == "Div":
            found += _inlines_of(block["c"][1])
        elif block["t"] in {"Para", "Plain"}:
            found += block["c"]
    return found


def _without_margin(inlines: list[Node]) -> list[Node]:
    """Drop the number that a numeric style hangs in the margin of an entry."""
    kept: list[Node] = []
    for node in inlines:
        if node["t"] != "Span":
            kept.append(node)
        elif "csl-left-margin" in node["c"][0][1]:
            continue
        elif "csl-right-inline" in node["c"][0][1]:
            kept += node["c"][1]
        else:
            kept.append(node)
    return kept
