"""The structure tree of a tagged PDF, as a screen reader gets it (ISO 32000-1, 14.7 and 14.8).

It reads the files of any program and takes oddities as they are: what cannot be understood is
left out, and a file without tags has an empty tree.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from chapbook.tools.pdf import marked
from chapbook.tools.pdf.element import INLINE, Annotation, Element, Furniture, Text, dump
from chapbook.tools.pdf.marked import Mark, Piece
from chapbook.tools.pdf.read import FAULTS, UnreadablePdfError

__all__ = ["Annotation", "Element", "Furniture", "Text", "dump", "furniture", "read"]

SOFT_HYPHEN = "\u00ad"
NOTHING = "\u200b"
"""What the second part of a broken word says where the first says the whole."""


def read(path: Path) -> Element:
    """Return the structure tree of the PDF at *path*; without one, a root without kids.

    Raises:
        UnreadablePdfError: It is damaged, encrypted or no PDF, or its tree runs in a circle.
        OSError: It cannot be opened.
    """
    with _opened(path) as file:
        return _Builder(file).root()


def furniture(path: Path) -> tuple[Furniture, ...]:
    """Return the text that stands outside the tree of the PDF at *path*, in the order of pages.

    Raises:
        UnreadablePdfError: It is damaged, encrypted or no PDF.
        OSError: It cannot be opened.
    """
    with _opened(path) as file:
        return tuple(
            Furniture(kind=kind, subtype=subtype, text=piece.text, page_number=number)
            for number, page in enumerate(marked.pages(file), start=1)
            for kind, subtype, piece in page.outside
            if piece.text.strip()
        )


@contextmanager
def _opened(path: Path) -> Iterator[pikepdf.Pdf]:
    """Open *path*; what goes wrong while it is read is told as ``UnreadablePdfError``."""
    try:
        with pikepdf.open(path) as file:
            yield file
    except (*FAULTS, RecursionError) as error:
        raise UnreadablePdfError(str(error)) from error


@dataclass(slots=True)
class _Pen:
    """Where the text that was read last ended."""

    piece: Piece | None = None
    """Nothing at the beginning of a block."""
    text: str = ""
    """What it said."""


class _Builder:
    """Builds the tree of one file."""

    def __init__(self, file: pikepdf.Pdf) -> None:
        self.file = file
        self.numbers: dict[Any, int] = {p.objgen: n for n, p in enumerate(file.pages, start=1)}
        self.marks: dict[tuple[int, Mark], tuple[Piece, ...]] = {
            (number, mark): pieces
            for number, page in enumerate(marked.pages(file), start=1)
            for mark, pieces in page.marks.items()
        }
        self.seen: set[tuple[int, int]] = set()
        self.pen = _Pen()

    def root(self) -> Element:
        """Return the whole tree."""
        tree: Any = self.file.Root.get("/StructTreeRoot")
        if tree is None:
            return Element(role="StructTreeRoot")
        self.roles = tree.get("/RoleMap", {})
        self.classes = tree.get("/ClassMap", {})
        return Element(role="StructTreeRoot", kids=tuple(self._kids(tree, None)))

    def _kids(self, above: Any, page: Any) -> Iterator[Element | Text | Annotation]:
        """Yield what stands in *above*, whose content is on *page* where it does not say so."""
        for kid in _listed(above.get("/K")):
            if not isinstance(kid, pikepdf.Dictionary):
                yield from self._texts(page, page, kid)
            elif "/MCID" in kid:
                at = kid.get("/Pg", page)
                yield from self._texts(at, kid.get("/Stm", at), kid["/MCID"])
            elif "/Obj" in kid:
                yield self._annotation(kid, page)
            elif "/S" in kid:
                yield self._element(kid, page)

    def _element(self, source: Any, page: Any) -> Element:
        """Return the element *source* and all below it."""
        if source.is_indirect:
            if source.objgen in self.seen:
                raise ValueError("the tree of tags holds an element twice")
            self.seen.add(source.objgen)
        role = self._role(str(source.S))
        if role not in INLINE:
            self.pen = _Pen()
        kids = tuple(self._kids(source, source.get("/Pg", page)))
        if role not in INLINE:
            self.pen = _Pen()
        numbers = [kid.page_number for kid in kids if kid.page_number]
        said = {
            name: str(source[key])
            for name, key in _SAID.items()
            if isinstance(source.get(key), pikepdf.String)
        }
        return Element(
            role=role,
            kids=kids,
            page_number=numbers[0] if numbers else self._page_number(source),
            attributes=self._attributes(source),
            **said,
        )

    def _page_number(self, source: Any) -> int | None:
        """Return the page that *source* names, such as a picture does, which has no text."""
        page = source.get("/Pg") if "/K" in source else None
        return None if page is None else self.numbers.get(page.objgen)

    def _role(self, name: str) -> str:
        """Return the standard type that *name* stands for (14.7.3)."""
        passed = set()
        while name in self.roles and name not in passed:
            passed.add(name)
            name = str(self.roles[name])
        return name[1:]

    def _attributes(self, source: Any) -> dict[str, Any]:
        """Return all attributes of *source*, those of its classes first (14.7.5)."""
        names = [str(each) for each in _listed(source.get("/C")) if isinstance(each, pikepdf.Name)]
        sets = [each for name in names for each in _listed(self.classes.get(name))]
        found: dict[str, Any] = {}
        for each in [*sets, *_listed(source.get("/A"))]:
            if isinstance(each, pikepdf.Dictionary):
                found |= {key[1:]: _plain(value) for key, value in each.items() if key != "/O"}
        return found

    def _texts(self, page: Any, stream: Any, mcid: Any) -> Iterator[Text]:
        """Yield the text of a mark."""
        number = self.numbers.get(page.objgen) if page is not None else None
        if number is None:
            return
        for piece in self.marks.get((number, (stream.objgen, int(mcid))), ()):
            said = self._joined(piece)
            if said:
                yield Text(text=said, page_number=number)

    def _joined(self, piece: Piece) -> str:
        """Return the words of *piece* as they follow those before it."""
        before, said = self.pen, piece.text.replace(NOTHING, "")
        apart = _is_apart(before, piece, said)
        self.pen = _Pen(piece, said or before.text)
        return (" " if apart else "") + said.rstrip(SOFT_HYPHEN)

    def _annotation(self, reference: Any, page: Any) -> Annotation:
        """Return the annotation that *reference* names."""
        thing: Any = reference["/Obj"]
        at = reference.get("/Pg", page)
        action = thing.get("/A", {})
        target = action.get("/URI", action.get("/D", thing.get("/Dest", "")))
        named = isinstance(target, pikepdf.String | pikepdf.Name)
        return Annotation(
            kind=str(thing.get("/Subtype", "/"))[1:],
            contents=str(thing.get("/Contents", "")),
            target=str(target).removeprefix("/") if named else "",
            page_number=self.numbers.get(at.objgen, 0) if at is not None else 0,
        )


_SAID = {
    "alt": "/Alt",
    "actual_text": "/ActualText",
    "lang": "/Lang",
    "title": "/T",
    "expansion": "/E",
    "identifier": "/ID",
}


def _listed(value: Any) -> list[Any]:
    """Return *value*, one thing or an array of them, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _plain(value: Any) -> Any:
    """Return *value* as a string, a number or a tuple of such."""
    if isinstance(value, pikepdf.Array):
        return tuple(_plain(each) for each in value)
    if isinstance(value, pikepdf.Name):
        return str(value)[1:]
    if isinstance(value, pikepdf.String):
        return str(value)
    if isinstance(value, bool | int):
        return value
    return value if isinstance(value, pikepdf.Dictionary) else float(value)


ADJACENT = 0.15
"""A gap of so much of the size of the type is no space yet."""


def _is_apart(pen: _Pen, after: Piece, says: str) -> bool:
    """Tell whether a space stands between what *pen* read and *after*, which *says* something.

    Lines end without one.  A mark above the line, such as a note's, follows without one, too.
    """
    before, said = pen.piece, pen.text
    if before is None or not said or not says or said.endswith(SOFT_HYPHEN):
        return False
    last, first = said[-1], says[0]
    if last.isspace() or first.isspace() or (_is_solid(last) and _is_solid(first)):
        return False
    size = max(before.size_pt, after.size_pt, 0.1)
    if abs(after.start[1] - before.end[1]) > 0.9 * size:
        return True
    gap = after.start[0] - before.end[0]
    if unicodedata.bidirectional(first) in FROM_RIGHT:
        gap = min(gap, before.start[0] - after.end[0], key=abs)
    return not -2 * ADJACENT * size < gap < ADJACENT * size


FROM_RIGHT = {"R", "AL", "AN"}
"""Classes of characters that run from right to left (UAX 9, table 4)."""


def _is_solid(character: str) -> bool:
    """Tell whether words of *character*'s script stand without spaces, as Chinese ones do."""
    return unicodedata.east_asian_width(character) in "WF"
