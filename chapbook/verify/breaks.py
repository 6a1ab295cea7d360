"""Where pages end: does a heading stand with its text, and a caption with what it names?

Print and study guide keep them together by their style sheets (``break-after: avoid``).  Room to
write, which follows headings of one-sheet handouts, is no text, so those are not judged.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from chapbook.findings import Finding
from chapbook.tools.pdf.structure import Element, Text
from chapbook.tools.pdftext import Page
from chapbook.verify.case import Case

HEADINGS = {"H", *(f"H{level}" for level in range(1, 7))}

ASIDE = {"Note", "FENote"}
"""Notes stand at the foot of the page that refers to them, whatever comes next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leaf:
    """A piece of content."""

    page_number: int
    heading: Element | None
    """The heading that it is a part of."""


def together(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """Headings stand with their text, captions with what they name."""
    if not case.row.side_count:
        yield from _headings(case, pages, case.tree)
        yield from _captions(case, case.tree)


def _headings(case: Case, pages: tuple[Page, ...], tree: Element) -> Iterator[Finding]:
    """No heading stands at the foot of a page, with its text overleaf."""
    for last, following in pairwise(_leaves(tree, None)):
        if last.heading is None or last.heading is following.heading:
            continue
        is_cut = last.page_number < following.page_number
        if is_cut and _is_turned(pages, last) == _is_turned(pages, following):
            yield case.layout(
                f"a heading stands alone at the foot of page {last.page_number}", last.heading.text
            )


def _captions(case: Case, tree: Element) -> Iterator[Finding]:
    """A figure and its caption stand on one page; a table begins on the page of its caption."""
    for thing in tree.each("Figure", "Table"):
        for caption in (element for element in thing.elements if element.role == "Caption"):
            body = [e.page_number for e in thing.elements if e is not caption and e.page_number]
            first = body[0] if body else thing.page_number
            if first and caption.page_number and first != caption.page_number:
                yield case.layout(
                    f"a caption stands on page {caption.page_number}, and what it names "
                    f"on page {first}",
                    caption.text,
                )


def _leaves(element: Element, heading: Element | None) -> Iterator[_Leaf]:
    """Yield the pieces of content below *element*, in the order of reading."""
    heading = element if element.role in HEADINGS else heading
    for kid in element.kids:
        if isinstance(kid, Text) and kid.text.strip():
            yield _Leaf(page_number=kid.page_number, heading=heading)
        elif isinstance(kid, Element) and kid.role not in ASIDE:
            if not kid.kids and kid.page_number:
                yield _Leaf(page_number=kid.page_number, heading=heading)
            yield from _leaves(kid, heading)


def _is_turned(pages: tuple[Page, ...], leaf: _Leaf) -> bool:
    """Tell whether *leaf* stands on a page that is broader than high."""
    page = pages[leaf.page_number - 1]
    return page.width > page.height
