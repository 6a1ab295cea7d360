"""Pages for learning platforms say what the book says, also once platforms cleaned them."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import urldefrag

import lxml.html
import pytest
from lxml import etree

from chapbook.bundle import webpages
from chapbook.bundle.webpages import Formulas, WebPage, plain
from chapbook.pack import BoundPack, Origin
from chapbook.tools import epub
from tests.bundle import sanitizers
from tests.conftest import each_of

ARTICLES = ("everything", "arabic", "mathematics", "tables", "gallery", "nesting", "references")
USUAL = {"everything", "arabic", "mathematics"}

Packs = Callable[..., BoundPack]


def page_of(pack: BoundPack, formulas: Formulas = Formulas.MATHML) -> WebPage:
    """Return the page of the first reading of *pack*."""
    (page,) = webpages.pages(pack.readings[0], pack, formulas)
    return page


def body_of(page: WebPage) -> etree._Element:
    """Return the body of *page*."""
    body = lxml.html.document_fromstring(page.html.decode()).find("body")
    assert body is not None
    return body


def words(element: etree._Element) -> list[str]:
    """Return the words below *element*, in their order."""
    return "".join(element.itertext()).split()


def skeleton(body: etree._Element) -> dict[str, list[object]]:
    """Return what a reader needs besides words, in the order of the page."""
    tables = [
        [[(c.tag, c.get("colspan")) for c in row] for row in t.iter("tr")]
        for t in body.iter("table")
    ]
    return {
        "headings": [(h.tag, words(h)) for h in body.iter("h1", "h2", "h3", "h4", "h5", "h6")],
        "tables": [*tables],
        "pictures": [(i.get("src"), i.get("alt")) for i in body.iter("img")],
        "links": [a.get("href") for a in body.iter("a")],
        "lists": [
            (o.tag, o.get("start"), o.get("type"), len(o)) for o in body.iter("ol", "ul", "dl")
        ],
        "numbers": [words(sup) for sup in body.iter("sup")],
    }


@pytest.mark.parametrize("name", each_of(ARTICLES, USUAL))
def test_a_page_says_every_word_of_the_book(name: str, pack_of: Packs) -> None:
    """Each paragraph, item, cell and formula of the chapters stands on the page."""
    pack = pack_of(name)
    said = " ".join(words(body_of(page_of(pack, Formulas.WORDS))))
    for chapter in epub.chapters(pack.readings[0].files["epub"].read_bytes()):
        for formula in chapter.root.iter(f"{{{epub.MATHML}}}math"):
            tail, alone = formula.tail, formula.get("alttext")
            formula.clear()
            formula.text, formula.tail = alone, tail
        for number in chapter.root.iterfind(".//*[@class='csl-left-margin']"):
            number.clear()  # the list says it
        for block in chapter.root.iter(*map(epub.tag, ("p", "li", "td", "th", "dt"))):
            assert " ".join(words(block)) in said


@pytest.mark.parametrize("name", each_of(ARTICLES, USUAL))
@pytest.mark.parametrize("platform", ["canvas", "moodle"])
def test_a_cleaned_page_makes_sense(name: str, platform: str, pack_of: Packs) -> None:
    """Words, headings, tables, alternative texts, links, lists and numbers survive the cleaning."""
    formulas = Formulas.MATHML if platform == "canvas" else Formulas.WORDS
    page = page_of(pack_of(name), formulas)
    cleaned = getattr(sanitizers, platform)(page.html.decode())
    assert words(cleaned) == words(body_of(page))
    assert skeleton(cleaned) == skeleton(body_of(page))


@pytest.mark.parametrize("name", each_of(ARTICLES, USUAL))
def test_no_two_paragraphs_run_together(name: str, pack_of: Packs) -> None:
    """Once new elements are unwrapped, text still stands in elements that begin lines."""
    cleaned = sanitizers.moodle(page_of(pack_of(name), Formulas.WORDS).html.decode())
    for block in cleaned.iter("div", "body"):
        mixed = [c for c in block if c.tag in {"p", "div", "ul", "ol", "table", "pre"}]
        loose = [block.text, *(c.tail for c in block)]
        if mixed and "question" not in (block.get("class") or ""):
            assert not any((text or "").strip() for text in loose), etree.tostring(block)[:300]


@pytest.mark.parametrize("name", each_of(ARTICLES, USUAL))
def test_links_of_a_page_lead_somewhere(name: str, pack_of: Packs) -> None:
    """Each link goes to an id of the page or to the web, and each picture lies beside it."""
    page = page_of(pack_of(name))
    body = body_of(page)
    identifiers = [e.get("id") for e in body.iter() if e.get("id")]
    assert len(identifiers) == len(set(identifiers))
    for link in body.iter("a"):
        address, fragment = urldefrag(link.get("href", ""))
        assert re.match(r"https?:|mailto:", address) or (not address and fragment in identifiers)
    beside = {file.path for file in page.files}
    for image in body.iter("img"):
        assert str(PurePosixPath(page.path).parent / image.get("src", "")) in beside


def test_paths_are_ascii_and_do_not_tell_of_content(pack_of: Packs) -> None:
    """A picture keeps its name when it changes, so that a platform overwrites the old one."""
    page = page_of(pack_of("everything"))
    paths = [page.path, *(file.path for file in page.files)]
    assert all(re.fullmatch(r"[a-z0-9/._-]+", path) for path in paths)
    assert not any(re.search(r"-[0-9a-f]{8}\.", path) for path in paths)
    assert not any(path.endswith(".svg") for path in paths)


def test_language_and_direction_stand_on_the_text(pack_of: Packs) -> None:
    """A platform keeps the body only; what it keeps still says that it is Arabic from the right."""
    page = page_of(pack_of("arabic"))
    (division,) = sanitizers.moodle(page.html.decode())
    assert division.get("lang") == page.lang
    assert division.get("dir") == "rtl"


def test_a_description_stands_at_its_figure(pack_of: Packs) -> None:
    """What is to be seen is said right behind the figure, not pages later."""
    body = body_of(page_of(pack_of("everything")))
    for link in [a for c in body.iter("figcaption") for a in c.iter("a")]:
        if link.get("href", "").startswith("#description-"):
            figure = next(link.iterancestors("figure"))
            described = figure.getnext()
            assert described is not None
            assert described.get("id") == link.get("href", "")[1:]
            break
    else:
        pytest.fail("no description")


def test_links_between_readings_are_relative(pack_of: Packs) -> None:
    """A link to the address of another reading opens its page in the same package."""
    pack = pack_of("everything", "arabic")
    first, second = pack.readings
    named = replace(second, record=replace(second.record, address="https://example.org/place"))
    (page,) = webpages.pages(first, replace(pack, readings=(first, named)))
    hrefs = [a.get("href") for a in body_of(page).iter("a")]
    assert "../arabic/arabic.html" in hrefs
    assert "https://example.org/place" not in hrefs


def test_somebody_elses_pdf_has_no_page(pack_of: Packs) -> None:
    """A PDF goes into packages as a file."""
    pack = pack_of("everything")
    foreign = replace(
        pack.readings[0], reading=replace(pack.readings[0].reading, origin=Origin.DOCUMENT)
    )
    assert webpages.pages(foreign, pack) == ()


def test_the_same_book_gives_the_same_pages(pack_of: Packs) -> None:
    """Nothing but the book decides the bytes."""
    pack = pack_of("everything")
    assert page_of(pack) == page_of(pack)


def _works(items: str) -> etree._Element:
    """Return a page with a list of works, as it stands on a platform."""
    page = lxml.html.document_fromstring(f'<body><ol class="references">{items}</ol></body>')
    body = page.find("body")
    assert body is not None
    plain.simplify(body, Formulas.WORDS)
    return body


def _work(number: str, attributes: str = "") -> str:
    """Return a work that its style calls *number*."""
    columns = f'<div class="csl-left-margin">{number}</div><div class="csl-right-inline">W</div>'
    return f'<li class="csl-entry"{attributes}>{columns}</li>'


def test_a_work_has_one_number_in_the_column_of_all() -> None:
    """The list numbers works itself, also one in another direction; others keep their number."""
    page = '<li class="csl-entry"><span id="page-9" role="doc-pagebreak"></span>'
    first = _work("[1]").replace('<li class="csl-entry">', page)
    body = _works(first + _work("2. ", ' dir="ltr" lang="en"') + _work("7."))
    assert [(each.get("value"), words(each)) for each in body.iter("li")] == [
        (None, ["W"]),
        (None, ["W"]),
        ("7", ["W"]),
    ]
    assert [each.get("dir") for each in body.iter("li", "p")] == [
        None,
        None,
        None,
        "ltr",
        None,
        None,
    ]


def test_works_without_numbers_get_none() -> None:
    """Where a style calls works by letters, or by their authors, the list counts nothing."""
    labelled = _works(_work("[Kir01]"))
    assert [words(each) for each in labelled.iter("ul")] == [["[Kir01]", "W"]]
    assert [each.tag for each in _works('<li class="csl-entry">Kirk</li>')] == ["ul"]
