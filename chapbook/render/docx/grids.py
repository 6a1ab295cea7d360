"""Tables with a width for every column, since office programs guess differently without."""

from typing import Any

from chapbook.model import Node
from chapbook.render import split
from chapbook.render.docx.parts import in_style
from chapbook.tools.pandoc import ast

MEASURE_CHARACTERS = 76
"""Characters of table text that fill the measure."""
GAP_CHARACTERS = 3
"""The space between two columns."""
LONGEST = 60
"""A cell that is longer than this wants no more room: it runs over several lines."""
SHORTEST = 5
"""A narrower column looks like a gap."""


def cut(blocks: list[Node], continued: str) -> list[Node]:
    """Return *blocks* with a table that the page is too narrow for as several.

    Before their numbers become fields, since those of later parts only repeat one.
    """

    def visit(node: Node) -> Node | list[Node]:
        if node["t"] != "Table":
            return node
        return split.by_characters(node, MEASURE_CHARACTERS, GAP_CHARACTERS, continued)

    done: list[Node] = ast.changed(blocks, visit)
    return done


def fitted(blocks: list[Node], *, fills: bool = False) -> list[Node]:
    """Return *blocks* with the tables' columns in per cent, and their row headings in a style.

    Args:
        blocks: The text.
        fills: Whether tables are as wide as the text.  In text from the right they have to be:
            for the same words Word puts a narrow table on one side, LibreOffice on the other.
    """

    def visit(node: Node) -> Node:
        return _table(node, fills=fills) if node["t"] == "Table" else node

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _table(table: Node, *, fills: bool) -> Node:
    """Return *table* with the width of every column."""
    attributes, caption, columns, head, bodies, foot = table["c"]
    if any(width["t"] == "ColWidthDefault" for _, width in columns):
        shares = _shares(table)
        whole = sum(shares) if fills else 1.0
        columns = [
            [align, {"t": "ColWidth", "c": share / whole}]
            for (align, _), share in zip(columns, shares, strict=True)
        ]
    bodies = [_body(body) for body in bodies]
    return {**table, "c": [attributes, _captioned(caption), columns, head, bodies, foot]}


def _captioned(caption: list[Any]) -> list[Any]:
    """Return *caption* in paragraphs: in a list pandoc's writer has but one style for a Plain."""
    short, blocks = caption
    return [short, [ast.para(b["c"]) if b["t"] == "Plain" else b for b in blocks]]


def _shares(table: Node) -> list[float]:
    """Return the share of the text's width that each column of *table* needs.

    A table whose cells all fit on one line takes only the room that it needs.
    """
    words, cells = _longest(table)
    natural = sum(cell + GAP_CHARACTERS for cell in cells)
    if natural <= MEASURE_CHARACTERS:
        return [(cell + GAP_CHARACTERS) / MEASURE_CHARACTERS for cell in cells]
    least = [word + GAP_CHARACTERS for word in words]
    wanted = [
        max(word, min(cell, LONGEST)) + GAP_CHARACTERS
        for word, cell in zip(words, cells, strict=True)
    ]
    spare = MEASURE_CHARACTERS - sum(least)
    if spare <= 0 or sum(wanted) == sum(least):
        return [share / sum(wanted) for share in wanted]
    # No word is cut; what is left goes to the columns that run over several lines.
    each = spare / (sum(wanted) - sum(least))
    return [
        (share + (want - share) * each) / MEASURE_CHARACTERS
        for share, want in zip(least, wanted, strict=True)
    ]


def _longest(table: Node) -> tuple[list[int], list[int]]:
    """Return the longest word and the longest cell of each column, in characters."""
    count = len(table["c"][2])
    words, cells = [SHORTEST] * count, [SHORTEST] * count
    for row in _rows(table):
        column = 0
        for _, _, _, span, blocks in row[1]:
            text = ast.text(blocks)
            if span == 1 and column < count:
                words[column] = max([words[column], *map(len, text.split())])
                cells[column] = max(cells[column], len(text))
            column += span
    return words, cells


def _rows(table: Node) -> list[Any]:
    """Return every row of *table*: an attribute and its cells."""
    _, _, _, head, bodies, foot = table["c"]
    inner = [row for body in bodies for row in (*body[2], *body[3])]
    return [*head[1], *inner, *foot[1]]


def _body(body: list[Any]) -> list[Any]:
    """Return one body of a table with the style of row headings on them."""
    attributes, heading_columns, heads, rows = body
    if not heading_columns:
        return body
    return [attributes, heading_columns, heads, [_row(row, heading_columns) for row in rows]]


def _row(row: list[Any], heading_columns: int) -> list[Any]:
    """Return *row* with its first cells as headings."""
    attributes, cells = row
    styled = [
        [*cell[:4], [in_style("Table Row Heading", [_para(b) for b in cell[4]])]]
        if index < heading_columns
        else cell
        for index, cell in enumerate(cells)
    ]
    return [attributes, styled]


def _para(block: Node) -> Node:
    """Return text as a paragraph: pandoc styles no other."""
    return ast.para(block["c"]) if block["t"] == "Plain" else block
