"""Sentences that speak of authors keep their subject in styles that cite by number."""

import pytest

from chapbook import cite, load
from chapbook.tools.pandoc import ast
from tests.conftest import Desk

FRONT = "---\ntitle: T\nauthor: A B\ndate: 2026-03-01\nlang: {}\nbibliography: w.bib\n---\n\n"
STYLED = FRONT.replace("---\n\n", "citation-style: {}\n---\n\n")
WORKS = """
@article{ash, author = {Ash, Mary and Birch, Tom}, title = {A}, journal = {J}, year = 2019}
@book{berg, author = {Berg, C. and Dee, D. and Elm, E.}, title = {B}, year = 2001}
@book{group, author = {{The Tree Group}}, title = {C}, year = 2001}
@misc{none, title = {Nobody's}, year = 2001}
"""


def printed(desk: Desk, text: str, style: str, lang: str = "en") -> str:
    """Return how *text* is printed in *style*."""
    desk.article(WORKS, "w.bib")
    path = desk.article(STYLED.format(lang, style) + text)
    return ast.text(cite.article(load.manuscript(path)).body)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@ash found it.", "Ash and Birch1 found it."),
        (
            "As @ash [p. 3] says, and @ash too.",
            "As Ash and Birch1(p3) says, and Ash and Birch1 too.",
        ),
        ("So *@berg* did.", "So Berg et al.1 did."),
        ("@group did.", "The Tree Group1 did."),
        ("Ash and Birch @ash found it.", "Ash and Birch1 found it."),
        ("It was found [@ash].", "It was found.1"),
        ("@none has no author.", "1 has no author."),
    ],
)
def test_the_authors_stand_before_the_number(desk: Desk, text: str, said: str) -> None:
    """A work that is the subject of its sentence is named; one in brackets is a number."""
    assert printed(desk, text, "american-medical-association") == said


def test_brackets_follow_the_name_in_the_articles_language(desk: Desk) -> None:
    """Vancouver and IEEE do the same in their brackets, and "and" is the article's."""
    assert printed(desk, "@ash fand es.", "ieee", "de") == "Ash und Birch [1] fand es."


def test_styles_by_author_are_left_alone(desk: Desk) -> None:
    """APA has a way of its own to say it, and says it once."""
    assert printed(desk, "@ash found it.", "apa") == "Ash & Birch (2019) found it."
