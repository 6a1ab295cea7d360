"""Whatever an edition says otherwise than the article is found, and shown with both sides."""

from dataclasses import replace

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook import verify
from chapbook.tools.pandoc import markdown
from chapbook.verify.content import article, compare, furniture
from chapbook.verify.content.parts import Block, Content, normal
from tests.verify.damage import Damage, repacked, rewritten, swap, swapped
from tests.verify.works import Finished, Judge, only

UNLIKE = "edition-unlike"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"<h4>Code</h4>", b"<h3>Code</h3>", 'says "level 2: Code" where'),
        (b"<h3>Lists</h3>", b"<p>Lists</p>", 'says "no heading: Lists"'),
        (b"<p>After a rule", b"<p>zzz</p><p>After a rule", 'paragraph "zzz" is not in the article'),
        (b"\xe2\x80\x98single quotes\xe2\x80\x99", b"'single quotes'", "'single quotes'"),
        (b"<td>Bananas</td>", b"<td>Lemons</td>", 'says "Lemons | cheap sweet" where'),
        (b"<caption>", b"<caption>Zorro ", "a caption says"),
        (b"Its second paragraph.", b"Its other paragraph.", "a note says"),
        (b'alt="Two boxes', b'alt="Three boxes', "an alternative text says"),
        (b'alt="Two boxes joined by an arrow."', b'alt=""', "the alternative text"),
        (b"<p>A quotation of one", b"<p>A saying of one", "A saying of one paragraph"),
        (b">Next review due", b">Prochaine revue", "the line of furniture"),
        ("María de la Cruz</a>".encode(), b"Somebody</a>", "the line of furniture"),
    ],
)  # fmt: skip
def test_one_difference_of_the_page_is_the_one_thing_found(
    judge: Judge, old: bytes, new: bytes, words: str
) -> None:
    """Each kind of difference of a web page is found, and nothing else with it."""
    assert only(judge("html", swapped(old, new)), UNLIKE, words)


def test_a_handout_has_no_text_of_its_own(everything: Finished) -> None:
    """A sentence of a handout that the article does not have is found."""
    built = everything.built["patient"]
    less = replace(everything.article, lead=[], body=[])
    found = [f.message for f in verify.findings(less, [built]) if f.code == UNLIKE]
    assert any("The second point has none." in message for message in found)
    assert verify.findings(everything.article, [built]) == []


def test_a_citation_that_differs_is_shown_as_such(judge: Judge) -> None:
    """A changed number is a difference of the citation, and of the paragraph around it."""
    found = judge("html", swapped(b">1(pp3-5)<", b">1(pp3-6)<"))
    assert [f.code for f in found] == [UNLIKE] * 2
    assert "a citation says" in found[1].message
    assert "1(pp3-6)" in found[1].message


def test_a_citation_that_leads_nowhere_is_missing(judge: Judge) -> None:
    """A number without its link is text, and no citation."""
    found = judge("html", swapped(b' role="doc-biblioref">1(pp3-5)', b">1(pp3-5)"))
    assert only(found, UNLIKE, 'the citation "1(pp3-5)" is missing')


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (".xhtml", b"<h3>Code</h3>", b"<h4>Code</h4>", 'says "level 4: Code"'),
        (".xhtml", b">Bananas<", b">Lemons<", "Lemons"),
        (".xhtml", b"Its second paragraph.", b"Its last.", "a note says"),
        (".xhtml", b'alt="a dot"', b'alt="a spot"', "an alternative text says"),
        ("title.xhtml", b"A test of the whole", b"A test", 'does not say "A test of the whole"'),
    ],
)
def test_one_difference_of_the_book_is_the_one_thing_found(
    judge: Judge, name: str, old: bytes, new: bytes, words: str
) -> None:
    """Each kind of difference of an EPUB is found, and nothing else with it."""
    assert only(judge("epub", repacked(swap(name, old, new))), UNLIKE, words)


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("document.xml", b">Bananas<", b">Lemons<", "Lemons"),
        ("document.xml", b"A grid table.", b"A great table.", "a caption says"),
        ("footnotes.xml", b"Its second paragraph.", b"Its last.", "a note says"),
        ("document.xml", b'descr="a dot"', b'descr="a spot"', "an alternative text says"),
        ("document.xml", b">Another meaning.", b">Another word.", "Another word."),
    ],
)
def test_one_difference_of_the_document_is_the_one_thing_found(
    judge: Judge, name: str, old: bytes, new: bytes, words: str
) -> None:
    """Each kind of difference of a Word document is found, and nothing else with it."""
    assert only(judge("docx", repacked(swap(name, old, new))), UNLIKE, words)


def retagged(old: str, new: str) -> Damage:
    """Return a damage that gives the first element of the role *old* the role *new*."""

    def change(file: pikepdf.Pdf) -> None:
        element = next(e for e in file.objects if _is(e, old))
        element.S = pikepdf.Name(f"/{new}")

    return rewritten(change)


def _is(thing: object, role: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == f"/{role}"


def reworded(old: str, new: str) -> Damage:
    """Return a damage that changes the alternative text *old*."""

    def change(file: pikepdf.Pdf) -> None:
        element = next(
            e for e in file.objects
            if isinstance(e, pikepdf.Dictionary) and str(e.get("/Alt", "")) == old
        )  # fmt: skip
        element.Alt = new

    return rewritten(change)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (retagged("H4", "H3"), 'says "level 2: Code"'),
        (retagged("H4", "P"), 'says "no heading: Code"'),
        (reworded("a dot", "a spot"), "an alternative text says"),
    ],
)
def test_one_difference_of_the_tags_is_the_one_thing_found(
    judge: Judge, damage: Damage, words: str
) -> None:
    """Each kind of difference of a PDF's tags is found, and nothing else with it."""
    assert only(judge("pdf", damage), UNLIKE, words)


def test_every_kind_of_block_gives_its_text(everything: Finished) -> None:
    """Nothing that an article can hold is left out of what editions must say."""
    blocks, _ = markdown.read(EVERY_KIND)
    said = article.of_blocks(blocks, "pdf")
    assert [block.text for block in said.blocks] == [
        "Head", "Para with code, link, up and “quoted words”.", "Quote text", "Bullet text",
        "Number text", "Line text second line", "Term", "Meaning text", "code text", "Raw text",
        "Only text",
    ]  # fmt: skip
    assert said.notes == ("Note text.",)
    assert said.captions == ("Caption text",)
    assert said.tables == ((("A", "B"), ("cell text", "2")),)
    assert [block.level for block in said.blocks][:2] == [1, 0]


EVERY_KIND = """# Head

Para with `code`, [link](#x), ^up^ and "quoted *words*".[^n]

[^n]: Note text.

> Quote text

- Bullet text
    1. Number text

| Line text
| second line

Term
:   Meaning text

    code text

| A | B |
|---|---|
| cell text | 2 |

: Caption text

<p>Raw text</p>

::: {.only editions="pdf"}
Only text
:::

::: {.not editions="pdf"}
Not text
:::

::: discussion
Teacher text
:::
"""


def content(*texts: str) -> Content:
    """Return paragraphs as content."""
    return Content(
        blocks=tuple(Block(text=normal(text)) for text in texts),
        captions=(), notes=(), tables=(), citations=(), alternatives=(),
    )  # fmt: skip


NO_WORDS = furniture.Vocabulary(words=frozenset())
TEXTS = st.lists(st.text("abc é.", min_size=1, max_size=12).filter(normal), max_size=8)


@given(TEXTS)
def test_the_same_is_never_different(texts: list[str]) -> None:
    """What says the same differs in nothing, however its white space is written."""
    spaced = [text.replace(" ", "\n\u00a0 ") for text in texts]
    assert list(compare.differences(content(*texts), content(*spaced), NO_WORDS)) == []


@given(TEXTS, st.data())
def test_a_paragraph_more_or_less_is_always_different(
    texts: list[str], data: st.DataObject
) -> None:
    """Wherever a paragraph is left out or put in, that is found."""
    at = data.draw(st.integers(0, len(texts)))
    more = [*texts[:at], "unheard words", *texts[at:]]
    for one, other in ((texts, more), (more, texts)):
        found = list(compare.differences(content(*one), content(*other), NO_WORDS))
        assert any("unheard words" in str(difference) for difference in found)


def test_invisible_signs_and_ligatures_are_no_text() -> None:
    """Soft hyphens, joiners and marks of direction are dropped, ligatures split; the rest stays."""
    assert normal("e\ufb03\u00adcient\u2067 \u00a0x") == "efficient x"
    assert normal("“a” – b") == "“a” – b"
