"""Page numbers in the book of a pack lead to the words with which these pages of print begin."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from chapbook.bundle import epub as book_of_pack
from chapbook.bundle.job import Folios, Job
from chapbook.bundle.pages import OwnPages, laid_out
from chapbook.editions import Paper
from chapbook.model import Node
from chapbook.pack import BoundPack, BoundReading, Origin
from chapbook.packs import PACK_EDITIONS
from chapbook.tools import epub, pdftext, volume
from chapbook.tools.epub import tag
from chapbook.tools.pandoc import ast
from chapbook.tools.volume import Volume
from tests.bundle.synthetic import bound, reading, term, work

LONG = ("contents", "part-1", "note-0", "bibliography", "glossary", "rights", "colophon")
"""The pieces that take several pages in print."""

NEAR = 60
"""Letters that may stand ahead on a page: facts about a reading that its title was left behind."""


def paragraph(number: int) -> Node:
    """Return a paragraph that is unlike the others; some have a footnote."""
    said = ast.string(
        f"Paragraph {number} of the long note speaks of calcification, vascularisation and the "
        f"responsibility of {number} well-meaning instructors who have read all of it twice."
    )
    foot = {"t": "Note", "c": [ast.para(ast.string(f"Footnote {number} says more."))]}
    return ast.para([*said, foot] if number % 5 == 0 else said)


def note(number: int) -> BoundReading:
    """Return a note; the first is long."""
    blocks = [paragraph(each) for each in range(1, 60 if number == 0 else 2)]
    task = (ast.para(ast.string(f"Read note {number} with all due care.")),)
    more = {
        "origin": Origin.NOTE,
        "title": f"What note {number} teaches about stones",
        "blocks": tuple(blocks),
        "instructions": task,
    }
    return reading(f"note-{number}", more, title=f"What note {number} teaches about stones")


def pack() -> BoundPack:
    """Return a pack all of whose own texts are long."""
    article = reading(
        "stones",
        title="How stones come to lie in wells",
        references=tuple(work(number) for number in range(60)),
        glossary=tuple(term(f"Term {n}", f"What term {n} means, in words.") for n in range(60)),
    )
    return bound([*map(note, range(40)), article])


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> OwnPages:
    """The own pages of the pack."""
    job = Job(desk=tmp_path_factory.mktemp("pages"), name="pack.pdf", paper=Paper.A4)
    return laid_out(pack(), PACK_EDITIONS["pdf"], {"stones": 20}, job)


def book(folios: Folios, folder: Path) -> Volume:
    """Return the book of the pack."""
    job = Job(desk=folder, name="pack.epub", paper=Paper.A4, folios=folios)
    built = book_of_pack.make(pack(), PACK_EDITIONS["epub"], job).built
    assert built
    return volume.opened(built.path)


def begins(found: Volume) -> dict[int, str]:
    """Return the first letters behind the mark of each page."""
    return {
        int(mark.get("aria-label") or ""): squeezed(" ".join(behind(mark)))[:20]
        for root in found.pages.values()
        for mark in epub.page_breaks(root)
    }


def behind(mark: etree._Element) -> Iterator[str]:
    """Yield the text behind *mark*, up to the end of its page."""
    body = next(mark.iterancestors(tag("body")))
    is_behind = False
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start" and is_behind and element.get("role") != "doc-noteref":
            yield element.text or ""
        if event == "end" and element is mark:
            is_behind = True
        if event == "end" and is_behind:
            yield element.tail or ""


def squeezed(text: str) -> str:
    """Return the letters and figures of *text*."""
    return "".join(each for each in text.casefold() if each.isalnum())


def printed(pages: OwnPages) -> Mapping[int, tuple[str, str]]:
    """Return by folio the piece and the letters of each page of the pack's own."""
    texts = {path: pdftext.pages(path) for path in pages.paths}
    return {
        pages.folios.of[each.identifier][0] + index: (
            each.identifier,
            squeezed("".join(r.text for r in texts[each.path][each.page_index + index].runs)),
        )
        for each in pages.pieces
        for index in range(each.page_count)
    }


@pytest.mark.proof
def test_page_numbers_lead_to_the_words_of_their_pages(pages: OwnPages, tmp_path: Path) -> None:
    """Not only the first page of a text, but each of them."""
    found, there = begins(book(pages.folios, tmp_path)), printed(pages)
    several = {name for name in LONG if pages.folios.of[name][1] > 1}
    assert several == set(LONG)
    for folio, (piece, letters) in there.items():
        if folio > pages.folios.of[piece][0]:
            assert 0 <= letters.find(found[folio]) <= NEAR, (folio, piece, found[folio])


@pytest.mark.proof
def test_without_knowing_where_pages_begin_all_lead_to_the_text(
    pages: OwnPages, tmp_path: Path
) -> None:
    """So it is with the pages of a PDF that a book cannot hold."""
    found = begins(book(replace(pages.folios, begins={}), tmp_path))
    first, count = pages.folios.of["bibliography"]
    assert {found[folio] for folio in range(first, first + count)} == {found[first]}
    # Nothing was woven from which a cover could be drawn.
    assert sorted(found) == list(range(2, pages.folios.page_count + 1))
