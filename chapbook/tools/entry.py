"""Where within the entry of a work its fields stand, and how each format names them."""

import re
from dataclasses import replace

from chapbook.findings import Place
from chapbook.model import Reference

NAMES: dict[str, tuple[str, ...]] = {
    "author": ("author", "AU", "A1"),
    "title": ("title", "TI", "T1", "CT"),
    "container-title": (
        *("journal", "JO", "container-title"),
        *("journaltitle", "booktitle", "T2", "JF", "secondary-title"),
    ),
    "publisher": ("publisher", "PB", "school", "institution", "journal"),
    "issued": ("year", "PY", "issued", "date", "DA", "Y1", "month"),
    "accessed": ("urldate", "Y2", "accessed"),
    "page": ("pages", "SP", "page"),
    "DOI": ("doi", "DO", "DOI", "url", "UR", "electronic-resource-num", "note"),
    "PMID": ("pmid", "AN", "PMID", "note"),
    "PMCID": ("pmcid", "C2", "PMCID", "note"),
    "ISBN": ("isbn", "SN", "ISBN"),
    "URL": ("url", "UR", "URL", "howpublished"),
}
"""The names of a CSL variable: first in BibTeX, RIS and CSL, then others.
Sources: BibLaTeX manual 3.20, section 2; RIS format specifications (2011); CSL 1.0.2,
appendix IV."""

LINES = {
    ".bib": ("{0} = {{{1}}},", 0),
    ".ris": ("{0}  - {1}", 1),
    ".json": ('"{0}": "{1}",', 2),
    ".yaml": ("{0}: {1}", 2),
}
"""How a format writes a field, and which of its ``NAMES`` it uses."""


def place(work: Reference, variable: str, value: str = "") -> Place:
    """Return where the entry of *work* gives *value*, else its field *variable*, else begins.

    Args:
        work: With what is ``written``, or nothing better than its beginning is known.
        variable: A CSL variable; empty when *value* may stand in any.
        value: As CSL has it; hyphens and spaces may differ in the file.
    """
    named = "|".join(map(re.escape, NAMES.get(variable, (variable,))))
    patterns = [rf"(?P<at>{_loosely(value)})"] if value else []
    if variable:
        patterns.append(rf"^\W*(?:{named})[\"']?\s*(?:=|:|  ?-|>)\s*[\"'{{]*(?P<at>\S?)")
    for pattern in patterns:
        if match := re.search(pattern, work.written, re.M | re.I):
            return _place(work, match.start("at"))
    return work.place


def line(work: Reference, at: Place) -> str:
    """Return the line of the entry of *work* at the place *at*, or nothing."""
    lines = work.written.split("\n")
    index = at.line - work.place.line
    return lines[index] if work.written and 0 <= index < len(lines) else ""


def as_written(line: str, at: Place, old: str, new: str) -> tuple[str, str]:
    """Return *old* as *line* has it at the place *at*, and *new* with the same hyphens."""
    found = re.compile(_loosely(old)).match(line, at.column - 1) if at.column else None
    if found is None:
        return old, new
    hyphens = re.search("[-–—]+", found[0])
    return found[0], re.sub("[-–—]+", hyphens[0], new) if hyphens else new


def field(work: Reference, variable: str, value: str = "...") -> str:
    """Return a line that gives *value* to *variable*, as the file of *work* would have it."""
    ending = next((known for known in LINES if work.place.file.lower().endswith(known)), ".yaml")
    form, index = LINES[ending]
    if ending != ".bib":
        value = value.strip("{}")
    names = NAMES.get(variable, (variable,))
    return form.format(names[min(index, len(names) - 1)], value)


def _loosely(value: str) -> str:
    """Return a pattern for *value* that allows for other hyphens and spaces."""
    pieces = re.split(r"([-–—]+|\s+)", value)
    marks = {True: r"\s+", False: r"[-–—]+"}
    return "".join(
        re.escape(piece) if index % 2 == 0 else marks[piece.isspace()]
        for index, piece in enumerate(pieces)
    )


def _place(work: Reference, offset: int) -> Place:
    """Return the place of the character at *offset* (0-based) of what is written of *work*."""
    before = work.written[:offset]
    column = offset - (before.rfind("\n") + 1) + 1
    return replace(work.place, line=work.place.line + before.count("\n"), column=column)
