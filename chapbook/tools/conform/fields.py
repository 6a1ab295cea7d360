"""Fields of CSL items, read and changed the way the corrections need them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from chapbook.model import Item
from chapbook.tools.conform import names

TEENS = (11, 12, 13)


def without(item: Item, key: str) -> Item:
    """Return *item* without *key*."""
    return {k: v for k, v in item.items() if k != key}


def folded(item: Item, key: str) -> str | None:
    """Return the text under *key* for comparing; nothing where there is none."""
    return str(item[key]).casefold() if item.get(key) else None


def with_names(item: Item, change: Callable[[names.Name], names.Name]) -> Item:
    """Return *item* with every name changed."""
    changed = {role: [change(n) for n in item[role]] for role in names.ROLES if item.get(role)}
    return {**item, **changed}


def only_author(item: Item) -> str:
    """Return the name of the only author; empty where there is none or more than one."""
    authors = item.get("author") or []
    return names.spoken(authors[0]) if len(authors) == 1 else ""


def is_preprint(item: Item) -> bool:
    """Whether *item* says that it is a preprint, as Zotero and BibLaTeX readers write it."""
    return item.get("type") == "article" and folded(item, "genre") == "preprint"


def on_server(item: Item) -> Item:
    """Return a preprint with its server as the container."""
    server = item.get("container-title") or item.get("publisher")
    moved = without(without(item, "publisher"), "genre")
    return {**moved, "container-title": server} if server else moved


def translators(item: Item, english: bool, write: Callable[[names.Name], str]) -> str:
    """Return the translators of a book, for a style that would drop them.

    The words for what they did are English, so there is nothing in other languages.
    """
    if item.get("type") != "book" or not english:
        return ""
    return ", ".join(write(name) for name in item.get("translator") or [])


def ordinal_edition(item: Item) -> str:
    """Return "2nd ed", or the edition as it is written; empty for none."""
    edition = str(item.get("edition", "")).rstrip(".")
    if not edition.isdigit():
        return edition
    number = int(edition)
    endings = {1: "st", 2: "nd", 3: "rd"}
    ending = "th" if number % 100 in TEENS else endings.get(number % 10, "th")
    return f"{number}{ending} ed"


def day(date: Any) -> dt.date | None:
    """Return a CSL date as a day; nothing for one that is not known to the day, or is none."""
    parts = date.get("date-parts") if isinstance(date, dict) else None
    numbers = [str(part) for part in parts[0]] if parts and len(parts) == 1 else []
    if len(numbers) != 3 or not all(number.isdigit() for number in numbers):
        return None
    try:
        return dt.date(*map(int, numbers))
    except ValueError:
        return None
