"""Fitting figures and tables to the page: which take its whole width, which turn it.

What is said here is a class on the block (``wide``, ``narrow``, ``kept``, ``long``, ``tight``) or
a div of class ``turned`` around it; the style sheet knows what these mean.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chapbook.model import Asset, AssetKind, Node
from chapbook.render import html
from chapbook.tools import lengths
from chapbook.tools.pandoc import ast

COLUMN_MM = 122.0
"""Width of the text column; ``print.css`` says the same."""
BROAD_MM = 164.0
"""Width of the column and the margin beside it."""
TURNED_MM = 240.0
"""Width of the text on a turned page."""

HIGHEST_MM = 170.0
"""Height of the highest figure; ``print.css`` says the same."""

CHARACTER_MM = 1.55
"""Mean width of a character of table text, 8.5 pt Source Sans: 0.515 em."""
CELL_GAP_MM = 3.0
"""Between two columns of a table: 1 em."""
COMFORTABLE_CHARACTERS = 22
"""A column of running text that is narrower than this is unpleasant to read."""
MOST_COLUMNS = 7
"""A table of more columns turns the page, unless they are narrow ones."""
NARROW_MM = 60.0
"""A table that needs less is not stretched: rows that are mostly white are hard to follow."""

BREAK = re.compile(r"\s+|(?<=[-–/])")
"""Where a line of a cell may end."""

RASTER_DPI = 200
"""A photograph takes the whole width only if it is at least this fine there."""
LINE_MM = 4.05
"""From line to line in tables: 8.5 pt times 1.35."""
KEPT_MM = 85.0
"""A table that is lower than this is moved to the next page rather than cut."""
LONG_ROW_MM = 60.0
"""A table with a row that is higher than this may be cut within its rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """What the size of a table depends on."""

    longest_words: list[int]
    """Of each column, in characters."""
    longest_cells: list[int]
    """Of each column, in characters."""
    rows: list[list[int]]
    """Of each row, the lengths of its cells in characters."""

    @property
    def least_mm(self) -> float:
        """The width below which words are cut."""
        return self._width(self.longest_words)

    @property
    def pleasant_mm(self) -> float:
        """The width at which no cell is a tall thin column."""
        return self._width(
            [
                max(word, min(cell, COMFORTABLE_CHARACTERS))
                for word, cell in zip(self.longest_words, self.longest_cells, strict=True)
            ]
        )

    @property
    def natural_mm(self) -> float:
        """The width at which no cell needs a second line."""
        return self._width(self.longest_cells)

    def row_heights_mm(self, width_mm: float) -> list[float]:
        """Return about how high each row is in a table of *width_mm*."""
        shares = [max(cell, 1) for cell in self.longest_cells]
        room = [width_mm / CHARACTER_MM * share / sum(shares) for share in shares]
        return [
            max((-(-cell // max(int(r), 4)) for cell, r in zip(row, room, strict=False)), default=1)
            * LINE_MM
            + CELL_GAP_MM
            for row in self.rows
        ]

    @staticmethod
    def _width(characters: list[int]) -> float:
        return sum(count * CHARACTER_MM + CELL_GAP_MM for count in characters)


def fitted(blocks: list[Node], assets: Mapping[str, Asset]) -> list[Node]:
    """Return *blocks* with their figures and tables marked for the width that they need.

    What stands in a list, a quotation or a part keeps within it.
    """
    return [_block(block, assets) for block in blocks]


def _block(block: Node, assets: Mapping[str, Asset]) -> Node:
    """Return a block of the text column, fitted."""
    if block["t"] == "Figure":
        return _figure(block, assets)
    if block["t"] == "Table":
        return _table(block)
    if block["t"] == "Div" and not set(ast.classes(block)) & set(html.BOXED):
        return ast.div(fitted(block["c"][1], assets), block["c"][0])
    inner: Node = ast.changed(block, lambda n: _inner_table(n) if n["t"] == "Table" else n)
    return inner


def _inner_table(node: Node) -> Node:
    """Return a table inside something else, with what holds for any width."""
    grid = _grid(node)
    names = _classes(grid, COLUMN_MM)
    return _classed(node, *names, *(["tight"] if grid.least_mm > COLUMN_MM else []))


def _figure(node: Node, assets: Mapping[str, Asset]) -> Node:
    """Return a figure, marked if its one image is to be broader than the column."""
    images = [inner for inner in ast.nodes(node["c"][2]) if inner["t"] == "Image"]
    if len(images) != 1:
        return node
    asked = lengths.read(ast.value(images[0], "width") or "")
    width_mm = asked.mm(COLUMN_MM) if asked else _natural_mm(assets[images[0]["c"][2][0]])
    is_share = asked is not None and asked.unit == "%"
    return _classed(node, "wide") if width_mm > COLUMN_MM + 8 and not is_share else node


def _natural_mm(asset: Asset) -> float:
    """Return the width that *asset* was made for, or less when it is too high for that."""
    per_inch = RASTER_DPI if asset.kind is AssetKind.RASTER else 96
    width_mm, height_mm = (size / per_inch * 25.4 for size in (asset.width, asset.height))
    return width_mm * min(1, HIGHEST_MM / height_mm)


def _table(node: Node) -> Node:
    """Return a table, marked for the width that it needs, turned if the page is too narrow."""
    grid = _grid(node)
    crowded = len(grid.longest_words) > MOST_COLUMNS and grid.pleasant_mm > BROAD_MM
    if crowded or grid.least_mm > BROAD_MM:
        tight = ["tight"] if grid.least_mm > TURNED_MM else []
        return ast.div([_classed(node, *tight)], ast.attr("", ["turned"]))
    wide = grid.pleasant_mm > COLUMN_MM
    names = _classes(grid, BROAD_MM if wide else COLUMN_MM)
    return _classed(node, *(["wide"] if wide else []), *names)


def _classes(grid: _Grid, width_mm: float) -> list[str]:
    """Return the classes of a table that is *width_mm* wide."""
    heights = grid.row_heights_mm(width_mm)
    facts = {
        "narrow": grid.natural_mm < NARROW_MM,
        "kept": sum(heights) < KEPT_MM,
        "long": max(heights, default=0) > LONG_ROW_MM,
    }
    return [name for name, is_so in facts.items() if is_so]


def _grid(table: Node) -> _Grid:
    """Measure *table*."""
    column_count = len(table["c"][2])
    rows = [row[1] for row in _rows(table)]
    words, cells = [1] * column_count, [1] * column_count
    lengths: list[list[int]] = []
    for row in rows:
        column = 0
        lengths.append([])
        for _, _, _, span, blocks in row:
            text = ast.text(blocks)
            lengths[-1].append(len(text))
            if span == 1 and column < column_count:
                words[column] = max([words[column], *map(len, BREAK.split(text))])
                cells[column] = max(cells[column], len(text))
            column += span
    return _Grid(longest_words=words, longest_cells=cells, rows=lengths)


def _rows(table: Node) -> list[list[Any]]:
    """Return every row of *table*: an attribute and its cells."""
    _, _, _, head, bodies, foot = table["c"]
    inner = [row for body in bodies for row in (*body[2], *body[3])]
    return [*head[1], *inner, *foot[1]]


def _classed(node: Node, *names: str) -> Node:
    """Return a figure or table with the classes *names* added."""
    (identifier, classes, pairs), *rest = node["c"]
    return {**node, "c": [[identifier, [*classes, *names], pairs], *rest]}
