"""Repairs of the tag tree that WeasyPrint 70 writes, as PDF/UA-1 wants it.

Sources: ISO 14289-1 (7.5 tables, 7.18.5 links); ISO 32000-1, 14.8.4.3 (lists), 14.8.5
(attributes).
"""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

POINTS_PER_PIXEL = 0.75
"""CSS pixels are 1/96 inch, points 1/72."""


class _Repair:
    """One walk through the tree of one file."""

    def __init__(self, file: pikepdf.Pdf) -> None:
        self.file = file
        self.page_indices = {page.objgen: index for index, page in enumerate(file.pages)}
        self.heights = {page.objgen: float(page.MediaBox[3]) for page in file.pages}
        self.reached: dict[int, set[int]] = {}
        """Marked-content identifiers in the tree, by page_index."""

    def visit(self, element: Dictionary, inside: tuple[str, ...]) -> None:
        """Repair *element*, which stands in elements of the kinds *inside*, and all below it."""
        kind = str(element.S)[1:]
        repair = getattr(self, f"_{kind.lower()}", None)
        if repair:
            repair(element, inside)
        for child in children(element):
            if is_element(child):
                self.visit(child, (*inside, kind))
        self._reach(element)

    def _reach(self, element: Dictionary) -> None:
        """Note the marked content that *element* holds itself."""
        for child in children(element):
            if isinstance(child, int):
                index = self.page_indices[element.Pg.objgen]
                self.reached.setdefault(index, set()).add(child)

    def _li(self, element: Dictionary, inside: tuple[str, ...]) -> None:
        """Put all but the label of an item into one body."""
        parts = children(element)
        if all(is_element(part) and part.S in (Name.Lbl, Name.LBody) for part in parts):
            return
        labels = [part for part in parts if is_element(part) and part.S == Name.Lbl]
        body = self.file.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.LBody, P=element, Pg=element.Pg, K=Array())
        )
        for part in parts:
            if is_element(part) and part.S == Name.Lbl:
                continue
            for inner in children(part) if is_element(part) and part.S == Name.LBody else [part]:
                if is_element(inner):
                    inner.P = body
                body.K.append(inner)
        element.K = Array([*labels, body])

    def _l(self, element: Dictionary, inside: tuple[str, ...]) -> None:
        """Say how a list is numbered."""
        labelled = any(
            is_element(part) and part.S == Name.Lbl
            for item in children(element)
            if is_element(item)
            for part in children(item)
        )
        numbering = Name.Unordered if labelled else Name("/None")
        element.A = Dictionary(O=Name.List, ListNumbering=numbering)

    def _th(self, element: Dictionary, inside: tuple[str, ...]) -> None:
        """Say what a head cell is the head of."""
        element.A.Scope = Name.Column if "THead" in inside else Name.Row
        # Scope says it all; WeasyPrint's own lists of heads miss cells below a broad one.
        for key in ("/ID",):
            if key in element:
                del element[key]

    def _td(self, element: Dictionary, inside: tuple[str, ...]) -> None:
        """Leave the heads of a cell to their scope."""
        if "/Headers" in element.A:
            del element.A["/Headers"]

    def _figure(self, element: Dictionary, inside: tuple[str, ...]) -> None:
        """Measure a figure's box as PDF does: in points, from the foot of the page."""
        left, top, right, bottom = (float(x) * POINTS_PER_PIXEL for x in element.A.BBox)
        height = self.heights[element.Pg.objgen]
        box = [round(x, 3) for x in (left, height - bottom, right, height - top)]
        element.A.BBox = Array(box)
        element.A.Placement = Name.Block

    def _link(self, element: Dictionary, inside: tuple[str, ...]) -> None:
        """Let what is generated inside a link be text of it, not a link in a link."""
        if "Link" in inside:
            element.S = Name.Span


def repair(file: pikepdf.Pdf) -> dict[int, frozenset[int]]:
    """Repair the tag tree of *file*; return what it reaches.

    Returns:
        The marked-content identifiers in the tree, by page_index (0-based).
    """
    work = _Repair(file)
    for element in children(file.Root.StructTreeRoot):
        work.visit(element, ())
    return {index: frozenset(found) for index, found in work.reached.items()}


def children(element: Dictionary) -> list:
    """Return what stands in *element*: elements, references to objects, numbers."""
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def is_element(kid: object) -> bool:
    """Tell whether *kid* is a structure element."""
    return isinstance(kid, Dictionary) and "/S" in kid
