"""Which tables have room for their words in large type, measured letter by letter.

A table stays one where no word is cut, columns of running text hold a few words and no row is
taller than some lines; else it becomes a list (``listed``).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from chapbook.model import Node
from chapbook.render.handout.large_print import listed
from chapbook.render.handout.large_print.listed import Cell
from chapbook.tools import fonts
from chapbook.tools.fonts import Style
from chapbook.tools.pandoc import ast

MM_PER_PT = 25.4 / 72

GAP_EM = 1.0
"""Between two columns; ``large-print.css`` says the same."""
LEADING = 1.4
"""From line to line in cells, in sizes of type; the style sheet says the same."""

COMFORTABLE_EM = 9.0
"""A column of running text that is narrower, about 17 letters, is one of torn sentences."""
MOST_LINES = 7
"""A cell with more lines is easier to read as a line of a list."""
KEPT_SHARE = 0.25
"""A table that takes less of the page is moved to the next page rather than cut."""
LONG, MOST_ENTRY_LINES = "long", 5
"""The class of a list whose entries may be cut between two lines, since some have more."""
SLACK = 1.03
"""Widths are rounded on their way to the page."""
PICTURE_EM = 3.0
"""A picture in a cell, such as a sign, wants so much room at most."""
INNER = 0.85
"""What lists, quotations and boxes leave of the width."""

BREAK = re.compile(r"\s+|(?<=[-–])")
"""Where a line of a cell may end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the pages of one edition have room for."""

    width_mm: float
    """Of the one column."""
    height_mm: float
    size_pt: float
    """Of all type, that of tables too."""

    @property
    def em_mm(self) -> float:
        """The size of the type in millimetres."""
        return self.size_pt * MM_PER_PT

    @property
    def width_em(self) -> float:
        """The width of the column in sizes of type."""
        return self.width_mm / self.em_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """What the cells of a column ask for.  All widths are in sizes of type."""

    longest_word: float = 0
    longest_cell: float = 0

    def with_cell(self, word: float, cell: float) -> "_Column":
        """Return it with one more cell."""
        return _Column(
            longest_word=max(self.longest_word, word), longest_cell=max(self.longest_cell, cell)
        )

    @property
    def comfortable(self) -> float:
        """The width at which it is pleasant to read."""
        return max(self.longest_word, min(self.longest_cell, COMFORTABLE_EM))


def readable(blocks: list[Node], page: Page, labels: Mapping[str, str]) -> list[Node]:
    """Return *blocks* with the tables that *page* has no room for as lists."""
    top = {id(block) for block in blocks if block["t"] == "Table"}

    def at_top(block: Node) -> Node:
        return _shown(block, page, page.width_em, labels)

    def inside(node: Node) -> Node:
        if node["t"] != "Table":
            return node
        return _shown(node, page, page.width_em * INNER, labels)

    done = (at_top(b) if id(b) in top else ast.changed(b, inside) for b in blocks)
    return list(done)


def _shown(table: Node, page: Page, width_em: float, labels: Mapping[str, str]) -> Node:
    """Return *table* as it is, with what its rows ask for, or as a list."""
    fit = _fitted(table, width_em)
    if fit is None:
        names = [LONG] if _entry_lines(table, width_em) > MOST_ENTRY_LINES else []
        return listed.as_list(_classed(table, names), labels)
    names = ["kept"] if sum(fit.heights) < KEPT_SHARE * page.height_mm / page.em_mm else []
    names += [] if fit.shares else ["narrow"]
    attributes, caption, columns, *rest = _classed(table, names)["c"]
    widths = [{"t": "ColWidth", "c": round(share, 4)} for share in fit.shares]
    none = {"t": "ColWidthDefault"}
    sized = [[a, width] for (a, _), width in zip_longest(columns, widths, fillvalue=none)]
    return {**table, "c": [attributes, caption, sized, *rest]}


def _classed(table: Node, names: list[str]) -> Node:
    """Return *table* with the classes *names*."""
    (identifier, classes, pairs), *rest = table["c"]
    return {**table, "c": [[identifier, [*classes, *names], pairs], *rest]}


def _entry_lines(table: Node, width_em: float) -> int:
    """Return about how many lines the longest entry of *table* has as a list."""
    rows = [[_needs(slot.cell, is_head=h)[1] for slot, h in row] for row in _rows(table)]
    heads = max((max(row) for row in rows[:1] if row), default=0.0)
    lines = [sum(1 + int((cell + heads) / width_em) for cell in row) for row in rows]
    return max(lines, default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """How a table stands on the page that has room for it."""

    heights: list[float]
    """About how high each row is, in sizes of type."""
    shares: list[float]
    """The width of each column, of 1; nothing where every cell has room on one line."""


def _fitted(table: Node, width_em: float) -> _Fit | None:
    """Return how *table* stands in *width_em*; nothing where it has no room."""
    rows = [list(row) for row in _rows(table)]
    columns = [_Column() for _ in table["c"][2]]
    for row in rows:
        for slot, is_head in row:
            if len(slot.columns) == 1 and slot.is_first and slot.column < len(columns):
                word, cell = _needs(slot.cell, is_head=is_head)
                columns[slot.column] = columns[slot.column].with_cell(word, cell)
    if not rows or len(columns) < 2:
        return _Fit(heights=[], shares=[])
    room = width_em - GAP_EM * (len(columns) - 1)
    spare = room - sum(column.comfortable for column in columns)
    if spare < 0:
        return None
    widths = _widths(columns, spare)
    lines = [
        max((_line_count(slot, widths, is_head=h) for slot, h in row), default=1) for row in rows
    ]
    if max(lines) > MOST_LINES:
        return None
    padded = [width + (GAP_EM if column else 0) for column, width in enumerate(widths[::-1])][::-1]
    is_loose = max(lines) == 1 and sum(padded) < width_em
    shares = [] if is_loose else [width / sum(padded) for width in padded]
    return _Fit(heights=[count * LEADING + 0.8 for count in lines], shares=shares)


def _widths(columns: list[_Column], spare: float) -> list[float]:
    """Return the width of each column, *spare* shared by those that would use more."""
    wanting = [max(0.0, column.longest_cell - column.comfortable) for column in columns]
    share = min(1.0, spare / sum(wanting)) if sum(wanting) else 0.0
    pairs = zip(columns, wanting, strict=True)
    return [column.comfortable + share * want for column, want in pairs]


def _line_count(slot: listed.Slot, widths: list[float], *, is_head: bool) -> int:
    """Return about how many lines a cell has."""
    if not slot.is_first:
        return 1
    inside = [column for column in slot.columns if column < len(widths)]
    width = sum(widths[column] for column in inside) + GAP_EM * (len(inside) - 1)
    count = 0
    for block in slot.cell[4] or [ast.plain([])]:
        _, needed = _needs([None, None, 1, 1, [block]], is_head=is_head)
        # A line ends where a word does, so that it is rarely full.
        count += max(1, -(-int(100 * needed) // int(100 * max(width * 0.92, 1))))
    return count


def _rows(table: Node) -> Iterator[list[tuple[listed.Slot, bool]]]:
    """Yield the rows of *table*, each cell with whether it is bold."""
    _, _, _, head, bodies, foot = table["c"]
    parts = [(head[1], True), *((b[i], i == 2) for b in bodies for i in (2, 3)), (foot[1], False)]
    row_heads = max((body[1] for body in bodies), default=0)
    for rows, is_head in parts:
        for row in listed.grid(rows):
            yield [(slot, is_head or slot.column < row_heads) for slot in row]


def _needs(cell: Cell, *, is_head: bool) -> tuple[float, float]:
    """Return the widths of the longest word and of all of *cell* on one line."""
    style = Style.BOLD if is_head else Style.REGULAR
    family = fonts.LARGE_PRINT
    text = ast.text(cell[4])
    words = [fonts.width_em(family, style, word) for word in BREAK.split(text)]
    whole = fonts.width_em(family, style, text)
    if any(node["t"] in {"Code", "CodeBlock"} for node in ast.nodes(cell[4])):
        family = fonts.MONO
        words += [fonts.width_em(family, style, word) for word in BREAK.split(text)]
    words, whole = [word * SLACK for word in words], whole * SLACK
    drawn = [PICTURE_EM for node in ast.nodes(cell[4]) if node["t"] == "Image"]
    return max([*words, *drawn], default=0.0), whole + sum(drawn)
