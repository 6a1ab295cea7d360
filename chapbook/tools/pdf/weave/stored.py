"""Fonts, pictures and colours that are equal in several sources, stored once.

Objects are compared from the leaves up: two are the same when what they say is the same and what
they refer to is.  Only what pages draw with is compared, so tags and pages stay apart.
"""

import hashlib
from typing import Any

import pikepdf
from pikepdf import Dictionary

from chapbook.tools.pdf.weave.sources import Number
from chapbook.tools.pdf.weave.tree import listed

_KINDS = ("/Font", "/XObject", "/ColorSpace", "/ExtGState", "/Pattern", "/Shading")

_OF_TAGS = ("/StructParents", "/StructParent", "/OC")
"""What holds these has a place among tags or layers, and is nobody else's."""


class Store:
    """The objects of one file that were met so far."""

    def __init__(self) -> None:
        self.first: dict[bytes, Any] = {}
        """By what an object says, the first that says so."""
        self.known: dict[Number, Any] = {}
        """By number, what an object is stored as."""
        self.saved_bytes = 0

    def share(self, page: Any) -> None:
        """Let *page* draw with what was met before where that is equal."""
        self._resources(page, 0)
        for note in listed(page.get("/Annots")):
            if isinstance(note, Dictionary) and isinstance(note.get("/AP"), Dictionary):
                self._settle(note.AP, 0)

    def _resources(self, holder: Any, depth: int) -> None:
        resources = holder.get("/Resources")
        if not isinstance(resources, pikepdf.Dictionary):
            return
        if resources.is_indirect:
            if resources.objgen in self.known:
                return
            self.known[resources.objgen] = resources
        for kind in _KINDS:
            if isinstance(held := resources.get(kind), pikepdf.Dictionary):
                self._settle(held, depth + 1)

    def _settle(self, holder: Any, depth: int) -> bytes:
        """Replace what *holder* refers to by what it is stored as; return what it says."""
        said = []
        is_list = isinstance(holder, pikepdf.Array)
        pairs = enumerate(holder) if is_list else holder.items()
        is_telling = not is_list and ("/Type" in holder or "/Subtype" in holder)
        unsaid = _UPWARD if is_telling else ()
        for key, value in list(pairs):
            if key in unsaid:
                continue
            if not isinstance(value, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream):
                said.append(f"{key} ".encode(*_NAMES) + _written(value))
            elif value.is_indirect:
                kept = self._canonical(value, depth + 1)
                if kept.objgen != value.objgen:
                    holder[key] = kept
                said.append(f"{key} {kept.objgen} R".encode(*_NAMES))
            else:
                said.append(f"{key} ".encode(*_NAMES) + self._settle(value, depth + 1))
        return type(holder).__name__.encode() + b"(" + b"\n".join(said) + b")"

    def _canonical(self, thing: Any, depth: int) -> Any:
        """Return what *thing* is stored as: itself, or an equal object that was met before."""
        if thing.objgen in self.known:
            return self.known[thing.objgen]
        self.known[thing.objgen] = thing  # what leads back to it means itself
        is_list = isinstance(thing, pikepdf.Array)
        if depth > _DEEPEST or (not is_list and thing.get("/Type") in _NEVER):
            return thing
        is_stream = isinstance(thing, pikepdf.Stream)
        said = self._settle(thing.stream_dict if is_stream else thing, depth)
        if not is_list and any(key in thing for key in _OF_TAGS):
            return thing
        data = thing.read_raw_bytes() if is_stream else b""
        key = hashlib.blake2b(said + b"\0" + data, digest_size=20).digest()
        kept = self.first.setdefault(key, thing)
        self.known[thing.objgen] = kept
        if kept.objgen != thing.objgen:
            self.saved_bytes += len(data)
        return kept


_UPWARD = ("/Parent", "/P")
"""What leads back, in whatever says what it is; other dictionaries may have these keys as names,
such as that of a font."""

_NAMES = ("utf-8", "surrogateescape")
"""Names are bytes; old programs wrote them in the encodings of their countries."""


def _written(value: Any) -> bytes:
    """Return *value*, which holds nothing, as a file has it."""
    return value.unparse() if isinstance(value, pikepdf.Object) else repr(value).encode()


_DEEPEST = 100
"""Deeper than this nothing is compared."""

_NEVER = ("/Page", "/Pages", "/Catalog", "/StructElem", "/OCG", "/OCMD")
"""What is never the same as another that says the same."""
