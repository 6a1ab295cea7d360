"""RIS, the format that reference managers exchange: CSL items written as records.

A record looks like this, each line a tag, two spaces, a hyphen and the value::

    TY  - ELEC
    AU  - Chapbook contributors,
    TI  - Calcinosis
    ER  -

Source: "RIS Format Specifications" (Research Information Systems, 2001 and 2011).
"""

import re
from typing import Any, ClassVar

import rispy
from rispy.writer import RisWriter

Item = dict[str, Any]

TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry": "ENCYC",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "legislation": "STAT",
    "motion_picture": "VIDEO",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
"""What is each CSL type called in RIS?  Any other becomes ``GEN``."""

FIELDS = {
    "title": "title",
    "title-short": "short_title",
    "container-title": "secondary_title",
    "version": "edition",
    "edition": "edition",
    "volume": "volume",
    "issue": "number",
    "publisher": "publisher",
    "publisher-place": "place_published",
    "ISSN": "issn",
    "ISBN": "issn",
    "DOI": "doi",
    "language": "language",
    "abstract": "abstract",
    "id": "id",
}
"""Which field of ``rispy`` holds each CSL variable, in the order of a record."""


MARKUP = re.compile(r"</?(?:i|b|sup|sub|sc|span)(?: [^<>]*)?>")
"""The markup that CSL-JSON allows within text; RIS knows none."""


class _Writer(RisWriter):  # type: ignore[misc] # rispy is not typed for strict checking
    """Writes records one after the other, without the number that rispy puts before each."""

    SEPARATOR: ClassVar[str] = ""

    def set_header(self, count: int) -> str:
        """Return nothing: readers that follow the specification expect ``TY`` first."""
        return ""


def text(items: list[Item]) -> str:
    """Return *items* as the text of a RIS file; CSL's pages become ``SP`` and ``EP``."""
    written: str = rispy.dumps([_record(item) for item in items], implementation=_Writer)
    return written


def _record(item: Item) -> dict[str, Any]:
    """Return *item* under the names that rispy gives to the tags."""
    record: dict[str, Any] = {"type_of_reference": TYPES.get(item.get("type", ""), "GEN")}
    record["authors"] = [name(author) for author in item.get("author", [])]
    record["secondary_authors"] = [name(editor) for editor in item.get("editor", [])]
    record |= _date(item.get("issued", {}))
    record |= {field: str(item[key]) for key, field in FIELDS.items() if item.get(key)}
    first, _, last = str(item.get("page", "")).replace("–", "-").partition("-")
    record |= {"start_page": first, "end_page": last}
    record["notes"] = [item["note"]] if item.get("note") else []
    record["urls"] = [item["URL"]] if item.get("URL") else []
    return {field: _on_one_line(value) for field, value in record.items() if value}


def _on_one_line(value: str | list[str]) -> str | list[str]:
    """Return *value* without line ends, which would begin a new tag, and without markup."""
    if isinstance(value, list):
        return [" ".join(MARKUP.sub("", part).split()) for part in value]
    return " ".join(MARKUP.sub("", value).split())


def name(author: dict[str, str]) -> str:
    """Return a CSL name as RIS writes it: "Family, Given, Suffix".

    The name of an organisation ends with a comma, so that no reader takes its last
    word for a family name.
    """
    if "literal" in author:
        return f"{author['literal']},"
    family = " ".join(_filled(author, "non-dropping-particle", "family"))
    given = " ".join(_filled(author, "given", "dropping-particle"))
    parts = [family, given, author.get("suffix", "")]
    return ", ".join(part for part in parts if part) if given else f"{family},"


def _filled(author: dict[str, str], *keys: str) -> list[str]:
    """Return the parts of *author* that are there."""
    return [author[key] for key in keys if author.get(key)]


def _date(issued: dict[str, Any]) -> dict[str, str]:
    """Return year and full date, as far as *issued* (a CSL date) says them."""
    parts = [int(part) for part in issued.get("date-parts", [[]])[0]]
    if not parts:
        return {}
    numbers = [f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])]
    # The date has three slots; those that are not known stay empty between their slashes.
    return {"year": numbers[0], "date": "/".join([*numbers, *[""] * (3 - len(numbers))])}
