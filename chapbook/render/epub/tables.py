"""Tables of many columns, made ready to be stacked on a page too narrow for them."""

from lxml import etree

from chapbook.tools import epub
from chapbook.tools.epub import tag

COLUMN = "data-column"
"""Where a cell keeps the heading of its column, which the style sheet prints before it."""


def labelled(body: etree._Element) -> None:
    """Tell each cell of a wide table what its column is called.

    A table with cells that span others, or with several rows of headings, stays as it is.
    """
    for frame in body.iter(tag("div")):
        if (frame.get("class") or "").split() == ["table-frame", "wide"]:
            heads = _heads(frame)
            if heads:
                frame.set("class", "table-frame stackable")
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
    return [epub.words(cell) for cell in rows[0]]
