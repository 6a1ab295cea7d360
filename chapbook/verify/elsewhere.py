"""Does a handout send its readers to the right page of the print edition?

Each title that it names as left out is sought among the titles on that page of the finished PDF.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from chapbook.editions import Maker
from chapbook.findings import Finding
from chapbook.tools.pdf import read
from chapbook.tools.pdf.element import Element
from chapbook.verify.case import Case
from chapbook.verify.content import tags
from chapbook.verify.letters import letters
from chapbook.verify.patients import LEFT_OUT

NAMED, BARE = LEFT_OUT
"""The labels of a line of titles with pages, and of one of pages alone."""

SPANISH_AND = "e"
"""What "y" becomes before a word that begins with its sound."""

NUMBERING = 16
"""Letters that may stand before a title: "Section 12", "Box 3"; a paragraph that ends with the
same word has more."""

Titles = Mapping[int, Sequence[str]]
"""The letters of what stands on each page of print (1-based), contents and furniture aside."""


def findings(cases: Sequence[Case]) -> Iterator[Finding]:
    """Yield the pages that *cases* name wrongly; nothing without the PDF whose pages they are."""
    printed = next((case for case in cases if _is_print(case)), None)
    naming = [case for case in cases if case.row.names_pages]
    if printed is None or not naming:
        return
    with suppress(read.UnreadablePdfError):  # told elsewhere
        titles = _titles(printed.tree)
        for case in naming:
            yield from _judged(case, titles)


def _judged(case: Case, titles: Titles) -> Iterator[Finding]:
    """Judge the pages that one handout names."""
    for named, page_number in _named(case):
        if not _stands(case, named, titles.get(page_number, ())):
            yield case.unlike(f'"{named}" is not on page {page_number} of print', named)


def _is_print(case: Case) -> bool:
    """Tell whether *case* is the edition whose pages are those of all."""
    return case.row.maker is Maker.PRINT and case.paper is case.article.metadata.paper


def _named(case: Case) -> Iterator[tuple[str, int]]:
    """Yield each title with the page_number that is named behind it; no title for mere pages."""
    labels = case.article.labels
    wording = [
        re.escape(word).replace(r"\{page\}", r"(\d+)") for word in labels["page-short"].split()
    ]
    page = re.compile(r"\(?" + r"\s".join(wording) + r"\)?")
    for block in tags.of(case.tree).blocks:
        for label in (NAMED, BARE):
            begin = labels[label].split("{")[0].strip()
            if not block.text.startswith(begin):
                continue
            end = len(begin)
            for match in page.finditer(block.text, end):
                yield block.text[end : match.start()] * (label == NAMED), int(match[1])
                end = match.end()


def _titles(tree: Element) -> Titles:
    """Return what begins on each page, element by element, without the table of contents."""
    found: defaultdict[int, list[str]] = defaultdict(list)

    def walk(element: Element) -> None:
        if element.role == "TOC":
            return
        if element.page_number is not None:
            found[element.page_number].append(letters(element.text))
        for kid in element.elements:
            walk(kid)

    walk(tree)
    return found


def _stands(case: Case, named: str, titles: Sequence[str]) -> bool:
    """Tell whether *named*, perhaps with an "and" before it, ends one of *titles*.

    Without a title only the page is named: then it has to have some.
    """
    said = letters(named)
    joins = (letters(case.article.labels["list-and"]), SPANISH_AND)
    forms = {said, *(said.removeprefix(join) for join in joins)}
    return any(
        title.endswith(form) and (len(title) <= len(form) + NUMBERING or not said)
        for title in titles
        for form in forms
        if form or not said
    )
