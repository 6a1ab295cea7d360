"""Large print as it lies on the table: nothing lost, nothing small, slanted, broken or crowded."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from chapbook import cite, load, verify
from chapbook.editions import EDITIONS, Paper
from chapbook.findings import Finding
from chapbook.model import Article, BuiltEdition
from chapbook.render import pages
from chapbook.render.handout import large_print
from chapbook.settings import Workbench
from chapbook.tools import pdftext
from chapbook.tools.pandoc import ast
from chapbook.tools.pdf import read, structure

ROW = EDITIONS["large-print"]

HEAD = """---
title: {title}
author: [Ada Field]
date: 2026-03-01
lang: {lang}
license: CC-BY-4.0
cite-as: [apa]
---

"""

TEXT = """
# Colds

A cold is an infection of the nose and the throat. *Most colds pass* within a week or two, and
nobody needs an antibiotic for one.[^1]

*This whole paragraph was typed in slanted letters, which large print sets upright.*

[^1]: Antibiotics do not act on viruses.

- Drink enough.
- Rest.
"""

TABLES = """
# Tables

| Cold | Flu |
|:-----|:----|
| slow | sudden |

: Two short columns. {#tab-short}

+-------------+-----------------------------------------+------------------+
| Sign        | How often it is seen                    | What helps       |
|             +--------------------+--------------------+                  |
|             | in children        | in grown-up people |                  |
+=============+====================+====================+==================+
| **General signs**                                                        |
+-------------+--------------------+--------------------+------------------+
| Runny nose  | nearly always,     | often, and for     | a handkerchief   |
|             | also without       | about a week       | that is thrown   |
|             | fever[^2]          |                    | away             |
+-------------+--------------------+--------------------+                  |
| Fever       | now and then, and  |                    |                  |
|             | then rather high   |                    |                  |
+-------------+--------------------+--------------------+------------------+
| Cough       | for up to three weeks after all other   | warm drinks      |
|             | signs are gone                          |                  |
+-------------+--------------------+--------------------+------------------+
|             | - by day           | worse at night     |                  |
|             | - by night         | than by day        |                  |
+-------------+--------------------+--------------------+------------------+

: Signs and their ages. {#tab-signs}

[^2]: Fever above 38.5 °C.
"""


def written(
    folder: Path, body: str, lang: str = "en-GB", title: str = "Coughs and sneezes"
) -> Article:
    """Return the article with *body*, read from *folder*."""
    path = folder / "article.md"
    path.write_text(HEAD.format(title=title, lang=lang) + body, "utf-8")
    return cite.article(load.manuscript(path))


def made(article: Article, folder: Path, size_pt: float = 18) -> BuiltEdition:
    """Return *article* in large print."""
    bench = Workbench(desk=folder, name="large.pdf", paper=Paper.A4, size_pt=size_pt)
    built = large_print.make(article, ROW, bench).built
    assert built is not None
    return built


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> tuple[Article, BuiltEdition]:
    """An article with text and tables of all kinds, and its large print."""
    folder = tmp_path_factory.mktemp("hard")
    article = written(folder, TEXT + TABLES)
    return article, made(article, folder)


def test_nothing_is_found_wrong_with_it(hard: tuple[Article, BuiltEdition]) -> None:
    """All that the article says is there, table by table, and the pages keep their promises."""
    article, built = hard
    assert verify.findings(article, [built]) == []


def test_a_table_that_fits_stays_one(hard: tuple[Article, BuiltEdition]) -> None:
    """Two short columns have room; three of sentences have none."""
    _, built = hard
    (table,) = structure.read(built.path).each("Table")
    assert "sudden" in table.text


def test_a_table_without_room_is_a_list(hard: tuple[Article, BuiltEdition]) -> None:
    """Each row is an item named by its first cell; each other cell says the heads above it."""
    _, built = hard
    tree = structure.read(built.path)
    captions = [" ".join(each.text.split()) for each in tree.each("Caption")]
    assert captions == ["Table 1. Two short columns.", "Table 2. Signs and their ages."]
    listed = next(each for each in tree.each("L") if "Runny nose" in each.text)
    items = [item.text.split("\n") for item in listed.elements if item.role == "LI"]
    said = [[" ".join(line.split()) for line in item] for item in items]
    often, away = "How often it is seen, ", "What helps: a handkerchief that is thrown away"
    assert said[0] == [
        "Sign: Runny nose",
        f"{often}in children: nearly always, also without feverb",
        f"{often}in grown-up people: often, and for about a week",
        away,
    ]
    assert said[1][2:] == [f"{often}in grown-up people: –", away]
    both = "How often it is seen, in children, in grown-up people: for up to three weeks"
    assert said[2][1].startswith(both)
    assert said[3][0] == f"{often}in children:"


def test_a_note_stands_below_what_calls_for_it(hard: tuple[Article, BuiltEdition]) -> None:
    """Behind its paragraph or its table, with the letter of its call; never at a page's foot."""
    _, built = hard
    said = " ".join(structure.read(built.path).text.split())
    assert "antibiotic for one.a a Antibiotics do not act on viruses. This whole" in said
    assert "worse at night than by day What helps: – b Fever above 38.5 °C." in said


def test_a_whole_paragraph_in_italics_is_upright(tmp_path: Path) -> None:
    """Emphasis that marks off nothing goes; that of single words stays, to be bold."""
    article = written(tmp_path, "# A\n\n*All of it.*\n\nSome *of* it.\n")
    blocks = large_print.upright(article.body)
    stressed = [ast.text(node) for node in ast.nodes(blocks) if node["t"] == "Emph"]
    assert stressed == ["of"]


@pytest.mark.parametrize("size_pt", [18, pytest.param(24, marks=pytest.mark.proof)])
def test_all_running_text_has_the_size_that_was_asked_for(tmp_path: Path, size_pt: float) -> None:
    """Text, notes, captions and cells alike; only raised letters are smaller."""
    built = made(written(tmp_path, TEXT + TABLES), tmp_path, size_pt)
    sizes = {
        round(run.size_pt, 1)
        for page in pdftext.pages(built.path)
        for run in page.runs
        if not run.is_artifact and len(run.text.strip()) > 3
    }
    assert min(sizes) == size_pt


def test_the_face_is_one_for_those_who_see_badly(hard: tuple[Article, BuiltEdition]) -> None:
    """Letters are Atkinson Hyperlegible in two weights, whatever the theme says."""
    _, built = hard
    names = {font.name for font in read.anatomy(built.path).fonts}
    assert names == {"Atkinson-Hyperlegible", "Atkinson-Hyperlegible-Bold"}


def test_a_long_word_of_the_title_is_not_cut(tmp_path: Path) -> None:
    """The title is set smaller where one of its words would be wider than the page."""
    word = "Krankenversicherungskarte"
    built = made(written(tmp_path, TEXT, lang="de", title=word), tmp_path)
    runs = pdftext.pages(built.path)[0].runs
    assert max(runs, key=lambda run: run.size_pt).text.strip() == word


WIDE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 200" width="900" height="200">
<rect width="900" height="200" fill="#ffffff"/>
<text x="20" y="100" font-family="Source Sans Pro" font-size="{size}" fill="#000000">{words}</text>
</svg>"""

FIGURE = """
# Before

{before}

## A drawing

![A wide one.](wide.svg){{#fig-wide alt="Words in a line." description="#wide-words"}}

After it.

::: {{.description #wide-words}}
All that the drawing says.
:::
"""


def drawn(folder: Path, size: int, words: str = "Fill, drink, rest", lines: int = 20) -> Article:
    """Return an article with one drawing, whose words are of *size*, 45 to the width of a page."""
    (folder / "wide.svg").write_text(WIDE.format(size=size, words=words), "utf-8")
    before = "Here stands a line of text that goes before it all.\n\n" * lines
    return written(folder, FIGURE.format(before=before))


def sizes_mm(built: BuiltEdition) -> list[tuple[float, float]]:
    """Return the sizes of the pages."""
    return [(round(width), round(height)) for width, height in read.anatomy(built.path).sizes_mm]


def test_a_wide_drawing_with_small_words_turns_its_page(tmp_path: Path) -> None:
    """The heading above it comes along; nothing of that is found wrong."""
    article = drawn(tmp_path, size=20)
    built = made(article, tmp_path)
    assert verify.findings(article, [built]) == []
    index = sizes_mm(built).index((297, 210))
    words = " ".join(run.text for run in pdftext.pages(built.path)[index].runs)
    assert "A drawing" in words
    assert "A wide one." in words


@pytest.mark.proof
@pytest.mark.parametrize(("size", "lines"), [(120, 20), (20, 0)])
def test_a_page_is_turned_only_for_good_reason(tmp_path: Path, size: int, lines: int) -> None:
    """Not where words are large as it is, nor where the page before would be left white."""
    built = made(drawn(tmp_path, size, "Fill", lines), tmp_path)
    assert set(sizes_mm(built)) == {(210, 297)}


def test_below_a_figure_stands_where_it_is_described(tmp_path: Path) -> None:
    """A line names the page of its description, which says its words in the size of the text."""
    built = made(drawn(tmp_path, size=120, words="Fill"), tmp_path)
    said = " ".join(structure.read(built.path).text.split())
    page_number = next(
        index + 1
        for index, page in enumerate(pdftext.pages(built.path))
        if any("All that the drawing says" in run.text for run in page.runs)
    )
    assert f"Description of Figure 1 (page {page_number})" in said


Break = Callable[[str], list[Finding]]


@pytest.fixture
def spoiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hard: tuple[Article, BuiltEdition]
) -> Break:
    """A function that makes the edition with one more rule in its style and judges it."""
    article, _ = hard
    sheets = pages.stylesheets

    def judged(rule: str) -> list[Finding]:
        monkeypatch.setattr(pages, "stylesheets", lambda row, look: [*sheets(row, look), rule])
        return verify.findings(article, [made(article, tmp_path)])

    return judged


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("em { font-style: italic !important }", "slanted letters"),
        ("p { font-size: 14pt }", "14 pt large, less than 18 pt"),
        (
            "main p { hyphens: auto !important; hyphenate-limit-chars: 4 2 2; "
            "hyphenate-limit-zone: 0; width: 45mm }",
            "a word is broken on page",
        ),
        ("section { columns: 2 }", "more than one column"),
    ],
)
def test_each_broken_promise_is_found(spoiled: Break, rule: str, words: str) -> None:
    """Slanted or small letters, broken words and columns are found, each by its own check."""
    found = {finding.message: finding.code for finding in spoiled(rule)}
    assert found
    assert all(words in message for message in found), found
    assert set(found.values()) == {"edition-layout"}


def test_a_cell_that_is_lost_from_a_list_is_found(
    tmp_path: Path, hard: tuple[Article, BuiltEdition]
) -> None:
    """A row of the article that the list lacks is missed, word for word."""
    article, _ = hard

    def without_row(node: ast.Node) -> ast.Node:
        if node["t"] != "Table" or len(node["c"][2]) < 3:
            return node
        *parts, bodies, foot = node["c"]
        shorter = [[*body[:3], [row for i, row in enumerate(body[3]) if i != 2]] for body in bodies]
        return {**node, "c": [*parts, shorter, foot]}

    built = made(replace(article, body=ast.changed(article.body, without_row)), tmp_path)
    found = verify.findings(article, [built])
    assert [finding.code for finding in found] == ["edition-unlike"] * len(found)
    assert any("now and then" in finding.message for finding in found)


def test_a_size_is_held_against_the_one_asked_for(hard: tuple[Article, BuiltEdition]) -> None:
    """A file of 18 pt is refused where 20 pt were asked for."""
    article, built = hard
    found = verify.findings(article, [replace(built, size_pt=20)])
    assert found
    assert all("is 18 pt large, less than 20 pt" in finding.message for finding in found)
