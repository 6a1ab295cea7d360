from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from chapbook.tools.pandoc import markdown
from chapbook.verify import passages
from chapbook.verify.letters import PAGE_END, letters, of_pages, words_after
from chapbook.verify.parity import missing
from chapbook.verify.passages import Passage, Stand
from tests.verify.works import Finished

SENTENCES = [
    "Calcium salts settle in soft tissue, such as skin and fat.",
    "Short one.",
    "A lump that hurts may be cut out by a surgeon later.",
    "Yes",
    "Nobody knows how often the deposits come back afterwards.",
]


def passage(text: str, stand: Stand = Stand.IN_ORDER) -> Passage:
    """Return *text* as a passage."""
    return Passage(text=text, letters=letters(text), stand=stand)


def missed(texts: list[str], stream: str) -> list[str]:
    """Return the passages of *texts* that are missing from *stream*."""
    return [miss.passage.text for miss in missing([passage(t) for t in texts], stream)]


def test_letters_leave_out_what_editions_set_differently() -> None:
    """Ligatures, hyphens, quotation marks, spaces and capitals do not count; signs do."""
    assert letters("“Eﬃ\u00adcient”, co-\noperate\u00a0WELL") == letters(
        "'efficient' co‐operate well"
    )
    assert letters("≥ 5 %") != letters("5")
    assert letters("a < b") != letters("a > b")


def test_the_words_after_some_letters_begin_with_the_word_that_parts() -> None:
    """A report begins with the word that differs."""
    assert words_after("One two three", len("onetw")) == "two three"
    assert words_after("One two", len("onetwo")) == ""


@given(st.lists(st.integers(1, 200), max_size=3), st.text("xyz ", max_size=40))
def test_pages_may_end_anywhere_in_a_passage(cuts: list[int], furniture: str) -> None:
    """A passage that goes on after a page's end, behind whatever stands there, is found."""
    stream = letters(" ".join(SENTENCES))
    at = sorted({cut for cut in cuts if cut < len(stream)})
    parts = [stream[a:b] for a, b in zip([0, *at], [*at, len(stream)], strict=True)]
    assume(all(len(part) > 60 for part in parts))
    joined = f"{letters(furniture)}{PAGE_END}".join(parts)
    assert missed(SENTENCES, joined) == []


@given(st.data())
def test_a_word_that_is_left_out_is_missed(data: st.DataObject) -> None:
    """Whichever word of a long passage is missing, that passage is reported."""
    index = data.draw(st.sampled_from([0, 2, 4]))
    words = SENTENCES[index].split()
    gone = data.draw(st.integers(0, len(words) - 1))
    less = " ".join([*words[:gone], *words[gone + 1 :]])
    texts = [*SENTENCES[:index], less, *SENTENCES[index + 1 :]]
    assert missed(SENTENCES, letters(" ".join(texts))) == [SENTENCES[index]]


def test_a_short_passage_is_looked_for_in_its_place() -> None:
    """A short text that stands elsewhere too is still missed where it should stand."""
    stream = letters("Yes. " + " ".join(text for text in SENTENCES if text != "Yes"))
    assert missed(SENTENCES, stream) == ["Yes"]


def test_passages_out_of_order_are_told_as_such() -> None:
    """A passage that stands before its time is reported as misplaced, not as missing."""
    long = [SENTENCES[i] for i in (0, 2, 4)]
    stream = letters(" ".join([long[1], long[0], long[2]]))
    misses = list(missing([passage(text) for text in long], stream))
    assert [(m.passage.text, m.is_elsewhere) for m in misses] == [(long[1], True)]


def test_a_missing_first_copy_is_not_mistaken_for_its_repetition() -> None:
    """Of a text that comes twice, the copy that is gone is the one reported."""
    filler = [f"Paragraph number {n} says something that no other one says." for n in range(60)]
    texts = [SENTENCES[0], *filler, SENTENCES[0]]
    assert missed(texts, letters(" ".join(texts[1:]))) == [SENTENCES[0]]


def test_captions_and_notes_may_stand_anywhere() -> None:
    """An edition may set a note at the end, but must hold it."""
    note = passage("A note on this.", Stand.ANYWHERE)
    texts = [note, passage(SENTENCES[0]), passage(SENTENCES[2])]
    stream = letters(f"{SENTENCES[0]} {SENTENCES[2]} A note on this.")
    assert list(missing(texts, stream)) == []
    assert len(list(missing(texts, letters(f"{SENTENCES[0]} {SENTENCES[2]}")))) == 1


def test_page_ends_are_no_letters() -> None:
    """What stands for the end of a page cannot come from a text."""
    assert of_pages(["a b", "c"]) == f"ab{PAGE_END}c"


def test_every_kind_of_block_gives_its_text(everything: Finished) -> None:
    """Nothing that an article can hold is left out of what editions must say."""
    text = """# Head

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
    blocks, _ = markdown.read(text)
    head = replace(everything.article, lead=[], body=[], appendix=[])
    whole = passages.of(replace(head, body=blocks))[len(passages.of(head)) :]
    found = [passage.text for passage in whole if "pdf" not in passage.hidden_from]
    wanted = (
        "Head", "Para with code, link, up and quoted words.", "Note text.", "Quote text",
        "Bullet text", "Number text", "Line text", "second line", "Term", "Meaning text",
        "code text", "Caption text", "A", "B", "cell text", "2", "Raw text", "Only text",
    )  # fmt: skip
    assert [letters(text) for text in found] == [letters(text) for text in wanted]


def test_title_authors_and_abstract_are_wanted(everything: Finished) -> None:
    """An edition without its authors, or without its abstract, does not say what it should."""
    metadata = everything.article.metadata
    texts = [passage.text for passage in passages.of(everything.article)]
    assert texts[: 2 + len(metadata.author) + 1] == [
        metadata.title,
        metadata.subtitle,
        *(author.display for author in metadata.author),
        metadata.abstract,
    ]
