"""Annotations made fit for print: fields and films are drawn as they show, others stay.

Source: ISO 32000-2, 12.5 (annotations) and 12.7 (forms); ISO 19005-3, 6.3 (what archives allow).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import AnnotationFlag, Array, Dictionary

from chapbook.tools.pdf.foreign import looks
from chapbook.tools.pdf.foreign.documents import annotations
from chapbook.tools.pdf.foreign.reasons import problem
from chapbook.tools.pdf.foreign.report import Problem
from chapbook.tools.pdf.stamping import Stamp

_MOVING = {"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}
"""Films, sounds and models (ISO 32000-2, 12.5.6.16 to 12.5.6.20 and 13.6)."""

_UNSEEN = AnnotationFlag.invisible | AnnotationFlag.hidden | AnnotationFlag.no_view


@dataclass(slots=True)
class _Taken:
    """The pages on which something was taken out."""

    fields: list[int] = field(default_factory=list)
    """One entry for each."""
    unseen: list[int] = field(default_factory=list)
    """Of fields that say something and do not show it."""
    signatures: list[int] = field(default_factory=list)
    moving: list[int] = field(default_factory=list)


def mend(file: pikepdf.Pdf, pages: Mapping[int, Any], stamp: Stamp) -> Iterator[Problem]:
    """Draw fields and films into *pages* as they show, and keep all other annotations."""
    taken, known = _Taken(), set[Any]()
    for index, page in pages.items():
        if "/Annots" in page:
            kept = list(_kept(file, (index + 1, page), (stamp, taken), known))
            page.Annots = Array(kept)
            if not kept:
                del page["/Annots"]
            stamp.finish(page)
    root: Any = file.Root
    for key in ("/AcroForm", "/Perms", "/NeedsRendering"):
        if key in root:
            del root[key]
    for reason, numbers in (
        ("form", taken.fields),
        ("form-without-appearance", taken.unseen),
        ("signature", taken.signatures),
        ("rich-media", taken.moving),
    ):
        if numbers:
            yield problem(reason, numbers, count=len(numbers))


def _kept(
    file: pikepdf.Pdf, at: tuple[int, Any], by: tuple[Stamp, _Taken], known: set[Any]
) -> Iterator[Any]:
    """Yield the annotations of a page that stay; draw the others."""
    number, page = at
    stamp, taken = by
    for note in annotations(page):
        note = _own(file, note, known)
        kind = str(note.get("/Subtype"))
        if kind == "/Widget":
            _settle(file, note, number, taken)
            stamp.draw(page, note)
        elif kind in _MOVING:
            taken.moving.append(number)
            stamp.draw(page, note)
        elif kind != "/Link" or "/A" in note or "/Dest" in note:
            _printable(note)
            yield note


def _own(file: pikepdf.Pdf, note: Any, known: set[Any]) -> Any:
    """Return *note* as an object of its own: some programs let two pages share one."""
    if not note.is_indirect:
        return file.make_indirect(note)
    if note.objgen in known:
        note = file.make_indirect(Dictionary(note))
        if "/StructParent" in note:
            del note["/StructParent"]
    known.add(note.objgen)
    return note


def _printable(note: Any) -> None:
    """Let *note* be printed if it is seen: what is read on the screen is read on paper."""
    said = note.get("/F", 0)
    flags = AnnotationFlag(said if isinstance(said, int) else 0)
    if not flags & _UNSEEN and note.get("/Subtype") != "/Popup":
        note.F = int(flags | AnnotationFlag.print)


def _settle(file: pikepdf.Pdf, note: Any, number: int, taken: _Taken) -> None:
    """Write down what becomes of a field, and give it a look if it has none."""
    value = looks.inherited(note, "/V")
    if looks.inherited(note, "/FT") == "/Sig":
        if value is not None:
            taken.signatures.append(number)
        return
    taken.fields.append(number)
    looks.choose(note)
    if looks.says(value) and looks.of(note) is None:
        looks.make(file, note)
        if looks.of(note) is None and not _is_unpressed(note):
            taken.unseen.append(number)


def _is_unpressed(note: Any) -> bool:
    """Tell whether *note* is one of several buttons of a field, and another is pressed."""
    return bool(looks.inherited(note, "/FT") == "/Btn" and note.get("/AS") == "/Off")
