"""Tables: heads repeated on every page, rows in one piece, widths in per cent of the text.

Source: ISO/IEC 29500-1, 17.4.
"""

from collections.abc import Iterator

from chapbook.tools.wordml import paragraphs, xml
from chapbook.tools.wordml.sheet import MEASURE_MM, twips

FULL = 5000
"""The whole width, in fiftieths of a per cent (17.18.90, ST_TblWidth)."""

SPACE_BELOW_TWIPS = 220

LONGEST_WHOLE = 8
"""A table of so many rows or fewer is kept on one page, with its caption."""

TEXT_STYLES = {"", "Compact", "FirstParagraph", "BodyText"}
"""Styles that pandoc gives to text in cells."""


def finish(body: xml.Element) -> None:
    """Set every table of *body* right."""
    for table in xml.every(body, "w:tbl"):
        for row in table.findall(xml.name("w:tr")):
            _row(row)
        if _style(table) != "FigureTable":
            _named(table)
            _widths(table)
            _text(table)
            _keep(table)
            _space_below(table)


def _style(table: xml.Element) -> str:
    """Return the id of the table's style."""
    return xml.value(table, "w:tblPr/w:tblStyle")


def _named(table: xml.Element) -> None:
    """Name the table by the words of its caption, without its number and raised citations."""
    above = table.getprevious()
    if above is None or paragraphs.style(above) != "TableCaption":
        return
    words = "".join(text.text or "" for run in _spoken(above) for text in xml.every(run, "w:t"))
    for caption in table.findall(f"{xml.name('w:tblPr')}/{xml.name('w:tblCaption')}"):
        caption.set(xml.name("w:val"), " ".join(words.split()))


def _spoken(caption: xml.Element) -> Iterator[xml.Element]:
    """Yield the runs of *caption* that make sense by themselves."""
    for run in xml.every(caption, "w:r"):
        parent = run.getparent()
        is_link = parent is not None and parent.tag == xml.name("w:hyperlink")
        is_raised = xml.value(run, "w:rPr/w:vertAlign") == "superscript"
        is_label = xml.value(run, "w:rPr/w:rStyle") == "CaptionLabel"
        if not is_label and not (is_link and is_raised):
            yield run


def _row(row: xml.Element) -> None:
    """Keep *row* on one page."""
    properties = xml.child(row, "w:trPr")
    if properties is None:
        properties = xml.element("w:trPr")
        # Only exceptions to table properties may come before it.
        row.insert(1 if xml.child(row, "w:tblPrEx") is not None else 0, properties)
    if xml.child(properties, "w:cantSplit") is None:
        properties.insert(0, xml.element("w:cantSplit"))


def _widths(table: xml.Element) -> None:
    """Give the columns their share of the table, and the table its share of the text.

    LibreOffice goes by the grid, Word by the cells; pandoc's grid is made for another paper.
    """
    columns = table.findall(f"{xml.name('w:tblGrid')}/{xml.name('w:gridCol')}")
    shares = [int(column.get(xml.name("w:w"), "0")) for column in columns]
    whole = xml.child(xml.first(table, "w:tblPr"), "w:tblW")
    if not sum(shares) or whole is None or whole.get(xml.name("w:type")) != "pct":
        return
    width = twips(MEASURE_MM) * int(whole.get(xml.name("w:w"), str(FULL))) / FULL
    for column, share in zip(columns, shares, strict=True):
        column.set(xml.name("w:w"), str(round(width * share / sum(shares))))
    for row in table.findall(xml.name("w:tr")):
        at = 0
        for cell in row.findall(xml.name("w:tc")):
            properties = xml.first(cell, "w:tcPr")
            span = int(xml.value(properties, "w:gridSpan") or 1)
            part = sum(shares[at : at + span]) / sum(shares)
            at += span
            for old in properties.findall(xml.name("w:tcW")):
                properties.remove(old)
            properties.insert(0, xml.element("w:tcW", type="pct", w=str(round(FULL * part))))


def _text(table: xml.Element) -> None:
    """Give the paragraphs of cells the styles of tables."""
    for row in table.findall(xml.name("w:tr")):
        is_head = row.find(f"{xml.name('w:trPr')}/{xml.name('w:tblHeader')}") is not None
        for paragraph in row.iter(xml.name("w:p")):
            if paragraphs.style(paragraph) in TEXT_STYLES:
                paragraphs.restyle(paragraph, "TableHeading" if is_head else "TableText")
    heads = [p for p in table.iter(xml.name("w:p")) if paragraphs.style(p) == "TableRowHeading"]
    look = xml.child(xml.first(table, "w:tblPr"), "w:tblLook")
    if heads and look is not None:
        look.set(xml.name("w:firstColumn"), "1")
        look.set(xml.name("w:val"), f"{int(look.get(xml.name('w:val'), '0'), 16) | 0x80:04X}")


def _keep(table: xml.Element) -> None:
    """Keep a short table on one page, and the first rows of a long one with its head."""
    rows = table.findall(xml.name("w:tr"))
    kept = rows[:-1] if len(rows) <= LONGEST_WHOLE else rows[:2]
    for row in kept:
        for paragraph in row.iter(xml.name("w:p")):
            paragraphs.put(paragraph, xml.element("w:keepNext"))


def _space_below(table: xml.Element) -> None:
    """Keep the text below at a distance, which a table itself cannot have in Word."""
    below = table.getnext()
    while below is not None and below.tag == xml.name("w:bookmarkEnd"):
        below = below.getnext()
    if below is None or below.tag != xml.name("w:p"):
        return
    if not paragraphs.style(below).startswith(("Heading", "BoxTitle", "See", "TableCaption")):
        paragraphs.space(below, before=SPACE_BELOW_TWIPS)
