"""Reading the bibliographies of an article into CSL items with their places."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from chapbook.errors import ToolError
from chapbook.findings import Finding, Place
from chapbook.load import bib, csl, endnote, ris, source
from chapbook.load.confine import inside
from chapbook.load.trouble import another_key, broken
from chapbook.model import Item, Reference
from chapbook.tools import entry
from chapbook.tools.pandoc import bibliography

Works = tuple[list[Reference], list[Finding]]


def read(
    folder: Path, names: Iterable[str], at: Place
) -> tuple[list[Reference], list[Finding], dict[str, Path]]:
    """Read the files *names*, relative to *folder*.

    Args:
        folder: The article's folder; nothing outside it is read.
        names: As the front matter gives them.
        at: Where the front matter names them.

    Returns:
        The works in order, what is wrong, and the files that were read.
    """
    references: list[Reference] = []
    findings: list[Finding] = []
    inputs: dict[str, Path] = {}
    for name in names:
        path, problem = inside(folder, name, at, "bibliography-missing")
        if path is None:
            findings += problem
            continue
        inputs[name] = path
        found, wrong = _file(path, name)
        references += found
        findings += wrong
    kept, doubles = unique(references)
    return kept, [*findings, *doubles], inputs


def unique(references: Iterable[Reference]) -> Works:
    """Keep the first work of each key, with a finding about every later one."""
    kept: dict[str, Reference] = {}
    findings: list[Finding] = []
    for reference in references:
        first = kept.setdefault(reference.key, reference)
        if first is not reference:
            message = f'the entry "{reference.key}" cannot be used: {first.place} has the same key'
            fix = another_key(reference.key)
            at = entry.place(reference, "", reference.key)
            findings.append(Finding(code="reference-duplicate", place=at, message=message, fix=fix))
    return list(kept.values()), findings


def _file(path: Path, name: str) -> Works:
    """Read one file by its ending."""
    text, wrong = source.read(path, name)
    if text is None:
        return [], wrong
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        fix = "Use .bib, .json (CSL), .yaml (CSL), .ris or .xml (EndNote)."
        return [], [broken(f'"{name}" is of no kind that is known here', Place(file=name), fix)]
    works, wrong = reader(text.text, name)
    return _with_lines(works, text.text), wrong


def _with_lines(works: list[Reference], text: str) -> list[Reference]:
    """Return *works* with what is written of each in *text*, their file.

    Where a program put several on one line, nobody could tell whose a word is.
    """
    lines = text.split("\n")
    counts = Counter(work.place.line for work in works)
    starts = sorted(counts)
    ends = dict(zip(starts, [*starts[1:], len(lines) + 1], strict=False))
    return [
        replace(work, written="\n".join(lines[at - 1 : ends[at] - 1]))
        if (at := work.place.line) and counts[at] == 1
        else work
        for work in works
    ]


def _ris(text: str, name: str) -> Works:
    """Read a RIS file."""
    records, stray = ris.records(text)
    findings: list[Finding] = []
    if stray:
        message = "this belongs to no record; a record begins with TY"
        findings.append(broken(message, Place(file=name, line=stray)))
    works: list[Reference] = []
    items = _each([record.text() for record in records], "ris")
    for record, key, item in zip(records, ris.keys(records), items, strict=True):
        place = Place(file=name, line=record.line)
        if isinstance(item, str):
            findings.append(broken(f'the entry "{key}" cannot be read: {item}', place))
        else:
            works.append(Reference(item=record.mended(item, key), place=place))
    return works, findings


def _endnote(text: str, name: str) -> Works:
    """Read an EndNote XML file."""
    try:
        records = endnote.records(text)
    except endnote.EndNoteError as error:
        place = Place(file=name, line=error.line, column=error.column)
        return [], [broken(f"the file is not XML: {error}", place)]
    works: list[Reference] = []
    findings: list[Finding] = []
    items = _each([record.xml for record in records], "endnotexml", endnote.FRAME)
    for record, item in zip(records, items, strict=True):
        place = Place(file=name, line=record.line)
        if isinstance(item, str):
            findings.append(broken(f"the record cannot be read: {item}", place))
        elif not str(item.get("id", "")).strip():
            findings.append(broken("the record has no rec-number, its key", place))
        else:
            works.append(Reference(item=endnote.mended(item, record), place=place))
    return works, findings


def _each(texts: list[str], reader: str, frame: str = "{}") -> list[Item | str]:
    """Return the work of each of *texts*, or what is wrong with it.

    They go through pandoc together, which takes a hundredth of the time; one by one only
    if it does not give as many works as there are texts.

    Args:
        texts: One record each.
        reader: pandoc's name of their format.
        frame: What makes a file of them; ``{}`` stands for the records.
    """
    if not texts:
        return []
    try:
        items = bibliography.items(frame.format("\n".join(texts)), reader)
    except ToolError:
        items = []
    if len(items) == len(texts):
        return [*items]
    return [bibliography.item_or_problem(frame.format(text), reader) for text in texts]


READERS: dict[str, Callable[[str, str], Works]] = {
    ".bib": bib.read,
    ".json": csl.from_json,
    ".yaml": csl.from_yaml,
    ".yml": csl.from_yaml,
    ".ris": _ris,
    ".xml": _endnote,
}
"""The reader of each file ending."""
