"""Callouts of GitHub and Obsidian, and what only their wikis know."""

import pytest

from chapbook import cite, load
from chapbook.tools.pandoc import ast
from tests.conftest import Desk, judged

FRONT = "---\ntitle: T\nauthor: A B\ndate: 2026-03-01\nlang: en\n---\n\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("> [!NOTE]\n> Useful *words*.", "Box 1. Note Useful words."),
        ("> [!info]- Its title\n> Words.\n>\n> - a list", "Box 1. Note: Its title Words. a list"),
        ("> [!WARNING]", "Box 1. Warning"),
        ("> A quotation.", "A quotation."),
    ],
)
def test_a_quotation_with_a_mark_is_a_callout(desk: Desk, typed: str, said: str) -> None:
    """The mark is its kind, what stands behind that its title; other quotations stay."""
    article = cite.article(load.manuscript(desk.article(FRONT + typed + "\n")))
    printed = " ".join(map(ast.text, [*article.lead, *article.body]))
    assert " ".join(printed.replace("\u00a0", " ").split()) == said


@pytest.mark.parametrize("typed", ["[[Other note]]", "![[dot.png]]", "%%a comment%%"])
def test_what_only_a_wiki_knows_is_a_finding(desk: Desk, typed: str) -> None:
    """It would be printed as it is typed."""
    found = judged(desk.article(f"{FRONT}See {typed}.\n"))
    assert [(f.code, f.place.line) for f in found] == [("raw-format", 8)]


@pytest.mark.parametrize("typed", ["`[[code]]`", "x[[i]]", "[[1]]", "100 %% or 5 %%"])
def test_brackets_of_other_kinds_are_none(desk: Desk, typed: str) -> None:
    """Code, indices and numbers in double brackets are text."""
    assert not judged(desk.article(f"{FRONT}See {typed}.\n"))
