"""A Word document is broken in one place that its Accessibility Checker would mind."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from chapbook import cite, load, render, verify
from chapbook.editions import EDITIONS
from chapbook.findings import Finding
from chapbook.settings import Settings
from tests.verify.damage import Change, Members, repacked, swap
from tests.verify.works import only

TEXT = """---
title: Tea
author: A. Writer
date: 2026-01-01
lang: en-GB
---

::: key-points
- Boil it.
:::

# Water {#sec-water}

See [](#sec-water), [](#tab-a) and [a word](#sec-tea).[^1] It is [de l'eau]{lang=fr}.

[^1]: A note.

- soft water from the spring
- hard water

# Tea {#sec-tea}

<table><caption>Kinds</caption><thead><tr><th>Kind</th><th>Colour</th></tr></thead><tbody>
<tr><th scope="row">Green tea</th><td>light</td></tr>
<tr><th scope="row">Black tea</th><td>dark</td></tr></tbody></table>

| Kind | Minutes |
|------|---------|
| Any  | 3       |

: How long {#tab-a}

# Milk

# Sugar

# Lemon

# Ginger

# Mint

# Honey

Text.
"""

JudgeOf = Callable[[Change], list[Finding]]


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> JudgeOf:
    """A function that damages a copy of a small document and returns what is found in it."""
    folder = tmp_path_factory.mktemp("tea")
    source = folder / "tea.md"
    source.write_text(TEXT, "utf-8")
    article = cite.article(load.manuscript(source))
    row = EDITIONS["docx"]
    bench = Settings(article=source).bench(folder, row, article.metadata.paper)
    built = render.edition(article, row, bench).built
    assert built is not None
    data = built.path.read_bytes()

    def judged(change: Change) -> list[Finding]:
        path = folder / "damaged.docx"
        path.write_bytes(repacked(change)(data))
        return verify.findings(article, [replace(built, path=path)])

    return judged


def unchanged(members: Members) -> None:
    """Change nothing."""


def test_a_sound_document_passes(word: JudgeOf) -> None:
    """Nothing is found in the document as it was made."""
    assert word(unchanged) == []


FLOATING = (
    b'<w:p><w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    b'wordprocessingDrawing"/></w:drawing></w:r></w:p>'
)
LAST_ROW = (
    b'<w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:type="pct" w:w="2858"/></w:tcPr>'
    b'<w:p><w:pPr><w:pStyle w:val="TableRowHeading"/></w:pPr>'
)
ITEM = (
    b'<w:pStyle w:val="ListBullet"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1002"/></w:numPr>'
)
NOTE = b'<w:footnote w:id="77"><w:p><w:r><w:footnoteRef/></w:r></w:p></w:footnote></w:footnotes>'
LINK = b'<w:hyperlink w:anchor="tab-a">'
QUIET = b'<w:color w:themeColor="text2" w:val="4A5560"/>'


def in_text(old: bytes, new: bytes) -> Change:
    """Return a change of the main text."""
    return swap("document.xml", old, new)


def before_end(markup: bytes) -> Change:
    """Return a change that adds *markup* at the end of the main text."""
    return in_text(b"<w:sectPr>", markup + b"<w:sectPr>")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            swap("settings.xml", b"<w:zoom", b'<w:documentProtection w:edit="forms"/><w:zoom'),
            "locked",
        ),
        (swap("settings.xml", b'w:val="15"', b'w:val="12"'), "compatibility mode"),
        (before_end(FLOATING), "floats beside the text (anchor)"),
        (before_end(b"<w:p/>"), "an empty paragraph"),
        (swap("styles.xml", QUIET, b'<w:color w:val="9AA4AC"/>'), 'style "Kind" has a'),
        (in_text(LINK, b"<w:hyperlink/>" + LINK), "no words"),
        (in_text(LAST_ROW, LAST_ROW.replace(b"cantSplit", b"tblHeader")), "row below others"),
        (in_text(b'w:firstColumn="1"', b'w:firstColumn="0"'), "first column of a table"),
        (in_text(ITEM, b""), "an item of a list is only a line"),
        (in_text(b'<w:lang w:val="fr"/>', b""), 'does not say that it is in "fr"'),
        (swap("footnotes.xml", b"</w:footnotes>", NOTE), "footnote 77 is never called"),
        (in_text(b"REF _RefTable2", b"REF _RefTable1"), "and leads to _RefTable1"),
        (in_text(b'"sec-tea" w:history', b'"sec-water" w:history'), 'the contents say "Tea"'),
    ],
)
def test_one_barrier_is_the_one_thing_found(word: JudgeOf, change: Change, words: str) -> None:
    """Each barrier is found, and nothing else with it."""
    assert only(word(change), "edition-invalid", words)
