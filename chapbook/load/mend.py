"""Habits of reference managers, read as what they mean."""

import html
import re
from dataclasses import replace
from urllib.parse import unquote

from chapbook.findings import Finding, Replacement
from chapbook.model import Item, Reference
from chapbook.tools import entry

RESOLVER = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:)\s*(?=10\.)", re.IGNORECASE)
"""What people and programs write before a DOI.
Source: https://www.crossref.org/display-guidelines/ (all earlier forms that it names)."""

ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]*|#\d+|#[Xx][0-9A-Fa-f]+);")
"""HTML's name or number of a letter."""

WORDS = {"title", "title-short", "container-title", "collection-title", "publisher"}
"""CSL variables that publishers fill from their web pages."""

EXTRA = re.compile(r"(?<!\w)(?P<key>DOI|PMID|PMCID):\s*(?P<value>[^\s;]+);?(?!\S)\s*")
"""A line of the field "Extra", where Zotero keeps what it has no field for; it is exported
as a note.  Source: https://www.zotero.org/support/kb/item_types_and_fields#citing_fields_from_extra"""


def mended(works: list[Reference]) -> tuple[list[Reference], list[Finding]]:
    """Return *works* with identifiers where they belong, and notes on DOIs given as addresses."""
    moved = [replace(work, item=_unescaped(_without_extra(work.item))) for work in works]
    found = [_noted(work, address) for work in moved if (address := _address(work.item))]
    return [replace(work, item=_with_doi(work.item)) for work in moved], found


def _noted(work: Reference, address: str) -> Finding:
    """Return the note that *work* gives its DOI as *address*."""
    bare = _bare(address)
    at = entry.place(work, "DOI", address)
    line = entry.line(work, at)
    # In the field of a web address the DOI alone would be wrong.
    exact = re.search(rf"\bdoi\W+{re.escape(address)}", line, re.I) is not None
    return Finding(
        code="doi-as-url",
        place=at,
        message=f'"{work.key}" has its DOI as "{address}"',
        fix=line.replace(address, bare).strip() if exact else entry.field(work, "DOI", bare),
        excerpt=line,
        replacement=Replacement(old=address, new=bare) if exact else None,
    )


def _unescaped(item: Item) -> Item:
    """Return *item* with letters in the place of HTML's names for them.

    Publishers put ``&nbsp;`` and ``&amp;`` into titles; CSL knows no such names and would
    print them.
    """
    return {
        key: ENTITY.sub(lambda match: html.unescape(match[0]), value)
        if key in WORDS and isinstance(value, str)
        else value
        for key, value in item.items()
    }


def _without_extra(item: Item) -> Item:
    """Return *item* with the identifiers of its note in fields of their own."""
    note = item.get("note")
    if not isinstance(note, str):
        return item
    given = {match["key"]: match["value"] for match in EXTRA.finditer(note)}
    if not given:
        return item
    rest = EXTRA.sub("", note).strip()
    kept = {key: value for key, value in item.items() if key != "note"}
    return {**given, **kept, **({"note": rest} if rest else {})}


def _address(item: Item) -> str:
    """Return the address that *item* gives in the place of a DOI, or nothing."""
    doi, url = (str(item.get(key, "")).strip() for key in ("DOI", "URL"))
    given = doi or url
    return given if RESOLVER.match(given) else ""


def _bare(address: str) -> str:
    """Return the DOI that *address* leads to."""
    return unquote(RESOLVER.sub("", address, count=1))


def _with_doi(item: Item) -> Item:
    """Return *item* with a bare DOI; an address that says no more than the DOI is left out."""
    address = _address(item)
    doi = _bare(address) if address else str(item.get("DOI", "")).strip()
    if not doi:
        return item
    kept = {key: value for key, value in item.items() if key not in {"DOI", "URL"}}
    url = str(item.get("URL", "")).strip()
    if url and not RESOLVER.match(url):
        kept["URL"] = item["URL"]
    return {**kept, "DOI": doi}
