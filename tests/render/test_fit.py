"""Which figures and tables take more than the text column."""

import pytest

from chapbook.model import Node
from chapbook.render import fit, split
from chapbook.tools.pandoc import ast, markdown, meaning


def fitted(text: str) -> Node:
    """Return the first block of the Markdown *text*, fitted to the page."""
    blocks, _ = markdown.read(text)
    return fit.fitted(blocks, {})[0]


def fitted_all(text: str) -> list[Node]:
    """Return all blocks of the Markdown *text*, fitted to the page."""
    return fit.fitted(markdown.read(text)[0], {}, continued="continued")


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
    assert {inner["t"] for inner in quotation["c"]} == {"Table"}
    assert not {"wide", "turned"} & {name for t in quotation["c"] for name in ast.classes(t)}


def numbered(columns: int, head: str = "") -> str:
    """Return a Markdown table whose cells name their column, below an optional row *head*."""
    names = "|".join(f" Variable-number-{i} " for i in range(columns))
    return f"|{names}|\n{'|---' * columns}|\n" + f"|{names}|\n" * 2 + "\n: Many. {#tbl-m}\n"


def test_parts_of_one_table_are_equally_wide() -> None:
    """The last part, which has fewer columns, begins and ends where the others do."""
    parts = fitted_all(numbered(30))
    assert {("wide" in ast.classes(part)) for part in parts if part["t"] == "Table"} == {True}


def test_a_table_wider_than_any_page_is_cut_between_columns() -> None:
    """Each part fits the page and begins with the first column; no word of it is lost."""
    parts = fitted_all(numbered(30))
    assert len(parts) > 2
    assert not any("turned" in ast.classes(part) for part in parts)
    heads = [[ast.text(cell[4]) for cell in part["c"][3][1][0][1]] for part in parts]
    assert {row[0] for row in heads} == {"Variable-number-0"}
    assert [name for row in heads for name in row[1:]] == [
        f"Variable-number-{i}" for i in range(1, 30)
    ]
    assert [ast.identifier(part) for part in parts] == ["tbl-m", *[""] * (len(parts) - 1)]


def test_cells_over_several_columns_are_not_cut() -> None:
    """A table is cut beside a cell that spans columns, never through it."""
    text = """<table><tr><th>Day</th><th colspan="2">HEADHEADHEADHEADHEADHEADHEADHEAD</th>
    <th colspan="3">MOREMORE</th></tr><tr>"""
    text += "".join(f"<td>{'x' * 40}{i}</td>" for i in range(6)) + "</tr></table>"
    (table,) = [n for n in ast.nodes(meaning.read(text)[0]) if n["t"] == "Table"]
    widths = [20.0, 50.0, 50.0, 40.0, 40.0, 40.0]
    parts = split.split(table, widths, 150.0, "continued")
    assert [[cell[3] for cell in p["c"][3][1][0][1]] for p in parts] == [[1, 2], [1, 3]]
    assert [len(p["c"][2]) for p in parts] == [3, 4]
    assert split.split(table, widths, 110.0, "continued") == [table]


def test_turned_tables_share_their_pages() -> None:
    """Tables that follow one another turn one page, and take the heading above them along."""
    text = "# Wide\n\n" + (table(9, "several words here") + "\n") * 2 + "\nText.\n"
    turned, after = fitted_all(text)
    assert [block["t"] for block in turned["c"][1]] == ["Header", "Table", "Table"]
    assert after["t"] == "Para"
