"""Everything that is read in a text is in its passages."""

from pathlib import Path

import pytest

from chapbook import load
from chapbook.tools import wording
from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.passages import passages
from tests.conftest import GOOD

HEAD = "---\ntitle: T\nauthor: {literal: U}\ndate: 2026-11-22\nlang: en\n---\n\n"

WRITTEN = {
    "# One {#sec-x}\n": ["# One {#sec-x}"],
    "Plain *em* **strong** ~~out~~ H~2~O x^2^.": ["Plain *em* **strong** ~~out~~ H~2~O x^2^."],
    'A "q" and \\*stars\\*.': ["A “q” and \\*stars\\*."],
    "[a](https://b.example) `c` $x^2$": ["[a](https://b.example) `c` $x^2$"],
    "See [see @k, p. 5; -@z]; @m says.": ["See [see @k, p. 5; -@z]; @m says."],
    "Text.[^1]\n\n[^1]: A note.\n": ["Text.^[A note.]"],
    "1. a\n2. b\n   - c\n": ["1. a", "2. b", "  - c"],
    "Term\n: Meaning\n": ["Term", ": Meaning"],
    "> Said.\n": ["> Said."],
    "| A |\n|---|\n| 1 |\n\n: Cap {#tab-x}\n": [
        *("::: table {#tab-x}", "caption: Cap", "|= A |", "| 1 |", ":::")
    ],
    "::: {.see-doctor when=soon}\n- x\n:::\n": ["::: {.see-doctor when=soon}", "- x", ":::"],
    "<!-- nothing -->\n\nSeen.": ["Seen."],
    "```py\na\n\nb\n```\n": ["``` {.py}", "a", "", "b", "```"],
}


@pytest.mark.parametrize("typed", WRITTEN)
def test_a_text_is_written_as_people_read_it(typed: str, tmp_path: Path) -> None:
    """Each kind of block and inline has its line, much as Markdown writes it."""
    path = tmp_path / "a.md"
    path.write_text(HEAD + typed, "utf-8")
    assert list(passages(load.manuscript(path).blocks)) == WRITTEN[typed]


@pytest.mark.parametrize("name", ["everything", "arabic", "nesting", "tables"])
def test_no_word_of_an_article_is_lost(name: str) -> None:
    """Every word of the text is in a passage, and no part falls back to pandoc's own form."""
    blocks = load.manuscript(next((GOOD / name).glob("*.md"))).blocks
    told = "\n".join(passages(blocks))
    # pandoc repeats what was typed for a citation in the words that stand in for it.
    cited = [each for cite in ast.nodes(blocks) if cite["t"] == "Cite" for each in cite["c"][1]]
    for node in ast.nodes(blocks):
        if node["t"] == "Str" and not any(node is each for each in cited):
            assert " ".join(node["c"].split()) in told.replace("\\", "") or "\\" in node["c"]
    assert '{"t":' not in told.replace(" ", "")


def test_another_word_is_another_passage_and_another_hash(tmp_path: Path) -> None:
    """Where the content hash changes for a word, so do the passages."""
    path = tmp_path / "a.md"
    path.write_text(f"{HEAD}One *word*.", "utf-8")
    first = load.manuscript(path)
    path.write_text(f"{HEAD}One **word**.", "utf-8")
    second = load.manuscript(path)
    assert list(passages(first.blocks)) != list(passages(second.blocks))
    assert wording.content_hash(first) != wording.content_hash(second)
