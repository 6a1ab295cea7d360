"""RIS files as other programs write them, made into RIS that pandoc reads rightly.

pandoc 3.9 drops every record after one that is not closed, reads "2020///" as four
dates, ignores ``DA``, takes "World Health Organization" for a person named Organization,
and "Jr." for a given name.  Source of the format: "RIS Format Specifications" (Research
Information Systems, 2001 and 2011).
"""

import re
from dataclasses import dataclass

from chapbook.load.organisations import with_organisations
from chapbook.model import Item

LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9])  ?-(?: (?P<value>.*))?")
"""A tag, two spaces, a hyphen, a space and the value; some programs save a space."""

NAMES = {"AU", "A1", "A2", "A3", "A4", "ED"}
ISSUED = ("DA", "PY", "Y1")
"""The tags of the date, best first: ``DA`` has the day."""
READ = ("Y2",)
TYPES = {
    "AGGR": "dataset",
    "BLOG": "post-weblog",
    "COMP": "software",
    "DATA": "dataset",
    "DBASE": "dataset",
    "DICT": "entry-dictionary",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EJOUR": "article-journal",
    "ELEC": "webpage",
    "ENCYC": "entry-encyclopedia",
    "STAND": "standard",
    "UNPB": "manuscript",
    "VIDEO": "motion_picture",
    "WEB": "webpage",
}
"""CSL's types of those kinds of work that pandoc does not tell apart."""

ADDED = {"publisher-place": ("CY", "PP"), "edition": ("ET",)}
"""CSL variables that pandoc does not fill, and their tags."""

BOOKS = {"book", "chapter", "report"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One work of a RIS file."""

    line: int
    """1-based line of its ``TY``."""
    rows: tuple[tuple[str, str], ...]
    """Tags and values, in order, without ``ER``; a value may run over several lines."""

    def first(self, *tags: str) -> str:
        """Return the value of the first of *tags* that has one."""
        return next((text for tag in tags for own, text in self.rows if own == tag and text), "")

    def text(self) -> str:
        """Return the record as pandoc wants it."""
        rows = [
            f"{tag}  - {_name(value) if tag in NAMES else value}"
            for tag, value in self.rows
            if tag not in {*ISSUED, *READ, "ID"}
        ]
        return "\n".join([*rows[:1], "ID  - x", *rows[1:], "ER  - ", ""])

    def mended(self, item: Item, key: str) -> Item:
        """Return *item*, which pandoc made of this record, with its *key* and what it lacks."""
        kind = str(item.get("type", ""))
        known = TYPES.get(self.first("TY"), "document" if kind in {"", "misc"} else kind)
        added = {
            "issued": _date(self, ISSUED),
            "accessed": _date(self, READ),
            **{name: self.first(*tags) for name, tags in ADDED.items()},
        }
        whole = {**{name: value for name, value in added.items() if value}, **item}
        number = str(whole.get("ISSN", ""))
        if known in BOOKS and len(re.sub(r"[^\dXx]", "", number)) >= 10:
            whole["ISBN"] = whole.pop("ISSN")
        return with_organisations({**whole, "id": key, "type": known})


def records(text: str) -> tuple[list[Record], int]:
    """Split *text* into its records, closed or not.

    Returns:
        The records in order, and the 1-based line of the first tag that belongs to none
        of them, 0 without any.  Publishers write remarks before and between records.
    """
    found: list[tuple[int, list[tuple[str, str]]]] = []
    stray, is_open = 0, False
    for number, line in enumerate(text.split("\n"), 1):
        match = LINE.fullmatch(line.rstrip())
        tag, value = (match["tag"], (match["value"] or "").strip()) if match else ("", line.strip())
        if tag == "TY":
            found.append((number, []))
            is_open = True
        if not is_open:
            stray = stray or (number if tag not in {"", "ER"} else 0)
        elif tag == "ER":
            is_open = False
        elif tag:
            found[-1][1].append((tag, value))
        elif value:
            before, start = found[-1][1][-1]
            found[-1][1][-1] = (before, f"{start} {value}".strip())
    if not found and text.strip():
        stray = 1
    return [Record(line=line, rows=tuple(rows)) for line, rows in found], stray


def keys(found: list[Record]) -> list[str]:
    """Return the key of each record: its ``ID``, else made of first author and year.

    Zotero writes no ``ID``.  Two such works get "b", "c" and so on behind the later key.
    """
    taken = {record.first("ID") for record in found}
    return [record.first("ID") or _made(record, taken) for record in found]


def _made(record: Record, taken: set[str]) -> str:
    """Return a key for *record* that is not among *taken*, and take it."""
    name = record.first("AU", "A1").split(",")[0] or record.first("TI", "T1", "CT")
    year = re.match(r"\d{4}", record.first("PY", "Y1", "DA"))
    start = "".join(re.findall(r"\w+", name)[:3]) + (year[0] if year else "")
    key, number = start or "work", 1
    while key in taken:
        number += 1
        key = f"{start}{chr(96 + number) if number <= 26 else f'-{number}'}"
    taken.add(key)
    return key


def _name(value: str) -> str:
    """Return a name in BibTeX's order, by which pandoc reads it.

    RIS has "Family, Given, Suffix"; a name without a comma is an organisation's.
    """
    parts = [part.strip() for part in value.split(",")]
    if len(parts) == 3 and parts[2]:
        return f"{parts[0]}, {parts[2]}, {parts[1]}"
    return value if len(parts) > 1 else f"{value},"


def _date(record: Record, tags: tuple[str, ...]) -> Item | None:
    """Return the fullest CSL date of *tags*: "2019/03/12/", "2019-03-12" or "2019"."""
    given = [record.first(tag) for tag in tags if record.first(tag)]
    if not given:
        return None
    read = [[int(n) for n in re.findall(r"\d+", text.split(":")[0])[:3]] for text in given]
    whole = [parts for parts in read if parts and parts[0] > 31]
    if not whole:
        return {"literal": given[0]}
    return {"date-parts": [max(whole, key=len)]}
