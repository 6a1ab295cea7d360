"""The list of contents, as deep as its room allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from chapbook.model import Heading, Node
from chapbook.tools.pandoc import ast


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """How much room a list of contents has."""

    most_entries: int
    column_count: int


BROAD = Listing(most_entries=33, column_count=3)
"""Three columns of less than a third of a page."""
SLIM = Listing(most_entries=30, column_count=2)
"""The same on pages such as A5."""

FEWEST_ENTRIES = 8
"""An article with fewer headings is read without a list."""


def listed(headings: Sequence[Heading], most: int = BROAD.most_entries) -> tuple[Heading, ...]:
    """Return the *headings* to list: those down to the deepest level that fits.

    The first level is listed whatever its length; nothing is, when there is little to find.
    """
    if len(headings) < FEWEST_ENTRIES:
        return ()
    levels = sorted({heading.level for heading in headings})
    chosen: tuple[Heading, ...] = ()
    for level in levels:
        down_to = tuple(heading for heading in headings if heading.level <= level)
        if chosen and len(down_to) > most:
            break
        chosen = down_to
    return chosen


def block(headings: Sequence[Heading], title: str, count: int = BROAD.column_count) -> Node:
    """Return the list of *headings* under *title*: a div of class ``contents``.

    In it stand as many lists as there are columns, at most *count*, of about equal length.
    """
    heading = ast.div([ast.para(ast.string(title))], ast.attr("contents-title", ["part-title"]))
    lists = [_list(column) for column in columns(headings, count)]
    attributes = ast.attr(
        "contents", ["contents"], role="doc-toc", aria_labelledby="contents-title"
    )
    return ast.div([heading, ast.div(lists, ast.attr("", ["columns"]))], attributes)


def columns(headings: Sequence[Heading], count: int = BROAD.column_count) -> list[list[Heading]]:
    """Return *headings* in at most *count* runs, the longest as short as can be.

    A run begins with a heading of the first level, so that a section stays with its parts.
    """
    sections: list[list[Heading]] = []
    for heading in headings:
        if heading.level == 1 or not sections:
            sections.append([])
        sections[-1].append(heading)
    for room in range(max(map(len, sections)), len(headings) + 1):
        filled = _filled(sections, room)
        if len(filled) <= count:
            return filled
    return [list(headings)]


def _filled(sections: list[list[Heading]], room: int) -> list[list[Heading]]:
    """Return *sections* in runs of at most *room* headings."""
    runs: list[list[Heading]] = [[]]
    for section in sections:
        if runs[-1] and len(runs[-1]) + len(section) > room:
            runs.append([])
        runs[-1] += section
    return runs


def _list(headings: list[Heading]) -> Node:
    """Return *headings* as a bullet list; deeper ones in the item of the one above them."""
    items: list[list[Node]] = []
    while headings:
        first = headings.pop(0)
        below: list[Heading] = []
        while headings and headings[0].level > first.level:
            below.append(headings.pop(0))
        item = [ast.plain([ast.link(plain(first.inlines), f"#{first.identifier}")])]
        items.append([*item, _list(below)] if below else item)
    return {"t": "BulletList", "c": items}


def plain(inlines: list[Node]) -> list[Node]:
    """Return *inlines* as they can stand in a link: no notes, citations, links or ids."""

    def visit(node: Node) -> Node | list[Node] | None:
        match node["t"]:
            case "Note" | "Cite":
                return None
            case "Link" | "Span":
                return list(node["c"][1])
        return node

    bare: list[Node] = ast.changed(inlines, visit)
    return bare
