"""The pages of a pack's own: what stands on them, and where they say that readings stand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from chapbook.bundle.job import Job
from chapbook.bundle.pages import OwnPages, laid_out
from chapbook.bundle.pages.sheet import make
from chapbook.bundle.rights import rows
from chapbook.editions import Paper
from chapbook.pack import BoundPack, Origin, Rights
from chapbook.packs import PACK_EDITIONS
from chapbook.tools import kept, page_validation, pdftext
from chapbook.tools.kept import Kept
from chapbook.tools.page_validation import Profile
from chapbook.tools.pandoc import ast
from chapbook.tools.pdf import skeleton
from tests.bundle.synthetic import bound, day, metadata, reading, term, titled, work


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A pack, and its own pages as a file."""

    bound: BoundPack
    pages: OwnPages
    texts: Mapping[Path, tuple[str, ...]]
    """The text of each page of each file."""

    def text(self, piece: str) -> str:
        """Return the words of *piece*, with single spaces."""
        found = next(each for each in self.pages.pieces if each.identifier == piece)
        pages = self.texts[found.path][found.page_index : found.page_index + found.page_count]
        return " ".join(" ".join(pages).split())


NOTE = (
    ast.header(1, ast.string("Before you read"), ast.attr("before")),
    ast.para(
        [
            *ast.string("See the "),
            ast.link(ast.string("types"), "stones.md#types"),
            *ast.string(" and the "),
            ast.link(ast.string("heading"), "#before"),
            *ast.string(" in "),
            ast.link([], "pack:bones"),
        ]
    ),
)


def small() -> BoundPack:
    """Return a pack of a note, an article and somebody else's pages."""
    note = {"origin": Origin.NOTE, "title": "How to read", "blocks": NOTE}
    theirs = {
        "origin": Origin.DOCUMENT,
        "due": day("2027-01-25"),
        "rights": Rights(permission="By letter of 3 May 2026", holder="The Press"),
        "item": work(3),
    }
    instructions = (ast.para(ast.string("Read the first half closely.")),)
    stones = {"instructions": instructions, "due": day("2027-01-18")}
    return titled(
        bound(
            [
                reading("welcome", note),
                reading(
                    "stones",
                    stones,
                    references=(work(1), work(3)),
                    glossary=(term("Apatite", "The mineral of bone."),),
                ),
            ],
            [
                reading(
                    "bones",
                    theirs,
                    licence="",
                    references=(work(2),),
                    glossary=(term("apatite", "A group of phosphates."),),
                )
            ],
        ),
        "Words",
        "Evidence",
    )


def _made(pack: BoundPack, counts: Mapping[str, int], folder: Path, edition: str = "pdf") -> Made:
    job = Job(desk=folder, name="pack.pdf", paper=Paper.A4)
    pages = laid_out(pack, PACK_EDITIONS[edition], counts, job)
    assert pages.findings == ()
    return Made(bound=pack, pages=pages, texts={path: _texts(path) for path in pages.paths})


def _texts(path: Path) -> tuple[str, ...]:
    return tuple(" ".join(run.text for run in page.runs) for page in pdftext.pages(path))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return the small pack."""
    return _made(small(), {"stones": 20, "bones": 7}, tmp_path_factory.mktemp("pack"))


def test_pieces_stand_in_the_order_of_the_pack(made: Made) -> None:
    """Cover, contents, dividers with their readings, and what all readings share."""
    assert list(made.pages.folios.of) == [
        *("cover", "contents", "part-1", "welcome", "stones", "part-2", "bones"),
        *("bibliography", "glossary", "rights", "colophon"),
    ]


def test_folios_run_on_without_a_gap(made: Made) -> None:
    """Each piece begins on the page after the one before; the last folio is the page count."""
    expected = 1
    for first, count in made.pages.folios.of.values():
        assert first == expected
        expected += count
    own = sum(len(pages) for pages in made.texts.values())
    assert made.pages.folios.page_count == expected - 1 == own + 27


def test_contents_name_readings_with_their_folios(made: Made) -> None:
    """Title, authors, folio, pages, right and due date stand in the contents."""
    text, of = made.text("contents"), made.pages.folios.of
    assert f"Reading stones {of['stones'][0]} Jo Writer" in text
    assert "Pages: 20 · CC BY 4.0 · Due 18 January 2027" in text
    assert "Pages: 7 · By permission · Due 25 January 2027" in text
    assert f"Joint glossary {of['glossary'][0]}" in text


def test_links_to_pieces_have_an_address_of_their_own(made: Made) -> None:
    """The weaver finds links within the pack by ``pack:IDENTIFIER``, of readings and of pieces."""
    links = [link for path in made.pages.paths for page in skeleton.of(path).links for link in page]
    inside = {link.address for link in links if link.address.startswith("pack:")}
    names = {address.removeprefix("pack:").split("#")[0] for address in inside}
    assert names == set(made.pages.folios.of) - {"cover", "contents"}
    assert "pack:stones#types" in inside


def test_a_divider_says_what_to_do_with_its_readings(made: Made) -> None:
    """Introduction, instructions, due date and right stand before the readings of a part."""
    text = made.text("part-1")
    assert text.startswith("Part 1 Words What the week is about")
    assert "Due 18 January 2027 Read the first half closely." in text


def test_a_note_is_printed_in_its_place(made: Made) -> None:
    """A note has its kind, title, author and text."""
    assert made.text("welcome").startswith(
        "Note by the instructor How to read Jo Writer Before you read See the types"
    )


def test_a_link_without_words_has_the_title_of_its_reading(made: Made) -> None:
    """``[](pack:bones)`` in a note prints what the reading is called."""
    assert made.text("welcome").endswith("the heading in Reading bones")


def test_works_say_who_cites_them_and_which_are_readings(made: Made) -> None:
    """A work has its readings with their folios; one that is a reading has its pages."""
    text, of = made.text("bibliography"), made.pages.folios.of
    bones = of["bones"][0]
    assert f"Pages in this pack: {bones}–{bones + 6} Cited in: Reading stones" in text
    assert f"Cited in: Reading bones ({bones})" in text


def test_definitions_that_differ_stand_under_one_term(made: Made) -> None:
    """A term of two readings stands once, with both definitions and where each is from."""
    text = made.text("glossary")
    assert text.count("Apatite") == 1
    assert re.search(r"mineral of bone\. From: Reading stones \(\d+\) A group of phosph", text)


def test_the_rights_sheet_gives_counted_pages_and_rights(made: Made) -> None:
    """Pack pages, pages, words, permission and holder of each reading stand in the sheet."""
    text, (_, _, bones) = made.text("rights"), rows(made.bound, made.pages.folios)
    assert f"{bones.first_folio}–{bones.last_folio}" in text
    assert "Pages: 7" in text
    assert "By letter of 3 May 2026 Rights holder: The Press" in text


def test_the_colophon_says_what_the_pack_was_made_of(made: Made) -> None:
    """Course, counts, how to read folios, licence, versions and reviews are told."""
    text = made.text("colophon")
    for words in (
        "Course: Pathology 210",
        f"Pages: {made.pages.folios.page_count}. Readings: 3",
        "cite a reading by its own pages",
        "under the licence CC BY 4.0",
        "Version 2.1 · 1 October 2026 Not yet reviewed by a clinician.",
    ):
        assert words in text


@pytest.mark.parametrize("profile", [Profile.A3U, Profile.UA1])
def test_pages_are_tagged_and_archival(made: Made, profile: Profile) -> None:
    """The files that are to be woven keep both claims."""
    assert [page_validation.failures(path, profile) for path in made.pages.paths] == [[]] * 4


def test_what_nothing_is_known_of_is_left_out(tmp_path: Path) -> None:
    """A pack of one reading without works and terms has no list of them."""
    one = _made(bound([reading("one", authors=())]), {"one": 3}, tmp_path)
    assert [piece.identifier for piece in one.pages.pieces] == [
        *("cover", "contents", "part-1", "rights", "colophon")
    ]


def test_pages_run_from_right_to_left_in_arabic(tmp_path: Path) -> None:
    """An Arabic pack is printed in Arabic words throughout."""
    stones = reading("one", lang="ar", title="حصى الكلى", references=(work(1),))
    pack = bound([stones], about=metadata(lang="ar"))
    made = _made(pack, {"one": 3}, tmp_path)
    assert "المحتويات" in made.text("contents")
    assert "Author001, A. B. (1991). On question 1" in made.text("bibliography")
    words = [page for pages in made.texts.values() for page in pages]
    assert not re.search(r"Contents|Pages|Rights|Reading", " ".join(words))


@pytest.mark.parametrize("edition", ["booklet-pages", "large-print"])
def test_small_and_large_pages_name_the_same_folios(edition: str, tmp_path: Path) -> None:
    """On half a sheet and in large print all folios are those of that file."""
    other = _made(small(), {"stones": 40, "bones": 7}, tmp_path, edition)
    first = other.pages.folios.of["bones"][0]
    assert re.search(rf"Reading bones {first}\b", other.text("contents"))


@pytest.mark.parametrize("count", range(6, 11))
def test_in_large_print_a_reading_is_told_of_in_whole(count: int, tmp_path: Path) -> None:
    """Its rights stand on one page below its title; no page of the colophon is for it alone."""
    some = [reading(f"no-{n}", title=f"Stone {n}") for n in range(count)]
    made = _made(bound(some), {f"no-{n}": 1 for n in range(count)}, tmp_path, "large-print")
    later = {}
    for piece in made.pages.pieces[-2:]:
        pages = made.texts[piece.path][piece.page_index :][: piece.page_count]
        later[piece.identifier] = pages[1:]
    assert later["rights"]
    assert later["colophon"]
    assert all(page.startswith("Stone") for page in later["rights"])
    assert later["colophon"][-1].count("Stone") > 1


def test_the_rights_sheet_alone_says_the_same(made: Made, tmp_path: Path) -> None:
    """The sheet for the print shop has the folios of the woven pack, as pages and as a table."""
    for name in ("rights-pdf", "rights-csv"):
        job = Job(desk=tmp_path, name=name, paper=Paper.A4, folios=made.pages.folios)
        bundled = make(made.bound, PACK_EDITIONS[name], job)
        assert bundled.findings == ()
    bones = made.pages.folios.of["bones"][0]
    assert f"{bones}–{bones + 6}" in " ".join(_texts(tmp_path / "rights-pdf"))
    assert f",7,{bones},{bones + 6}," in (tmp_path / "rights-csv").read_text("utf-8")


def test_what_was_kept_is_the_same_and_is_not_laid_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With pages of before all bytes are the same; what changed since is made anew alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def made(pack: BoundPack, program: str) -> list[bytes]:
        job = Job(desk=tmp_path, name="pack.pdf", paper=Paper.A4, kept=Kept(program=program))
        pages = laid_out(pack, PACK_EDITIONS["pdf"], {"stones": 20, "bones": 7}, job)
        return [path.read_bytes() for path in pages.paths]

    pack = small()
    alone = made(pack, "")
    assert not kept.folder().exists()
    first = made(pack, "one")
    before = set(kept.folder().iterdir())
    assert alone == first == made(pack, "one")
    assert set(kept.folder().iterdir()) == before
    *others, last = pack.readings
    longer = replace(last, record=replace(last.record, word_count=12_345))
    again = made(replace(pack, readings=(*others, longer)), "one")
    assert again[:-1] == first[:-1]
    assert again[-1] != first[-1]
    assert len(set(kept.folder().iterdir()) - before) == 1
    assert made(pack, "another") == first
    assert len(set(kept.folder().iterdir())) > 2 * len(before)
