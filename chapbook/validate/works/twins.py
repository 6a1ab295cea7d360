"""One work under two keys."""

import html
import re
from collections.abc import Iterable

from chapbook.model import Item, Reference

Facts = tuple[str, str, str]
"""DOI, first author and type of a work, folded; empty where it names none."""


def twins(references: Iterable[Reference]) -> list[tuple[Reference, Reference]]:
    """Return each work that an earlier one is, too, with that one before it.

    Works are the same when they have one DOI, or one title and year and nothing by
    which they differ: a preprint has another DOI than the article that came of it.  What
    they are part of is not compared, as one of two journal names is often an abbreviation.
    """
    found: list[tuple[Reference, Reference]] = []
    by_doi: dict[str, Reference] = {}
    by_title: dict[tuple[str, str], list[Reference]] = {}
    for work in references:
        doi = _facts(work.item)[0]
        first = by_doi.setdefault(doi, work) if doi else work
        title = _title_and_year(work.item)
        alike = by_title.setdefault(title, []) if all(title) else []
        if first is work:
            first = next((other for other in alike if _may_be_one(other.item, work.item)), work)
        alike.append(work)
        if first is not work:
            found.append((first, work))
    return found


def _title_and_year(item: Item) -> tuple[str, str]:
    """Return the folded title and the year; empty where there is none."""
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    year = str(parts[0][0]) if parts and parts[0] else ""
    return _folded(item.get("title")), year


def _may_be_one(one: Item, other: Item) -> bool:
    """Tell whether nothing that both items name differs."""
    return all(a == b or not a or not b for a, b in zip(_facts(one), _facts(other), strict=True))


def _facts(item: Item) -> Facts:
    """Return what tells apart works of one title and year."""
    authors = item.get("author")
    first = authors[0] if isinstance(authors, list) and authors else {}
    name = first.get("family") or first.get("literal") if isinstance(first, dict) else ""
    doi = str(item.get("DOI", "")).strip().casefold()
    return doi, _folded(name), _folded(item.get("type"))


def _folded(text: object) -> str:
    """Return the letters and figures of *text* in small letters, without markup."""
    plain = re.sub(r"<[^>]*>", "", html.unescape(str(text or "")))
    return "".join(re.findall(r"[^\W_]+", plain)).casefold()
