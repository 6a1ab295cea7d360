"""What stands below a reference: its kind, when it was read, its registers, its retraction."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from chapbook.model import Item, Node
from chapbook.tools import dates
from chapbook.tools.pandoc import ast

ADDRESSES = {
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "PMCID": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
}
"""Where is a work of PubMed and of PubMed Central?  Source: https://pubmed.ncbi.nlm.nih.gov/
and https://pmc.ncbi.nlm.nih.gov/, whose pages have these addresses."""

NUMBER = re.compile(r"(?:PMC)?\d+")

RETRACTED = re.compile(r"\bretract(?:ed|ion)\b", re.I)
"""How reference managers say it: CSL ``status``, or a word in the note (Zotero, PubMed)."""


KINDS = {
    "article": "preprint",
    "broadcast": "broadcast",
    "dataset": "dataset",
    "motion_picture": "video",
    "paper-conference": "conference-paper",
    "post": "webpage",
    "post-weblog": "webpage",
    "report": "report",
    "software": "software",
    "speech": "talk",
    "standard": "standard",
    "thesis": "thesis",
    "webpage": "webpage",
}
"""What kind of work is a CSL type, where the entry does not show it as it shows a journal's
article, a book or a chapter?  The second part of a label ``type-…``."""


def named(entry: Node, item: Item, labels: Mapping[str, str], lang: str) -> list[Node]:
    """Return what stands below the reference *entry* of the work *item*, as inlines.

    What the style has printed already is not repeated.

    Args:
        entry: A div of the reference list.
        item: As the bibliography has it.
        labels: The words of the article's language.
        lang: The article's language (BCP 47).
    """
    printed = ast.text(entry["c"][1])
    pieces: list[list[Node]] = []
    if _is_retracted(item):
        pieces.append([{"t": "Strong", "c": ast.string(f"{labels['retracted']}.")}])
    if said := ", ".join(part for part in _kind_and_reading(item, printed, labels, lang) if part):
        pieces.append(ast.string(f"{said[0].upper()}{said[1:]}."))
    pieces += _numbers(item, printed)
    return [node for piece in pieces for node in ({"t": "Space"}, *piece)][1:]


def _numbers(item: Item, printed: str) -> Iterator[list[Node]]:
    """Yield the work's number in each register, as a link."""
    for register, address in ADDRESSES.items():
        number = str(item.get(register, "")).strip()
        if NUMBER.fullmatch(number) and number not in printed:
            words = ast.string(number if number.startswith("PMC") else f"{register} {number}")
            yield [ast.link(words, address.format(number)), {"t": "Str", "c": "."}]


def _kind_and_reading(
    item: Item, printed: str, labels: Mapping[str, str], lang: str
) -> tuple[str, str]:
    """Return the kind of a work and when it was read; nothing for what *printed* says.

    The data's own word (``genre``: "PhD thesis") counts for more than ours.  A work with
    a DOI stays as it is, so that the day on which somebody read it says nothing.
    """
    kind = KINDS.get(str(item.get("type")), "")
    word = str(item.get("genre") or (labels[f"type-{kind}"] if kind else ""))
    if not kind or word.casefold() in printed.casefold():
        word = ""
    date = None if item.get("DOI") else _day(item.get("accessed"))
    if date is None or _is_printed(date, printed):
        return word, ""
    return word, labels["accessed"].format(date=dates.long(date, lang))


def _day(date: object) -> dt.date | None:
    """Return the CSL *date* if it names a single day."""
    match date:
        case {"date-parts": [[year, month, day]]}:
            try:
                return dt.date(int(year), int(month), int(day))
            except ValueError:
                return None
    return None


def _is_printed(date: dt.date, printed: str) -> bool:
    """Tell whether *printed* holds the day and the year of *date* near each other.

    Styles differ in order and in how they write the month.
    """
    day, year = rf"\b0?{date.day}\b", rf"\b{date.year}\b"
    return bool(re.search(rf"{day}.{{0,16}}{year}|{year}.{{0,16}}{day}", printed))


def _is_retracted(item: Item) -> bool:
    """Tell whether the data says that the work was retracted."""
    return any(RETRACTED.search(str(item.get(key, ""))) for key in ("status", "note"))
