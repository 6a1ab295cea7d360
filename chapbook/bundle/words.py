"""What a pack says of a reading in words: who wrote it, where it is from, by which right."""

import re
from collections.abc import Mapping

from chapbook.frontmatter import Name
from chapbook.licences import LICENCES
from chapbook.model import Item
from chapbook.pack import BoundReading, Origin, Reading
from chapbook.tools import dates
from chapbook.tools.labels import joined

MANY = 3
"""So many authors are named in a line; of more, the first."""

TITLE_LENGTH = 110
"""The most characters of a title in a line that stands on every page."""

MARKUP = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc|span)\b[^<>]*>", re.I)
"""Markup in the fields of a CSL item.  Source: CSL 1.0.2, appendix VI."""


def authors(bound: BoundReading) -> tuple[str, ...]:
    """Return the names of who wrote a reading: as the pack says them, else as it does itself."""
    item = bound.reading.item or bound.record.item or {}
    said = bound.reading.authors or bound.record.authors or tuple(item.get("author") or ())
    return tuple(name for each in said if (name := display(each)))


def display(name: Mapping[str, object]) -> str:
    """Return a CSL *name* as a byline prints it."""
    known = {field.replace("_", "-"): field for field in Name.model_fields}
    parts = {known[k]: str(v) for k, v in name.items() if k in known and isinstance(v, str)}
    return Name(**parts).display  # type: ignore[arg-type]  # names have strings only


def byline(bound: BoundReading, labels: Mapping[str, str]) -> str:
    """Return the authors of a reading as the language of *labels* lists them; "" for none."""
    return joined(authors(bound), labels)


def first_authors(bound: BoundReading, labels: Mapping[str, str]) -> str:
    """Return the authors of a reading; of many, the first and "et al."."""
    names = authors(bound)
    return joined(names, labels) if len(names) <= MANY else f"{names[0]} {labels['et-al']}"


def short_title(bound: BoundReading) -> str:
    """Return the title of a reading, cut after a whole word where it is long."""
    title = bound.title
    if len(title) <= TITLE_LENGTH:
        return title
    return title[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–") + "…"


def licence(bound: BoundReading) -> tuple[str, str]:
    """Return the licence of a reading in words, and the address of its text; "" where unknown."""
    said = bound.reading.rights.licence or bound.record.licence
    name, address = LICENCES.get(said, (said, None))
    return name, address or ""


def holder(bound: BoundReading, labels: Mapping[str, str]) -> str:
    """Return who holds the copyright of a reading; "" where nobody said so.

    Of our own articles and of notes that is whoever wrote them, unless they say otherwise
    (Berne Convention, article 15, 1).
    """
    said = bound.reading.rights.holder or bound.record.holder
    is_ours = bound.reading.origin is not Origin.DOCUMENT
    return said or (byline(bound, labels) if is_ours else "")


def source(bound: BoundReading) -> str:
    """Return where a reading was published: in the pack's words, its address, or its item's."""
    said = bound.reading.rights.source or bound.record.address
    return said or _published(bound.reading.item or {})


def _published(item: Item) -> str:
    """Return where and when the work *item* appeared, in a few words."""
    where = item.get("container-title") or item.get("publisher") or ""
    parts = (item.get("issued") or {}).get("date-parts") or [[]]
    doi = str(item.get("DOI") or "")
    address = f"https://doi.org/{doi}" if doi else str(item.get("URL") or "")
    said = [unmarked(where), *map(str, parts[0][:1]), address]
    return ", ".join(part for part in said if part)


def unmarked(text: object) -> str:
    """Return a field of a CSL item as plain text."""
    return MARKUP.sub("", str(text))


def short_rights(bound: BoundReading, labels: Mapping[str, str]) -> str:
    """Return under which right a reading is copied, in two or three words."""
    name, _ = licence(bound)
    if name:
        return name
    return labels["pack-by-permission" if bound.reading.rights.permission else "pack-unstated"]


def due(reading: Reading, labels: Mapping[str, str], lang: str) -> str:
    """Return until when a reading is to be read: "Due 30 November 2026"; "" for any time."""
    return labels["pack-due"].format(date=dates.long(reading.due, lang)) if reading.due else ""


def folios(first: int, count: int) -> str:
    """Return a range of pages: "41–57", or "41" for one."""
    return f"{first}–{first + count - 1}" if count > 1 else str(first)
