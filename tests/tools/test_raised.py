"""Raised marks stay with their words, and ranges of numbers on one line."""

import pytest

from chapbook.model import Node
from chapbook.tools.hypertext import raised
from chapbook.tools.pandoc import ast, markdown


def spans(text: str) -> list[tuple[list[str], str]]:
    """Return class and text of each span in the Markdown *text*, as print shows it."""
    blocks: list[Node] = raised.with_their_words(markdown.read(text)[0])
    return [(ast.classes(n), ast.text(n)) for n in ast.nodes(blocks) if n["t"] == "Span"]


@pytest.mark.parametrize("word", ["18–67", "2–40", "(1996–2009),", "1.66–3.39)."])
def test_a_range_of_numbers_is_kept_whole(word: str) -> None:
    """No line ends behind the dash between two numbers."""
    assert spans(f"Men aged {word} years.") == [(["range"], word)]


@pytest.mark.parametrize("word", ["London–Paris", "978-3-16-148410-0", "–5", "1–" * 20 + "1"])
def test_other_words_may_break(word: str) -> None:
    """A dash between names, a hyphen, a minus and a very long run are left to the line."""
    assert spans(f"See {word} there.") == []


def test_brackets_behind_the_name_of_a_style_are_kept_whole() -> None:
    """No line ends in "(author–"; elsewhere such a word is left to the line."""
    cited = "::: citations\nChicago (author–date)\n\n:   A (notes and bibliography) entry.\n:::"
    assert spans(cited) == [(["marked"], "(author–date)")]
    assert spans("A (well-known) rule.") == []
