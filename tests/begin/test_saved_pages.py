"""Web pages that word processors export, as articles."""

import shutil
from pathlib import Path

import pytest

from chapbook.begin import convert
from chapbook.begin.options import Beginning
from tests.conftest import judged
from tests.test_new import picture

PAGES = Path(__file__).parent / "pages"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the pages and the pictures that they name."""
    for page in PAGES.iterdir():
        shutil.copy(page, tmp_path)
    for name in ("images/image1.png", "word-Dateien/image002.jpg"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(picture())
    return tmp_path


def converted(path: Path) -> tuple[str, str, tuple[str, ...]]:
    """Return front matter, text and remarks of the article made of *path*."""
    said = Beginning(folder=path.parent / "made", source=path, yes=True)
    started = convert.begin(said)
    _, front, body = started.article.read_text("utf-8").split("---\n", 2)
    return front, body.replace("\u00a0", " "), started.remarks


def test_google_docs_says_by_classes_what_it_means(folder: Path) -> None:
    """Bold, italic, lowered, inner lists, a bold first row and straight links come along."""
    front, body, _ = converted(folder / "google-docs.html")
    assert "title: Sleep and shift work\nsubtitle: What nurses can do\n" in front
    assert "**harms sleep**" in body
    assert "*Really*" in body
    assert "H~2~O" in body
    assert "- Dark room\n  - thick curtains" in body
    assert "| Shift | Hours |\n|-------|-------|\n| Night | 5     |" in body
    assert "[Smith says](https://doi.org/10.1000/xyz)" in body


def test_notes_of_google_docs_are_notes_and_comments_are_told(folder: Path) -> None:
    """Two links that lead to each other are a note; a comment is not part of the text."""
    _, body, remarks = converted(folder / "google-docs.html")
    assert "xyz).[^1]" in body
    assert "[^1]:  A footnote with *emphasis*." in body
    assert "Are you sure" not in body
    assert 'comment: "Are you sure, Ada?"' in remarks


def test_a_page_saved_by_word_becomes_an_article(folder: Path) -> None:
    """Lists of paragraphs, typed numbers, notes, an upper-case language and the author are read."""
    front, body, remarks = converted(folder / "word.htm")
    assert "lang: de\n" in front
    assert "- family: Weiß\n  given: Jörg\n" in front
    assert "# Einführung\n" in body
    assert "zu Hause[^1], siehe [](#fig-1)." in body
    assert "- Lagern\n- Waschen\n" in body
    assert "[^1]: Laut Statistik 4,1 Millionen." in body
    assert "| Grad | Geld  |" in body
    assert not [remark for remark in remarks if "converted" in remark]


@pytest.mark.parametrize(("page", "codes"), [
    ("google-docs.html", {"key-missing", "image-alt-is-caption"}),
    ("word.htm", set()),
])  # fmt: skip
def test_only_what_the_page_does_not_tell_is_found(
    page: str, codes: set[str], folder: Path
) -> None:
    """What is found in the article is what nobody could know from the page."""
    said = Beginning(folder=folder / "made", source=folder / page, yes=True)
    assert {finding.code for finding in judged(convert.begin(said).article)} == codes


NOTES = {
    "pandoc": '<p>Tea<a href="#fn1" class="footnote-ref" id="r1"><sup>1</sup></a>.</p><ol>'
    '<li id="fn1"><p>Hot.<a href="#r1">↩︎</a></p></li></ol>',
    "wiki": '<p>Tea<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup>.</p><ol>'
    '<li id="cite_note-1"><b><a href="#cite_ref-1">^</a></b> Hot.</li></ol>',
    "twice": '<p>Tea<sup><a href="#n1" id="a">1</a></sup> or<a href="#n1" id="b">1</a>.</p>'
    '<p><a href="#a" id="n1">1</a> Hot.</p>',
}


@pytest.mark.parametrize("kind", NOTES)
def test_links_that_lead_to_each_other_are_notes(kind: str, tmp_path: Path) -> None:
    """However a page writes its notes, the article has them as notes."""
    page = f"<html lang=en><title>T</title><body>{NOTES[kind]}</body></html>"
    (tmp_path / "p.html").write_text(page, "utf-8")
    _, body, _ = converted(tmp_path / "p.html")
    assert "Tea[^1]" in body
    assert "[^1]: " in body
    assert "Hot." in body
    assert "](#" not in body


def test_contents_lists_and_ordinary_links_are_no_notes(tmp_path: Path) -> None:
    """A link to a heading that leads back to the top stays what it is."""
    page = (
        '<html lang=en><title>T</title><body><p><a href="#a">One</a></p><h2 id="a">One</h2>'
        '<p>Text, <a href="#b">see below</a>.</p><p id="b">Below.</p></body></html>'
    )
    (tmp_path / "p.html").write_text(page, "utf-8")
    _, body, _ = converted(tmp_path / "p.html")
    assert "[^" not in body
    assert "Below." in body


def test_a_number_that_no_caption_has_stays_typed(tmp_path: Path) -> None:
    """Only a number that a caption begins with becomes a reference; a plural never does."""
    page = (
        "<html lang=en><title>T</title><body><p>Table 1, (Table 1) Table 2, Tables 1 and 2, Table "
        "1a, Table 1.</p><table><caption>Table 1. Tea</caption><tr><td>a</td></tr></table></body>"
    )
    (tmp_path / "p.html").write_text(page, "utf-8")
    _, body, _ = converted(tmp_path / "p.html")
    assert "[](#tab-1), ([](#tab-1)) Table 2, Tables 1 and 2, Table 1a, [](#tab-1)." in body


def test_a_sentence_that_begins_with_a_table_is_no_caption(tmp_path: Path) -> None:
    """A sentence above a table stays in the text, and so does a second caption."""
    page = (
        "<html lang=en><title>T</title><body><p>Table 1 shows tea.</p><table><tr><td>a</td></tr>"
        "</table><p>Table 1: Minutes</p><p>Table 2: Hours</p><table><caption>Days</caption>"
        "<tr><td>b</td></tr></table></body>"
    )
    (tmp_path / "p.html").write_text(page, "utf-8")
    _, body, _ = converted(tmp_path / "p.html")
    assert "[](#tab-1) shows tea." in body
    assert ": Minutes {#tab-1}" in body
    assert "Table 2: Hours" in body
    assert ": Days {#tab-2}" in body
