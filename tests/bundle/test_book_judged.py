"""The judge of a pack's EPUB finds each thing that can be wrong with it, by breaking one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chapbook.bundle import epub as book_of_pack
from chapbook.findings import Finding
from chapbook.model import BuiltEdition
from chapbook.packs import PACK_EDITIONS
from chapbook.verify.packs import book
from chapbook.verify.packs.case import PackCase
from tests.bundle.course import Course
from tests.verify.damage import Change, Members, repacked, swap
from tests.verify.works import only

TEXT = "readings/everything/text/sec-text.xhtml"


@pytest.fixture(scope="module")
def case(whole_course: Course, tmp_path_factory: pytest.TempPathFactory) -> PackCase:
    """The book of the whole course before its judge; not to be changed."""
    job = whole_course.job(tmp_path_factory.mktemp("judged"), "packs/course.epub")
    row = PACK_EDITIONS["epub"]
    built = book_of_pack.make(whole_course.bound, row, job).built
    assert built
    woven = BuiltEdition(edition="pdf", path=whole_course.woven, name="packs/course.pdf")
    return PackCase(bound=whole_course.bound, row=row, built=built, finished={"pdf": woven})


def judged(case: PackCase, folder: Path, change: Change) -> list[Finding]:
    """Return what is found in a copy of the book that *change* has damaged."""
    path = folder / "course.epub"
    path.write_bytes(repacked(change)(case.path.read_bytes()))
    return list(book.findings(replace(case, built=replace(case.built, path=path))))


def test_nothing_is_found_in_a_sound_book(case: PackCase) -> None:
    """The book as it was made is as it should be."""
    assert list(book.findings(case)) == []


def without_page(members: Members) -> None:
    """Take a page of a reading out of the book, and every word of it."""
    name = "EPUB/readings/arabic/records.xhtml"
    del members[name]
    for each in ("EPUB/content.opf", "EPUB/nav.xhtml"):
        lines = members[each].split(b"\n")
        members[each] = b"\n".join(
            line
            for line in lines
            if b"arabic/records" not in line and b"arabic-records" not in line
        )


def other_picture(members: Members) -> None:
    """Put another picture in the place of one."""
    name = next(n for n in members if n.startswith("EPUB/readings/everything/images/plot"))
    members[name] = members["EPUB/images/cover.png"]


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (
            swap(".xhtml", b"grow towards the light", b"grow the light"),
            "edition-unlike",
            "does not say the same",
        ),
        (other_picture, "edition-unlike", "does not show the pictures"),
        (
            swap(TEXT, b"</body>", b'<p><a href="../../gone/title.xhtml"/></p></body>'),
            "edition-invalid",
            "leads nowhere",
        ),
        (swap("book.css", b"url(", b"url(gone.ttf), url("), "edition-invalid", "needs gone.ttf"),
    ],
)
def test_one_fault_is_the_one_thing_found(
    case: PackCase, tmp_path: Path, change: Change, code: str, words: str
) -> None:
    """Each fault is found, and nothing else with it."""
    assert only(judged(case, tmp_path, change), code, words)


def test_a_page_that_is_left_out_is_found(case: PackCase, tmp_path: Path) -> None:
    """What a reading's own book says must be in the pack."""
    found = judged(case, tmp_path, without_page)
    assert any("arabic/records.xhtml is not there" in each.message for each in found)


def folio(old: int, new: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield what to exchange to let a marker and its line in the list say *new*."""
    yield f'aria-label="{old}"'.encode(), f'aria-label="{new}"'.encode()
    yield f'#folio-{old}">{old}<'.encode(), f'#folio-{old}">{new}<'.encode()


def test_a_marker_that_names_a_wrong_page_is_found(
    case: PackCase, whole_course: Course, tmp_path: Path
) -> None:
    """Marker and list may agree and still not count the pages of print."""
    number, _ = whole_course.folios.of["part-2"]

    def change(members: Members) -> None:
        for old, new in folio(number, 999):
            for name in ("EPUB/part-2.xhtml", "EPUB/nav.xhtml"):
                members[name] = members[name].replace(old, new)

    words = f"where page {number} of print should be marked, 999 is"
    assert only(judged(case, tmp_path, change), "edition-invalid", words)


def test_a_damaged_archive_is_found(case: PackCase, tmp_path: Path) -> None:
    """Half a file is no book."""
    path = tmp_path / "course.epub"
    data = case.path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    found = list(book.findings(replace(case, built=replace(case.built, path=path))))
    assert only(found, "edition-invalid", "cannot be opened")
