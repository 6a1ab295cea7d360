"""What Markdown can build looks like itself in every edition: code, lists, notes, tables."""

import re
from pathlib import Path

import pytest

from chapbook.cite import tidy
from chapbook.model import Node
from chapbook.render import split
from chapbook.tools.hypertext import foot, listings, lists
from chapbook.tools.pandoc import ast, markdown, outline, write

ROOT = Path(__file__).resolve().parents[2]
CSS = ROOT / "templates" / "css"


def html(text: str) -> str:
    """Return the Markdown *text* as pandoc writes it, its listings in lines."""
    blocks, _ = markdown.read(text)
    return listings.in_lines(write.html(blocks)[0])


@pytest.mark.parametrize("language", ["python", "klingon", ""])
def test_every_line_of_code_is_an_element(language: str) -> None:
    """Lines can wrap one by one, in languages that are known and unknown, without empty links."""
    page = html(f"```{language}\nfor x in y:\n\n    go(x < 1)\n```")
    assert page.count('<span class="code-line') == 3
    assert "<a " not in page
    inside = re.search(r"<code[^>]*>(.*?)</code>", page, re.S)
    assert inside is not None
    assert re.sub(r"<[^>]*>", "", inside[1]) == "for x in y:\n\n    go(x &lt; 1)"


def test_words_of_code_have_classes() -> None:
    """A keyword, a string and a comment are told apart."""
    page = html('```python\nimport a  # why\nb = "c"\n```')
    assert all(f'class="{name}"' in page for name in ("im", "co", "st"))


def test_a_listing_counts_from_where_its_author_says() -> None:
    """The number of the first line travels as the counter of the style sheet."""
    page = html("``` {.r .numberLines startFrom=10 #lst-a}\na\nb\n```")
    assert 'style="counter-reset: source-line 9;"' in page
    assert 'id="lst-a"' in page
    assert "startFrom" not in page


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_of_code_can_be_read() -> None:
    """Each stands out from the ground of listings by 4.5 to 1 or more (WCAG 2.2, 1.4.3)."""
    text = (CSS / "tokens.css").read_text("utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", text))
    ground = luminance(colours["tint"])
    used = {name: c for name, c in colours.items() if name.startswith("code-")}
    assert len(used) == 4
    for name in (*used, "quiet", "warning", "ink"):
        assert (ground + 0.05) / (luminance(colours[name]) + 0.05) >= 4.5, name


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("(A) x\n(B) y", ["two-parens", "upper-alpha"]),
        ("3) x\n4) y", ["one-paren", "decimal"]),
        ("(@) x", ["two-parens", "decimal"]),
        ("- [ ] x\n- [x] y", ["tasks"]),
    ],
)
def test_what_html_cannot_say_of_a_list_is_a_class(text: str, classes: list[str]) -> None:
    """Brackets around numbers, and boxes in place of marks."""
    blocks, _ = markdown.read(text)
    assert ast.classes(lists.marked(blocks[0])) == classes


@pytest.mark.parametrize("text", ["1. x\n2. y", "- x\n- [ ] y", "- x"])
def test_a_plain_list_stays_as_it_is(text: str) -> None:
    """A list that HTML can say gets nothing around it."""
    (block,) = markdown.read(text)[0]
    assert lists.marked(block) == block


def test_a_list_starts_where_it_should() -> None:
    """The first number is a counter, too, for a writer that does not look at the attribute."""
    page = lists.started(html("5. x\n6. y"))
    assert 'start="5"' in page
    assert 'style="counter-reset: list-item 4"' in page


NOTE = """x[^1]

[^1]: First.

    Second.

    1. one
    2. two

        - deep

    ```python
    a = 1

    b = 2
    ```

    > Said.

    | h | i |
    |---|---|
    | j | k |
"""


def note_of(text: str) -> Node:
    """Return the first note of the Markdown *text*."""
    return next(n for n in ast.nodes(markdown.read(text)[0]) if n["t"] == "Note")


def test_a_note_of_many_blocks_keeps_every_word() -> None:
    """Nothing of a note is lost, and all of it may stand within a line."""
    note = note_of(NOTE)
    done = foot.note(note)
    kept = "".join(ast.text(done).split()).replace("•", "").replace("1.", "").replace("2.", "")
    assert kept == "".join(ast.text(note["c"]).split())
    blocks = {"Para", "Plain", "BulletList", "OrderedList", "CodeBlock", "BlockQuote", "Table"}
    assert not {n["t"] for n in ast.nodes(done)} & blocks
    assert {c for n in ast.nodes(done) for c in ast.classes(n)} == {
        *("footnote", "note-paragraph", "note-list", "note-item", "note-code"),
        *("note-quotation", "note-part", "note-table", "note-row", "note-cell"),
        *("note-mark", "note-head"),
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([1, 3, 3, 2], [1, 2, 2, 2]),
        ([2, 3, 2], [1, 2, 1]),
        ([3, 1, 2], [1, 1, 2]),
        ([1, 2, 3, 4, 5, 6, 10, 1], [1, 2, 3, 4, 5, 5, 5, 1]),
        ([1, 10, 10, 1], [1, 2, 2, 1]),
    ],
)
def test_levels_of_headings_have_no_gaps(given: list[int], expected: list[int]) -> None:
    """A skipped level is closed, alike for headings side by side; none is below the fifth."""
    assert outline.levels(given) == expected


def test_a_heading_that_repeats_the_title_goes() -> None:
    """It is left out at the beginning alone, and stays where a link leads to it."""
    text = "# *My* title\n\n## One\n\nText.\n"
    blocks, _ = markdown.read(text)
    assert outline.without_title(blocks, "My Title") == blocks[1:]
    assert outline.without_title(blocks, "Another title") == blocks
    section, _ = markdown.read("# Tea\n\nText.\n\n# Coffee\n\nText.\n")
    assert outline.without_title(section, "Tea") == section
    bare, _ = markdown.read("# Tea\n\n# Green\n\nText.\n")
    assert outline.without_title(bare, "Tea") == bare[1:]
    linked, _ = markdown.read(f"{text}\nSee [above](#my-title).\n")
    assert outline.without_title(linked, "My title") == linked


def test_an_empty_heading_goes() -> None:
    """A line of marks alone prints nothing."""
    blocks, _ = markdown.read("# One\n\n##\n\nText.\n")
    assert [b["t"] for b in outline.without_empty(blocks)] == ["Header", "Para"]


def test_paragraphs_of_a_definition_stay_apart() -> None:
    """Right below its term pandoc reads all of a definition as one run of text."""
    blocks, _ = markdown.read("Term\n:   One.\n\n    Two.\n")
    ((_, (definition,)),) = tidy.tidied(blocks)[0]["c"]
    assert [block["t"] for block in definition] == ["Para", "Para"]


def test_editions_without_fixed_pages_cut_wide_tables() -> None:
    """A table of many columns becomes several where a line is too short; a small one stays."""
    line = "|" + "|".join(f" Column{i} " for i in range(14)) + "|\n"
    (wide,) = markdown.read(f"{line}|{'---|' * 14}\n{line}\n: Many. {{#tbl-m}}\n")[0]
    parts = split.by_characters(wide, 48, 2, "continued")
    counts = [len(part["c"][2]) for part in parts]
    assert sum(counts) == 14 + len(parts) - 1
    assert min(counts) > 2, "no part is a single column"
    assert split.by_characters(wide, 500, 2, "continued") == [wide]
    (small,) = markdown.read("| a | b |\n|---|---|\n| c | d |\n")[0]
    assert split.by_characters(small, 1, 2, "continued") == [small]
