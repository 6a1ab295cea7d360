"""What decides how each page of a PDF looks, as one hash a page.

Two pages with the same hash look the same: it holds all that a page draws, with what that refers
to, and its annotations; it leaves out where the page stands, its tags, and where links lead.
"""

import hashlib
from pathlib import Path
from typing import Any

import pikepdf

from chapbook.tools.pdf.read import UnreadablePdfError

_UNSEEN = frozenset({"/Parent", "/StructParents", "/StructParent", "/Tabs", "/P", "/Dest", "/A"})
"""Keys of pages, annotations and forms that nobody sees."""


def of_pages(path: Path) -> tuple[str, ...]:
    """Return the hash of each page of the PDF at *path*, in hexadecimal digits.

    Raises:
        UnreadablePdfError: It is damaged, encrypted or no PDF.
        OSError: It cannot be opened.
    """
    try:
        with pikepdf.open(path) as file:
            hashes = _Hashes(hashlib.sha256(path.read_bytes()).digest())
            return tuple(hashes.of(page.obj).hex() for page in file.pages)
    except (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise UnreadablePdfError(str(error)) from error


class _Hashes:
    """The hashes of the objects of one file, each worked out once."""

    def __init__(self, mark: bytes) -> None:
        self._mark = mark
        """Of the whole file: what refers to itself is like itself in this very file only."""
        self._known: dict[tuple[int, int], bytes] = {}

    def of(self, thing: Any) -> bytes:
        """Return the hash of *thing* with all that it refers to."""
        if not isinstance(thing, pikepdf.Object) or not thing.is_indirect:
            return self._said(thing)
        if thing.objgen not in self._known:
            self._known[thing.objgen] = self._mark
            self._known[thing.objgen] = self._said(thing)
        return self._known[thing.objgen]

    def _said(self, thing: Any) -> bytes:
        said = hashlib.blake2b(digest_size=16)
        if isinstance(thing, pikepdf.Array):
            written = thing.unparse(resolved=True)
            said.update(b"[")
            if b" R" not in written:  # no reference, as in the widths of a thousand glyphs
                said.update(written)
                return said.digest()
            for each in thing:
                said.update(self.of(each))
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            said.update(b"<")
            for key, value in thing.items():
                if key not in _UNSEEN:
                    said.update(key.encode() + b" " + self.of(value))
            if isinstance(thing, pikepdf.Stream):
                said.update(b"stream" + thing.read_raw_bytes())
        else:
            kind = type(thing).__name__
            said.update(f"{kind} {thing!r}".encode())
        return said.digest()
