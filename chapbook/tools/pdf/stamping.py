"""The look of an annotation, drawn into its page where tags can find it.

Source: ISO 32000-2, 8.11.3.3 (annotations of layers), 12.5.5 (algorithm: appearance streams) and
14.7.5 (content of elements).
"""

from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Annotation, AnnotationFlag, Array, Dictionary, Name

_UNSEEN = int(AnnotationFlag.invisible | AnnotationFlag.hidden | AnnotationFlag.no_view)

PRINTED = int(AnnotationFlag.print)
UNPRINTED = int(AnnotationFlag.invisible | AnnotationFlag.hidden)
"""Flags of what is not printed though it should be."""

_PREFIX = "/ChapbookLook"
"""Begins the names of what is drawn; no other program calls anything so."""


@dataclass(slots=True, kw_only=True)
class Stamp:
    """Draws looks into the pages of one file."""

    file: pikepdf.Pdf
    tagged: dict[Any, tuple[Any, int]] = field(default_factory=dict)
    """By annotation, the structure element that it belongs to, and its index among the kids."""
    rows: dict[Any, Any] = field(default_factory=dict)
    """By page, the elements of its marks in the order of these (the ParentTree's row)."""
    wanted: int = 0
    """Flags that an annotation has if it is drawn (12.5.3); usually none in particular."""
    unwanted: int = _UNSEEN
    """Flags none of which it has then."""
    lines: list[bytes] = field(default_factory=list)
    """What is drawn on the page at hand."""
    count: int = 0

    def draw(self, page: Any, note: Any) -> None:
        """Draw *note* on *page* as it shows, if it does, and let its element hold that."""
        drawn = self._drawn(page, note)
        place = self.tagged.get(note.objgen)
        row = self.rows.get(page.objgen)
        if place is None or row is None:
            self.lines += [b"/Artifact BMC", drawn, b"EMC"] if drawn and self.tagged else [drawn]
            return
        element, index = place
        if not drawn:
            return
        mcid = len(row)
        row.append(element)
        kids = element.K if isinstance(element.K, pikepdf.Array) else Array([element.K])
        kids[index] = Dictionary(Type=Name.MCR, Pg=page, MCID=mcid)
        element.K = kids
        self.lines += [b"/Form <</MCID %d>> BDC" % mcid, drawn, b"EMC"]

    def finish(self, page: Any) -> None:
        """Write what was drawn on *page* behind all else on it."""
        lines = [line for line in self.lines if line]
        self.lines.clear()
        if not lines:
            return
        held = page.get("/Contents")
        parts = list(held) if isinstance(held, pikepdf.Array) else [held]
        whole = [each for each in parts if isinstance(each, pikepdf.Stream)]
        before = self.file.make_stream(b"q\n")
        behind = self.file.make_stream(b"\nQ\n" + b"\n".join(lines))
        page.Contents = Array([before, *whole, behind])

    def _drawn(self, page: Any, note: Any) -> bytes:
        """Return what draws *note*; nothing where it is hidden or has no look."""
        state = note.get("/AS", Name.Off)
        look = Annotation(note).get_appearance_stream(Name.N, state)
        if not isinstance(look, pikepdf.Stream):
            return b""
        name = self._free(page)
        turned = int(page.get("/Rotate", 0))
        drawn = Annotation(note).get_page_content_for_appearance(
            name, turned, self.wanted, self.unwanted
        )
        if not drawn.strip():
            return b""
        _complete(self.file, look)
        _named(page, "/XObject")[name] = look
        if not isinstance(note.get("/OC"), pikepdf.Dictionary):
            return bytes(drawn)
        _named(page, "/Properties")[name] = self.file.make_indirect(note.OC)
        return b"/OC %s BDC\n%s\nEMC" % (str(name).encode(), drawn)

    def _free(self, page: Any) -> Any:
        """Return a name that nothing on *page* has; it may have been drawn into before."""
        taken = _named(page, "/XObject")
        self.count += 1
        while f"{_PREFIX}{self.count}" in taken:
            self.count += 1
        return Name(f"{_PREFIX}{self.count}")


def _named(page: Any, kind: str) -> Any:
    """Return what *page* draws with of one *kind*, by name."""
    resources = page.get("/Resources")
    if not isinstance(resources, pikepdf.Dictionary):
        page.Resources = resources = Dictionary()
    if not isinstance(resources.get(kind), pikepdf.Dictionary):
        resources[kind] = Dictionary()
    return resources[kind]


def _complete(file: pikepdf.Pdf, look: Any) -> None:
    """Give *look* the fonts of the form where it has none of its own, as old programs wrote it."""
    look.Type, look.Subtype = Name.XObject, Name.Form
    form = file.Root.get("/AcroForm")
    common = form.get("/DR") if isinstance(form, pikepdf.Dictionary) else None
    if "/Resources" not in look and isinstance(common, pikepdf.Dictionary):
        look.Resources = common
