"""Repairs of the tag tree that WeasyPrint 70 writes, as PDF/UA-1 wants it.

Sources: ISO 14289-1 (7.5 tables, 7.18.5 links); ISO 32000-1, 14.8.4.3 (lists), 14.8.5
(attributes).
"""

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from chapbook.tools import formulas

POINTS_PER_PIXEL = 0.75
"""CSS pixels are 1/96 inch, points 1/72."""


class _Repair:
    """One walk through the tree of one file."""

    def __init__(self, file: pikepdf.Pdf) -> None:
        self.file = file
        self.page_indices: dict[Any, int] = {
            page.objgen: index for index, page in enumerate(file.pages)
        }
        self.heights: dict[Any, float] = {
            page.objgen: float(page.MediaBox[3]) for page in file.pages
        }
        self.reached: dict[int, set[int]] = {}
        """Marked-content identifiers in the tree, by page_index."""
        self.decoration: dict[int, set[int]] = {}
        """Those of images that say nothing, by page_index."""

    def visit(self, element: Any, inside: tuple[str, ...]) -> None:
        """Repair *element*, which stands in elements of the kinds *inside*, and all below it."""
        kind = str(element.S)[1:]
        repair = getattr(self, f"_{kind.lower()}", None)
        if repair:
            repair(element, inside)
        self._without_decoration(element)
        for child in children(element):
            if is_element(child):
                self.visit(child, (*inside, kind))
        self._note(element, self.reached)

    def _note(self, element: Any, where: dict[int, set[int]]) -> None:
        """Note in *where* the marked content that *element* holds itself."""
        for child in children(element):
            if isinstance(child, int):
                index = self.page_indices[element.Pg.objgen]
                where.setdefault(index, set()).add(child)

    def _without_decoration(self, element: Any) -> None:
        """Take images without alternative text out of *element*: they are meant to be silent."""
        parts = children(element)
        silent = [p for p in parts if is_a(p, "Figure") and "/Alt" not in p]
        for image in silent:
            self._note(image, self.decoration)
        if silent:
            gone = {image.objgen for image in silent}
            element.K = Array([p for p in parts if not is_element(p) or p.objgen not in gone])

    def _li(self, element: Any, inside: tuple[str, ...]) -> None:
        """Put all but the label of an item into one body."""
        parts = children(element)
        if all(is_a(part, "Lbl", "LBody") for part in parts):
            return
        labels = [part for part in parts if is_a(part, "Lbl")]
        body = self.file.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.LBody, P=element, Pg=element.Pg, K=Array())
        )
        for part in parts:
            if is_a(part, "Lbl"):
                continue
            for inner in children(part) if is_a(part, "LBody") else [part]:
                if is_element(inner):
                    inner.P = body
                body.K.append(inner)
        element.K = Array([*labels, body])

    def _l(self, element: Any, inside: tuple[str, ...]) -> None:
        """Say how a list is numbered."""
        labelled = any(
            is_a(part, "Lbl")
            for item in children(element)
            if is_element(item)
            for part in children(item)
        )
        numbering = Name.Unordered if labelled else Name("/None")
        element.A = Dictionary(O=Name.List, ListNumbering=numbering)

    def _th(self, element: Any, inside: tuple[str, ...]) -> None:
        """Say what a head cell is the head of."""
        element.A.Scope = Name.Column if "THead" in inside else Name.Row
        # Scope says it all; WeasyPrint's own lists of heads miss cells below a broad one.
        if "/ID" in element:
            del element["/ID"]

    def _td(self, element: Any, inside: tuple[str, ...]) -> None:
        """Leave the heads of a cell to their scope."""
        if "/Headers" in element.A:
            del element.A["/Headers"]

    def _figure(self, element: Any, inside: tuple[str, ...]) -> None:
        """Measure a figure's box as PDF does: in points, from the foot of the page."""
        left, top, right, bottom = (float(x) * POINTS_PER_PIXEL for x in element.A.BBox)
        height = self.heights[element.Pg.objgen]
        box = [round(x, 3) for x in (left, height - bottom, right, height - top)]
        element.A.BBox = Array(box)
        element.A.Placement = Name.Block
        words = str(element.get("/Alt", ""))
        if words.startswith(formulas.MARK):
            element.S = Name.Formula
            element.Alt = words.removeprefix(formulas.MARK)
            element.A.Placement = Name.Inline

    def _link(self, element: Any, inside: tuple[str, ...]) -> None:
        """Let what is generated inside a link be text of it, not a link in a link."""
        if "Link" in inside:
            element.S = Name.Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What the marked content of one page is."""

    text: frozenset[int]
    """The identifiers of what stands in the tag tree."""
    decoration: frozenset[int]
    """Those of images that are only decoration."""


def repair(file: pikepdf.Pdf) -> list[Marked]:
    """Repair the tag tree of *file*; return what each page holds."""
    work = _Repair(file)
    for element in children(file.Root.StructTreeRoot):
        work.visit(element, ())
    return [
        Marked(
            text=frozenset(work.reached.get(index, ())),
            decoration=frozenset(work.decoration.get(index, ())),
        )
        for index in range(len(file.pages))
    ]


def children(element: Any) -> list[Any]:
    """Return what stands in *element*: elements, references to objects, numbers."""
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def is_element(kid: Any) -> bool:
    """Tell whether *kid* is a structure element."""
    return isinstance(kid, Dictionary) and "/S" in kid


def is_a(kid: Any, *kinds: str) -> bool:
    """Tell whether *kid* is a structure element of one of *kinds*, such as "Lbl"."""
    return is_element(kid) and str(kid.S)[1:] in kinds
