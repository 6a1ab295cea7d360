"""outloud: what a screen reader would make of a PDF, by rules beyond those of the standards.

Only its errors count.  Its warnings ask a person to look (such as "paints in another order than the
tags stand in", which a footnote does by nature).
"""

import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from chapbook.tools import validator
from chapbook.tools.pdf import structure
from chapbook.tools.pdf.structure import Furniture
from chapbook.tools.validator import Failure

_PROGRAM = "import sys; from outloud.cli import main; sys.argv[0] = 'outloud'; main()"


_TAGGED = """
import json, sys
from itertools import groupby
from outloud.model import Document
from outloud.rules.tagging import box
doc = Document(sys.argv[1])
content = [(page.index, doc.content(page.index)) for page in doc.pages]
runs = (run for _, each in content for run in each.runs)
told = "".join(run.text for run in runs if run.tagged and not run.artifact)
lines = [
    (box(index, line.bbox), [
        "".join(run.text for run in runs)
        for is_artifact, runs in groupby(line.runs, key=lambda run: run.artifact) if is_artifact
    ])
    for index, each in content
    for line in each.lines
]
print(json.dumps({"told": told, "lines": lines}))
"""
"""Tells the words that are tagged, and the parts of every line that are marked as decoration, with
the box of the line in findings.  What runs up a margin counts as one line with any beside it."""

Lines = list[tuple[object, list[str]]]
"""Of every line its box, and the parts of it that are decoration."""

_UNTAGGED = "TAG-002"
"""The rule that a line of prose is marked as decoration."""

_SILENT_LINK = "LNK-003"
"""The rule that a link has no words."""


def locate() -> Path:
    """Return the folder of the library.

    Raises:
        MissingToolError: outloud is not installed.
    """
    package = validator.library("outloud", package="outloud", why="it judges tagged PDFs")
    return Path(str(package.__file__)).parent


def version() -> str:
    """Return the version of the program."""
    return metadata.version("outloud")


def failures(pdf: Path) -> list[Failure]:
    """Return the errors that outloud finds in *pdf*, one failure for each rule, sorted by rule.

    A failure's context is the page (1-based) or the place in the tree of tags.  A file that cannot
    be read breaks ``UNREADABLE``.

    Raises:
        MissingToolError: outloud is not installed.
        ToolError: It crashed.
    """
    locate()
    command = [sys.executable, "-c", _PROGRAM, str(pdf.resolve()), "--quiet", "--json", "-"]
    report = validator.json_from(command)
    errors = _errors(report["results"][0])
    if any(found["rule"] == _UNTAGGED for found in errors):
        said = validator.json_from([sys.executable, "-c", _TAGGED, str(pdf.resolve())])
        told = _letters(said["told"]) + _letters("".join(line.text for line in _running(pdf)))
        errors = [found for found in errors if not _is_repeated(found, told, said["lines"])]
    if any(found["rule"] == _SILENT_LINK for found in errors):
        errors = [found for found in errors if not _is_pictured(found, pdf)]
    return validator.merged(map(_failure, errors))


def _is_pictured(found: dict[str, Any], pdf: Path) -> bool:
    """Tell whether the links that *found* blames hold pictures, whose words are read.

    outloud 0.2 looks for words of the link itself (ISO 14289-1, 7.3: a figure has its own).
    """
    links = [each for each in structure.read(pdf).each("Link") if not each.text.strip()]
    named = [link for link in links if any((f.alt or "").strip() for f in link.each("Figure"))]
    return found["rule"] == _SILENT_LINK and len(links) == len(named)


def _running(pdf: Path) -> list[Furniture]:
    """Return the lines of *pdf* that say of themselves that they run along with the pages.

    outloud 0.2 takes a long one for text that was forgotten (ISO 32000-1, table 330).
    """
    return [line for line in structure.furniture(pdf) if line.kind == "Pagination"]


def _is_repeated(found: dict[str, Any], told: str, lines: Lines) -> bool:
    """Tell whether *found* blames lines only whose words are *told*: tagged, or running heads.

    The report itself shows two lines of each page.  The head of a table, set again on its next
    page, and a note on an empty page are decoration to those who have heard the words (ISO 14289-1,
    7.5 with ISO 32000-1, 14.8.2.2.2), and so is what a pack prints on each of its pages; outloud
    0.2 knows so of lines on three pages or more.
    """
    if found["rule"] != _UNTAGGED:
        return False
    blamed = [parts for box, parts in lines if box in found["boxes"]]
    is_told = all(_letters(part) in told for parts in blamed for part in parts)
    return len(blamed) == int(found["count"]) and is_told


def _letters(text: str) -> str:
    """Return *text* without white space, which the files set as they like."""
    return "".join(text.split())


def _errors(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the errors of the report on one file."""
    if result.get("error"):
        return [{"rule": validator.UNREADABLE, "message": str(result["error"])}]
    return [found for found in result["findings"] if found["severity"] == "error"]


def _failure(found: dict[str, Any]) -> Failure:
    page, first = found.get("page"), (found.get("location") or {}).get("first", "")
    return Failure(
        rule=found["rule"],
        message=" ".join(found["message"].split()),
        context=" ".join(filter(None, (f"page {page}" if page else "", str(first)))),
        count=int(found.get("count") or 1),
    )
