"""Marks beside citation numbers."""

from chapbook import cite, load
from chapbook.tools.pandoc import ast
from tests.conftest import Desk

FRONT = (
    "---\ntitle: T\nauthor: A B\ndate: 2026-03-01\nlang: en\n"
    "citation-style: american-medical-association\nbibliography: works.bib\n---\n\n"
)
WORKS = "".join(
    f"@book{{{key},\n  title = {{T}},\n  author = {{{name}, A.}},\n  publisher = {{P}},\n"
    "  year = 2001\n}\n"
    for key, name in (("a", "Arp"), ("b", "Bohr"))
)


def test_a_word_before_a_number_has_its_space(desk: Desk) -> None:
    """Bare commas stand between numbers, "1,2", and not before a word, "see 1, also 2"."""
    desk.article(WORKS, "works.bib")
    text = "One [see @a; also @b]. Two [@a; @b].\n"
    article = cite.article(load.manuscript(desk.article(FRONT + text)))
    (words,) = (ast.text(block) for block in article.lead or article.body)
    assert "see 1, also 2" in words
    assert "1,2" in words
