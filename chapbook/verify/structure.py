"""Is the tree of tags of a PDF one that can be listened to?

What page-validation judges of PDF/UA-1 is not repeated here: these are what a screen reader's
user meets first.  Source of all clauses: ISO 14289-1 and ISO 32000-1.
"""

from collections.abc import Callable, Iterator

from chapbook.findings import Finding
from chapbook.tools.pdf.structure import Annotation, Element
from chapbook.verify.case import Case

HEADINGS = {f"H{level}": level for level in range(1, 7)}
SHOWN = 60

Check = Callable[[Case], Iterator[Finding]]


def headings(case: Case) -> Iterator[Finding]:
    """No heading is more than one level below the one before it (ISO 14289-1, 7.4.2)."""
    above = 0
    for heading in case.tree.each(*HEADINGS):
        level = HEADINGS[heading.role]
        if level > above + 1:
            yield case.invalid(
                f"a heading is tagged {heading.role} below one of level {above}", _said(heading)
            )
        above = level


def pictures(case: Case) -> Iterator[Finding]:
    """Every figure and formula has words that stand for it (ISO 14289-1, 7.3 and 7.7)."""
    for picture in case.tree.each("Figure", "Formula"):
        if not (picture.alt or picture.actual_text or "").strip():
            where = f" on page {picture.page_number}" if picture.page_number else ""
            yield case.invalid(f"a {picture.role.lower()}{where} has no words that stand for it")


def lists(case: Case) -> Iterator[Finding]:
    """A list holds items, and an item has a body (ISO 32000-1, table 336)."""
    for element in case.tree.each("L", "LI"):
        kids = {kid.role for kid in element.elements}
        allowed = {"LI", "Caption", "L"} if element.role == "L" else {"Lbl", "LBody"}
        if not kids <= allowed or (element.role == "LI" and "LBody" not in kids):
            what = "a list holds what is no item" if element.role == "L" else "an item has no body"
            yield case.invalid(what, _said(element))


def tables(case: Case) -> Iterator[Finding]:
    """All rows of a table have as many columns (ISO 14289-1, 7.5), and heads say of what."""
    for table in case.tree.each("Table"):
        widths = list(_widths(table))
        if len(set(widths)) > 1:
            yield case.invalid(f"the rows of a table have {sorted(set(widths))} columns")
        for head in table.each("TH"):
            if not {"Scope", "Headers"} & head.attributes.keys():
                yield case.invalid("a head cell does not say what it is the head of", _said(head))


def _widths(table: Element) -> Iterator[int]:
    """Yield how many columns each row of *table* has, cells from rows above included."""
    reaching: list[tuple[int, int]] = []
    for row in table.each("TR"):
        cells = [cell for cell in row.elements if cell.role in {"TD", "TH"}]
        spans = [(_span(cell, "RowSpan"), _span(cell, "ColSpan")) for cell in cells]
        yield sum(columns for _, columns in [*spans, *reaching])
        reaching = [(rows - 1, columns) for rows, columns in [*spans, *reaching] if rows > 1]


def _span(cell: Element, name: str) -> int:
    return int(cell.attributes.get(name, 1))


def links(case: Case) -> Iterator[Finding]:
    """Every link can be followed, and its area says where it leads (ISO 14289-1, 7.18.5)."""
    for link in case.tree.each("Link"):
        areas = [kid for kid in link.kids if isinstance(kid, Annotation)]
        if not areas:
            yield case.invalid("the tag of a link has no area to follow", _said(link))
        for area in areas:
            if not area.contents.strip():
                yield case.invalid("the area of a link has no words", _said(link))


def notes(case: Case) -> Iterator[Finding]:
    """Every note is called for, and has a name of its own (ISO 14289-1, 7.9)."""
    names = [note.identifier for note in case.tree.each("Note")]
    for name in sorted({name or "" for name in names if not name or names.count(name) > 1}):
        yield case.invalid(f'{names.count(name) or "some"} notes have the name "{name}"')
    calls = sum(1 for _ in case.tree.each("Reference"))
    if len(names) > calls:
        yield case.invalid(f"{len(names)} notes are called for by {calls} references")


def _said(element: Element) -> str:
    """Return the beginning of the words of *element*."""
    return " ".join(element.text.split())[:SHOWN]


ALL: tuple[Check, ...] = (headings, pictures, lists, tables, links, notes)
"""What holds for the tags of every PDF."""
