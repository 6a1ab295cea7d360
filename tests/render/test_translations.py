"""The same article in other languages, as editions name it."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from lxml import html

from chapbook import cite, load, render, verify
from chapbook.editions import EDITIONS
from chapbook.findings import Finding
from chapbook.model import Article
from chapbook.settings import Workbench
from chapbook.tools import pdftext
from tests.conftest import each_of, judged

HEAD = """---
title: "Tea: a short guide"
author: Ada Field
date: 2026-03-01
lang: en-GB
url: https://example.org/tea
translations:
  de: tee.md
  ar: {url: "https://www.example.org/ar/tea/", title: "دليل الشاي"}
  fr: https://example.org/the
---

::: key-points
- Boil the water.
- Wait three minutes.
:::
"""

GERMAN = """---
title: "Tee: ein kurzer Leitfaden"
author: Ada Field
date: 2026-03-01
lang: de-AT
translations: [{lang: en, file: tea.md}]
---

Kochen Sie das Wasser.
"""

SAID = ("Deutsch: Tee: ein kurzer Leitfaden", "Français : example.org/the")


@pytest.fixture
def tea(tmp_path: Path) -> Path:
    """Return an article that exists in three further languages."""
    (tmp_path / "tee.md").write_text(GERMAN, "utf-8")
    path = tmp_path / "tea.md"
    path.write_text(HEAD, "utf-8")
    return path


def read(path: Path) -> Article:
    """Return the article *path*."""
    return cite.article(load.manuscript(path))


def made(article: Article, name: str, folder: Path) -> tuple[Path, list[Finding]]:
    """Make one edition and return its file, and what making and reading it found."""
    row = EDITIONS[name]
    file = row.name_in_output(article.stem, article.metadata.paper, article.metadata.paper)
    bench = Workbench(desk=folder, name=file, paper=article.metadata.paper)
    bench.path.parent.mkdir(parents=True, exist_ok=True)
    done = render.edition(article, row, bench)
    assert done.built
    return bench.path, [*done.findings, *verify.findings(article, [done.built])]


def test_a_file_tells_title_and_address_of_a_translation(tea: Path) -> None:
    """What the list leaves open, the other article's own front matter says."""
    (tea.parent / "tee.md").write_text(
        GERMAN.replace("author:", "doi: 10.1234/tee\nauthor:"), "utf-8"
    )
    first, second, third = load.manuscript(tea).metadata.translations

    assert (first.title, first.url) == ("Tee: ein kurzer Leitfaden", "https://doi.org/10.1234/tee")
    assert (second.title, second.file) == ("دليل الشاي", None)
    assert (third.title, third.url) == (None, "https://example.org/the")
    assert judged(tea) == ()


def test_a_changed_translation_makes_a_build_necessary(tea: Path) -> None:
    """The other article is among the files that went in: its title is printed."""
    assert load.manuscript(tea).inputs["tee.md"] == (tea.parent / "tee.md").resolve()


def test_a_translation_outside_the_folder_is_not_read(tea: Path) -> None:
    """Front matter cannot make a build read files that lie elsewhere."""
    folder = tea.parent / "inner"
    folder.mkdir()
    moved = tea.rename(folder / "tea.md")
    moved.write_text(HEAD.replace("tee.md", "../tee.md"), "utf-8")
    assert [finding.code for finding in judged(moved)] == ["file-outside"]


def test_the_web_page_leads_to_every_language(tea: Path, tmp_path: Path) -> None:
    """Readers and search engines find them; a file without address lies beside the page.

    Search engines want each version to name itself, too (Google, "Localized versions").
    """
    path, found = made(read(tea), "html", tmp_path)
    root = html.parse(path).getroot()

    heads = root.xpath("//head/link[@rel='alternate']")
    links = root.xpath("//ul[@class='languages']/li/a")
    wanted = [
        ("de", "tee.html"),
        ("ar", "https://www.example.org/ar/tea/"),
        ("fr", "https://example.org/the"),
    ]
    own = ("en-GB", "https://example.org/tea")
    assert [(e.get("hreflang"), e.get("href")) for e in heads] == [own, *wanted]
    assert [(e.get("hreflang"), e.get("href")) for e in links] == wanted
    assert [li.get("dir") for li in root.xpath("//ul[@class='languages']/li")] == [
        *("ltr", "rtl", "ltr")
    ]
    data = json.loads(root.xpath("string(//script)"))
    assert [work["inLanguage"] for work in data["workTranslation"]] == ["de", "ar", "fr"]
    assert found == []


@pytest.mark.parametrize(
    "name", each_of(["patient", "student", "booklet-pages"], usual=["student"])
)
def test_a_handout_names_other_languages_and_large_print(
    name: str, tea: Path, tmp_path: Path
) -> None:
    """Each language has a line in its own words, in type larger than the rest."""
    path, _ = made(read(tea), name, tmp_path)
    runs = [run for page in pdftext.pages(path) for run in page.runs]
    words = re.sub(r"\s+", " ", "".join(run.text for run in runs))

    for said in (*SAID, "also available in large print"):
        assert said.replace(" ", "") in words.replace("\xa0", " ").replace(" ", ""), said
    sizes = [run.size_pt for run in runs if "large print" in run.text]
    assert sizes == [pytest.approx(16, abs=0.01)]


@pytest.mark.proof
def test_large_print_names_other_languages_but_not_itself(tea: Path, tmp_path: Path) -> None:
    """Who holds large print needs no line that it exists; other languages are in its size."""
    path, _ = made(read(tea), "large-print", tmp_path)
    runs = [run for page in pdftext.pages(path) for run in page.runs]

    assert not any("also available in large print" in run.text for run in runs)
    sizes = [run.size_pt for run in runs if "ein kurzer Leitfaden" in run.text]
    assert sizes == [pytest.approx(18, abs=0.01)]


@pytest.mark.proof
@pytest.mark.parametrize("name", ["pdf", "epub", "docx"])
def test_every_edition_names_the_other_languages(name: str, tea: Path, tmp_path: Path) -> None:
    """The print edition, the book and the Word file name them, and pass their own checks."""
    path, found = made(read(tea), name, tmp_path)

    if name == "pdf":
        said = "".join(run.text for page in pdftext.pages(path) for run in page.runs)
    else:
        member = "EPUB/title.xhtml" if name == "epub" else "word/document.xml"
        with zipfile.ZipFile(path) as book:
            said = book.read(member).decode("utf-8")
    bare = re.sub(r"<[^>]+>|\s", "", said)
    assert "Deutsch:Tee:einkurzerLeitfaden" in bare
    assert found == []
