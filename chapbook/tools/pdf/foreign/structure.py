"""Tags that can be kept, and tags that contradict themselves or the pages.

A tree whose own list of its marks is wrong (the ParentTree, ISO 32000-2, 14.7.5.4), or that names
marks which are not there, or that holds an element twice, or whose types mean nothing, is put
right.  One that passes over what pages draw is taken out: a screen reader would be silent about
what no tag holds, and a page without tags is at least read as it is drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array

from chapbook.tools.pdf.foreign import kinds, marks
from chapbook.tools.pdf.foreign.kinds import Kinds
from chapbook.tools.pdf.foreign.reasons import problem
from chapbook.tools.pdf.foreign.report import Problem
from chapbook.tools.pdf.stamping import Stamp
from chapbook.tools.pdf.weave import numbered

Number = tuple[int, int]
"""The number and generation of an object."""

_MOST_ELEMENTS = 1_000_000
_DEEPEST = 400


class _BrokenError(Exception):
    """The tree cannot be kept; says why."""


@dataclass(slots=True, kw_only=True)
class _Tree:
    """What a tree holds."""

    marks: dict[Number, dict[int, Any]] = field(default_factory=dict)
    """By page or form, the element of each of its marks."""
    objects: dict[Number, tuple[Any, int]] = field(default_factory=dict)
    """By annotation or form, its element, and its place among the kids of that."""
    drawn: Mapping[Number, set[int]]
    """By chosen page, the marks that it draws."""
    kinds: Kinds
    """What its elements are."""
    seen: set[Number] = field(default_factory=set)
    """The elements met so far."""
    mended: int = 0
    """How many references were taken out or put right."""


def settle(file: pikepdf.Pdf, pages: Mapping[int, Any]) -> tuple[Stamp, list[Problem]]:
    """Make the tags of *file* sound for *pages*, or take them out.

    Returns:
        What draws into the pages so that tags hold it, and what was wrong.
    """
    root: Any = file.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary) or "/K" not in root:
        _drop(file, pages)
        return Stamp(file=file), []
    try:
        tree = _walked(file, root, {page.objgen: page for page in pages.values()})
        silent = _compare(tree, pages)
    except _BrokenError as error:
        _drop(file, pages)
        return Stamp(file=file), [problem("broken-structure", what=str(error))]
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        _drop(file, pages)
        why = problem("broken-structure", what=f"they make no sense: {error}")
        return Stamp(file=file), [why]
    rows = _rows(file, root, tree, pages)
    said = [silent] if silent is not None else []
    if tree.mended:
        said.append(problem("mended-structure", count=tree.mended))
    return Stamp(file=file, tagged=tree.objects, rows=rows), said


def _drop(file: pikepdf.Pdf, pages: Mapping[int, Any]) -> None:
    """Take the tree out of *file*."""
    root: Any = file.Root
    for key in ("/StructTreeRoot", "/MarkInfo"):
        if key in root:
            del root[key]
    for page in pages.values():
        if "/StructParents" in page:
            del page["/StructParents"]


def _walked(file: pikepdf.Pdf, root: Any, chosen: Mapping[Number, Any]) -> _Tree:
    """Go through the tree below *root*; marks that *chosen* pages do not draw are taken out.

    Raises:
        _BrokenError: It is too large.
    """
    _sound_maps(root)
    drawn = {number: marks.drawn(page) for number, page in chosen.items()}
    tree = _Tree(drawn=drawn, kinds=kinds.settled(root))
    waiting: list[tuple[Any, Any, int]] = [(root, None, 0)]
    while waiting:
        element, page, depth = waiting.pop()
        if len(tree.seen) > _MOST_ELEMENTS or depth > _DEEPEST:
            raise _BrokenError("they are too many, or too deep")
        page = element.get("/Pg", page)
        kids = _sound_kids(file, tree, element, page)
        waiting += [(kid, page, depth + 1) for kid in reversed(kids)]
    return tree


def _sound_maps(root: Any) -> None:
    """Take out of *root* tables that are none."""
    for key in ("/RoleMap", "/ClassMap", "/IDTree"):
        if key in root and not isinstance(root[key], pikepdf.Dictionary):
            del root[key]


def _sound_kids(file: pikepdf.Pdf, tree: _Tree, element: Any, page: Any) -> list[Any]:
    """Leave in *element* the kids that mean something, and return those that are elements."""
    held = element.get("/K")
    kids = list(held) if isinstance(held, pikepdf.Array) else [held]
    kept: list[Any] = []
    below: list[Any] = []
    for kid in kids:
        if _is_element(kid):
            own = kid if kid.is_indirect else file.make_indirect(kid)
            if _is_new(tree, own, element):
                own.P = element
                below.append(own)
                kept.append(own)
        elif _is_sound(tree, (element, len(kept)), kid, page):
            kept.append(kid)
        else:
            tree.mended += kid is not None
    if held is not None:
        element.K = Array(kept)
    return below


def _is_element(kid: Any) -> bool:
    """Tell whether *kid* is a structure element, which some programs forget to say."""
    if not isinstance(kid, pikepdf.Dictionary) or "/Obj" in kid or "/MCID" in kid:
        return False
    return "/S" in kid or "/K" in kid


def _is_new(tree: _Tree, element: Any, above: Any) -> bool:
    """Tell whether *element*, in *above*, was not met before; give it a type if it has none.

    One that was met holds itself, or stands in two places, of which it keeps the first.
    """
    is_new = element.objgen not in tree.seen
    tree.seen.add(element.objgen)
    is_typed = tree.kinds.is_told(element)
    if not is_typed:
        element.S = tree.kinds.fitting(element, above)
    tree.mended += not (is_new and is_typed)
    return is_new


def _is_sound(tree: _Tree, place: tuple[Any, int], kid: Any, page: Any) -> bool:
    """Write down what *kid*, no element, refers to; tell whether that is there.

    Args:
        tree: What was found so far.
        place: The element that holds it, and its place among the kids of that.
        kid: What is judged.
        page: What a number without a page is on.
    """
    element, _ = place
    if isinstance(kid, int):
        return _is_mark(tree, element, page, kid)
    if not isinstance(kid, pikepdf.Dictionary):
        return False
    if "/Obj" in kid:
        return _is_object(tree, place, kid.Obj)
    holder = kid.get("/Stm", kid.get("/Pg", page))
    number: Any = kid.get("/MCID")
    return isinstance(number, int) and _is_mark(tree, element, holder, number)


def _is_object(tree: _Tree, place: tuple[Any, int], thing: Any) -> bool:
    """Write down what element *thing*, an annotation, belongs to; tell whether it can."""
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) or not thing.is_indirect:
        return False
    if thing.objgen in tree.objects:
        return False
    tree.objects[thing.objgen] = place
    return True


def _is_mark(tree: _Tree, element: Any, holder: Any, number: int) -> bool:
    """Write down that *element* has a mark; tell whether it is there and nobody else's."""
    if not isinstance(holder, pikepdf.Dictionary | pikepdf.Stream):
        return False
    known = tree.drawn.get(holder.objgen)
    taken = tree.marks.setdefault(holder.objgen, {})
    if number < 0 or number in taken or (known is not None and number not in known):
        return False
    taken[number] = element
    return True


def _compare(tree: _Tree, pages: Mapping[int, Any]) -> Problem | None:
    """Return what is to be said of marks of *pages* that *tree* passes over.

    Some programs mark page numbers and running heads as text and list them nowhere.

    Raises:
        _BrokenError: It passes over most of what a page marks.
    """
    partly, wholly = [], []
    for index, page in pages.items():
        drawn, held = tree.drawn[page.objgen], set(tree.marks.get(page.objgen, ()))
        if held and drawn <= held:
            continue
        wanted = drawn - marks.short(page)
        silent = wanted - held
        is_passed = not held and marks.has_words(page)
        if 2 * len(silent) > len(wanted) or is_passed:
            wholly.append(index + 1)
        elif silent:
            partly.append(index + 1)
    if wholly:
        which = f"page {wholly[0]}" if len(wholly) == 1 else f"{len(wholly)} pages"
        raise _BrokenError(f"they pass over the words of {which}")
    return problem("silent-words", partly) if partly else None


def _rows(file: pikepdf.Pdf, root: Any, tree: _Tree, pages: Mapping[int, Any]) -> dict[Number, Any]:
    """Return the row of the ParentTree for each of *pages*; a wrong tree is written anew."""
    try:
        known = {int(key): row for key, row in numbered.entries(root.ParentTree, "/Nums")}
    except (ValueError, TypeError, LookupError, AttributeError):
        known = {}
    rows = {page.objgen: known.get(_key(page)) for page in pages.values()}
    is_right = all(
        _agrees(rows[page.objgen], tree.marks.get(page.objgen, {})) for page in pages.values()
    )
    if is_right:
        return {number: row for number, row in rows.items() if isinstance(row, pikepdf.Array)}
    tree.mended += 1
    return _listed_anew(file, root, tree, pages)


def _key(page: Any) -> int:
    key = page.get("/StructParents")
    return key if isinstance(key, int) else -1


def _agrees(row: Any, held: Mapping[int, Any]) -> bool:
    """Tell whether *row* names the same element for each mark as the tree does."""
    if not held:
        return True
    if not isinstance(row, pikepdf.Array) or max(held) >= len(row):
        return False
    said = {number: row[number] for number in held}
    return all(
        isinstance(said[number], pikepdf.Dictionary) and said[number].objgen == element.objgen
        for number, element in held.items()
    )


def _listed_anew(
    file: pikepdf.Pdf, root: Any, tree: _Tree, pages: Mapping[int, Any]
) -> dict[Number, Any]:
    """Write the ParentTree of *tree* and return its rows for *pages*."""
    listed: list[tuple[int, Any]] = []
    rows: dict[Number, Any] = {}
    for page in pages.values():
        if "/StructParents" in page:
            del page["/StructParents"]
    for number, held in tree.marks.items():
        if not held:
            continue
        row = file.make_indirect(Array([held.get(each) for each in range(max(held) + 1)]))
        file.get_object(number).StructParents = len(listed)
        rows[number] = row
        listed.append((len(listed), row))
    for number, (element, _) in tree.objects.items():
        file.get_object(number).StructParent = len(listed)
        listed.append((len(listed), element))
    root.ParentTree = numbered.number_tree(file, listed)
    root.ParentTreeNextKey = len(listed)
    return rows
