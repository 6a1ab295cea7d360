"""Citations of works, compared with truths that were written by hand or by others."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from chapbook.cite import item, styles
from chapbook.frontmatter import FrontMatter
from chapbook.tools import yaml
from chapbook.tools.conform import rules
from chapbook.tools.conform.data import DATE_OF_READING
from chapbook.tools.conform.printed import with_words
from chapbook.tools.pandoc import ast, citeproc

GOLDEN = Path(__file__).parent / "golden"
STYLES = (
    "apa",
    "modern-language-association",
    "chicago-author-date",
    "chicago-notes-bibliography",
    "harvard-cite-them-right",
    "nlm-citation-sequence",
    "american-medical-association",
    "ieee",
)
MARKS = {"Emph": "*", "Superscript": "^"}


def read(name: str) -> Any:
    """Return the golden file *name*."""
    return yaml.load((GOLDEN / f"{name}.yaml").read_text("utf-8")).data


def metadata(**fields: Any) -> FrontMatter:
    """Return the front matter of an English article, with *fields* set."""
    base = {"title": "Tea", "author": "Ada Lovelace", "date": "2026-11-22", "lang": "en-GB"}
    return FrontMatter.model_validate({**base, **fields})


def plain(nodes: list[ast.Node]) -> str:
    """Return *nodes* as text, *italic* and ^raised^ marked."""
    out = ""
    for node in nodes:
        kind = node["t"]
        mark = MARKS.get(kind, "")
        if kind in {"Space", "SoftBreak"}:
            out += " "
        elif kind == "Str":
            out += node["c"]
        else:
            inner = node["c"] if isinstance(node["c"][0], dict) else node["c"][1]
            out += mark + plain(inner) + mark
    return out


def all_printed(
    pairs: list[tuple[dict[str, Any], str]], article: FrontMatter
) -> list[tuple[str, str]]:
    """Return the entry and the citation of works, each in its style, as a reader sees them."""
    made = [
        styles.work({"id": "x", **work}, style, article, GOLDEN, for_reader=True)
        for work, style in pairs
    ]
    _, entries = citeproc.resolve([], [], made[0].style, made)
    right = [styles.corrected(e, w, article) for e, w in zip(entries, made, strict=True)]
    return [(plain(entry.inlines), plain(entry.in_text)) for entry in right]


def printed(work: dict[str, Any], style: str, article: FrontMatter) -> tuple[str, str]:
    """Return the entry and the citation of a single work."""
    return all_printed([(work, style)], article)[0]


WORKS = {work["id"]: work for work in read("works")}
CASES = [
    pytest.param(style, key, truth, id=f"{style}-{key}")
    for style in STYLES
    for key, truth in read(style).items()
]


@cache
def table() -> dict[tuple[str, str], tuple[str, str]]:
    """Return every work in every style, by style and work; one run of the processor."""
    keys = [(style, key) for style in STYLES for key in WORKS]
    texts = all_printed([(WORKS[key], style) for style, key in keys], metadata())
    return dict(zip(keys, texts, strict=True))


@pytest.mark.parametrize(("style", "key", "truth"), CASES)
def test_a_work_is_cited_as_the_guide_says(style: str, key: str, truth: dict[str, str]) -> None:
    """Entry and citation in the text are those that a person judged by the guide."""
    assert table()[style, key] == (truth["entry"], truth["in-text"])


@pytest.mark.parametrize("style", STYLES)
def test_every_style_has_a_truth_for_every_work(style: str) -> None:
    """No kind of work is left out of a style, and each truth tells where its form was read."""
    truths = read(style)
    assert set(truths) == set(WORKS)
    assert all(truth["source"].startswith(("http", "none found")) for truth in truths.values())


def test_works_are_cited_as_public_pages_print_them() -> None:
    """Examples that libraries and style guides publish come out word for word."""
    cases = read("published")
    texts = all_printed([(case["item"], case["style"]) for case in cases], metadata())
    made = [
        (entry, in_text if "in-text" in case else None)
        for case, (entry, in_text) in zip(cases, texts, strict=True)
    ]
    assert made == [(case["entry"], case.get("in-text")) for case in cases]


@pytest.mark.parametrize("style", list(read("same-year")["styles"]))
def test_works_of_one_year_are_told_apart(style: str) -> None:
    """Two works by one author in one year carry letters, in the list and in the text."""
    golden = read("same-year")
    article = metadata(**{"citation-style": style})
    items = styles.references(golden["works"], article, GOLDEN)
    cited = [ast.para([cite(work["id"])]) for work in golden["works"]]
    blocks, _ = citeproc.resolve(
        cited, items, styles.work(items[0], style, article, GOLDEN).style, []
    )
    entries = [e for block in blocks if ast.identifier(block) == "refs" for e in block["c"][1]]
    entries = styles.reference_list(entries, items, article, GOLDEN)
    truth = golden["styles"][style]
    assert [plain(entry["c"][1][0]["c"]) for entry in entries] == truth["entries"]
    assert [plain(block["c"]) for block in blocks[:2]] == truth["in-text"]


def cite(key: str) -> ast.Node:
    """Return a citation of the work *key*."""
    citation = {
        "citationId": key,
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[citation], [{"t": "Str", "c": f"[@{key}]"}]]}


def test_a_reviewer_is_no_author() -> None:
    """Who signed the words is named in no citation of the article."""
    review = {"given": "Simi", "family": "Paknikar", "date": "2026-11-22", "content": "0"}
    article = metadata(**{"reviewed-by": [review], "url": "https://example.org/tea"})
    work = item.of_article(article, article.lang)
    texts = all_printed([(work, style) for style in STYLES], article)
    assert not any("Paknikar" in entry + in_text for entry, in_text in texts)


def test_degrees_and_courtesy_are_dropped() -> None:
    """No "Dr." and "MD" stands in a citation, nor the note on who reviewed the work."""
    original = {
        "title": "Calcinosis",
        "author": [{"given": "Dr. Haleema", "family": "Yezdani", "suffix": "MD"}],
        "note": "Medically reviewed by Simi Paknikar, MD",
        "URL": "https://example.org/calcinosis",
    }
    article = metadata(original=original)
    work = item.of_original(article)
    assert work is not None
    texts = all_printed([(work, style) for style in STYLES], article)
    unwanted = ("Dr", "MD", "Paknikar", "D.")
    assert not any(word in entry + in_text for entry, in_text in texts for word in unwanted)


def test_no_date_of_reading_is_made_up() -> None:
    """Four styles print the words for the date of reading, the others no date of access."""
    work = item.of_article(metadata(url="https://example.org/tea"), "en-GB")
    texts = all_printed([(work, style) for style in STYLES], metadata())
    asking = [
        s for s, (entry, _) in zip(STYLES, texts, strict=True) if "[date of reading]" in entry
    ]
    assert asking == [*STYLES[4:]]
    assert not any(str(DATE_OF_READING) in entry + in_text for entry, in_text in texts)


def test_the_mark_is_found_however_deep() -> None:
    """Words take the place of the mark inside of other nodes, too."""
    mark = {"t": "Str", "c": f"({DATE_OF_READING})."}
    nodes = [{"t": "Emph", "c": [{"t": "Span", "c": [["", [], []], [mark]]}]}]
    assert plain(with_words(nodes, "[date of reading]")) == "*([date of reading]).*"


def test_a_german_article_asks_in_german() -> None:
    """Styles without a language of their own ask for the date of reading in the article's."""
    article = metadata(lang="de", url="https://example.org/tee")
    work = item.of_article(article, article.lang)
    entry, _ = printed(work, "nlm-citation-sequence", article)
    assert "[zitiert [Datum des Lesens]]. Verfügbar unter:" in entry


def test_the_original_may_name_people_in_one_piece() -> None:
    """A name that is written as one reads it is cited by its parts."""
    article = metadata(original={"title": "Leaves", "author": "María de la Cruz"})
    work = item.of_original(article)
    assert work is not None
    assert printed(work, "apa", article)[1] == "(de la Cruz, n.d.)"


EDITED = [
    (
        "american-medical-association",
        {"type": "book", "title": "Whole book", "author": [{"family": "Walsh", "given": "Joan"}]},
        "Walsh J. *Whole Book*. (Kane P, Lund E, eds). Example Press; 2014.",
    ),
    (
        "american-medical-association",
        {"type": "chapter", "title": "No author", "container-title": "Book of tea"},
        "Kane P, Lund E, eds. No author. In: *Book of Tea*. Example Press; 2014.",
    ),
    (
        "nlm-citation-sequence",
        {"type": "book", "title": "Whole book", "author": [{"family": "Walsh", "given": "Joan"}]},
        "Walsh J. Whole book. Kane P, Lund E, editors. Example Press; 2014.",
    ),
]


@pytest.mark.parametrize(("style", "work", "truth"), EDITED)
def test_editors_stand_before_their_label(style: str, work: dict[str, Any], truth: str) -> None:
    """Wherever editors are named, "eds." follows the last of them."""
    editors = [{"family": "Kane", "given": "Peter"}, {"family": "Lund", "given": "Eva"}]
    dated = {"issued": {"date-parts": [[2014]]}, "publisher": "Example Press"}
    assert printed({**work, **dated, "editor": editors}, style, metadata())[0] == truth


def test_a_date_that_is_none_is_left_alone() -> None:
    """An access date that no calendar has does not stop the citing."""
    work = {
        "type": "webpage",
        "title": "Tea",
        "URL": "https://example.org/tea",
        "issued": {"date-parts": [[2020]]},
        "accessed": {"date-parts": [[2024, 2, 31]]},
    }
    assert "Accessed" not in printed(work, "modern-language-association", metadata())[0]


def test_the_guide_tells_every_correction() -> None:
    """docs/citing.md names each rule with the page on which its form can be read."""
    told = (Path(__file__).parents[2] / "docs" / "citing.md").read_text("utf-8").split("\n")
    every = (*rules.OF_DATA, rules.DATE_OF_READING, *rules.OF_PRINT)
    lines = {line.split("`")[1]: line for line in told if line.startswith("| `")}
    assert set(lines) == {rule.apply.__name__ for rule in every}
    assert all(rule.source in lines[rule.apply.__name__] for rule in every)


def test_a_question_needs_no_colon() -> None:
    """A subtitle after a question mark is joined by a space."""
    article = metadata(title="What is tea?", subtitle="a short history")
    assert item.of_article(article, "en-GB")["title"] == "What is tea? a short history"
