"""Which reading of a pack an address means: its place on the web, its DOI, its file, its name.

Authors link to each other's articles by what they know of them; a pack that holds both leads
there.  The pack's own pages write ``pack:IDENTIFIER`` and ``pack:IDENTIFIER#name``.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from chapbook.pack import BoundPack, BoundReading

SCHEME = "pack:"

FILES = ("md", "html", "pdf", "epub", "docx")
"""Endings of files that a reading is known by to whoever links to its file."""

_DOI = re.compile(r"(?:doi:|(?:https?://)?(?:dx\.|www\.)?doi\.org/)(10\.\S+)", re.I)
_WEB = re.compile(r"https?://(?:www\.)?", re.I)


@dataclass(frozen=True, slots=True)
class Target:
    """A place in a pack."""

    identifier: str
    """Of a reading or of a piece of the pack's own."""
    fragment: str = ""
    """The id in it; empty for its beginning."""


class Addresses:
    """All addresses by which the readings of a pack are known."""

    def __init__(self, bound: BoundPack) -> None:
        self._known: dict[str, str] = {}
        for reading in bound.readings:
            for key in _keys(reading):
                # What two readings are known by leads to the first.
                self._known.setdefault(key, reading.reading.identifier)

    def target(self, address: str) -> Target | None:
        """Return the place that *address* means; nothing if it is in no reading."""
        where, _, fragment = address.partition("#")
        if where.startswith(SCHEME):
            return Target(where.removeprefix(SCHEME), unquote(fragment))
        identifier = self._known.get(_key(where)) if where else None
        return Target(identifier, unquote(fragment)) if identifier else None


def _keys(bound: BoundReading) -> Iterator[str]:
    """Yield what the reading *bound* is known by."""
    record, reading = bound.record, bound.reading
    item = record.item or reading.item or {}
    for address in (record.address, str(item.get("URL") or "")):
        if address:
            yield _key(address)
    if item.get("DOI"):
        yield _key(f"doi:{item['DOI']}")
    yield _key(reading.path.name)
    if reading.blocks or not record.stem:
        return
    yield from (_key(f"{record.stem}.{ending}") for ending in FILES)


def _key(address: str) -> str:
    """Return *address* in the one form in which addresses are compared.

    A DOI is one, however it is written (DOI Handbook, 2.4: case does not count); of a file its name
    alone counts, since each reading lies in a folder of its own.
    """
    if found := _DOI.fullmatch(address.strip()):
        return f"doi:{unquote(found[1]).rstrip('/').lower()}"
    parts = urlsplit(address.strip())
    if parts.scheme:
        return _WEB.sub("web:", address.strip().partition("#")[0]).rstrip("/").casefold()
    return f"file:{posixpath.basename(unquote(parts.path)).casefold()}"
