"""The pages of the pack in its book: markers that say folios, and the list that leads to them.

A finished EPUB marks where each page of its own print edition begins.  The woven PDF prints a folio
on the same page, so the marker says that; its id keeps the reading's own number.
Source: EPUB 3.3, 7.4.3 (page-list); EPUB Accessibility 1.1, 3.3 (page navigation).
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml import etree

from chapbook.bundle.epub import letters
from chapbook.bundle.epub.contents import Entry
from chapbook.bundle.epub.document import NAVIGATION, Document
from chapbook.bundle.job import Folios
from chapbook.tools import epub
from chapbook.tools.epub import PAGE_BREAK, TYPE, tag


def numbered(documents: Sequence[Document], folios: Folios | None) -> None:
    """Let every marker in *documents* say its folio, and mark the pages of the pack's own.

    The trees are changed in place.  Markers that no folio answers to are taken out: pages of a
    reading that was printed on other paper begin elsewhere.
    """
    pieces = folios.of if folios else {}
    for piece, group in groupby(documents, key=lambda each: each.piece):
        first, count = pieces.get(piece, (0, 0))
        own = list(group)
        found = [mark for each in own for mark in epub.page_breaks(each.root)]
        if [mark.get("aria-label") for mark in found] == [str(n + 1) for n in range(count)]:
            for folio, mark in enumerate(found, start=first):
                mark.set("aria-label", str(folio))
            continue
        for mark in found:
            epub.removed(mark)
        if count and folios:
            marked(own[0], folios)
    for each in documents:
        if each.is_own:
            letters.forget(each.root)


def marked(document: Document, folios: Folios) -> None:
    """Mark where in *document*, all of a piece of the pack's own, each of its folios begins.

    The first begins with the document.  All do in one that stands for a PDF, which the book
    cannot hold.
    """
    first, count = folios.of[document.piece]
    marks = [_mark(folio) for folio in range(first, first + count)]
    holder = next(document.body.iterchildren(tag("section"), tag("div")), document.body)
    begins = _filled(folios.begins.get(document.piece, ()))
    if len(begins) == count and letters.insert(
        document.root, list(zip(begins[1:], marks[1:], strict=True))
    ):
        epub.mark_page_breaks(document.root)
        del marks[1:]
    for place, mark in enumerate(marks):
        holder.insert(place, mark)


def _filled(begins: Sequence[int | None]) -> list[int | None]:
    """Return *begins*; a page that shows no text begins where the next one does."""
    filled: list[int | None] = []
    for letter in reversed(begins):
        ahead = filled[-1] if filled else None
        filled.append(ahead if letter is None else letter)
    return filled[::-1]


def _mark(folio: int) -> etree._Element:
    """Return what marks the beginning of the page *folio*."""
    mark = etree.Element(tag("span"), role=PAGE_BREAK, id=f"folio-{folio}")
    mark.set(TYPE, "pagebreak")
    mark.set("aria-label", str(folio))
    return mark


def entries(documents: Sequence[Document], contents: Sequence[int]) -> Iterator[Entry]:
    """Yield the lines of the list of pages, in order.

    Args:
        documents: The pages of the book, but for the contents, with their markers.
        contents: The folios of the contents, whose markers the navigation document holds.
    """
    waiting = list(contents)
    for document in documents:
        for mark in epub.page_breaks(document.root):
            label = str(mark.get("aria-label"))
            while waiting and waiting[0] < int(label):
                yield _line(NAVIGATION, waiting.pop(0))
            yield Entry(href=f"{document.name}#{mark.get('id')}", html=label)
    for folio in waiting:
        yield _line(NAVIGATION, folio)


def _line(name: str, folio: int) -> Entry:
    """Return the line that leads to the marker of *folio* on a page of the pack's own."""
    return Entry(href=f"{name}#folio-{folio}", html=str(folio))
