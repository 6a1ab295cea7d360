"""A structure tree that is gone through: what stands on the chosen pages is kept, all else goes.

What is broken in others' trees ends here: circles, elements that stand twice, content of pages that
are not there, and links of which nothing is left to follow.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from chapbook.tools.pdf.weave.sources import Number, Source

Mark = tuple[Number, int]
"""The page or form whose stream it is in, and the MCID."""


class _State(Enum):
    """What is left of an element."""

    FULL = "full"
    EMPTY = "empty"
    """It never had content, such as a cell."""
    GONE = "gone"


@dataclass(slots=True)
class Node:
    """A structure element on its way."""

    element: Any
    page: Any
    """On which its content stands where that does not say so."""
    above: int
    """The index of its parent among all; -1 for the root."""
    state: _State = _State.EMPTY


@dataclass(slots=True)
class Tree:
    """What is left of a structure tree."""

    tops: list[Any] = field(default_factory=list)
    """The elements directly below the root."""
    elements: list[Any] = field(default_factory=list)
    """All that are left, each before those in it."""
    marks: dict[Number, dict[int, Any]] = field(default_factory=dict)
    """By page or form, the element of each MCID."""
    objects: list[tuple[Any, Any]] = field(default_factory=list)
    """Annotations and forms that belong to an element as a whole, with it."""


def pruned(source: Source, root: Any) -> Tree:
    """Return the tree below *root* with what stands on the chosen pages of *source* only."""
    nodes = list(_nodes(source, root))
    tree = Tree()
    notes = _annotations(source)
    where = {node.element.objgen: index for index, node in enumerate(nodes)}
    for index in range(len(nodes) - 1, -1, -1):
        _prune(source, nodes, index, where, (tree, notes))
    for node in nodes:
        if node.state is not _State.GONE:
            tree.elements.append(node.element)
            if node.above < 0:
                tree.tops.append(node.element)
    return tree


def listed(value: Any) -> list[Any]:
    """Return *value*, one thing or an array of them, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _annotations(source: Source) -> set[Number]:
    """Return the annotations on the chosen pages."""
    return {
        note.objgen
        for page in source.pages
        for note in listed(page.get("/Annots"))
        if isinstance(note, pikepdf.Dictionary) and note.is_indirect
    }


def _nodes(source: Source, root: Any) -> Iterator[Node]:
    """Yield every element below *root* once, each before those in it; all become indirect."""
    seen: set[Number] = set()
    waiting: list[tuple[Any, Any, int]] = [(kid, None, -1) for kid in reversed(_kids(source, root))]
    count = 0
    while waiting:
        element, page, above = waiting.pop()
        if element.objgen in seen:
            continue
        seen.add(element.objgen)
        page = element.get("/Pg", page)
        yield Node(element, page, above)
        waiting += [(kid, page, count) for kid in reversed(_kids(source, element))]
        count += 1


def _kids(source: Source, above: Any) -> list[Any]:
    """Return the elements directly in *above*, which become objects of their own."""
    kids = listed(above.get("/K"))
    is_changed, found = False, []
    for index, kid in enumerate(kids):
        if not isinstance(kid, pikepdf.Dictionary) or "/S" not in kid or "/Obj" in kid:
            continue
        if not kid.is_indirect:
            kids[index] = kid = source.file.make_indirect(kid)
            is_changed = True
        found.append(kid)
    if is_changed:
        above.K = Array(kids)
    return found


def _prune(
    source: Source,
    nodes: list[Node],
    index: int,
    where: dict[Number, int],
    found: tuple[Tree, set[Number]],
) -> None:
    """Take out of one element what has gone, and write down what it marks."""
    node = nodes[index]
    kids = listed(node.element.get("/K"))
    states = [_kid_state(source, (nodes, index), where, found, kid) for kid in kids]
    kept = [kid for kid, state in zip(kids, states, strict=True) if state is not _State.GONE]
    node.state = _sum(states)
    if len(kept) != len(kids) and node.state is not _State.GONE:
        node.element.K = Array(kept)
    node.element.P = nodes[node.above].element if node.above >= 0 else node.element.get("/P")
    if not source.holds(node.element.get("/Pg")) and "/Pg" in node.element:
        del node.element["/Pg"]


def _kid_state(
    source: Source,
    at: tuple[list[Node], int],
    where: dict[Number, int],
    found: tuple[Tree, set[Number]],
    kid: Any,
) -> _State:
    """Return what is left of *kid*, which stands in the element at an index among all nodes."""
    nodes, index = at
    node = nodes[index]
    if not isinstance(kid, pikepdf.Dictionary):
        is_here = isinstance(kid, int) and source.holds(node.page)
        return _marked(found[0], node, node.page, kid) if is_here else _State.GONE
    if "/Obj" in kid:
        return _belonging(source, node, kid, found)
    if "/MCID" in kid:
        page = kid.get("/Pg", node.page)
        stream = kid.get("/Stm", page)
        is_here = source.holds(page)
        return _marked(found[0], node, stream, int(kid.MCID)) if is_here else _State.GONE
    below = where.get(kid.objgen) if "/S" in kid else None
    is_below = below is not None and nodes[below].above == index
    return nodes[below].state if is_below and below is not None else _State.GONE


def _sum(states: list[_State]) -> _State:
    """Return what is left of an element whose kids are so."""
    if _State.FULL in states:
        return _State.FULL
    return _State.GONE if _State.GONE in states else _State.EMPTY


def _marked(tree: Tree, node: Node, stream: Any, mcid: int) -> _State:
    """Write down that *mcid* of *stream* belongs to *node*; an MCID belongs to one element."""
    marks = tree.marks.setdefault(stream.objgen, {})
    if mcid in marks or mcid < 0:
        return _State.GONE
    marks[mcid] = node.element
    return _State.FULL


def _belonging(source: Source, node: Node, kid: Any, found: tuple[Tree, set[Number]]) -> _State:
    """Write down that an annotation or a form belongs to *node* if its page is there."""
    tree, notes = found
    thing = kid.Obj
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) or not thing.is_indirect:
        return _State.GONE
    is_form = isinstance(thing, pikepdf.Stream)
    is_here = source.holds(kid.get("/Pg", node.page)) if is_form else thing.objgen in notes
    if not is_here:
        return _State.GONE
    tree.objects.append((thing, node.element))
    return _State.FULL


def unlink(tree: Tree, roles: dict[str, str]) -> None:
    """Make each link that has nothing left to follow a span: its words stay."""
    for element in tree.elements:
        if _role(str(element.S), roles) != "/Link":
            continue
        if not any(_follows(kid) for kid in listed(element.get("/K"))):
            element.S = Name.Span


def _follows(kid: Any) -> bool:
    """Tell whether *kid* is, or holds directly, the area of a link."""
    if not isinstance(kid, pikepdf.Dictionary):
        return False
    return "/Obj" in kid or any(
        isinstance(below, pikepdf.Dictionary) and "/Obj" in below for below in listed(kid.get("/K"))
    )


def _role(name: str, roles: dict[str, str]) -> str:
    """Return the type that *name* stands for in the end (14.7.3)."""
    passed: set[str] = set()
    while name in roles and name not in passed:
        passed.add(name)
        name = roles[name]
    return name


def parent_tree(source: Source, tree: Tree) -> list[tuple[int, Any]]:
    """Give all pages, forms and annotations of *source* new keys; return the entries (14.7.4.4)."""
    made: list[tuple[int, Any]] = []
    forget(source)
    for number in sorted(tree.marks, key=lambda each: source.order.get(each, len(source.pages))):
        marks = tree.marks[number]
        stream = source.file.get_object(number)
        stream.StructParents = len(made)
        row = [marks.get(mcid) for mcid in range(max(marks) + 1)]
        made.append((len(made), source.file.make_indirect(Array(row))))
    for thing, element in tree.objects:
        thing.StructParent = len(made)
        made.append((len(made), element))
    return made


def forget(source: Source) -> None:
    """Take the old keys off the chosen pages and what stands on them."""
    for page in source.pages:
        for thing in (page, *listed(page.get("/Annots")), *forms(page, set())):
            for key in ("/StructParents", "/StructParent"):
                if key in thing:
                    del thing[key]


def forms(holder: Any, seen: set[Number]) -> Iterator[Any]:
    """Yield the forms and pictures that *holder*, a page or a form, can draw, those within, too."""
    waiting = [holder]
    while waiting:
        resources = waiting.pop().get("/Resources")
        if not isinstance(resources, pikepdf.Dictionary):
            continue
        for drawn in resources.get("/XObject", Dictionary()).values():
            if isinstance(drawn, pikepdf.Stream) and drawn.objgen not in seen:
                seen.add(drawn.objgen)
                yield drawn
                if drawn.get("/Subtype") == "/Form":
                    waiting.append(drawn)
