"""Fitting figures and tables to the page: which take its whole width, which turn it.

What is said here is a class on the block (``wide``, ``narrow``, ``kept``, ``long``, ``tight``) or
a div of class ``turned`` around it; the style sheet knows what these mean.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from chapbook.model import Asset, AssetKind, Node
from chapbook.render import html, split
from chapbook.render.room import CELL_GAP_MM, OFFPRINT, Room
from chapbook.tools import lengths
from chapbook.tools.pandoc import ast

COMFORTABLE_CHARACTERS = 22
"""A column of running text that is narrower than this is unpleasant to read."""
MOST_COLUMNS = 7
"""A table of more columns turns the page, unless they are narrow ones, and may be cut."""
NARROW_MM = 60.0
"""A table that needs less is not stretched: rows that are mostly white are hard to follow."""

INNER = 0.9
"""What a list or a quotation leaves of the column."""

BREAK = re.compile(r"\s+|(?<=[-–/])")
"""Where a line of a cell may end."""

RASTER_DPI = 200
"""A photograph takes the whole width only if it is at least this fine there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """What the size of a table depends on."""

    longest_words: list[int]
    """Of each column, in characters."""
    longest_cells: list[int]
    """Of each column, in characters."""
    rows: list[list[int]]
    """Of each row, the lengths of its cells in characters."""
    room: Room

    @property
    def column_widths_mm(self) -> list[float]:
        """The width of each column below which words are cut; of the first, lines."""
        first = max(self.longest_words[0], min(self.longest_cells[0], COMFORTABLE_CHARACTERS))
        return [self._width([count]) for count in (first, *self.longest_words[1:])]

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
        line = width_mm / self.room.character_mm
        room = [line * share / sum(shares) for share in shares]
        return [
            max((-(-cell // max(int(r), 4)) for cell, r in zip(row, room, strict=False)), default=1)
            * self.room.line_mm
            + CELL_GAP_MM
            for row in self.rows
        ]

    def _width(self, characters: list[int]) -> float:
        return self.room.width_mm(characters)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fitter:
    """What fitting a document depends on."""

    assets: Mapping[str, Asset]
    room: Room
    continued: str


def fitted(
    blocks: list[Node],
    assets: Mapping[str, Asset],
    room: Room = OFFPRINT,
    continued: str = "…",
) -> list[Node]:
    """Return *blocks* with their figures and tables marked for the width that they need.

    What stands in a list, a quotation or a part keeps within it.

    Args:
        blocks: Of the text column.
        assets: The article's images by their targets.
        room: What the pages have room for.
        continued: The word for a table that goes on, since no page is as wide as it is.
    """
    return _fitted(blocks, _Fitter(assets=assets, room=room, continued=continued))


def _fitted(blocks: list[Node], fitter: _Fitter) -> list[Node]:
    return _together(done for block in blocks for done in _block(block, fitter))


def _together(blocks: Iterable[Node]) -> list[Node]:
    """Return *blocks* with turned tables that follow one another on the same pages.

    The headings right above them come along: they would stand alone on their page.
    """
    out: list[Node] = []
    for is_turned, run in groupby(blocks, lambda block: ast.classes(block) == ["turned"]):
        if not is_turned:
            out += run
            continue
        above: list[Node] = []
        while out and out[-1]["t"] == "Header":
            above.insert(0, out.pop())
        inside = [*above, *(inner for block in run for inner in block["c"][1])]
        out.append(ast.div(inside, ast.attr("", ["turned"])))
    return out


def _block(block: Node, fitter: _Fitter) -> list[Node]:
    """Return a block of the text column, fitted; one table may become several."""
    if block["t"] == "Figure":
        return [_figure(block, fitter)]
    if block["t"] == "Table":
        return list(_table(block, fitter))
    if block["t"] == "Div" and not set(ast.classes(block)) & set(html.BOXED):
        return [ast.div(_fitted(block["c"][1], fitter), block["c"][0])]

    def visit(node: Node) -> Node | list[Node]:
        return _inner_table(node, fitter) if node["t"] == "Table" else node

    inner: Node = ast.changed(block, visit)
    return [inner]


def _inner_table(node: Node, fitter: _Fitter) -> list[Node]:
    """Return a table inside something else, with what holds for any width."""
    room_mm, grid = fitter.room.column_mm, _grid(node, fitter.room)
    if grid.least_mm <= room_mm:
        return [_classed(node, *_classes(grid, room_mm))]
    parts = [node]
    if len(grid.longest_words) > MOST_COLUMNS:
        parts = split.split(node, grid.column_widths_mm, room_mm * INNER, fitter.continued)
    tight = ["tight"] if len(parts) == 1 else []
    return [_classed(p, *_classes(_grid(p, fitter.room), room_mm), *tight) for p in parts]


def _figure(node: Node, fitter: _Fitter) -> Node:
    """Return a figure, marked if its one image is to be broader than the column."""
    images = [inner for inner in ast.nodes(node["c"][2]) if inner["t"] == "Image"]
    if len(images) != 1:
        return node
    asked = lengths.read(ast.value(images[0], "width") or "")
    column_mm, asset = fitter.room.column_mm, fitter.assets[images[0]["c"][2][0]]
    width_mm = asked.mm(column_mm) if asked else _natural_mm(asset, fitter.room)
    is_share = asked is not None and asked.unit == "%"
    return _classed(node, "wide") if width_mm > column_mm + 8 and not is_share else node


def _natural_mm(asset: Asset, room: Room) -> float:
    """Return the width that *asset* was made for, or less when it is too high for that."""
    per_inch = RASTER_DPI if asset.kind is AssetKind.RASTER else 96
    width_mm, height_mm = (size / per_inch * 25.4 for size in (asset.width, asset.height))
    return width_mm * min(1, room.highest_mm / height_mm)


def _table(node: Node, fitter: _Fitter) -> Iterator[Node]:
    """Yield a table, marked for the width that it needs.

    It turns the page that is too narrow for it, and is cut into several where that is too
    narrow, too.
    """
    room, grid = fitter.room, _grid(node, fitter.room)
    crowded = len(grid.longest_words) > MOST_COLUMNS and grid.pleasant_mm > room.broad_mm
    if grid.least_mm > room.turned_mm and len(grid.longest_words) > MOST_COLUMNS:
        parts = split.split(node, grid.column_widths_mm, room.broad_mm, fitter.continued)
    else:
        parts = [node]
    if len(parts) > 1:
        yield from _of_one_width(parts, room)
    elif crowded or grid.least_mm > room.broad_mm:
        tight = ["tight"] if grid.least_mm > room.turned_mm else []
        yield ast.div([_classed(node, *tight)], ast.attr("", ["turned"]))
    else:
        yield _upright(node, grid, room)


def _of_one_width(parts: list[Node], room: Room) -> Iterator[Node]:
    """Yield the *parts* of one table, all as wide as the widest: the last may have less to show."""
    grids = [_grid(part, room) for part in parts]
    wide = max(grid.pleasant_mm for grid in grids) > room.column_mm
    for part, grid in zip(parts, grids, strict=True):
        yield _upright(part, grid, room, wide=wide)


def _upright(node: Node, grid: _Grid, room: Room, *, wide: bool = False) -> Node:
    """Return a table that fits into the column, or into the column and its margin if *wide*."""
    wide = wide or grid.pleasant_mm > room.column_mm
    names = _classes(grid, room.broad_mm if wide else room.column_mm)
    return _classed(node, *(["wide"] if wide else []), *names)


def _classes(grid: _Grid, width_mm: float) -> list[str]:
    """Return the classes of a table that is *width_mm* wide."""
    heights = grid.row_heights_mm(width_mm)
    facts = {
        "narrow": grid.natural_mm < NARROW_MM,
        "kept": sum(heights) < grid.room.kept_mm,
        "long": max(heights, default=0) > grid.room.long_row_mm,
    }
    return [name for name, is_so in facts.items() if is_so]


def _grid(table: Node, room: Room) -> _Grid:
    """Measure *table* as pages of *room* set it."""
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
    return _Grid(longest_words=words, longest_cells=cells, rows=lengths, room=room)


def _rows(table: Node) -> list[list[Any]]:
    """Return every row of *table*: an attribute and its cells."""
    _, _, _, head, bodies, foot = table["c"]
    inner = [row for body in bodies for row in (*body[2], *body[3])]
    return [*head[1], *inner, *foot[1]]


def _classed(node: Node, *names: str) -> Node:
    """Return a figure or table with the classes *names* added."""
    (identifier, classes, pairs), *rest = node["c"]
    return {**node, "c": [[identifier, [*classes, *names], pairs], *rest]}
