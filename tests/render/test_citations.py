"""The editor's report: sentences, the works that they cite, and claims that cite none."""

import re
from pathlib import Path

import lxml.html
import pytest

from chapbook import cite, load, render
from chapbook.editions import DEFAULT, EDITIONS, Paper
from chapbook.model import Article
from chapbook.render import citations, sentences
from chapbook.settings import ROOT, Workbench

WORKS = "".join(
    f"@book{{{key}, author={{{name}, A.}}, title={{Book of {name}}}, publisher={{K}}, year=2001}}\n"
    for key, name in {"ash": "Ash", "oak": "Oak", "elm": "Elm", "yew": "Yew"}.items()
)

TEXT = """---
title: "Salt & sugar"
author: Ada Lovelace
date: 2026-11-22
lang: en-GB
bibliography: works.bib
citation-style: {style}
---

# Salt

Salt is white [@ash]. Smith et al. say that it dissolves, e.g. in tea [@ash; @oak]; see Fig. 2. It
weighs 3.5 mg. Nobody minds.

It is associated with thirst. So is dust.[^1]

[^1]: A note cites a work [@oak, p. 3].

| Kind  | Share   |
|-------|---------|
| Rock  | 20%     |
| Sea   | 30% [@elm] |

: Kinds of salt

::: {{.self-check}}
1. Is it 40%?

   - [x] Yes
   - [ ] No

   ::: answer
   It is [@elm].
   :::
:::
"""


def read(folder: Path, style: str = "american-medical-association") -> Article:
    """Return the article of ``TEXT`` in *style*."""
    (folder / "works.bib").write_text(WORKS, "utf-8")
    path = folder / "salt.md"
    path.write_text(TEXT.format(style=style), "utf-8")
    return cite.article(load.manuscript(path))


@pytest.mark.parametrize("style", ["american-medical-association", "apa", "chicago-notes"])
def test_each_work_has_its_sentences(tmp_path: Path, style: str) -> None:
    """Numbers, names and notes: whatever the style, each work has every sentence that cites it."""
    style = "chicago-notes-bibliography" if style == "chicago-notes" else style
    works = {work.key: work for work in citations.cited(read(tmp_path, style))}
    assert set(works) == {"ash", "oak", "elm"}
    said = {key: [s.text for s in work.sentences] for key, work in works.items()}
    assert [s.split()[0] for s in said["ash"]] == ["Salt", "Smith"]
    assert [s.split()[0] for s in said["oak"]] == ["Smith", "A"]
    assert len(said["elm"]) == 2
    assert "Sea | 30%" in said["elm"][0]
    assert {s.section for s in works["ash"].sentences} == {"Salt"}


def test_raised_numbers_are_no_words(tmp_path: Path) -> None:
    """What stands raised in print is raised in the report and not run into the words."""
    first = next(iter(citations.cited(read(tmp_path)))).sentences[0]
    assert [(piece.text, piece.is_raised) for piece in first.pieces] == [
        ("Salt is white.", False),
        ("1", True),
    ]


def test_claims_without_a_citation_are_found(tmp_path: Path) -> None:
    """A measurement, a word that claims and a row are found; cited ones and questions are not."""
    found = [(c.sentence.text.strip(), c.because) for c in citations.claims(read(tmp_path))]
    assert found == [
        ("It weighs 3.5 mg.", "3.5 mg"),
        ("It is associated with thirst.", "is associated with"),
        ("Rock | 20%", "20%"),
    ]


@pytest.mark.parametrize(
    ("lang", "text", "because"),
    [
        ("de", "Studien zeigen es.", "Studien"),
        ("de-AT", "Das traf 12 Patienten.", "12 Patienten"),
        ("de", "Es kommt häufiger vor.", "häufiger"),
        ("de", "Salz ist weiß.", ""),
        ("fr", "Cela pèse 1,5 mg.", "1,5 mg"),
        ("fr", "Les données sont rares.", ""),
        ("en", "It rose by 1 200 000 to 24.7 %.", "24.7 %"),
        ("en", "Version 2 of the mgs is here.", ""),
        ("en", "A steady study.", "study"),
        ("en", "They studied at home.", ""),
    ],
)
def test_words_that_claim_go_by_language(lang: str, text: str, because: str) -> None:
    """Each language has its own words; one without words still has measurements."""
    piece = sentences.Piece(text=text)
    sentence = sentences.Sentence(section="", pieces=(piece,), keys=())
    assert sentences.claim(sentence, lang) == because


def page(article: Article, folder: Path) -> tuple[str, lxml.html.HtmlElement]:
    """Make the report of *article*; return its text and its root element."""
    bench = Workbench(desk=folder, name="report.html", paper=Paper.A4)
    render.edition(article, EDITIONS["citations"], bench)
    text = bench.path.read_text("utf-8")
    return text, lxml.html.fromstring(text)


def test_the_page_says_it_all(tmp_path: Path) -> None:
    """Works cited once and never, keys, sentences and sections are on the page."""
    _, root = page(read(tmp_path), tmp_path)
    words = " ".join(root.text_content().split())
    assert [dd.text for dd in root.iter("dd")] == ["3", "0", "1", "3"]
    assert "book of yew @yew" in words.lower()
    assert {s.get("id") for s in root.iter("section")} == {"work-ash", "work-oak", "work-elm"}
    assert "ash a. book of ash" in words.lower()


def test_the_page_needs_nothing_else(tmp_path: Path) -> None:
    """No script, nothing fetched, no link that leads nowhere."""
    text, root = page(cite.article(load.manuscript(ROOT / "source" / "calcinosis.md")), tmp_path)
    assert not list(root.iter("script", "img", "iframe", "link"))
    assert not re.search(r"url\((?![\"']?data:)", text)
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    targets = {a.get("href", "")[1:] for a in root.iter("a") if a.get("href", "").startswith("#")}
    assert targets <= ids
    assert len(list(root.iter("section"))) == 49
    assert all(section.find(".//li") is not None for section in root.iter("section"))


def test_an_article_without_works_has_a_report(tmp_path: Path) -> None:
    """Nothing cited and nothing claimed is said so, in the article's language."""
    path = tmp_path / "tee.md"
    head = "---\ntitle: Tee\nauthor: A B\ndate: 2026-11-22\nlang: de\n---\n\n"
    path.write_text(f"{head}Heiß.\n", "utf-8")
    _, root = page(cite.article(load.manuscript(path)), tmp_path)
    assert root.text_content().count("Keine.") == 4


def test_it_is_made_on_request_only() -> None:
    """A build that names no edition does not make the report."""
    assert EDITIONS["citations"] not in DEFAULT
