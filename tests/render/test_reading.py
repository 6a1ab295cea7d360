"""The record of an article says what a pack must know, and can stand without the article."""

from pathlib import Path

import pytest

from chapbook import cite, load
from chapbook.editions import EDITIONS
from chapbook.errors import OutputError
from chapbook.pack import Record
from chapbook.pagemap import PageMap, PageStart
from chapbook.render import leaves, located, questions, reading
from chapbook.settings import Settings
from chapbook.tools import records
from chapbook.tools.pandoc import ast
from tests.conftest import GOOD

TEXT = """---
title: Tea
author: {given: Ada, family: Lovelace}
date: 2026-11-22
lang: en-GB
license: CC-BY-4.0
url: https://example.org/tea
keywords: [tea, $H_2O$]
references:
  - id: a1
    type: book
    title: On water
    author: [{family: Adams, given: A.}]
    issued: {date-parts: [[2001]]}
---

# Water

Hot water[^n] makes tea [@a1]. Two-fold words count once.

[^n]: Not boiling.

![A pot.](pot.png){#fig-pot alt="A pot" credit="B. Potter" licence="CC-BY-4.0" source="https://example.org/pot"}

::: glossary
Steep
: To leave leaves in [hot water](#water) [@a1].
:::

::: self-check
1. How hot?
   - [ ] Cold
   - [x] Hot ![the pot](pot.png)

   ::: {.answer points=2}
   Hot, as [the text](#water) says [@a1].
   :::
2. Why?
:::
"""


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """The record of an article with everything that packs ask for."""
    (tmp_path / "pot.png").write_bytes(next(GOOD.rglob("*.png")).read_bytes())
    (tmp_path / "tea.md").write_text(TEXT, "utf-8")
    article = cite.article(load.manuscript(tmp_path / "tea.md"))
    starts = (
        PageStart(leaf=0, offset=0),
        PageStart(leaf=max(leaves.of(leaves.numbered(article))), offset=0),
    )
    pages = PageMap(of_ids={"water": 2}, starts=starts)
    article = located.article_with_pages(article, pages, EDITIONS["reading"])
    bench = Settings(article=tmp_path / "tea.md").bench(
        tmp_path, EDITIONS["reading"], article.metadata.paper
    )
    built = reading.make(article, EDITIONS["reading"], bench).built
    assert built is not None
    return records.read(built.path)


def test_it_says_who_wrote_what(record: Record) -> None:
    """Title, authors, licence, address, works and figures come back from the file."""
    assert (record.title, record.byline) == ("Tea", "Ada Lovelace")
    assert record.authors == ({"family": "Lovelace", "given": "Ada"},)
    assert (record.licence, record.address) == ("CC-BY-4.0", "https://example.org/tea")
    assert record.keywords == ("tea", "H₂O")
    assert [work["title"] for work in record.references] == ["On water"]
    assert [(c.label, c.source) for c in record.credits] == [
        ("Figure 1", "https://example.org/pot")
    ]
    assert (record.figure_count, record.table_count, record.page_count) == (1, 0, 2)
    assert next(s for s in record.sections if s.identifier == "water").page_number == 2


def test_questions_come_with_their_answers(record: Record) -> None:
    """Choices know whether they are right; an open question has none; points are the author's."""
    closed, open_question = record.questions
    assert [choice.is_right for choice in closed.choices] == [False, True]
    assert (closed.points, open_question.points) == (2, 1)
    assert ast.text(closed.blocks) == "How hot?"
    assert ast.text(closed.answer).strip() == "Hot, as the text says."
    assert open_question.choices == ()
    assert set(record.pictures) == {"pot.png"}


LETTERED = """---
title: Tea
author: {given: Ada, family: Lovelace}
date: 2026-11-22
lang: en
---

::: self-check
1. Which belongs into the pot?

   a) Leaves
   b) Milk

   - [x] The first
   - [ ] The second

     ::: answer
     Milk is for *later*.
     :::

   - [ ] Both

   ::: answer
   Milk goes into the cup.
   :::
:::
"""


def test_a_lettered_list_of_the_question_is_no_choice(tmp_path: Path) -> None:
    """What an author letters stays with the question; choices are the list behind it."""
    (tmp_path / "tea.md").write_text(LETTERED, "utf-8")
    (asked,) = questions.of(cite.article(load.manuscript(tmp_path / "tea.md")))
    assert [ast.text(choice.blocks) for choice in asked.choices] == [
        "The first",
        "The second",
        "Both",
    ]
    assert [choice.is_right for choice in asked.choices] == [True, False, False]
    assert [ast.text(choice.answer) for choice in asked.choices] == ["", "Milk is for later.", ""]
    assert ast.text(asked.answer) == "Milk goes into the cup."
    assert ast.text(asked.blocks) == "Which belongs into the pot? Leaves Milk"


def test_it_stands_alone(record: Record) -> None:
    """Nothing in it leads into the article: no link, no id, no mark of a citation or note."""
    trees = [
        record.glossary,
        [(q.blocks, q.answer, [c.blocks for c in q.choices]) for q in record.questions],
    ]
    nodes = [node for tree in trees for node in ast.nodes(list(map(list, tree)))]

    assert ast.text(record.glossary[0][1]) == "To leave leaves in hot water."
    assert not [n for n in nodes if n["t"] in {"Cite", "Note"} or ast.identifier(n)]
    assert not [n for n in nodes if n["t"] == "Link" and n["c"][2][0].startswith("#")]


def test_a_file_that_is_no_record_is_refused(tmp_path: Path) -> None:
    """Another program's file is not taken for a record."""
    (tmp_path / "x.json").write_text('{"title": "Tea"}', "utf-8")
    with pytest.raises(OutputError, match="no record of a reading"):
        records.read(tmp_path / "x.json")
