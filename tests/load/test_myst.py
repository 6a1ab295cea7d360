"""Articles in MyST Markdown, line by line and piece by piece."""

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapbook import load
from chapbook.load import myst, source
from chapbook.model import Line, Manuscript
from chapbook.tools.pandoc import ast, markdown
from tests.conftest import GOOD, Desk, judged

PLAIN = sorted(path for path in GOOD.glob("*/*.md") if not path.parent.name.startswith("myst"))
FIXTURES = Path(__file__).parent / "myst.md"


def lines(text: str) -> list[Line]:
    """Return *text* as the body of a file."""
    return [Line(line, "article.md", number) for number, line in enumerate(text.split("\n"), 1)]


def translated(text: str, **metadata: object) -> str:
    """Return the body *text* of a MyST article in pandoc's Markdown, without empty lines."""
    done, _ = myst.translated(lines(text), {"jupytext": {}, **metadata})
    return "\n".join(line.text for line in done if line.text.strip())


def codes(text: str, **metadata: object) -> list[tuple[int, str]]:
    """Return line and code of what is wrong with *text*."""
    _, found = myst.translated(lines(text), {"jupytext": {}, **metadata})
    return [(finding.place.line, finding.code) for finding in found]


def cases() -> list[tuple[str, str, str]]:
    """Return title, input and expected output of each piece in the fixture file."""
    found = []
    for part in FIXTURES.read_text("utf-8").split("\n<<<< ")[1:]:
        title, rest = part.split("\n", 1)
        given_text, expected = rest.split("\n====\n")
        found.append((title, given_text, expected.strip("\n")))
    return found


@pytest.mark.parametrize(("title", "text", "expected"), cases(), ids=[c[0] for c in cases()])
def test_a_piece_becomes_pandocs(title: str, text: str, expected: str) -> None:
    """Each construct of MyST is written as pandoc's Markdown writes the same."""
    assert translated(text, substitutions={"dose": "**500 mg** of {abbr}`A (B)`"}) == expected, (
        title
    )


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.parent.name)
def test_a_plain_article_is_not_changed(path: Path) -> None:
    """An article without anything of MyST goes through line for line."""
    text, _ = source.read(path, path.name)
    assert text is not None
    body = source.body_lines(text)
    assert myst.translated(body) == (body, [])


PANDOC_ONLY = """% a line of percent

+++ three plus signs

::: {.callout-note title="{ref}"}
Words {{ in }} braces, `{ref}`, `code`{.python} and 50% off.
:::

```{=html}
<b>(x)=</b>
```

```` {.markdown #id}
```{note}
{ref}`x`
```
````

Term
: Meaning
- no list
"""


def test_pandocs_own_signs_are_left_alone() -> None:
    """What pandoc's writers type is not taken for MyST, in code or out of it."""
    assert myst.translated(lines(PANDOC_ONLY)) == (lines(PANDOC_ONLY), [])


def test_lines_keep_their_numbers() -> None:
    """Each word stands on a line that names the line where it was typed."""
    text = "(a)=\n# One\n```{note}\n:class: tip\n\ntwo {sub}`three`\n```\nfour"
    done, _ = myst.translated(lines(text))
    numbers = {
        word: ln.number for ln in done for word in ("One", "three", "four") if word in ln.text
    }
    assert numbers == {"One": 2, "three": 6, "four": 8}


def test_what_is_not_known_is_told_where_it_stands() -> None:
    """Unknown directives, roles and substitutions are findings; their words are kept."""
    text = "```{notee} A\nword {rolle}`kept`\n```\n{{ nothing }}"
    assert codes(text) == [
        (1, "directive-unknown"),
        (2, "directive-unknown"),
        (4, "directive-unknown"),
    ]
    assert translated(text) == "A\nword kept\n{{ nothing }}"


def test_code_is_never_run() -> None:
    """A notebook's cell and a value computed in a line are findings; the code is shown."""
    text = "```{code-cell} ipython3\n:tags: [a]\n1 + 1\n```\nIt is {eval}`x`."
    assert codes(text) == [(1, "code-executable"), (5, "code-executable")]
    assert translated(text) == "``` {.python}\n1 + 1\n```\nIt is `x`."


WORD = st.from_regex(r"[a-z]{4,8}", fullmatch=True).map(lambda word: f"w{word}")
INLINE = st.one_of(
    WORD,
    st.builds("{{sub}}`{}`".format, WORD),
    st.builds("{{ref}}`{} <top>`".format, WORD),
    st.builds("{{abbr}}`{} ({})`".format, WORD, WORD),
    st.builds("{{unknown}}`{}`".format, WORD),
    st.builds("*{}* `{}` [{}](#top)".format, WORD, WORD, WORD),
    st.sampled_from(["{{ x }}", "$a_b$", "\\{", "`", "{ref}`", "@top", "[](#top)", "<!--"]),
)
TEXT = st.lists(INLINE, min_size=1, max_size=6).map(" ".join)
SIGN = st.sampled_from(
    ["", "% note", "(top)=", "+++", "---", "$$", "```", ":::", "> quote", "- item", "{#top}", "# H"]
)
NAME = st.sampled_from(
    [
        *("note", "figure", "list-table", "tip", "dropdown", "table", "unknown", "glossary"),
        *("card", "tab-set", "prf:lemma", "margin", "csv-table", "math", "epigraph", "exercise"),
    ]
)


def _directive(name: str, mark: str, argument: str, body: Sequence[str]) -> str:
    return "\n".join([f"{mark}{{{name}}} {argument}".rstrip(), *body, mark])


BLOCK = st.recursive(
    st.one_of(TEXT, SIGN),
    lambda inner: st.builds(
        _directive, NAME, st.sampled_from(["```", "::::", ":::"]), WORD, st.lists(inner, max_size=4)
    ),
    max_leaves=8,
)


@pytest.mark.proof
@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCK, max_size=8).map("\n".join))
def test_no_text_is_lost(text: str) -> None:
    """Whatever is put together from pieces of MyST, every word of it comes through."""
    done, _ = myst.translated(lines(text), {"myst": {"substitutions": {"x": "words"}}})
    came = " ".join(line.text for line in done)
    assert set(re.findall(r"\bw[a-z]{4,8}\b", text)) <= set(re.findall(r"w[a-z]{4,8}", came))


def test_words_between_rules_are_no_options() -> None:
    """Only ``key: value`` between two ``---`` is options; other words there are text."""
    assert "heard" in translated("```{note} Said\n---\nheard\n---\n```")
    assert "tip" not in translated("```{note} Said\n---\nclass: tip\n---\nheard\n```")


ARTICLE = """---
title: Tea
author: Ada Lovelace
date: 2026-01-01
lang: en
parts:
  acknowledgments: Thanks to {{sub}}`all`.
{more}---
{body}"""


def read(desk: Desk, body: str, more: str = "") -> Manuscript:
    """Return the manuscript of a MyST article with *body*."""
    return load.manuscript(desk.article(ARTICLE.format(body=body, more=more)))


def test_the_abstract_in_the_text_is_the_abstract(desk: Desk) -> None:
    """A block that mystmd calls abstract leaves the text and stands in the front matter."""
    body = '\n+++ {"part": "abstract"}\n\nTea {sub}`2` is: good.\n\n+++\n## Leaves\nWords.\n'
    manuscript = read(desk, body)
    assert manuscript.metadata.abstract == "Tea ~2~ is: good."
    assert "good" not in ast.text(manuscript.blocks)


def test_the_abstract_among_the_parts_is_the_abstract(desk: Desk) -> None:
    """What the front matter calls parts is printed: the abstract as such, the rest at the end."""
    manuscript = read(desk, "\n## Leaves\nWords.\n", "  abstract: |\n    One.\n\n    Two.\n")
    assert manuscript.metadata.abstract == "One.\n\nTwo."
    headings = [ast.text(node) for node in manuscript.blocks if node["t"] == "Header"]
    assert headings == ["Leaves", "Acknowledgements"]
    assert ast.text(manuscript.blocks[-1]) == "Thanks to all."


def test_authors_share_what_one_of_them_spells_out(desk: Desk) -> None:
    """An affiliation that mystmd's first author defines is named by its id for the second."""
    more = "authors:\n  - name: B C\n    affiliations: [{id: x, name: University X}]\n"
    text = ARTICLE.format(body="Words.", more=f"{more}  - {{name: D E, affiliations: [x]}}\n")
    found = load.manuscript(desk.article(text.replace("author: Ada Lovelace\n", "")))
    assert [name.affiliation for name in found.metadata.author] == ["University X"] * 2


def test_an_image_between_paragraphs_keeps_its_words(desk: Desk) -> None:
    """The words of an image are its alternative text, and no caption."""
    (desk.folder / "figures").mkdir()
    shutil.copy(GOOD / "everything" / "figures" / "plot.png", desk.folder / "figures")
    manuscript = read(desk, "\n![A plot](figures/plot.png)\n")
    images = [node for node in ast.nodes(manuscript.blocks) if node["t"] == "Image"]
    assert [ast.text(image["c"][1]) for image in images] == ["A plot"]
    assert not [node for node in ast.nodes(manuscript.blocks) if node["t"] == "Figure"]


def test_places_stay_true_behind_a_moved_abstract(desk: Desk) -> None:
    """Findings below an abstract that was moved point to the line that was typed."""
    body = '+++ {"part": "abstract"}\nTea.\n\n+++\n\n[dead][link]\n'
    found = judged(desk.article(ARTICLE.format(body=body, more="")))
    dead = next(f for f in found if f.code == "reference-link-undefined")
    assert (dead.place.line, dead.excerpt) == (14, "[dead][link]")


@pytest.mark.proof
@settings(max_examples=40, deadline=None)
@given(st.lists(BLOCK, max_size=8).map("\n".join))
def test_pandoc_reads_every_word(text: str) -> None:
    """What is written for pandoc holds every word in pandoc's reading of it, too."""
    done, _ = myst.translated(lines(text), {"myst": {"substitutions": {"x": "words"}}})
    blocks, _ = markdown.read("\n".join(line.text for line in done))
    came = json.dumps(blocks)
    assert set(re.findall(r"\bw[a-z]{4,8}\b", text)) <= set(re.findall(r"w[a-z]{4,8}", came))
