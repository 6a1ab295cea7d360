"""Links that lead to the same place in the woven file as in their own, or inside it.

Names of places get the identifier of their piece before them: ``calcinosis:box-1``; the identifier
alone is the piece's first page.  So they are unique, and the same wherever a reading stands.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from chapbook.tools.pdf.weave.piece import Reason
from chapbook.tools.pdf.weave.sources import Number, Source, destination

SCHEME = "pack:"
"""Begins addresses that mean a piece by its identifier; the pack's own pages write them."""

_DOI = re.compile(r"^(?:doi:|https?://(?:dx\.)?doi\.org/)(10\..+)$", re.IGNORECASE)

PRINTED = 4
"""The flag of an annotation that is printed (ISO 32000-1, 12.5.3)."""

_KEPT_ACTIONS = {"/GoTo", "/GoToR", "/URI", "/Named", "/Launch", "/GoToE"}
"""What may be done on a click; all else runs something (ISO 19005-3, 6.5.1)."""

_RUN = {"/Launch", "/GoToE"}
"""Those that open another file or program, unless it is a piece."""


_SCRIPTS = ("javascript:", "vbscript:", "data:")
"""What addresses begin with that run something or hold what they show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Where each piece is to be found."""

    by_address: Mapping[str, str]
    """The identifier by each address, as ``plain`` writes it."""
    names: Mapping[str, frozenset[str]]
    """By identifier, the names of places in it."""

    def place(self, identifier: str, name: str) -> str:
        """Return what *name* in a piece is called in the woven file; else what the piece is."""
        known = name and name in self.names[identifier]
        return f"{identifier}:{name}" if known else identifier


def directory(sources: Sequence[Source]) -> Directory:
    """Return where all *sources* are; of two with one address it is the first's."""
    by_address: dict[str, str] = {}
    for source in sources:
        for address in source.piece.addresses:
            by_address.setdefault(plain(address), source.piece.identifier)
    names = {each.piece.identifier: frozenset(each.names) for each in sources}
    return Directory(by_address=by_address, names=names)


def plain(address: str) -> str:
    """Return *address* so that two ways to write it are one: no scheme, no slash at the end.

    Of a relative one the name of the file is left, and what is no address stays as it is.
    """
    found = _DOI.match(address.strip())
    if found:
        return "doi:" + unquote(found[1]).lower()
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    if parts.scheme in {"http", "https"}:
        host = (parts.hostname or "").removeprefix("www.")
        query = f"?{parts.query}" if parts.query else ""
        return host + unquote(parts.path).rstrip("/") + query
    if parts.scheme:
        return address
    return PurePosixPath(unquote(parts.path).replace("\\", "/")).name


def lead(source: Source, known: Directory) -> None:
    """Make every link on the pages of *source* lead on in the woven file, or take it out."""
    seen = set[Number]()
    for page in source.pages:
        notes = page.get("/Annots")
        if isinstance(notes, pikepdf.Array):
            page.Annots = Array(list(_kept(source, notes, known, seen)))
        elif notes is not None:
            del page["/Annots"]


def _kept(source: Source, notes: Any, known: Directory, seen: set[Number]) -> Iterator[Any]:
    """Yield those of *notes* that stay.

    One that was *seen* stands on several pages, or twice on one; each gets its own, since pages
    are moved one by one (ISO 32000-1, 12.5.2, allows no other).
    """
    for note in notes:
        if not _is_placed(note):
            continue
        if note.is_indirect and note.objgen in seen:
            if note.objgen not in source.dropped:
                yield _another(source, note)
            continue
        seen.add(note.objgen)
        if _leads(source, note, known):
            _say(source, note)
            yield note
        elif note.is_indirect:
            source.dropped.add(note.objgen)


def _another(source: Source, note: Any) -> Any:
    """Return a copy of *note*, which was mended before; tags know the first only."""
    made = Dictionary({key: note[key] for key in note.keys() if key not in _OF_FIRST})  # noqa: SIM118 -- not a dict
    return source.file.make_indirect(made)


_OF_FIRST = {"/StructParent", "/P", "/Popup", "/NM"}
"""What only the first of several equal annotations keeps."""


def _is_placed(note: Any) -> bool:
    """Tell whether *note* is an annotation that says where it stands: others are never seen."""
    if not isinstance(note, pikepdf.Dictionary) or "/Subtype" not in note:
        return False
    rect = note.get("/Rect")
    return isinstance(rect, pikepdf.Array) and len(rect) == 4 and all(map(_is_number, rect))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _say(source: Source, note: Any) -> None:
    """Let a link of somebody else's say what it is: many programs leave that out.

    Source: ISO 14289-1, 7.18.5 (words for it); ISO 19005-3, 6.3.2 (its flags).
    """
    if source.piece.is_own or note.get("/Subtype") != "/Link":
        return
    if "/F" not in note:
        note.F = PRINTED
    if not str(note.get("/Contents", "")).strip():
        address = note.get("/A", pikepdf.Dictionary()).get("/URI")
        note.Contents = String(str(address or source.piece.title))


def _leads(source: Source, note: Any, known: Directory) -> bool:
    """Mend what *note* does; tell whether it shall stay."""
    if "/AA" in note:
        del note["/AA"]
        source.left[Reason.SCRIPT] += 1
    if "/A" not in note and "/Dest" not in note:
        return True
    reason = _mended(source, note, known)
    if reason is None:
        return True
    source.left[reason] += 1
    for key in ("/A", "/Dest", "/PA"):
        if key in note:
            del note[key]
    return bool(note.get("/Subtype") != "/Link")


def _mended(source: Source, note: Any, known: Directory) -> Reason | None:
    """Let *note* lead where it led; return why it cannot."""
    action = note.get("/A")
    if not isinstance(action, pikepdf.Dictionary):
        return _inside(source, note, note.get("/Dest"))
    kind = str(action.get("/S"))
    if kind == "/GoTo":
        return _inside(source, note, action.get("/D"))
    if kind not in _KEPT_ACTIONS:
        return Reason.SCRIPT
    address, name = _meant(action)
    place = _other(source, address, name, known)
    if place is not None:
        _point(note, place)
        source.led_inside += 1
        return None
    if address.startswith(SCHEME):
        return Reason.UNKNOWN_READING
    if "/Next" in action:
        del action["/Next"]
    runs = kind in _RUN or address.strip().lower().startswith(_SCRIPTS)
    return Reason.SCRIPT if runs else None


def _meant(action: Any) -> tuple[str, str]:
    """Return the address or file that *action* opens, and the name of a place there."""
    if "/URI" in action:
        address, _, name = str(action.URI).partition("#")
        return address, unquote(name)
    where = action.get("/F")
    if isinstance(where, pikepdf.Dictionary):
        where = where.get("/UF", where.get("/F"))
    name = action.get("/D")
    spelt = isinstance(name, pikepdf.String | pikepdf.Name)
    return str(where or ""), str(name).removeprefix("/") if spelt else ""


def _other(source: Source, address: str, name: str, known: Directory) -> str | None:
    """Return the place in another piece that *address* and *name* mean."""
    if address.startswith(SCHEME):
        meant = address.removeprefix(SCHEME)
        return known.place(meant, name) if meant in known.names else None
    found = known.by_address.get(plain(address)) if address else None
    if found is None or found == source.piece.identifier:
        return None
    return known.place(found, name.removeprefix("nameddest="))


def _inside(source: Source, note: Any, target: Any) -> Reason | None:
    """Let *note* lead to *target* of its own file; return why it cannot."""
    if isinstance(target, pikepdf.String | pikepdf.Name):
        name = str(target)[isinstance(target, Name) :]
        if name in source.names:
            _point(note, f"{source.piece.identifier}:{name}")
            return None
        return Reason.PAGE_LEFT if name in source.lost_names else Reason.DEAD
    place = destination(source, target)
    if place is None:
        return Reason.DEAD
    if not source.holds(place[0]):
        return Reason.PAGE_LEFT
    _point(note, place)
    return None


def _point(note: Any, place: Any) -> None:
    """Let *note* lead to *place*, a name or an array.

    An action may be shared by several links; so it is not changed but left.
    """
    note.Dest = String(place) if isinstance(place, str) else place
    if "/A" in note:
        del note["/A"]


def places(sources: Sequence[Source]) -> Iterator[tuple[str, Source, Any]]:
    """Yield all named places of the woven file, each with its source and its destination there."""
    for source in sources:
        if source.pages:
            yield source.piece.identifier, source, Array([source.pages[0], Name("/Fit")])
        for name, place in source.names.items():
            yield f"{source.piece.identifier}:{name}", source, place
