"""A table as a list that can be read line by line: for type that its columns have no room for.

Each row becomes an entry of a definition list: its first cell is the term, every other cell a
line of its own that begins with the head of its column.  Every word of the table is there; heads
are said again with each entry, without their notes.  A row of one cell divides the list.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chapbook.model import Node
from chapbook.render.split import again
from chapbook.tools.pandoc import ast

Cell = list[Any]
"""Its attribute, its alignment, how many rows and columns it spans, its blocks."""
Heads = list[list[Cell]]
"""By column, the cells of the head that stand above it, the uppermost first."""

CLASS, CAPTION, HEAD, GROUP = "listed", "list-caption", "column-head", "list-group"
"""The classes of the whole, of its caption, of the head of a column in a line, and of a row that
divides the list."""

EMPTY = "–"
"""Stands for a cell without content."""
ENDS = (":", "?", "!", "؟", "：")
"""Behind these a head needs no colon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A cell in a row of the grid."""

    column: int
    """The column (0-based) in which it begins."""
    cell: Cell
    is_first: bool
    """Whether it begins in this row; else it reaches here from a row above."""

    @property
    def columns(self) -> range:
        """The columns that it takes."""
        return range(self.column, self.column + int(self.cell[3]))


def grid(rows: Sequence[Any]) -> list[list[Slot]]:
    """Return the cells of each of *rows* in the order of their columns, spanning ones in all."""
    reaching: list[tuple[Slot, int]] = []
    found: list[list[Slot]] = []
    for _, cells in rows:
        row = [slot for slot, _ in reaching]
        taken = {column for slot in row for column in slot.columns}
        column = 0
        for cell in cells:
            while column in taken:
                column += 1
            row.append(Slot(column=column, cell=cell, is_first=True))
            column += cell[3]
        found.append(sorted(row, key=lambda slot: slot.column))
        lasting = [(slot, left - 1) for slot, left in reaching if left > 1]
        begun = [(s, s.cell[2] - 1) for s in row if s.is_first and s.cell[2] > 1]
        reaching = [
            (Slot(column=s.column, cell=s.cell, is_first=False), left)
            for s, left in (*lasting, *begun)
        ]
    return found


def as_list(table: Node, labels: Mapping[str, str]) -> Node:
    """Return *table*, which has rows, as a div of class ``listed`` with its caption and entries."""
    (identifier, classes, pairs), caption, _, head, bodies, foot = table["c"]
    writer = _Writer(len(table["c"][2]), labels)
    writer.head(head[1])
    for body in bodies:
        above = [list(cells) for cells in writer.heads]
        writer.head(body[2])
        writer.rows(body[3])
        writer.heads = above
    writer.rows(foot[1])
    title = [ast.div(caption[1], ast.attr("", [CAPTION], role="caption"))] if caption[1] else []
    return ast.div([*title, *writer.blocks()], [identifier, [CLASS, *classes], pairs])


class _Writer:
    """Writes rows as entries, and knows which cells it has written before."""

    def __init__(self, column_count: int, labels: Mapping[str, str]) -> None:
        self.column_count = column_count
        self.labels = labels
        self.heads: Heads = [[] for _ in range(column_count)]
        self._said: set[int] = set()
        """The cells of heads that were written, by their addresses."""
        self._done: list[Node] = []
        self._entries: list[Any] = []

    def blocks(self) -> list[Node]:
        """Return all that was written."""
        self._end()
        return self._done

    def head(self, rows: Sequence[Any]) -> None:
        """Take *rows* as heads of the columns below them."""
        for row in grid(rows):
            if self._divides(row):
                self._group(row[0].cell)
                continue
            for slot in row:
                for column in slot.columns:
                    known = self.heads[column] if column < self.column_count else []
                    if slot.is_first and _has_content(slot.cell):
                        known.append(slot.cell)

    def rows(self, rows: Sequence[Any]) -> None:
        """Write *rows* as entries."""
        for row in grid(rows):
            if self._divides(row):
                self._group(row[0].cell)
            elif any(_has_content(slot.cell) for slot in row):
                self._entries.append(self._entry(row))

    def _divides(self, row: list[Slot]) -> bool:
        """Tell whether *row* is one cell across all columns."""
        return self.column_count > 1 and len(row) == 1 and len(row[0].columns) == self.column_count

    def _group(self, cell: Cell) -> None:
        """Write *cell* between two lists."""
        self._end()
        self._done.append(ast.div(cell[4], ast.attr(cell[0][0], [GROUP])))

    def _end(self) -> None:
        """End the list at hand."""
        if self._entries:
            self._done.append({"t": "DefinitionList", "c": self._entries})
        self._entries = []

    def _entry(self, row: list[Slot]) -> list[Any]:
        """Return *row* as a term and its definitions."""
        first = next(slot for slot in row if _has_content(slot.cell))
        leading, *more = self._line(first)
        is_line = leading["t"] == "Para"
        term = leading["c"] if is_line else ast.string(EMPTY)
        lines = [self._line(slot) for slot in row if slot is not first]
        own = more if is_line else [leading, *more]
        return [term, [*([own] if own else []), *lines]]

    def _line(self, slot: Slot) -> list[Node]:
        """Return a cell as blocks that begin with the head of its column."""
        cell = slot.cell if slot.is_first else again(slot.cell)
        head = [inline for inline in self._label(slot) if inline]
        blocks: list[Node] = cell[4] if _has_content(cell) else [ast.plain(ast.string(EMPTY))]
        named = cell[0][0]
        if blocks[0]["t"] in {"Plain", "Para"}:
            words = [*head, *([{"t": "Space"}] if head else []), *blocks[0]["c"]]
            blocks = [ast.para(words), *blocks[1:]]
        elif head:
            blocks = [ast.para(head), *blocks]
        if not named:
            return blocks
        anchor = ast.span([], ast.attr(named))
        return [ast.para([anchor, *blocks[0]["c"]]), *blocks[1:]] if head else blocks

    def _label(self, slot: Slot) -> list[Node]:
        """Return the heads of the columns of *slot* with a colon; nothing where they have none."""
        names = [self._words(cell) for cell in self._heads_of(slot)]
        words: list[Node] = []
        for name in names:
            words += [*ast.string(self.labels["list-comma"]), *name] if words else name
        if not words:
            return []
        colon = "" if ast.text(words).endswith(ENDS) else self.labels["colon"]
        return [ast.span([*words, {"t": "Str", "c": colon}], ast.attr("", [HEAD]))]

    def _heads_of(self, slot: Slot) -> Iterator[Cell]:
        """Yield the heads above *slot*, each once."""
        seen: set[int] = set()
        for column in slot.columns:
            for cell in self.heads[column] if column < self.column_count else []:
                if id(cell) not in seen:
                    seen.add(id(cell))
                    yield cell

    def _words(self, cell: Cell) -> list[Node]:
        """Return the words of a head, with its notes only where it is said first."""
        shown = again(cell) if id(cell) in self._said else cell
        self._said.add(id(cell))
        words: list[Node] = []
        for block in shown[4]:
            inlines = block["c"] if block["t"] in {"Plain", "Para"} else ast.string(ast.text(block))
            words += [{"t": "Space"}, *inlines] if words else inlines
        return words


def _has_content(cell: Cell) -> bool:
    """Tell whether *cell* shows anything."""
    return bool(ast.text(cell[4])) or any(
        node["t"] in {"Image", "Math", "Note"} for node in ast.nodes(cell[4])
    )
