"""The reviewer's copy: numbered lines, sources beside sentences, changes, a page to sign."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from chapbook import cite, load
from chapbook.editions import EDITIONS, Paper
from chapbook.model import Article, BuiltEdition
from chapbook.render import review
from chapbook.render.review import aside, numbers
from chapbook.settings import Workbench
from chapbook.tools import pdftext, weasy
from chapbook.tools.pdftext import Page, Run
from chapbook.verify import case as cases
from chapbook.verify import printed, reviewing
from chapbook.verify.content import tags

weasy.warm_up()

FRONT = """---
title: Tea
author: Ada Lovelace
date: 2026-01-02
version: "1.0"
lang: en-GB
bibliography: w.bib
abstract: About tea.
---
"""
SIGNED = """
# Pots

Tea is a drink. About 40% of people drink it with milk. Green tea needs three minutes [@one, p. 5].

A paragraph that is going to vanish, whole.

- Warm the pot
- Pour the water

| Tea | Minutes |
|-----|--------:|
| Black [@two] | 4 |

: How long to wait {#tab-t}

![A pot](p.svg){#fig-p alt="A round pot"}

::: {.only editions="epub"}
For readers on the road.
:::
"""
NOW = (
    SIGNED.replace("three minutes", "two whole minutes")
    .replace("A paragraph that is going to vanish, whole.\n\n", "")
    .replace("| 4 |", "| 5 |")
    .replace("- Pour", "- Wait\n- Pour")
)
WORKS = """
@book{one, title={Leaves}, author={Ada Smith and Bo Li and Cy Ray}, year={1999}, publisher={P},
  address={London}, doi={10.1234/leaves}}
@book{two, title={A long book about black tea and its makers}, year={2001}, publisher={P},
  address={London}}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><path d="M0 0h90v40z"/></svg>'


def solid(text: str) -> str:
    """Return *text* without white space: that of line ends is lost on pages."""
    return "".join(text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy that was made, and what it was made from."""

    article: Article
    built: BuiltEdition
    pages: tuple[Page, ...]

    @property
    def case(self) -> cases.Case:
        """The file as those who verify see it."""
        return cases.cases(self.article, [self.built])[0]

    def runs(self) -> list[Run]:
        """Return all that is drawn."""
        return [run for page in self.pages for run in page.runs]

    def text(self) -> str:
        """Return all that is read aloud."""
        return solid(" ".join(r.text for r in self.runs() if not r.is_artifact))

    def run(self, words: str) -> Run:
        """Return what is drawn that holds *words*."""
        return next(run for run in self.runs() if words in run.text)


def made(path: Path, name: str) -> Copy:
    """Return the copy of the article *path*."""
    article = cite.article(load.manuscript(path))
    bench = Workbench(desk=path.parent, name=name, paper=Paper.A4)
    done = review.make(article, EDITIONS["review"], bench)
    assert done.built is not None
    assert done.findings == ()
    return Copy(article=article, built=done.built, pages=pdftext.pages(done.built.path))


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    (folder / "w.bib").write_text(WORKS, "utf-8")
    (folder / "p.svg").write_text(SVG, "utf-8")
    (folder / "tea.md").write_text(FRONT + SIGNED, "utf-8")
    return folder


@pytest.fixture(name="first", scope="module")
def _first(folder: Path) -> Copy:
    """The copy before anybody signed."""
    return made(folder / "tea.md", "first.pdf")


@pytest.fixture(name="second", scope="module")
def _second(folder: Path, first: Copy) -> Copy:
    """The copy of a text that changed after it was signed."""
    assert first.article.versions == ()
    said = ["--given", "Eva", "--family", "Arzt", "--date", "2026-02-01", "--today", "2026-02-01"]
    assert pipeline.main(["sign", str(folder / "tea.md"), *said]) == 0
    path = folder / "tea.md"
    path.write_text(path.read_text("utf-8").replace(SIGNED, NOW), "utf-8")
    return made(path, "second.pdf")


def test_every_fifth_line_has_its_number(first: Copy) -> None:
    """Numbers are furniture in the margin, on the baseline of their lines, and run on."""
    found = [run for page in first.pages for run in reviewing._numbers(page)]
    assert [run.text.strip() for run in found] == [str(n) for n in range(5, 5 * len(found) + 1, 5)]
    assert len(found) >= 3
    assert not list(reviewing.line_numbers(first.case, first.pages))


def test_a_source_stands_beside_its_sentence(first: Copy) -> None:
    """Number, authors, year, page and DOI are on the height of the sentence, at its side."""
    sentence, source = first.run("Green tea"), first.run("Smith et al. 1999")
    assert source.left > sentence.right - 1
    assert abs(source.top - sentence.top) < 8
    assert solid("1 Smith et al. 1999, p. 5, 10.1234/leaves") in first.text()


def test_a_table_has_its_sources_below_it_by_row(first: Copy) -> None:
    """A work without an author goes by its title."""
    assert solid("Row 1: 2 A long book about black tea … 2001") in first.text()


def test_a_claim_without_a_source_is_asked_for(first: Copy) -> None:
    """The words that make it a claim are named beside it, and its line on the page to sign."""
    assert solid("No source? (40%") in first.text()
    (line,) = re.findall(r"claimsthatcitenothing:(\d+)L?", first.text())
    assert 1 < int(line) < 8
    assert first.text().count("Nosource?") == 1


def test_it_says_what_single_editions_leave_out(first: Copy) -> None:
    """Alternative texts are signed for, and parts for some readers: both can be read."""
    assert solid("Alternative text: A round pot") in first.text()
    assert solid("Only in these editions: epub For readers on the road.") in first.text()


def test_the_page_to_sign_names_the_very_text(first: Copy) -> None:
    """Content hash, mark, version, number of words, and the line to type are there."""
    last = "".join(run.text for run in first.pages[-1].runs)
    assert first.article.content_hash in "".join(last.split())
    assert first.article.frozen.mark in last
    for words in ("Version 1.0", "Words: ", "Approved as it stands", "Competing interests"):
        assert solid(words) in solid(last)
    assert solid("pipeline.py sign tea.md --given=… --family=…") in first.text()
    assert solid("No earlier text was kept") in first.text()


def test_changes_are_shown_word_by_word(second: Copy) -> None:
    """What came and what went stands in the text, numbers of lines with a bar at the end."""
    text = second.text()
    assert solid("Changes since the text that was kept last (Version 1.0 · Text ") in text
    assert solid("needs three two whole minutes") in text
    assert solid("A paragraph that is going to vanish, whole. ¶") in text
    assert "45" in text
    assert re.search(r"Linesthatchanged:\d+", text)
    struck = second.run("three")
    kept = second.run("Green tea")
    assert struck.paint != kept.paint


def test_verify_finds_nothing_in_either(first: Copy, second: Copy) -> None:
    """Claims, tags, margins, contrast, the text and its lines hold."""
    assert list(printed.review(first.case)) == []
    assert list(printed.review(second.case)) == []


class TestJudge:
    """One thing is broken, and exactly that is found."""

    def test_a_paragraph_that_is_missing(self, first: Copy) -> None:
        """A text of which the copy lacks a paragraph is not what would be signed."""
        extra = {"t": "Para", "c": [{"t": "Str", "c": "Forgotten."}]}
        more = replace(first.article, body=[*first.article.body, extra])
        (found,) = reviewing.whole(replace(first.case, article=more), tags.of(first.case.tree))
        assert "Forgotten." in found.message

    def test_another_text(self, first: Copy) -> None:
        """A copy of one text is none of another."""
        other = replace(first.article, content_hash="f" * 64)
        (found,) = reviewing.signed(replace(first.case, article=other), tags.of(first.case.tree))
        assert "which text is signed" in found.message

    def test_a_word_of_nobody(self, first: Copy) -> None:
        """What neither article, labels nor the earlier text say is told."""
        content = tags.of(first.case.tree)
        other = replace(content, notes=(*content.notes, "Zanzibarian"))
        (found,) = reviewing.nothing_else(first.case, other)
        assert "Zanzibarian" in found.message

    def test_a_number_that_is_left_out_or_moved(self, first: Copy) -> None:
        """Numbers count on, and stand beside lines."""
        at, number = next(
            (n, run) for n, page in enumerate(first.pages) for run in reviewing._numbers(page)
        )
        page = first.pages[at]
        without = replace(page, runs=tuple(run for run in page.runs if run is not number))
        found = list(reviewing.line_numbers(first.case, (without, *first.pages[at + 1 :])))
        assert [f.message for f in found] == ["page 1: line 10 is numbered where line 5 would be"]
        line = [run for run in page.runs if not run.is_artifact and abs(run.top - number.top) < 12]
        bare = replace(page, runs=tuple(run for run in page.runs if run not in line))
        (found,) = reviewing.line_numbers(first.case, (bare,))
        assert found.message == "page 1: no line stands beside number 5"


SIZES = st.lists(st.tuples(st.floats(0, 900), st.floats(1, 60)), max_size=12)


@given(SIZES)
def test_notes_never_overlap(spots: list[tuple[float, float]]) -> None:
    """In their order, apart, none above the page; none below it where there is room."""
    spots.sort()
    wanted, heights = [top for top, _ in spots], [height for _, height in spots]
    tops = aside.settled(wanted, heights, 1000.0)
    ends = [top + height for top, height in zip(tops, heights, strict=True)]
    assert all(end < top for end, top in zip(ends, tops[1:], strict=False))
    assert all(top >= -0.001 for top in tops)
    assert all(end <= 1000.001 for end in ends)
    apart = aside.settled([0.0, 500.0], [20.0, 20.0], 1000.0)
    assert apart == [0.0, 500.0]


@given(st.sets(st.integers(1, 60)))
def test_spans_say_each_number_once(lines: set[int]) -> None:
    """Spans read back are the numbers that went in."""
    said = numbers.spans(sorted(lines))
    back: list[int] = []
    for part in said.split(", ") if lines else []:
        first, _, last = part.partition("–")
        back += range(int(first), int(last or first) + 1)
    assert back == sorted(lines)
