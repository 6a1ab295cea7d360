"""Cross-references whose own words want the number or the title of their target."""

import pytest

from chapbook import cite, load
from chapbook.tools.pandoc import ast
from tests.conftest import Desk

HEAD = "---\ntitle: T\nauthor: Ada Lovelace\ndate: 2026-01-01\nlang: en\n---\n\n"
TABLE = "# Methods {#sec-m}\n\n| a |\n|---|\n| b |\n\n: Words. {#tab-x}\n\n"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("[See tables %s](#tab-x){.numref}", "See tables 1"),
        ("[*no.* {number}](#tab-x){.numref}", "no. 1"),
        ("[as {name} says](#tab-x){.numref}", "as Table 1 says"),
        ("[Section %s](#sec-m){.numref}", "Section Methods"),
        ("[100 %s](#tab-x)", "100 %s"),
    ],
)
def test_a_place_for_the_number_takes_it(typed: str, printed: str, desk: Desk) -> None:
    """``%s`` and its like become the target's number, or its title where it has no number."""
    article = cite.article(load.manuscript(desk.article(f"{HEAD}{TABLE}{typed}\n")))
    assert ast.text(article.body[-1]) == printed
