"""Tables made ready to be stacked, cell below cell, on a page too narrow for them.

The width of an e-reader's page in letters is known to the reader alone.  So each table says
how many it needs, and the style sheet asks for the room that there is.
"""

from collections.abc import Iterator

from lxml import etree

from chapbook.tools import epub
from chapbook.tools.epub import tag

COLUMN = "data-column"
"""Where a cell keeps the heading of its column, which the style sheet prints before it."""

STEPS_EM = (12, 16, 20, 24, 30)
"""Widths of a page, in sizes of type, below which a table may be stacked; ``epub.css`` has a class
for each."""

LETTER_EM, GAP_EM, SIZE = 0.47, 0.8, 0.88
"""Mean width of a letter and space between columns, in sizes of table type; that in text type."""
COMFORTABLE_EM = 4.2
"""A column of several words that is narrower than this is unpleasant to read."""


def labelled(body: etree._Element) -> None:
    """Tell each cell of a table what its column is called, and its frame what room it needs.

    A table with cells that span others, with no row of headings or with several, or of one
    column, stays as it is.
    """
    for frame in body.iter(tag("div")):
        if (frame.get("class") or "").split() == ["table-frame"] and (heads := _heads(frame)):
            frame.set("class", f"table-frame stackable below-{_step_em(frame)}")
            for row in frame.iterfind(f".//{tag('tbody')}/{tag('tr')}"):
                for cell, head in zip(row, heads, strict=True):
                    cell.set(COLUMN, head)


def _heads(frame: etree._Element) -> list[str]:
    """Return the headings of the columns of a plain table, or nothing."""
    rows = frame.findall(f".//{tag('thead')}/{tag('tr')}")
    every = frame.findall(f".//{tag('tr')}")
    spans = frame.xpath(".//@colspan | .//@rowspan")
    if len(rows) != 1 or spans or {len(row) for row in every} != {len(rows[0])}:
        return []
    return [epub.words(cell) for cell in rows[0]] if len(rows[0]) > 1 else []


def _step_em(frame: etree._Element) -> int:
    """Return the width of a page, in sizes of its type, below which the table is too crowded."""
    columns = zip(*_cells(frame), strict=True)
    needed = SIZE * sum(_least_em(cells) + GAP_EM for cells in columns)
    return next((step for step in STEPS_EM if step >= needed), STEPS_EM[-1])


def _cells(frame: etree._Element) -> Iterator[list[str]]:
    """Yield the words of the cells of each row."""
    for row in frame.iter(tag("tr")):
        yield [epub.words(cell) for cell in row]


def _least_em(cells: tuple[str, ...]) -> float:
    """Return the width of a column with *cells* that neither cuts words nor piles them up."""
    longest_word = max((len(word) for cell in cells for word in cell.split()), default=1)
    longest_cell = max(len(cell) for cell in cells)
    return max(LETTER_EM * longest_word, min(LETTER_EM * longest_cell, COMFORTABLE_EM))
