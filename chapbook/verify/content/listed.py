"""What large print must say of an article: tables that are none in it are lists of their rows.

Which tables became lists is seen from the file, which has no such table; that all their words are
there, each head with each cell below it, follows from the article.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from chapbook.editions import EDITIONS
from chapbook.model import Article, Node
from chapbook.tools.pandoc import ast
from chapbook.verify.content.article import Reader
from chapbook.verify.content.parts import Content, Rows, unspaced

Cell = list[Any]
Grid = list[dict[int, Cell]]
"""The cells of each row by the columns that they take; one that spans stands in each of them."""

NONE = "–"
"""Stands for a cell without content."""
ENDS = (":", "?", "!", "؟", "：")
"""Behind these a head gets no colon."""
SHOWN = {"Image", "Math", "Note"}
"""What a cell without words may hold."""


def of(article: Article, edition: str, tables: Sequence[Rows]) -> Content:
    """Return what *edition*, in which these *tables* are found, must say of *article*."""
    reader = _Reader(EDITIONS[edition].like or edition, tables, article)
    reader.blocks([*article.lead, *article.body, *article.appendix])
    return reader.scribe.content()


def _key(table: Rows) -> str:
    """Return the words of *table*; what lines and pages make of white space does not count."""
    return "\n".join("\t".join(map(unspaced, row)) for row in table)


class _Reader(Reader):
    """One walk through an article that is shown in large print."""

    def __init__(self, edition: str, tables: Sequence[Rows], article: Article) -> None:
        super().__init__(edition)
        self.has_rows = False
        self.colon = article.labels["colon"]
        self.comma = article.labels["list-comma"]
        self.left = [_key(table) for table in tables]
        """The tables of the file that were not met yet."""

    def _table(self, block: Node) -> None:
        """Read a table as the file has it."""
        alone = Reader(self.edition)
        alone.block(block)
        key = _key(alone.scribe.content().tables[-1])
        if key in self.left:
            self.left.remove(key)
            super()._table(block)
            return
        _, caption, columns, head, bodies, foot = block["c"]
        with self.scribe.caption():
            self.blocks(caption[1])
        self._head: list[list[Cell]] = [[] for _ in columns]
        self._known: list[Cell] = []
        """The cells that were said before, whose notes are not called again."""
        self._heads(head[1])
        for body in bodies:
            before = [list(cells) for cells in self._head]
            self._heads(body[2])
            self._entries(body[3])
            self._head = before
        self._entries(foot[1])

    def _heads(self, rows: list[Any]) -> None:
        """Take *rows* as what stands above columns."""
        for row, begun in _grid(rows):
            if self._is_across(row):
                self.blocks(row[0][4])
                continue
            for column, cell in row.items():
                if column < len(self._head) and _is_among(cell, begun) and _shows(cell):
                    self._head[column].append(cell)

    def _entries(self, rows: list[Any]) -> None:
        """Read *rows*: the cell that names each of them, then the others."""
        for row, begun in _grid(rows):
            if self._is_across(row):
                self.blocks(row[0][4])
                continue
            cells = list(_each_once(row))
            first = next((cell for cell in cells if _shows(cell)), None)
            if first is None:
                continue
            for cell in [first, *(cell for cell in cells if cell is not first)]:
                columns = [column for column, each in row.items() if each is cell]
                self._line(cell, columns, is_new=_is_among(cell, begun), is_term=cell is first)

    def _is_across(self, row: dict[int, Cell]) -> bool:
        """Tell whether *row* is one cell across all columns."""
        cells = list(_each_once(row))
        return len(self._head) > 1 and len(cells) == 1 and len(row) == len(self._head)

    def _line(self, cell: Cell, columns: list[int], *, is_new: bool, is_term: bool) -> None:
        """Read *cell* behind the heads of its *columns*."""
        has_line = bool(cell[4]) and cell[4][0]["t"] in {"Plain", "Para"}
        if is_term and not (has_line or self._has_heads(columns)):
            self.scribe.write(NONE)
            self.scribe.end()
        self._label(columns)
        if not _shows(cell):
            self.scribe.write(NONE)
        else:
            self.blocks(cell[4] if is_new else _without_notes(cell[4]))
        self.scribe.end()

    def _has_heads(self, columns: list[int]) -> bool:
        return any(self._head[column] for column in columns if column < len(self._head))

    def _label(self, columns: list[int]) -> None:
        """Read the heads of *columns*, each once, and the colon behind them."""
        heads: list[Cell] = []
        for column in columns:
            for cell in self._head[column] if column < len(self._head) else []:
                if not _is_among(cell, heads):
                    heads.append(cell)
        for index, cell in enumerate(heads):
            self.scribe.write(self.comma if index else "")
            blocks = _without_notes(cell[4]) if _is_among(cell, self._known) else cell[4]
            self._known.append(cell)
            for number, block in enumerate(blocks):
                self.scribe.write(" " if number else "")
                if block["t"] in {"Plain", "Para"}:
                    self.inlines(block["c"])
                else:
                    self.scribe.write(ast.text(block))
        words = [ast.text(cell[4]) for cell in heads]
        if words:
            self.scribe.write(" " if words[-1].endswith(ENDS) else f"{self.colon} ")


def _grid(rows: list[Any]) -> Iterator[tuple[dict[int, Cell], list[Cell]]]:
    """Yield for each of *rows* its cells by their columns, and those that begin in it."""
    lasting: dict[int, tuple[Cell, int]] = {}
    for _, cells in rows:
        row = {column: cell for column, (cell, _) in lasting.items()}
        lasting = {c: (cell, left - 1) for c, (cell, left) in lasting.items() if left > 1}
        column = 0
        for cell in cells:
            while column in row:
                column += 1
            for each in range(column, column + cell[3]):
                row[each] = cell
                if cell[2] > 1:
                    lasting[each] = (cell, cell[2] - 1)
            column += cell[3]
        yield dict(sorted(row.items())), list(cells)


def _each_once(row: dict[int, Cell]) -> Iterator[Cell]:
    """Yield the cells of *row* in their order."""
    seen: list[Cell] = []
    for cell in row.values():
        if not _is_among(cell, seen):
            seen.append(cell)
            yield cell


def _is_among(cell: Cell, cells: list[Cell]) -> bool:
    """Tell whether *cell* itself, not only one like it, is one of *cells*."""
    return any(each is cell for each in cells)


def _shows(cell: Cell) -> bool:
    """Tell whether *cell* has content."""
    return bool(ast.text(cell[4])) or any(node["t"] in SHOWN for node in ast.nodes(cell[4]))


def _without_notes(blocks: list[Node]) -> list[Node]:
    """Return *blocks* as they are said again."""
    bare: list[Node] = ast.changed(blocks, lambda node: None if node["t"] == "Note" else node)
    return bare
