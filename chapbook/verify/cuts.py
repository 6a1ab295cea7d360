"""What a page cuts in two: no box, row, caption or reference that one page could hold.

Style sheets keep these whole (``break-inside: avoid``), which gives way only where something is
longer than a page.  Length is counted in letters, since tags do not say how high a thing is.
"""

from collections import Counter
from collections.abc import Iterator

from chapbook.findings import Finding
from chapbook.tools.pdf.structure import Element, Text
from chapbook.tools.pdftext import Page
from chapbook.verify.breaks import ASIDE
from chapbook.verify.case import Case

WHOLE = {
    "TR": "a row of a table",
    "Caption": "a caption",
    "Formula": "a formula",
    "BibEntry": "a reference",
}
"""What is read at a glance, or as one line."""

FITS = 1 / 4
"""What has at most this part of the letters of the fullest page could stand on one: boxes and rows
are set in narrower columns than running text, and apart from it."""

EXCERPT = 80
"""So many letters tell which one it is."""


def whole(case: Case, _: tuple[Page, ...]) -> Iterator[Finding]:
    """Nothing that a page could hold is cut by the end of one."""
    full = max(_letters(case.tree).values(), default=0)
    for element in case.tree.each():
        if not (name := _name(element)):
            continue
        said = _letters(element)
        if len(said) > 1 and said.total() <= FITS * full:
            message = f"{name} is cut by the end of page {min(said)}, and a page could hold it"
            yield case.layout(message, element.text[:EXCERPT])


def _name(element: Element) -> str:
    """Return what *element* is if it is to be kept whole: of sections, boxes alone have titles."""
    if element.role == "Sect" and element.title:
        return "a box"
    return WHOLE.get(element.role, "")


def _letters(element: Element) -> Counter[int]:
    """Return how many letters and digits of *element* stand on which page, notes aside."""
    found: Counter[int] = Counter()
    for kid in element.kids:
        if isinstance(kid, Text):
            found[kid.page_number] += sum(map(str.isalnum, kid.text))
        elif isinstance(kid, Element) and kid.role not in ASIDE:
            found += _letters(kid)
    return +found
