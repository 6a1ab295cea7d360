"""Handouts that are selections name the page of print on which what they show begins."""

from dataclasses import replace
from pathlib import Path

import pytest

from chapbook import cite, load, render
from chapbook.editions import EDITIONS
from chapbook.model import Article
from chapbook.pagemap import PageMap, PageStart
from chapbook.render import leaves, located, markers
from chapbook.render.handout import print_pages
from chapbook.settings import Settings
from chapbook.tools import pdftext
from chapbook.tools.hypertext import pagebreak
from chapbook.tools.pandoc import ast

HEAD = """---
title: Kettles
author: {given: Ada, family: Lovelace}
date: 2026-11-22
lang: en-GB
cite-as: [apa]
---

"""

TEXT = f"""{HEAD}# One

A word and *another one* here.

| Pot  | Use |
|------|-----|
| blue | tea |
| red  | ink |

: Pots. {{#tab-pots}}

# Two

Last words.
"""


def marked(folder: Path, *begun: str) -> Article:
    """Return the article, whose pages of print begin with the words *begun* but for the first."""
    path = folder / "kettles.md"
    path.write_text(TEXT, "utf-8")
    article = cite.article(load.manuscript(path))
    texts = {number: leaf.text for number, leaf in leaves.of(leaves.numbered(article)).items()}
    starts = [PageStart(leaf=0, offset=0)]
    for word in begun:
        number = next(n for n, text in texts.items() if word in text)
        starts.append(PageStart(leaf=number, offset=texts[number].index(word)))
    pages = PageMap(of_ids={}, starts=tuple(starts))
    return located.article_with_pages(article, pages, EDITIONS["student"])


def said(blocks: list[ast.Node]) -> str:
    """Return the words of *blocks*, with the number of each marker in brackets."""

    def visit(node: ast.Node) -> ast.Node:
        if not pagebreak.is_marker(node):
            return node
        words = ast.string(f"[{pagebreak.number(node)}] ")
        return ast.plain(words) if node["t"] == "Div" else ast.span(words, ast.attr())

    return ast.text(ast.changed(blocks, visit))


def told(article: Article, *kinds: str) -> str:
    """Return what the blocks of these *kinds* say, with the pages beside them."""
    stamped = print_pages.stamped(article)
    chosen = [block for block in stamped.body if not kinds or block["t"] in kinds]
    return said(print_pages.told(chosen, stamped))


def test_a_page_is_named_where_it_begins(tmp_path: Path) -> None:
    """Where everything is shown, each number stands at the first word of its page."""
    text = told(marked(tmp_path, "another", "red", "Last"))
    assert text.startswith("[1] One A word and [2] another one here.")
    assert "tea [3] red ink Two [4] Last words." in text


def test_what_is_left_out_does_not_take_its_page_along(tmp_path: Path) -> None:
    """A table whose section began on the page before has the page of its own first word."""
    article = marked(tmp_path, "here", "Last")
    assert told(article, "Table").startswith("[2] Table")
    assert told(article, "Header") == "[1] One [2] Two"


def test_pages_without_words_are_passed_over(tmp_path: Path) -> None:
    """Where several pages begin in one place the last of them is named, once."""
    assert told(marked(tmp_path, "Two", "Two", "Two"), "Header") == "[1] One [4] Two"


def test_going_back_in_print_is_said(tmp_path: Path) -> None:
    """Parts in an order of their own are named again; only one marker has the page's id."""
    article = print_pages.stamped(marked(tmp_path, "Two"))
    first, *_, last = article.body
    blocks = print_pages.told([last, first, last], article)
    assert said(blocks) == "[2] Last words. [1] One [2] Last words."
    found = [ast.identifier(n) for n in ast.nodes(blocks) if pagebreak.is_marker(n)]
    assert found == [markers.identifier(article, 2), markers.identifier(article, 1), ""]


def test_the_head_of_a_table_has_no_number(tmp_path: Path) -> None:
    """It is printed again on later pages, where the number would be wrong; the first row has it."""
    text = told(marked(tmp_path, "Use"), "Table")
    assert text == "[1] Table 1. Pots. Pot Use [2] blue tea red ink"


def test_parts_that_print_has_elsewhere_name_no_page(tmp_path: Path) -> None:
    """What stands beside them keeps its own page, and what follows is named anew if it must."""
    article = print_pages.stamped(marked(tmp_path, "here", "Last"))
    table = next(block for block in article.body if block["t"] == "Table")
    moved = ast.div([article.body[-1]], ast.attr("", ["answer"]))
    blocks = print_pages.told([article.body[0], moved, table], article, elsewhere=["answer"])
    assert said(blocks).startswith("[1] One Last words. [2] Table")


def test_without_pages_nothing_is_named(tmp_path: Path) -> None:
    """An article whose print edition is not known has no numbers."""
    article = replace(marked(tmp_path, "Two"), page_map=None)
    assert "[" not in told(replace(article, body=[article.body[0]]))


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study guide of an article whose table lies on the third page of print."""
    folder = tmp_path_factory.mktemp("guide")
    path = folder / "kettles.md"
    filler = "\n\n".join("Words that fill the pages of print, and go on. " * 12 for _ in range(14))
    path.write_text(TEXT.replace("A word", f"{filler}\n\nA word"), "utf-8")
    article = cite.article(load.manuscript(path))
    row = EDITIONS["student"]
    bench = Settings(article=path).bench(folder, row, article.metadata.paper)
    (made,) = render.editions(article, [(row, bench)])
    assert made.built
    return made.built.path


def test_the_number_stands_in_the_margin_and_is_no_text(guide: Path) -> None:
    """Beside the line, before its beginning, as furniture that no screen reader says."""
    page = pdftext.pages(guide)[0]
    (number,) = [run for run in page.runs if run.text.replace("\u00a0", " ") == "p. 3"]
    caption = next(run for run in page.runs if "Pots" in run.text)
    assert number.is_artifact
    assert page.type_area is not None
    assert number.right < page.type_area[0] <= caption.left
    assert abs((number.top + number.bottom) - (caption.top + caption.bottom)) < 4


def test_it_is_large_enough_to_read(guide: Path) -> None:
    """As large as the smallest text of the guide."""
    runs = [run for page in pdftext.pages(guide) for run in page.runs]
    numbers = [run for run in runs if run.text.startswith("p.\u00a0")]
    assert numbers
    assert all(run.size_pt > 9.9 for run in numbers)


@pytest.mark.parametrize(
    ("between", "is_passed"), [("", True), ("\n", True), (" words ", False), ("<em>a</em>", False)]
)
def test_a_number_is_passed_over_only_where_the_next_follows_at_once(
    between: str, is_passed: bool
) -> None:
    """Of two pages that begin in one paragraph both are said, unless no word stands between."""
    first, second = (f'<span id="page-{n}" role="doc-pagebreak"></span>' for n in (4, 5))
    text = pagebreak.passed(f"<p>Before {first}{between}{second} after</p>")

    assert ('id="page-4" role="doc-pagebreak" class="passed"' in text) is is_passed
    assert 'id="page-5" role="doc-pagebreak">' in text
