"""Text from right to left, in every edition, on an Arabic article and a mixed one."""

import re
import subprocess
import zipfile
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from chapbook import cite, load, render, verify
from chapbook.editions import EDITIONS
from chapbook.model import Article, BuiltEdition
from chapbook.settings import Settings
from chapbook.tools import pdftext

pytestmark = pytest.mark.proof

ARABIC = next((Path(__file__).parents[1] / "articles/good/arabic").glob("*.md"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

MIXED = """\
---
title: Руки
author: A
date: 2026-11-22
lang: uk
---

# Перше

Слово *руки* і ***разом***, Ελληνικά *πλάγια* [سلام عليكم]{lang=ar} і ✅ ⚠️ 👍 →.
"""


def built(source: Path, folder: Path, *names: str) -> tuple[Article, dict[str, BuiltEdition]]:
    """Make the editions *names* of the article *source*."""
    article = cite.article(load.manuscript(source))
    settings = Settings(article=source)
    rows = [row for row in EDITIONS.values() if row.name in names]
    jobs = [(row, settings.bench(folder, row, article.metadata.paper)) for row in rows]
    made = list(render.editions(article, jobs))
    assert [f for m in made for f in m.findings if f.code == "tool-warning"] == []
    return article, {m.built.edition: m.built for m in made if m.built}


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> tuple[Article, dict[str, BuiltEdition]]:
    """The Arabic article in the editions that people read."""
    folder = tmp_path_factory.mktemp("arabic")
    return built(ARABIC, folder, "pdf", "html", "epub", "docx", "patient")


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BuiltEdition]:
    """An Ukrainian article with Greek, Arabic and emoji."""
    folder = tmp_path_factory.mktemp("mixed")
    source = folder / "mixed.md"
    source.write_text(MIXED, "utf-8")
    return built(source, folder / "out", "pdf", "docx")[1]


Made = tuple[Article, dict[str, BuiltEdition]]


def test_every_edition_says_what_the_article_says(arabic: Made) -> None:
    """Text, numbers and furniture are found in their order in all editions."""
    article, editions = arabic
    assert [f.message for f in verify.findings(article, list(editions.values()))] == []


def test_a_missing_word_is_still_found(arabic: Made, tmp_path: Path) -> None:
    """A PDF whose replacement text loses a word is unlike the article."""
    article, editions = arabic
    damaged = tmp_path / "damaged.pdf"
    with pikepdf.open(editions["pdf"].path) as file:
        for page in file.pages:
            said = "شعرت بألم".encode("utf-16-be").hex().encode()
            content = page.Contents.read_bytes()
            page.Contents = file.make_stream(content.replace(said, b"0034"))
        file.save(damaged)
    edition = BuiltEdition(edition="pdf", path=damaged, name=editions["pdf"].name)
    messages = [
        f.message for f in verify.findings(article, [edition]) if f.code == "edition-unlike"
    ]
    assert len(messages) == 1
    assert 'where the article says "شعرت بألم في الصدر أو ضيق في التنفس."' in messages[0]


def test_lines_are_copied_as_they_are_read(arabic: Made) -> None:
    """Joined letters, Latin phrases and numbers come out of the PDF in reading order."""
    runs = [run.text for page in pdftext.pages(arabic[1]["pdf"].path) for run in page.runs]
    text = " ".join("".join(runs).split())
    assert "القياس والأعراض والوقاية" in text
    assert "hypertensio arterialis essentialis" in text
    assert "140/90 mmHg أو أكثر" in text


def test_pages_are_mirrored(arabic: Made) -> None:
    """The running title stands at the right, the page number at the left."""
    page = pdftext.pages(arabic[1]["pdf"].path)[1]
    head = next(r for r in page.runs if r.is_artifact and r.text == "ارتفاع ضغط الدم")
    number = next(r for r in page.runs if r.is_artifact and "صفحة" in r.text)
    assert head.left > page.width / 2
    assert number.right < page.width / 2


def test_the_first_column_of_a_table_is_at_the_right(arabic: Made) -> None:
    """Cells follow each other from right to left."""
    page = pdftext.pages(arabic[1]["pdf"].path)[1]
    cells = [
        next(r for r in page.runs if r.text.strip() == t) for t in ("طبيعي", "120–129", "80–84")
    ]
    assert cells[0].left > cells[1].left > cells[2].left


def test_labels_in_drawings_are_joined(arabic: Made) -> None:
    """The letters of a label are drawn at once, in a face of ours."""
    with pikepdf.open(arabic[1]["pdf"].path) as file:
        forms = [x for page in file.pages for x in page.Resources.get("/XObject", {}).values()]
        labels = [x.read_bytes() for x in forms if x.get("/Subtype") == "/Form"]
    said = "الكُفّة على العضد".encode("utf-16-be").hex().encode()
    drawn = next(label for label in labels if said in label)
    assert drawn.count(b"BT") == 1


def test_the_page_and_the_book_run_from_the_right(arabic: Made) -> None:
    """Both say so, and the book turns its pages the other way."""
    page = arabic[1]["html"].path.read_text("utf-8")
    assert '<html lang="ar" dir="rtl">' in page
    assert re.search(r'<span lang="la" dir="ltr">|<span dir="ltr" lang="la">', page)
    with zipfile.ZipFile(arabic[1]["epub"].path) as book:
        assert 'page-progression-direction="rtl"' in book.read("EPUB/content.opf").decode()
        chapters = [n for n in book.namelist() if n.endswith(".xhtml")]
        assert all(b'dir="rtl"' in book.read(name) for name in chapters)
        sheet = book.read("EPUB/styles/book.css").decode()
    assert not re.search(r"\b(?:direction|unicode-bidi)\s*:", sheet)
    assert "amiri-regular.ttf" in sheet


def test_an_english_reference_runs_from_the_left(arabic: Made) -> None:
    """It says so against the page around it."""
    page = arabic[1]["html"].path.read_text("utf-8")
    entry = re.search(r'<li id="ref-mancia2023"[^>]*>', page)
    assert entry
    assert 'dir="ltr"' in entry[0]


def test_word_is_told(arabic: Made) -> None:
    """Paragraphs, runs, tables and the section of the DOCX are marked; Latin runs are not."""
    with zipfile.ZipFile(arabic[1]["docx"].path) as file:
        root = etree.fromstring(file.read("word/document.xml"))
        fonts = file.read("word/fontTable.xml").decode()
    assert all(t.find(f"{W}tblPr/{W}bidiVisual") is not None for t in root.iter(f"{W}tbl"))
    assert root.find(f".//{W}sectPr/{W}bidi") is not None
    plain = [p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}bidi") is None]
    assert ["2023 ESH" in "".join(p.itertext()) for p in plain] == [True]
    for run in root.iter(f"{W}r"):
        words = "".join(t.text or "" for t in run.iter(f"{W}t"))
        is_marked = run.find(f"{W}rPr/{W}rtl") is not None
        if re.search("[\u0600-\u06ff]", words):
            assert is_marked, words
        elif re.fullmatch("[A-Za-z][A-Za-z ]*", words):
            assert not is_marked, words
    assert 'w:name="Amiri"' in fonts


def fonts_of(path: Path) -> set[str]:
    """Return the fonts of a PDF without the tags of their subsets."""
    listed = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True)
    return {line.split()[0].split("+")[-1] for line in listed.stdout.splitlines()[2:]}


def test_italics_of_other_scripts_are_italics(mixed: dict[str, BuiltEdition]) -> None:
    """Greek and Cyrillic italics come from a face that has them, none is made up."""
    used = fonts_of(mixed["pdf"].path)
    assert {"Source-Serif-4-Italic", "Amiri", "Noto-Emoji"} <= used
    with zipfile.ZipFile(mixed["docx"].path) as file:
        assert 'w:name="Source Serif 4"' in file.read("word/fontTable.xml").decode()
