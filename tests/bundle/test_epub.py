"""The pack as one EPUB says what its readings' own books say, and leads from one to the other."""

import io
import zipfile
from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from chapbook.bundle import epub as book_of_pack
from chapbook.bundle.addresses import Addresses
from chapbook.bundle.epub import links as links_of_pack
from chapbook.bundle.epub import prose
from chapbook.bundle.epub.document import Document
from chapbook.bundle.epub.links import Places
from chapbook.bundle.epub.prose import Prose
from chapbook.bundle.epub.styles import Styled, joined
from chapbook.bundle.job import Bundled
from chapbook.packs import PACK_EDITIONS
from chapbook.tools import epub, epubcheck, fonts, volume
from chapbook.tools.epub import OPF, TYPE, tag
from chapbook.tools.fonts import Style
from chapbook.tools.pandoc import ast
from chapbook.tools.volume import Volume
from tests.bundle import course
from tests.bundle.course import Course
from tests.checkers import ace, require

DC = "{http://purl.org/dc/elements/1.1/}"


def bound(made: Course, folder: Path, **more: object) -> Bundled:
    """Make the book of *made* in *folder*."""
    job = made.job(folder, "packs/course.epub", **more)
    return book_of_pack.make(made.bound, PACK_EDITIONS["epub"], job)


@pytest.fixture(scope="session")
def bundled(whole_course: Course, tmp_path_factory: pytest.TempPathFactory) -> Bundled:
    """The book of the whole course; not to be changed."""
    return bound(whole_course, tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="session")
def path(bundled: Bundled) -> Path:
    """Its file."""
    assert bundled.built
    return bundled.built.path


@pytest.fixture(scope="session")
def book(path: Path) -> Volume:
    """The same, taken apart."""
    return volume.opened(path)


@pytest.fixture(scope="session")
def package(path: Path) -> etree._Element:
    """Its package document."""
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("EPUB/content.opf"))


def words(root: etree._Element) -> list[str]:
    """Return the words of a page."""
    return "".join(next(root.iter(tag("body"))).itertext()).split()


def listed(book: Volume, kind: str) -> list[tuple[str, str]]:
    """Return what the list *kind* of *book* says, and where each line leads."""
    return [
        ("".join(link.itertext()), str(link.get("href")))
        for nav in book.navigation.iter(tag("nav"))
        if nav.get(TYPE) == kind
        for link in nav.iter(tag("a"))
    ]


def links(book: Volume, page: str) -> dict[str, str]:
    """Return where the links of *page* lead, by their words."""
    return {"".join(a.itertext()): str(a.get("href")) for a in book.pages[page].iter(tag("a"))}


@pytest.mark.parametrize("name", course.ARTICLES)
def test_every_page_of_a_reading_says_what_its_own_book_says(
    whole_course: Course, book: Volume, name: str
) -> None:
    """No word is lost, added or moved, but for the cover and the contents of that book."""
    reading = next(b for b in whole_course.bound.readings if b.reading.identifier == name)
    own = volume.opened(reading.files["epub"])
    said = {
        page: words(root)
        for page, root in own.pages.items()
        if page not in {own.navigation_name, "cover.xhtml"}
    }
    folder = f"readings/{name}/"
    found = {
        page.removeprefix(folder): words(root)
        for page, root in book.pages.items()
        if page.startswith(folder)
    }
    assert found == said
    assert len(found) > 3


def test_pages_stand_in_the_order_of_the_pack(book: Volume) -> None:
    """Title and contents, then part by part, then what is joined."""
    order = list(dict.fromkeys(page.removeprefix("readings/").split("/")[0] for page in book.pages))
    assert order == [
        *("cover.xhtml", "title.xhtml", "nav.xhtml"),
        *("part-1.xhtml", "how-to-read.xhtml", "everything"),
        *("part-2.xhtml", "classic.xhtml", "arabic"),
        *("bibliography.xhtml", "glossary.xhtml"),
        *("rights.xhtml", "colophon.xhtml"),
    ]


def test_markers_and_list_of_pages_say_folios(whole_course: Course, book: Volume) -> None:
    """Each page of the woven PDF that has a place in the book is listed, in order, at its place."""
    marked = [
        (str(mark.get("aria-label")), f"{name}#{mark.get('id')}")
        for name, root in book.pages.items()
        for mark in epub.page_breaks(root)
    ]
    assert listed(book, "page-list") == marked
    of = whole_course.folios.of
    numbers = [int(label) for label, _ in marked]
    assert numbers == list(range(1, whole_course.folios.page_count + 1))
    for name in course.ARTICLES:
        first, count = of[name]
        inside = [int(n) for n, at in marked if at.startswith(f"readings/{name}/")]
        assert inside == list(range(first, first + count))
    assert dict(marked)[str(of["part-2"][0])].startswith("part-2.xhtml#")


def test_pages_of_a_reading_printed_on_other_paper_lead_to_its_beginning(
    whole_course: Course, tmp_path: Path
) -> None:
    """Where the counts of pages differ, its markers would name wrong pages."""
    of = dict(whole_course.folios.of)
    first, count = of["everything"]
    of["everything"] = (first, count + 1)
    made = bound(whole_course, tmp_path, folios=type(whole_course.folios)(of=of))
    assert made.built
    pages = listed(volume.opened(made.built.path), "page-list")
    inside = [label for label, at in pages if at.startswith("readings/everything/")]
    assert inside == [str(folio) for folio in range(first, first + count + 1)]
    assert {at for _, at in pages if at.endswith(f"#folio-{first}")}


def test_without_a_woven_pdf_there_is_no_list_of_pages(
    whole_course: Course, tmp_path: Path
) -> None:
    """Markers would name pages of different files by the same numbers."""
    made = bound(whole_course, tmp_path, folios=None, finished={})
    assert made.built
    found = volume.opened(made.built.path)
    assert not listed(found, "page-list")
    assert not [mark for root in found.pages.values() for mark in epub.page_breaks(root)]
    assert "cover.xhtml" not in found.pages


def test_links_lead_from_one_reading_to_another(book: Volume) -> None:
    """By name, by file, from notes and instructions; what leads nowhere is words."""
    inside = links(book, "readings/how-to-read.xhtml")
    assert inside["The text itself"] == "everything/text/sec-text.xhtml#sec-text"
    assert inside["Its file"] == "everything/title.xhtml"
    assert "Nowhere at all" not in inside
    assert "Nowhere at all" in " ".join(words(book.pages["readings/how-to-read.xhtml"]))
    assert links(book, "part-1.xhtml")["Then the other"] == "readings/arabic/title.xhtml"


def test_an_address_of_another_reading_leads_inside(whole_course: Course, tmp_path: Path) -> None:
    """A reading that cites another's page on the web leads to it in the pack."""
    everything = whole_course.bound.readings[1]
    own = volume.opened(everything.files["epub"])
    addresses = [
        str(link.get("href"))
        for root in own.pages.values()
        for link in root.iter(tag("a"))
        if "bread" in str(link.get("href"))
    ]
    assert addresses
    made = Course(
        bound=course.with_record(whole_course, "arabic", address=addresses[0]),
        folios=whole_course.folios,
        woven=whole_course.woven,
    )
    built = bound(made, tmp_path).built
    assert built
    found = volume.opened(built.path)
    hrefs = Counter(
        str(link.get("href"))
        for page, root in found.pages.items()
        if page.startswith("readings/everything/text/")
        for link in root.iter(tag("a"))
    )
    assert hrefs["../../arabic/title.xhtml"] >= 1
    assert addresses[0] not in hrefs


def test_words_that_meant_a_file_lead_to_it(whole_course: Course) -> None:
    """A finished book keeps which file was meant; what no reading is stays words."""
    page = (
        f'<html xmlns="{epub.XHTML}"><body><p id="a"><span data-leads-to="{{}}">words</span>'
        "</p></body></html>"
    )
    known, unknown = (
        Document(name=f"{n}.xhtml", root=etree.fromstring(page.format(file)), piece=f"{n}")
        for n, file in enumerate(("../x/everything.md#a", "gone.md"))
    )
    place = Document(name="e/a.xhtml", root=deepcopy(known.root), piece="everything")
    documents = [known, unknown, place]
    links_of_pack.joined(documents, Addresses(whole_course.bound), Places(documents))
    said = [etree.tostring(d.body[0][0], encoding="unicode") for d in (known, unknown)]
    assert 'a xmlns="http://www.w3.org/1999/xhtml" href="e/a.xhtml#a">words</a>' in said[0]
    assert said[1] == f'<span xmlns="{epub.XHTML}">words</span>'


def test_every_link_leads_somewhere(book: Volume) -> None:
    """Pages and ids that links and contents name are in the book."""
    ids = {name: {e.get("id") for e in root.iter()} for name, root in book.pages.items()}
    for name, root in book.pages.items():
        for link in root.iter(tag("a")):
            href = str(link.get("href"))
            if ":" in href.split("/")[0]:
                assert not href.startswith("pack:")
                continue
            page, _, fragment = href.partition("#")
            target = str(Path("/", Path(name).parent, page).resolve())[1:] if page else name
            assert not fragment or fragment in ids[target], (name, href)
            assert target in ids


def test_somebody_elses_pdf_is_named_and_its_folios_are_told(
    bundled: Bundled, whole_course: Course, book: Volume
) -> None:
    """A book cannot hold it: a page says where in print it is, and a finding tells the writer."""
    first, count = whole_course.folios.of["classic"]
    said = " ".join(words(book.pages["readings/classic.xhtml"]))
    assert f"{first}–{first + count - 1}" in said
    assert "Jane Doe" in said
    assert "The Journal" in said
    assert [(f.code, f.place.line) for f in bundled.findings] == [("pack-not-in-book", 14)]


def test_the_package_says_who_compiled_and_who_wrote(package: etree._Element) -> None:
    """Nobody is named as author of what others wrote; each language is told."""
    assert [e.text for e in package.iter(f"{DC}creator")] == ["Ada Example"]
    assert "Jane Doe" in [e.text for e in package.iter(f"{DC}contributor")]
    langs = [e.text for e in package.iter(f"{DC}language")]
    assert langs[0] == "en-GB"
    assert "ar" in [lang[:2] for lang in langs if lang]
    metas = {m.get("property"): m.text for m in package.iter(f"{{{OPF}}}meta")}
    assert metas["pageBreakSource"] == "course.pdf"


def test_pages_and_lines_of_the_contents_keep_their_language(book: Volume) -> None:
    """A screen reader changes its voice with the reading."""
    page = book.pages["readings/arabic/title.xhtml"]
    assert page.get("dir") == "rtl"
    line = next(
        a for a in book.navigation.iter(tag("a")) if a.get("href") == "readings/arabic/title.xhtml"
    )
    assert (line.get("lang"), line.get("dir")) == (page.get("lang"), "rtl")


def test_fonts_are_stored_once_and_can_print_every_reading(book: Volume) -> None:
    """One file for each face, with the letters of all books."""
    names = [name for name in book.files if name.startswith("fonts/")]
    assert not [name for name in names if name.rpartition(".")[0].endswith("-2")]
    with TTFont(io.BytesIO(book.files["fonts/source-serif-pro-regular.ttf"])) as font:
        held = set(font.getBestCmap())
    letters = {ord(c) for root in book.pages.values() for c in "".join(words(root))}
    known = letters & fonts.coverage("Source Serif Pro", Style.REGULAR)
    assert known <= held


def test_texts_that_are_written_at_once_stay_apart(whole_course: Course) -> None:
    """A heading in one text does not reach over what follows in the next."""
    heading = ast.header(1, ast.string("Heading"), ast.attr("heading"))
    texts = [Prose(key=key, blocks=[heading], prefix=f"{key}-") for key in ("one", "two")]
    written = prose.written(texts, {}, Addresses(whole_course.bound))
    assert written == {key: f'<h2 id="{key}-heading">Heading</h2>' for key in ("one", "two")}


def test_sheets_that_say_the_same_are_one() -> None:
    """What differs in faces only is one sheet; characters of faces are put together."""
    face = '@font-face { font-family: "A"; src: url("../fonts/a.ttf")%s }\n'
    one = Styled(face % "; unicode-range: U+41-42" + "p { margin: 0 }\n", {"a.ttf": b"x"})
    two = Styled(face % "; unicode-range: U+43" + "p { margin: 0 }\n", {"a.ttf": b"x"})
    three = Styled("p { margin: 1em }\n", {})
    both = joined([one, two, three])
    assert both.sheets == ("styles/book.css", "styles/book.css", "styles/book-1.css")
    assert b"unicode-range: U+41-43" in both.files["styles/book.css"]
    assert sorted(both.files) == ["fonts/a.ttf", "styles/book-1.css", "styles/book.css"]


def test_fonts_of_unknown_themes_are_kept_apart() -> None:
    """What cannot be cut anew is stored as each book has it."""
    books: list[Mapping[str, bytes]] = [{"own.ttf": b"1"}, {"own.ttf": b"2"}]
    face = '@font-face { font-family: "Own"; src: url("../fonts/own.ttf") }\np {}\n'
    both = joined([Styled(face, each) for each in books])
    assert both.files["fonts/own.ttf"] == b"1"
    assert both.files["fonts/own-2.ttf"] == b"2"


def test_the_same_pack_gives_the_same_bytes(
    whole_course: Course, path: Path, tmp_path: Path
) -> None:
    """Neither folder nor clock is in the book."""
    again = bound(whole_course, tmp_path).built
    assert again
    assert again.path.read_bytes() == path.read_bytes()


@pytest.mark.proof
def test_epubcheck_finds_nothing(path: Path) -> None:
    """The W3C's validator has neither errors nor warnings."""
    assert epubcheck.failures(path) == []


@pytest.mark.proof
def test_ace_finds_nothing(path: Path) -> None:
    """DAISY's checker of accessibility has no complaint."""
    require(ace)
    assert ace.failures(path) == []
