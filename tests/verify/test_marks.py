"""Markers of the print pages are held against the PDF that they name."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from chapbook import verify
from chapbook.findings import Finding
from tests.verify.damage import Damage, repacked, swapped
from tests.verify.works import Finished, only

Compare = Callable[[str, Damage], list[Finding]]


@pytest.fixture
def compare(everything: Finished, tmp_path: Path) -> Compare:
    """A function that damages an edition and returns what is found in it beside the PDF."""

    def compared(edition: str, damage: Damage) -> list[Finding]:
        built = everything.built[edition]
        path = tmp_path / built.path.name
        path.write_bytes(damage(built.path.read_bytes()))
        both = [everything.built["pdf"], replace(built, path=path)]
        return verify.findings(everything.article, both)

    return compared


MARKER = rb'<(\w+) (?:class="[^"]*" )?id="page-2"[^>]*?(?:/>|></\1>)'


def moved(data: bytes, pattern: bytes = MARKER) -> bytes:
    """Return *data* with the marker of page 2 behind the words that follow it."""
    match = re.search(pattern, data)
    assert match
    ahead, behind = data[: match.start()], data[match.end() :]
    words = re.search(rb"\w+ \w+ \w+ ", behind)
    assert words
    return ahead + behind[: words.end()] + match[0] + behind[words.end() :]


def test_the_good_files_pass(everything: Finished) -> None:
    """Every edition of the article with everything marks the pages that its PDF has."""
    built = [everything.built[name] for name in ("pdf", "html", "epub", "docx")]
    assert not verify.findings(everything.article, built)


def test_a_marker_that_moved_on_the_web_page_is_found(compare: Compare) -> None:
    """Three words further, and both sides are shown."""
    found = compare("html", moved)
    assert only(found, "edition-unlike", "page 2 begins with")


def test_a_marker_that_moved_in_the_book_is_found(compare: Compare) -> None:
    """The same in the EPUB, whose list of pages still leads to it."""

    def change(members: dict[str, bytes]) -> None:
        name = next(n for n in members if "/text/" in n and re.search(MARKER, members[n]))
        members[name] = moved(members[name])

    assert only(compare("epub", repacked(change)), "edition-unlike", "page 2 begins with")


def test_a_marker_that_moved_in_the_word_file_is_found(compare: Compare) -> None:
    """The same in the Word file: a bookmark one paragraph further."""
    mark = rb'<w:bookmarkStart w:id="(\d+)" w:name="page_2"\s*/><w:bookmarkEnd w:id="\1"\s*/>'

    def change(members: dict[str, bytes]) -> None:
        data = members["word/document.xml"]
        match = re.search(mark, data)
        assert match
        rest = data[match.end() :]
        ends = [end.end() for end in re.finditer(rb"</w:p>", rest)]
        at = ends[1]
        members["word/document.xml"] = data[: match.start()] + rest[:at] + match[0] + rest[at:]

    assert only(compare("docx", repacked(change)), "edition-unlike", "page 2 begins with")


def test_a_page_without_marker_is_found(compare: Compare) -> None:
    """Every page of the PDF has its marker."""
    found = compare("html", lambda data: re.sub(MARKER, b"", data, count=1))
    assert only(found, "edition-unlike", "these have no marker: 2")


def test_a_page_list_in_disorder_is_found(compare: Compare) -> None:
    """The list of pages in the book has the order of the text."""

    def change(members: dict[str, bytes]) -> None:
        name = next(n for n in members if n.endswith("nav.xhtml"))
        members[name] = (
            members[name].replace(b">2</a>", b">0</a>").replace(b">3</a>", b">2</a>")
        ).replace(b">0</a>", b">3</a>")

    assert only(compare("epub", repacked(change)), "edition-invalid", "list of pages")


def test_without_the_pdf_nothing_is_compared(everything: Finished, tmp_path: Path) -> None:
    """An edition that is built alone is judged alone."""
    built = everything.built["html"]
    path = tmp_path / built.path.name
    path.write_bytes(swapped(b'id="page-2"', b'id="page-x"')(built.path.read_bytes()))
    assert not verify.findings(everything.article, [replace(built, path=path)])
