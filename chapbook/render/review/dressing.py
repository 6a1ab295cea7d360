"""Words of a paragraph marked by where they stand, and things put between them.

Offsets are those of ``leaves.text``: a picture is one character, a note none.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from chapbook.model import Node
from chapbook.render import leaves
from chapbook.tools.pandoc import ast

WHOLE = {"Cite", "Link", "Image", "Math", "Note", "RawInline", "Code"}
"""Inlines that are never cut in two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Some words of a paragraph."""

    start: int
    end: int
    name: str
    """The class that they get."""
    identifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Insertion:
    """Something that stands before the character at ``start``."""

    start: int
    node: Node


def dressed(
    inlines: list[Node], stretches: Iterable[Stretch], insertions: Iterable[Insertion]
) -> list[Node]:
    """Return *inlines* with *stretches* in spans, and *insertions* in their places.

    Stretches may overlap; insertions at one place keep their order.
    """
    for stretch in stretches:
        before, rest = parted(inlines, stretch.start)
        inside, after = parted(rest, stretch.end - len(leaves.text(before)))
        attributes = ast.attr(stretch.identifier, [stretch.name])
        inlines = [*before, *([ast.span(inside, attributes)] if inside else []), *after]
    for insertion in sorted(insertions, key=lambda each: each.start, reverse=True):
        before, after = parted(inlines, insertion.start)
        inlines = [*before, insertion.node, *after]
    return inlines


def parted(inlines: list[Node], offset: int) -> tuple[list[Node], list[Node]]:
    """Return *inlines* in two: what stands before the character at *offset*, and the rest.

    What cannot be cut stands before, whole.
    """
    before: list[Node] = []
    for index, node in enumerate(inlines):
        if offset <= 0:
            return before, inlines[index:]
        length = len(leaves.text([node]))
        if length <= offset or node["t"] in WHOLE:
            before.append(node)
            offset -= length
            continue
        first, second = _cut(node, offset)
        return [*before, first], [second, *inlines[index + 1 :]]
    return before, []


def _cut(node: Node, offset: int) -> tuple[Node, Node]:
    """Return *node* in two at *offset*, both dressed as it was; an id stays with the first."""
    content = node["c"]
    if node["t"] == "Str":
        return {**node, "c": content[:offset]}, {**node, "c": content[offset:]}
    first, second = parted(leaves.inner(node), offset)
    if node["t"] not in leaves.NESTED:
        return {**node, "c": first}, {**node, "c": second}
    head, _, *rest = content
    again = ["", *head[1:]] if node["t"] == "Span" else head
    return {**node, "c": [head, first, *rest]}, {**node, "c": [again, second, *rest]}
