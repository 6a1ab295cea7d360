"""Pages put elsewhere on their sheet, and all that refers to places on them with them.

Boxes, annotations, destinations and the boxes of figures say where they are in the coordinates of
their page (ISO 32000-1, 8.3.2.3, 12.3.2.2, 12.5.2 and 14.8.5.4.3); when its content moves, they do.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from chapbook.tools.pdf import matrix
from chapbook.tools.pdf.matrix import Matrix

CUTS = ("/TrimBox", "/BleedBox")
"""Where a print shop cuts a page, and how far ink reaches beyond that (14.11.2)."""

_POINTS = ("/QuadPoints", "/Vertices", "/L", "/CL")
"""Parts of annotations that are points, one after the other (12.5.6)."""

_DEEPEST = 100
"""A tree of names or an outline that is deeper runs in a circle."""

Moves = Mapping[tuple[int, int], Matrix]
"""What moved each page, by the page's object and generation number."""


def annotations(page: Any, moved: Matrix) -> None:
    """Move the annotations of *page*, their own drawings too."""
    turned = _turn(moved)
    drawings: dict[tuple[int, int], Any] = {}
    for each in page.get("/Annots", []):
        if not isinstance(each, Dictionary):
            continue
        _annotation(each, moved)
        if turned != matrix.IDENTITY and "/AP" in each:
            each.AP = _turned(each.AP, turned, drawings)


def _annotation(said: Any, moved: Matrix) -> None:
    """Move the rectangle and the points of an annotation."""
    if "/Rect" in said:
        said.Rect = _numbers(matrix.bounds(moved, [float(edge) for edge in said.Rect]))
    for key in (*_POINTS, "/InkList"):
        if key not in said:
            continue
        try:
            said[key] = _lines(said[key], moved) if key == "/InkList" else _points(said[key], moved)
        except (TypeError, ValueError):  # no numbers: points of others that no viewer could use
            del said[key]


def _turn(moved: Matrix) -> Matrix:
    """Return how *moved* turns, without its scale: the rectangle scales a drawing (12.5.5)."""
    factor = matrix.scale(moved) or 1.0
    a, b, c, d = (round(number / factor, 6) for number in moved[:4])
    return a, b, c, d, 0.0, 0.0


def _turned(said: Any, turned: Matrix, known: dict[tuple[int, int], Any], depth: int = 0) -> Any:
    """Return the drawings *said* of an annotation, turned; others may draw with the same forms.

    Args:
        said: A form, or forms by name.
        turned: How.
        known: What came of each form on this page so far, by its number.
        depth: How deep among names it was found.
    """
    if isinstance(said, pikepdf.Stream):
        if said.objgen not in known:
            form: Any = copy.copy(said)
            own = matrix.of(form.get("/Matrix", matrix.IDENTITY))
            form.Matrix = _numbers(matrix.times(own, turned))
            known[said.objgen] = form
        return known[said.objgen]
    if isinstance(said, Dictionary) and depth < 3:
        return Dictionary(
            {key: _turned(each, turned, known, depth + 1) for key, each in said.items()}
        )
    return said


def boxes(page: Any, moved: Matrix, sheet_pt: Sequence[float]) -> None:
    """Give *page* a sheet of such width and height; its ArtBox moves, the rest is said anew."""
    width, height = sheet_pt
    if "/ArtBox" in page:
        left, low, right, high = matrix.bounds(moved, [float(edge) for edge in page.ArtBox])
        page.ArtBox = _numbers((max(left, 0), max(low, 0), min(right, width), min(high, height)))
    for key in ("/CropBox", "/Rotate", "/UserUnit"):
        if key in page:
            del page[key]
    page.MediaBox = _numbers((0, 0, width, height))


def uncut(page: Any) -> None:
    """Let *page* be cut nowhere but at the edges of its sheet: strips stand close to these."""
    for key in CUTS:
        if key in page:
            page[key] = Array(page.MediaBox)


def destinations(file: pikepdf.Pdf, moves: Moves) -> None:
    """Move every destination of *file* that lies on a page that moved."""
    seen: set[tuple[int, int]] = set()
    for each in _destinations(file):
        if isinstance(each, Array) and (not each.is_indirect or each.objgen not in seen):
            seen.add(each.objgen)
            _move(each, moves)


def _destinations(file: pikepdf.Pdf) -> Iterator[Any]:
    """Yield the explicit destinations of *file*, however they are held."""
    root = file.Root
    yield from _held(root.get("/OpenAction"))
    yield from map(_explicit, dict(root.get("/Dests", {})).values())
    names: Any = root.get("/Names", {})
    yield from map(_explicit, _named(names.get("/Dests", {})))
    yield from _outlines(root.get("/Outlines", {}))
    for page in file.pages:
        for each in page.obj.get("/Annots", []):
            if isinstance(each, Dictionary):
                yield from _held(each.get("/Dest"))
                yield from _held(each.get("/A"))


def _explicit(said: Any) -> Any:
    """Return the destination that *said* is or holds."""
    return said.get("/D") if isinstance(said, Dictionary) else said


def _held(said: Any, depth: int = 0) -> Iterator[Any]:
    """Yield the destinations of *said*, a destination or an action, and of what follows it."""
    if isinstance(said, Dictionary) and depth < _DEEPEST:
        yield said.get("/D")
        following = said.get("/Next")
        nexts = following if isinstance(following, Array) else [following]
        for each in nexts:
            yield from _held(each, depth + 1)
    elif isinstance(said, Array):
        yield said


def _named(tree: Any, depth: int = 0) -> Iterator[Any]:
    """Yield the values of a tree of names (7.9.6)."""
    if depth > _DEEPEST:
        return
    yield from list(tree.get("/Names", []))[1::2]
    for kid in tree.get("/Kids", []):
        yield from _named(kid, depth + 1)


def _outlines(above: Any, depth: int = 0) -> Iterator[Any]:
    """Yield the destinations of the bookmarks below *above*."""
    each, count = above.get("/First"), 0
    while each is not None and depth < _DEEPEST and count < 1_000_000:
        yield from _held(each.get("/Dest"))
        yield from _held(each.get("/A"))
        yield from _outlines(each, depth + 1)
        each, count = each.get("/Next"), count + 1


def _move(destination: Array, moves: Moves) -> None:
    """Move *destination*, an array (table 151), where its page moved."""
    page = destination[0] if len(destination) > 1 else None
    moved = moves.get(page.objgen) if isinstance(page, Dictionary) else None
    if moved is None:
        return
    kind, numbers = str(destination[1]), list(destination)[2:]
    if kind == "/FitR":
        edges = [each for place in range(4) if (each := _number(numbers, place)) is not None]
        if len(edges) == 4:
            destination[2:] = _numbers(matrix.bounds(moved, edges))
    elif kind == "/XYZ":
        x, y = (_number(numbers, place) for place in (0, 1))
        across, up = matrix.applied(moved, x or 0.0, y or 0.0)
        is_turned = abs(moved[0]) < abs(moved[1])
        known = (y, x) if is_turned else (x, y)
        _set(destination, 2, across if known[0] is not None else None)
        _set(destination, 3, up if known[1] is not None else None)
    elif kind in {"/FitH", "/FitBH", "/FitV", "/FitBV"}:
        _move_line(destination, moved, _number(numbers, 0))


def _move_line(destination: Array, moved: Matrix, at: float | None) -> None:
    """Move a destination that fits a line at *at*; lines turn with their page."""
    if at is None:
        return
    is_level = str(destination[1]).endswith("H")
    x, y = matrix.applied(moved, *((0.0, at) if is_level else (at, 0.0)))
    is_turned = abs(moved[0]) < abs(moved[1])
    if is_turned:
        other = str(destination[1])[:-1] + ("V" if is_level else "H")
        destination[1] = pikepdf.Name(other)
    _set(destination, 2, y if is_level is not is_turned else x)


def _number(numbers: Sequence[Any], place: int) -> float | None:
    """Return one of *numbers*; nothing where it is null, missing or none."""
    try:
        return float(numbers[place])
    except (IndexError, TypeError, ValueError):
        return None


def _set(destination: Array, place: int, number: float | None) -> None:
    if place < len(destination):
        destination[place] = None if number is None else round(number, 4)


def figures(file: pikepdf.Pdf, moves: Moves) -> None:
    """Move the boxes of figures and tables that stand on pages that moved."""
    tree = file.Root.get("/StructTreeRoot")
    if tree is None or not moves:
        return
    parents = dict(_numbered(tree.get("/ParentTree", {})))
    seen: set[tuple[int, int]] = set()
    for page in file.pages:
        moved = moves.get(page.obj.objgen)
        if moved is None or "/StructParents" not in page.obj:
            continue
        held = parents.get(int(page.obj.StructParents))
        for element in held if isinstance(held, Array) else []:
            _move_upwards(element, moved, seen)


def _move_upwards(element: Any, moved: Matrix, seen: set[tuple[int, int]]) -> None:
    """Move the boxes of *element* and of what it stands in, each once."""
    while isinstance(element, Dictionary) and element.objgen not in seen:
        seen.add(element.objgen)
        said = element.get("/A")
        for each in said if isinstance(said, Array) else [said]:
            if isinstance(each, Dictionary) and "/BBox" in each:
                each.BBox = _numbers(matrix.bounds(moved, [float(edge) for edge in each.BBox]))
        element = element.get("/P")


def _numbered(tree: Any, depth: int = 0) -> Iterator[tuple[int, Any]]:
    """Yield the entries of a tree of numbers (7.9.7)."""
    if depth > _DEEPEST:
        return
    entries = list(tree.get("/Nums", []))
    yield from ((int(key), value) for key, value in zip(entries[::2], entries[1::2], strict=False))
    for kid in tree.get("/Kids", []):
        yield from _numbered(kid, depth + 1)


def _lines(said: Any, moved: Matrix) -> Array:
    """Return lists of points as *moved* puts them."""
    return Array([_points(line, moved) for line in said])


def _points(said: Any, moved: Matrix) -> Array:
    """Return points, two numbers each, as *moved* puts them."""
    numbers = [float(number) for number in said]
    pairs = zip(numbers[::2], numbers[1::2], strict=False)
    return _numbers([number for x, y in pairs for number in matrix.applied(moved, x, y)])


def _numbers(values: Sequence[float]) -> Array:
    return Array([round(float(value), 4) for value in values])
