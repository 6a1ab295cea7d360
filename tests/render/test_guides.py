"""The study guide and the teacher's edition: one selection, with and without the answers."""

from dataclasses import dataclass

import pytest

from chapbook import cite, load, render, verify
from chapbook.editions import EDITIONS
from chapbook.model import Article, BuiltEdition
from chapbook.render import html
from chapbook.settings import Settings
from chapbook.tools import pdftext
from chapbook.tools.pandoc import ast

TEXT = """---
title: "Kettles: what they are good for"
short-title: Kettles
author: {given: Ada, family: Lovelace}
date: 2026-11-22
lang: en-GB
license: CC-BY-4.0
cite-as: [apa]
---

# Heat

| Pot  | Use |
|------|-----|
| blue | tea |

: Pots. {#tab-pots}

::: discussion
Would you boil ink in [](#tab-pots)?
:::

::: {.only editions="student"}
Seen by students.

| a | b |
|---|---|
| 1 | 2 |

: For students. {#tab-students}
:::

::: {.only editions="teacher"}
| a | b |
|---|---|
| 1 | 2 |

: For teachers alone. {#tab-teachers}
:::

::: {.not editions="teacher"}
| a | b |
|---|---|
| 1 | 2 |

: Kept from teachers. {#tab-kept}
:::

::: glossary
Spout
:   Where it pours.

A very long term of many words
:   It has no room beside what it means.
:::

# Check

::: self-check
1. Which pot is for tea?

   - [ ] The red one
   - [x] The blue one

   ::: {.answer points=2}
   It is in the table.
   :::

2. Why?

   ::: answer
   Because of the leaves.
   :::
:::
"""


@dataclass(frozen=True, kw_only=True)
class Guides:
    """Both guides of one article, and what was found wrong with them."""

    article: Article
    built: dict[str, BuiltEdition]

    def pages(self, name: str) -> list[str]:
        """Return the words of each page as they are read aloud, furniture behind them."""
        pages = pdftext.pages(self.built[name].path)
        return [" ".join("".join(run.text for run in page.runs).split()) for page in pages]

    def text(self, name: str) -> str:
        """Return the words of all pages, without furniture."""
        runs = (run for page in pdftext.pages(self.built[name].path) for run in page.runs)
        return " ".join("".join(r.text for r in runs if not r.is_artifact).split())


@pytest.fixture(scope="module")
def guides(tmp_path_factory: pytest.TempPathFactory) -> Guides:
    """Print edition, study guide and teacher's edition of one article."""
    folder = tmp_path_factory.mktemp("guides")
    path = folder / "kettles.md"
    path.write_text(TEXT, "utf-8")
    article = cite.article(load.manuscript(path))
    settings = Settings(article=path)
    rows = [EDITIONS[name] for name in ("pdf", "student", "teacher")]
    jobs = [(row, settings.bench(folder, row, article.metadata.paper)) for row in rows]
    made = [each.built for each in render.editions(article, jobs)]
    return Guides(article=article, built={each.edition: each for each in made if each})


def test_nothing_is_found_wrong_with_them(guides: Guides) -> None:
    """The checks of finished files have nothing to say, the pages of print among them."""
    assert verify.findings(guides.article, list(guides.built.values())) == []


def test_teachers_read_each_answer_below_its_question(guides: Guides) -> None:
    """Question, choices, right letter, points and words follow one another."""
    text = guides.text("teacher")
    wanted = [
        *("Which pot is for tea?", "The red one", "The blue one"),
        *("Answer: b · Points: 2", "It is in the table."),
        *("Why?", "Answer", "Because of the leaves."),
    ]
    places = [text.index(wanted[0])]
    for words in wanted[1:]:
        places.append(text.index(words, places[-1]))
    assert places == sorted(places)
    assert text.count("Because of the leaves.") == 1


def test_the_right_choice_stands_out(guides: Guides) -> None:
    """It is set in strong type, which a copy keeps: broader than the same words for students."""
    widths = {}
    for name in ("student", "teacher"):
        runs = [run for page in pdftext.pages(guides.built[name].path) for run in page.runs]
        for words in ("The red one", "The blue one"):
            run = next(run for run in runs if run.text.strip() == words)
            widths[name, words] = run.right - run.left
    assert widths["teacher", "The blue one"] > 1.01 * widths["student", "The blue one"]
    assert widths["teacher", "The red one"] == pytest.approx(widths["student", "The red one"])


def test_points_to_discuss_stand_in_their_section(guides: Guides) -> None:
    """Below its heading and what stands before them there; students do not see them."""
    text = guides.text("teacher")
    assert text.index("Heat") < text.index("blue") < text.index("For discussion")
    assert "Would you boil ink in Table 1?" in text.replace("\u00a0", " ")
    assert "boil ink" not in guides.text("student")


def test_each_page_for_teachers_says_so(guides: Guides) -> None:
    """A copy among those of students shows on every page, by words; theirs never says it."""
    label = guides.article.labels["for-teachers"]
    assert all(f"{label} · Kettles" in page for page in guides.pages("teacher"))
    assert not any(label in page for page in guides.pages("student"))


def test_teachers_see_what_students_see(guides: Guides) -> None:
    """And what is for them alone, and not what is kept from them."""
    text = guides.text("teacher")
    assert "For students." in text
    assert "For teachers alone." in text
    assert "Kept from teachers." not in text
    assert "For teachers alone." not in guides.text("student")


def test_the_answers_are_on_a_leaf_to_cut_off(guides: Guides) -> None:
    """The last leaf holds the answers and nothing else, says where to cut, and whose they are."""
    *others, leaf = guides.pages("student")
    assert len(others) % 2 == 0
    assert "Because of the leaves." in leaf
    assert "Cut here" in leaf
    assert "Kettles" in leaf
    assert not any("Because of the leaves." in page or "Cut here" in page for page in others)
    assert "How to cite" not in leaf


def test_every_page_carries_the_foot(guides: Guides) -> None:
    """Date, review status, licence and the number of the page stand on each."""
    for name in ("student", "teacher"):
        pages = guides.pages(name)
        for number, page in enumerate(pages, 1):
            assert "Published 22 November 2026" in page
            assert "CC BY 4.0" in page
            assert f"Page {number} of {len(pages)}" in page


def test_terms_stand_beside_what_they_mean(guides: Guides) -> None:
    """In one line with it; a term that has no room there stands above."""
    runs = [run for page in pdftext.pages(guides.built["student"].path) for run in page.runs]
    spout, pours, long, means = (
        next(run for run in runs if words in run.text)
        for words in ("Spout", "Where it pours", "A very long term", "It has no room")
    )
    assert spout.right < pours.left
    assert abs(spout.bottom - pours.bottom) < spout.size_pt / 2
    assert long.bottom > means.top
    assert long.right > means.left


def test_meanings_have_no_white_space_at_their_edges(guides: Guides) -> None:
    """With it WeasyPrint ends some lines after the first word."""
    listed = [node for node in ast.nodes(guides.article.body) if node["t"] == "DefinitionList"]
    written = html.fragment(listed, guides.article, str, html.Notes.FOOT).html
    assert "<dd>Where it pours.</dd>" in written
