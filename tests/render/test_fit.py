"""Which figures and tables take more than the text column."""

import pytest

from chapbook.model import Node
from chapbook.render import fit
from chapbook.tools.pandoc import ast, markdown


def fitted(text: str) -> Node:
    """Return the first block of the Markdown *text*, fitted to the page."""
    blocks, _ = markdown.read(text)
    return fit.fitted(blocks, {})[0]


def table(columns: int, cell: str, rows: int = 3) -> str:
    """Return a Markdown table with *cell* in each of its cells."""
    line = "|" + f" {cell} |" * columns + "\n"
    return line + "|" + "---|" * columns + "\n" + line * rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (table(2, "12"), ["narrow", "kept"]),
        (table(4, "some words here"), ["kept"]),
        (table(5, "words that take some room"), ["wide", "kept"]),
        (table(10, "12"), ["kept"]),
        (table(3, "some words here", rows=60), []),
        (table(2, "word " * 400), ["long"]),
    ],
)
def test_tables_take_what_they_need(text: str, expected: list[str]) -> None:
    """A table is as wide as its words ask for, kept whole while low, cut in rows when tall."""
    assert ast.classes(fitted(text)) == expected


def test_too_broad_a_table_turns_the_page() -> None:
    """Many columns of words turn the page; words broader than that page may be cut."""
    turned = fitted(table(9, "several words here"))
    assert ast.classes(turned) == ["turned"]
    assert ast.classes(turned["c"][1][0]) == []
    tight = fitted(table(4, "x" * 60))
    assert ast.classes(tight) == ["turned"]
    assert ast.classes(tight["c"][1][0]) == ["tight"]


def test_inner_tables_stay_inside() -> None:
    """A table in a quotation neither takes the margin nor turns the page."""
    lines = table(9, "several words here").splitlines()
    quotation = fitted("\n".join(f"> {line}" for line in lines))
    (inner,) = quotation["c"]
    assert inner["t"] == "Table"
    assert not {"wide", "turned"} & set(ast.classes(inner))
