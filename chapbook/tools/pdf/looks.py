"""What decides how each page of a PDF looks, as one hash a page.

Two pages with the same hash look the same: it holds all that a page draws, with what that refers
to, and its annotations; it leaves out where the page stands, its tags, and where links lead.
"""

import hashlib
from pathlib import Path
from typing import Any

import pikepdf

from chapbook.tools.pdf.plain import Plain, is_reference, reference
from chapbook.tools.pdf.read import FAULTS, UnreadablePdfError

_UNSEEN = frozenset({"/Parent", "/StructParents", "/StructParent", "/Tabs", "/P", "/Dest", "/A"})
"""Keys of pages, annotations and forms that nobody sees.

All these say what they are; other dictionaries may have them as names, such as that of a font.
"""


def of_pages(path: Path) -> tuple[str, ...]:
    """Return the hash of each page of the PDF at *path*, in hexadecimal digits.

    Raises:
        UnreadablePdfError: It is damaged, encrypted or no PDF.
        OSError: It cannot be opened.
    """
    try:
        with pikepdf.open(path) as file:
            hashes = _Hashes(file, hashlib.sha256(path.read_bytes()).hexdigest())
            return tuple(hashes.of(reference(page.obj)) for page in file.pages)
    except FAULTS as error:
        raise UnreadablePdfError(str(error)) from error


class _Hashes:
    """The hashes of the objects of one file, each worked out once."""

    def __init__(self, file: pikepdf.Pdf, mark: str) -> None:
        self._plain = Plain(file)
        self._mark = mark
        """Of the whole file: what refers to itself is like itself in this very file only."""
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        """Return the hash of what the reference *name* stands for, with all that it refers to."""
        if name not in self._known:
            self._known[name] = self._mark
            self._known[name] = self._hash(self._plain.object(name))
        return self._known[name]

    def _hash(self, thing: Any) -> str:
        said = hashlib.blake2b(repr(self._seen(self._plain.of(thing))).encode(), digest_size=16)
        if isinstance(thing, pikepdf.Stream):
            said.update(b"stream" + thing.read_raw_bytes())
        return said.hexdigest()

    def _seen(self, value: Any) -> Any:
        """Return *value* without what nobody sees, and with hashes in place of references."""
        if isinstance(value, str):
            return self.of(value) if is_reference(value) else value
        if isinstance(value, list):
            return [self._seen(each) for each in value]
        if isinstance(value, dict):
            is_drawn = "/Subtype" in value or value.get("/Type") == "/Page"
            unseen = _UNSEEN if is_drawn else ()
            return {key: self._seen(each) for key, each in value.items() if key not in unseen}
        return value
