"""Going down to the blocks that hold an article's text, and putting all together again."""

from collections.abc import Callable, Sequence
from typing import Any

from chapbook.model import Node

TEXTS = {"Para", "Plain", "Header", "LineBlock", "CodeBlock"}
"""Blocks that hold text: leaves."""


class Rebuilding:
    """Blocks as they are; what is derived from it says what becomes of leaves.

    Parts are visited in the order in which pages show them: a table's caption first, a
    figure's last.
    """

    def leaf(self, block: Node) -> Node:
        """Return what becomes of a block that holds text."""
        return block

    def term(self, inlines: list[Node]) -> list[Node]:
        """Return what becomes of what a list of definitions defines."""
        return inlines

    def row(self, cells: list[Any], _column_count: int) -> list[Any]:
        """Return what becomes of the cells of a row in a table of so many columns."""
        return [[*cell[:4], self.blocks(cell[4])] for cell in cells]

    def item(self, blocks: list[Node]) -> list[Node]:
        """Return what becomes of an item of a list."""
        return self.blocks(blocks)

    def blocks(self, blocks: Sequence[Node]) -> list[Node]:
        """Return what becomes of *blocks*."""
        return [self.block(block) for block in blocks]

    def block(self, block: Node) -> Node:
        """Return what becomes of *block*; a rule is left as it is."""
        if block["t"] in TEXTS:
            return self.leaf(block)
        rebuild = _CONTAINERS.get(block["t"])
        return {**block, "c": rebuild(self, block["c"])} if rebuild else block


def _div(to: Rebuilding, content: list[Any]) -> list[Any]:
    return [content[0], to.blocks(content[1])]


def _quotation(to: Rebuilding, content: list[Any]) -> list[Any]:
    return to.blocks(content)


def _bullets(to: Rebuilding, content: list[Any]) -> list[Any]:
    return [to.item(item) for item in content]


def _numbered(to: Rebuilding, content: list[Any]) -> list[Any]:
    return [content[0], [to.item(item) for item in content[1]]]


def _definitions(to: Rebuilding, content: list[Any]) -> list[Any]:
    return [[to.term(term), [to.item(each) for each in meanings]] for term, meanings in content]


def _figure(to: Rebuilding, content: list[Any]) -> list[Any]:
    attributes, caption, shown = content
    shown = to.blocks(shown)
    return [attributes, [caption[0], to.blocks(caption[1])], shown]


def _table(to: Rebuilding, content: list[Any]) -> list[Any]:
    attributes, caption, columns, head, bodies, foot = content

    def rows(section: list[Any]) -> list[Any]:
        return [[attribute, to.row(cells, len(columns))] for attribute, cells in section]

    caption = [caption[0], to.blocks(caption[1])]
    head = [head[0], rows(head[1])]
    bodies = [[body[0], body[1], rows(body[2]), rows(body[3])] for body in bodies]
    return [attributes, caption, columns, head, bodies, [foot[0], rows(foot[1])]]


_CONTAINERS: dict[str, Callable[[Rebuilding, list[Any]], list[Any]]] = {
    "Div": _div,
    "BlockQuote": _quotation,
    "BulletList": _bullets,
    "OrderedList": _numbered,
    "DefinitionList": _definitions,
    "Figure": _figure,
    "Table": _table,
}
"""How each kind of block that holds blocks is put together again."""
