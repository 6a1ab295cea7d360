"""``index.html``: what the page about all works lists, shows and keeps."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from chapbook import publish
from chapbook.editions import stem
from chapbook.packs import PACK_EDITIONS, place_in_order
from tests.checkers import axe, vnu
from tests.commands import run

ROOT = Path(__file__).resolve().parents[1]

TEA = """---
title: "Tea & toast: <a> history"
subtitle: Of breakfast
author: [Ada Lovelace, Zoë Müller]
date: 2026-03-01
lang: en-GB
license: CC-BY-4.0
version: "2.1"
---

# Water

Boil it.

# Leaves

Add them.

# Milk

Or not.
"""
COFFEE = """---
title: قهوة
author: آدا
date: 2026-03-02
lang: ar
theme: clinic
---

# ماء

نص.
"""


def build(article: Path, output: Path, *editions: str) -> None:
    """Build *editions* of *article* into *output*."""
    chosen = [f"--edition={edition}" for edition in editions]
    done = run("build", *chosen, f"--output={output}", str(article))
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with two articles, in two languages and two looks."""
    folder = tmp_path_factory.mktemp("index")
    (folder / "tea & toast.md").write_text(TEA, "utf-8")
    (folder / "قهوة.md").write_text(COFFEE, "utf-8")
    build(folder / "tea & toast.md", folder / "output", "pdf", "html", "epub", "docx", "bib")
    build(folder / "قهوة.md", folder / "output", "pdf", "ris")
    return folder / "output"


def tree(output: Path) -> html.HtmlElement:
    """Return the page in *output*."""
    return html.fromstring((output / "index.html").read_bytes())


def test_lists_what_the_manifest_has(output: Path) -> None:
    """Every published file of both articles has a link that leads to it, and nothing else has."""
    data = json.loads((output / "manifest.json").read_bytes())
    files = {
        name
        for work in data["articles"].values()
        for edition in work["editions"].values()
        for name in edition["files"]
    }
    linked = {
        unquote(a.get("href").partition("#")[0])
        for a in tree(output).iter("a")
        if not a.get("href").startswith("http")
    }
    assert linked == files
    assert all((output / name).is_file() for name in files)
    assert set(data["shared"]) == {"index.html"}


def test_says_what_an_article_is(output: Path) -> None:
    """Title, subtitle, authors, date, version, licence and citation stand in its part."""
    tea = tree(output).xpath("//article[@lang='en-GB']")[0].text_content()
    for said in (
        "Tea & toast: <a> history",
        "Of breakfast",
        "Ada Lovelace and Zoë Müller",
        "1 March 2026",
        "Version 2.1",
        "CC BY 4.0",
        "To read, print and archive",
        "Lovelace, A.",
        "APA, 7th edition",
        "To cite with BibTeX or LaTeX",
    ):
        assert said in " ".join(tea.split()), said


def test_parts_are_in_the_language_of_their_article(output: Path) -> None:
    """An Arabic article runs from right to left with Arabic labels, on an English page."""
    page = tree(output)
    assert page.get("lang") == "en-GB"
    (coffee,) = page.xpath("//article[@lang='ar']")
    assert coffee.get("dir") == "rtl"
    assert "للقراءة والطباعة والحفظ" in coffee.text_content()
    assert "To read" not in coffee.text_content()


def test_forms_and_measures_run_in_one_direction(output: Path) -> None:
    """What a file is stands apart, or "PDF · 1" would run from left to right in Arabic."""
    (coffee,) = tree(output).xpath("//article[@lang='ar']")
    forms = [each.xpath("string(.//bdi)") for each in coffee.find_class("measures")]
    assert forms == ["PDF", "RIS"]


def test_files_of_packs_stand_in_the_order_of_their_table() -> None:
    """What says "The same as a table" stands behind that, on any paper."""
    made = [name for name in PACK_EDITIONS if name not in {"epub", "booklet", "large-print"}]
    assert sorted(set(made), key=place_in_order) == made
    assert sorted(["rights-csv", "rights-pdf-letter"], key=place_in_order)[-1] == "rights-csv"


def test_first_pages_are_shown(output: Path) -> None:
    """PDFs and the book have pictures, the rest have drawn cards; nothing is loaded."""
    text = (output / "index.html").read_text("utf-8")
    assert len(re.findall(r'src="data:image/webp;base64,', text)) == 3
    assert text.count('class="card') == 2
    assert not re.search(r"<script|<link[^>]+stylesheet|src=\"http", text)
    assert str(output.parent) not in text


def test_pages_and_size_are_told(output: Path) -> None:
    """The number of pages is that of the PDF."""
    data = publish.read_manifest(output)
    assert data
    file = data.articles["tea & toast"].editions["pdf"].files["tea & toast.pdf"]
    assert f"Pages: {file.pages} · {round(file.size_bytes / 1000)} kB" in (
        output / "index.html"
    ).read_text("utf-8")


@pytest.mark.proof
def test_the_same_whatever_was_built_first(output: Path, tmp_path: Path) -> None:
    """Two folders with the same works have the same page, byte for byte."""
    build(output.parent / "قهوة.md", tmp_path, "pdf", "ris")
    build(output.parent / "tea & toast.md", tmp_path, "pdf", "html", "epub", "docx", "bib")
    assert (tmp_path / "index.html").read_bytes() == (output / "index.html").read_bytes()


@pytest.mark.proof
def test_unchanged_touches_nothing_and_a_lost_page_comes_back(tmp_path: Path) -> None:
    """A second build leaves the page alone; without the page it is made again."""
    article = tmp_path / "tea.md"
    article.write_text(TEA, "utf-8")
    output = tmp_path / "output"
    build(article, output, "bib")
    page = output / "index.html"
    first, when = page.read_bytes(), page.stat().st_mtime_ns
    assert "Unchanged" in run("build", "--edition=bib", f"--output={output}", str(article)).stdout
    assert page.stat().st_mtime_ns == when
    page.unlink()
    build(article, output, "bib")
    assert page.read_bytes() == first


@pytest.mark.proof
def test_check_says_when_the_page_was_changed(tmp_path: Path) -> None:
    """A page that somebody edited is not the one that was published."""
    article = tmp_path / "tea.md"
    article.write_text(TEA, "utf-8")
    output = tmp_path / "output"
    build(article, output, "bib")
    assert "index.html: as published" in run("check", f"--output={output}", str(article)).stdout
    (output / "index.html").write_text("Hello.", "utf-8")
    done = run("check", f"--output={output}", str(article))
    assert done.returncode == 1
    assert "index.html" in done.stderr
    assert "edition-invalid" in done.stderr


@pytest.mark.proof
def test_an_article_called_index_keeps_its_page(tmp_path: Path) -> None:
    """The web page of ``index.md`` is named after its folder; the page about all works lists it."""
    article = tmp_path / "tea" / "index.md"
    article.parent.mkdir()
    article.write_text(TEA, "utf-8")
    output = tmp_path / "output"
    build(article, output, "html")
    assert "Boil it." in (output / "tea.html").read_text("utf-8")
    assert 'href="tea.html"' in (output / "index.html").read_text("utf-8")
    assert "Unchanged" in run("build", "--edition=html", f"--output={output}", str(article)).stdout


@pytest.mark.proof
def test_is_accessible(output: Path) -> None:
    """The checkers axe and Nu find nothing, on phone, tablet and desk, light and dark."""
    assert axe.failures(output / "index.html") == []
    assert vnu.failures(output / "index.html") == []


def test_an_article_called_index_is_named_after_its_folder(tmp_path: Path) -> None:
    """The page about all works is index.html, so an article's own file cannot be."""
    assert stem(tmp_path / "sleep" / "index.qmd") == "sleep"
    assert stem(tmp_path / "sleep" / "index-of-all.md") == "index-of-all"
