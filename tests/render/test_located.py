"""Every reference tells where it is cited, with the print edition's page, in every edition."""

import multiprocessing
import re
import threading
import zipfile
from pathlib import Path

import pytest
from lxml import etree, html

from chapbook import cite, load, render
from chapbook.editions import EDITIONS, Paper
from chapbook.model import Article
from chapbook.settings import Settings
from chapbook.tools import pdftext
from chapbook.tools.pandoc import ast

TEXT = """---
title: Tea
author: {given: Ada, family: Lovelace}
date: 2026-11-22
lang: en-GB
bibliography: works.bib
citation-style: %s
---

::: key-points
- Wait [@a].
:::

# Pots

Round ones [@a; @b; @c; @d].

| Pot |
|-----|
| Red [@b] |

: Pots that were tried [@c]. {#tab-pots}

# Kettles

%s

Steel [@a, p. 3].[^n] See also @d.

[^n]: In a note [@b].

::: discussion
Only teachers read of [@e].
:::
"""

NAMES = {"a": "Ash", "b": "Birch", "c": "Cedar", "d": "Dill", "e": "Elm"}
WORKS = "".join(
    f"@book{{{key}, author={{{name}, A.}}, title={{Book {key}}}, publisher={{K}}, year={{2010}}}}\n"
    for key, name in NAMES.items()
)

STYLES = ["american-medical-association", "apa", "chicago-notes-bibliography"]


def article(folder: Path, style: str) -> Article:
    """Return an article of several pages in *style*."""
    (folder / "works.bib").write_text(WORKS, "utf-8")
    path = folder / "tea.md"
    path.write_text(TEXT % (style, "Water boils. " * 1500), "utf-8")
    manuscript = load.manuscript(path)
    assert not manuscript.findings
    return cite.article(manuscript)


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=pytest.mark.proof) for name in STYLES],
)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the reader editions of an article in each kind of style."""
    folder = tmp_path_factory.mktemp("located")
    made = article(folder, request.param)
    rows = [EDITIONS[name] for name in ("pdf", "html", "epub", "docx")]
    settings = Settings(article=folder / "tea.md")
    jobs = [(row, settings.bench(folder, row, Paper.A4)) for row in rows]
    assert all(rendering.built for rendering in render.editions(made, jobs))
    return folder


def said(words: str) -> dict[str, list[tuple[str, int]]]:
    """Return section and page of each citation by work, as *words* tell them."""
    found = {}
    for key, line in re.findall(
        r"Book ([a-e]).*?Cited in: (.*?)(?=Book [a-e]|How to cite|$)", words
    ):
        found[key] = [
            (s.strip(" ,"), int(p)) for s, p in re.findall(r"(.*?)\s*\(p\.\s(\d+)\)", line)
        ]
    return found


def in_pdf(folder: Path) -> str:
    """Return the text of the print edition without blanks."""
    text = "".join(run.text for page in pdftext.pages(folder / "tea.pdf") for run in page.runs)
    return "".join(text.split())


def in_html(folder: Path) -> str:
    """Return the text of the reference list of the web page."""
    root = html.parse(folder / "tea.html").getroot()
    return " ".join(root.get_element_by_id("refs").text_content().split())


def in_epub(folder: Path) -> str:
    """Return the text of the reference list of the book."""
    with zipfile.ZipFile(folder / "tea.epub") as book:
        for name in book.namelist():
            data = book.read(name)
            if name.endswith(".xhtml") and b'id="refs"' in data:
                return " ".join("".join(etree.fromstring(data).itertext()).split())
    raise AssertionError("no reference list")


def in_docx(folder: Path) -> str:
    """Return the text of the Word edition from the reference list on."""
    with zipfile.ZipFile(folder / "tea.docx") as package:
        root = etree.fromstring(package.read("word/document.xml"))
    words = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    return " ".join("".join(t.text or "" for t in root.iter(words)).split()).rsplit(
        "References", 1
    )[1]


def test_all_editions_tell_the_same_places(built: Path) -> None:
    """Web page, book and Word file tell the sections and the pages that print tells."""
    told = said(in_html(built))
    assert {section for section, _ in told["a"]} == {"Key points", "Pots", "Kettles"}
    assert {section for section, _ in told["b"]} >= {"Pots", "Kettles"}
    assert said(in_epub(built)) == told
    assert said(in_docx(built)) == told


def test_the_pages_are_those_of_print(built: Path) -> None:
    """Each page that a reference names holds the citation's section in the print edition."""
    told = said(in_html(built))
    assert {page for section, page in told["a"] if section == "Key points"} == {1}
    late = dict(told["a"])["Kettles"]
    assert late > 1
    pages = pdftext.pages(built / "tea.pdf")
    assert "Steel" in "".join(run.text for run in pages[late - 1].runs)


def test_print_tells_them_too(built: Path) -> None:
    """The print edition counts its own pages to the same numbers."""
    for section, page in said(in_html(built))["a"]:
        assert f"{section}(p.{page})".replace(" ", "") in in_pdf(built)


def test_every_link_of_a_reference_has_its_target(built: Path) -> None:
    """No line leads to a citation that the edition does not show."""
    root = html.parse(built / "tea.html").getroot()
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    links = [a.get("href")[1:] for a in root.xpath("//a[contains(@class, 'cited')]")]
    assert links
    assert set(links) <= ids


def test_a_work_that_only_teachers_meet_has_no_line(tmp_path: Path) -> None:
    """A citation in a part that readers do not see is no place to send them."""
    made = article(tmp_path, "apa")
    (refs,) = [block for block in made.appendix if ast.identifier(block) == "refs"]
    (entry,) = [e for e in refs["c"][1] if ast.identifier(e) == "ref-e"]
    assert "Cited in" not in ast.text(entry)


def test_moving_a_section_moves_the_places(tmp_path: Path) -> None:
    """The line follows the text: after the sections change places, so do their names."""
    (tmp_path / "works.bib").write_text(WORKS, "utf-8")
    head, pots, kettles = (
        (TEXT % ("apa", "")).partition("# Pots")[0],
        "# Pots\n\n[@a]\n\n",
        "# Kettles\n\n[@a]\n",
    )
    lines = []
    for order in ([pots, kettles], [kettles, pots]):
        path = tmp_path / "tea.md"
        path.write_text(head + "\n".join(order), "utf-8")
        made = cite.article(load.manuscript(path))
        lines.append(ast.text(made.appendix).split("Cited in: ")[1])
    assert lines[0].startswith("Key points, Pots, Kettles")
    assert lines[1].startswith("Key points, Kettles, Pots")


def test_a_process_with_other_threads_is_not_forked(tmp_path: Path) -> None:
    """Where another thread could hold a lock, editions are made one after the other."""
    made = article(tmp_path, "apa")
    settings = Settings(article=tmp_path / "tea.md")
    rows = [EDITIONS[name] for name in ("bib", "ris", "csl-json")]
    jobs = [(row, settings.bench(tmp_path, row, Paper.A4)) for row in rows]
    stop = threading.Event()
    waiting = threading.Thread(target=stop.wait)
    waiting.start()
    try:
        done = list(render.editions(made, jobs))
    finally:
        stop.set()
        waiting.join()
    assert [rendering.built.edition for rendering in done if rendering.built] == [
        "bib",
        "ris",
        "csl-json",
    ]
    assert not multiprocessing.active_children()
