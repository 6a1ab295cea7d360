"""The particulars say of an article what is true of it, and no more."""

from pathlib import Path

import pytest

from chapbook import cite, load, textmark
from chapbook.render import particulars

HEAD = "---\ntitle: Tea\nauthor: {literal: Us}\ndate: 2026-11-22\nlang: en\n---\n\n# Tea\n\nHot.\n"
ADVICE = "\n::: {.see-doctor when=soon}\n- You are burnt.\n:::\n"


@pytest.mark.parametrize(
    ("text", "kind"), [(HEAD, "Article"), (HEAD + ADVICE, "Health information")]
)
def test_only_an_article_about_health_is_called_so(text: str, kind: str, tmp_path: Path) -> None:
    """The line above the title follows what the author marked as advice on health."""
    path = tmp_path / "tea.md"
    path.write_text(text, "utf-8")
    assert particulars.of(cite.article(load.manuscript(path))).kind == kind


def test_markup_in_the_title_of_the_original_is_not_printed(tmp_path: Path) -> None:
    """CSL's italics mean nothing in a line of plain words."""
    original = 'original: {title: "Sugar and <i>salt</i> in H<sub>2</sub>O"}\n'
    path = tmp_path / "tea.md"
    path.write_text(HEAD.replace("---\n\n", f"{original}---\n\n"), "utf-8")
    line = particulars.of(cite.article(load.manuscript(path))).adapted_from
    assert line == "Adapted from Sugar and salt in H2O"


@pytest.mark.parametrize(
    ("said", "advice", "is_medical"),
    [
        ("", "", False),
        ("", ADVICE, True),
        ("health: true\n", "", True),
        ("health: false\n", ADVICE, False),
    ],
)
def test_only_an_article_about_health_speaks_of_doctors(
    said: str, advice: str, is_medical: bool, tmp_path: Path
) -> None:
    """Another one says that no review is recorded, and nothing of a doctor's advice."""
    path = tmp_path / "tea.md"
    path.write_text(HEAD.replace("---\n\n", f"{said}---\n\n") + advice, "utf-8")
    facts = particulars.of(cite.article(load.manuscript(path)))
    assert (facts.review_status == "No review is recorded.") is not is_medical
    assert ("doctor" in facts.disclaimer) is is_medical


def test_the_text_mark_is_that_of_the_words(tmp_path: Path) -> None:
    """Another word is another mark; another date or address is the same."""
    path = tmp_path / "tea.md"
    marks = []
    for text in (HEAD, HEAD.replace("Hot.", "Cold."), HEAD.replace("11-22", "11-23")):
        path.write_text(text, "utf-8")
        article = cite.article(load.manuscript(path))
        assert textmark.of(article.content_hash) in particulars.of(article).text_mark
        marks.append(textmark.of(article.content_hash))
    assert marks[0] == marks[2] != marks[1]


REVIEW = "  - {given: %s, family: %s, credentials: MD, date: %s, content: %s%s}\n"


def reviewed(folder: Path, *reviews: str, lang: str = "en-GB") -> str:
    """Return the review status of an article with *reviews*, in which HASH is its own hash."""
    path = folder / "tea.md"
    path.write_text(HEAD, "utf-8")
    own = cite.article(load.manuscript(path)).content_hash
    said = "reviewed-by:\n" + "".join(reviews).replace("HASH", own)
    head = HEAD.replace("lang: en", f"lang: {lang}")
    path.write_text(head.replace("---\n\n", f"{said}---\n\n"), "utf-8")
    return particulars.of(cite.article(load.manuscript(path))).review_status


def test_each_reviewer_is_told_with_the_day(tmp_path: Path) -> None:
    """Two who signed on one day share a sentence; nobody is given another's day."""
    one = REVIEW % ("Eva", "Arzt", "2026-01-02", "HASH", "")
    two = REVIEW % ("Ada", "de la Cruz", "2026-01-02", "HASH", "")
    assert reviewed(tmp_path, one, two) == (
        "Reviewed by Eva Arzt, MD and Ada de la Cruz, MD on 2 January 2026."
    )
    later = two.replace("2026-01-02", "2026-03-04")
    assert reviewed(tmp_path, later, one) == (
        "Reviewed by Eva Arzt, MD on 2 January 2026. "
        "Reviewed by Ada de la Cruz, MD on 4 March 2026."
    )


def test_an_earlier_review_is_told_as_one_of_an_earlier_text(tmp_path: Path) -> None:
    """The version that was signed last is named, if it had a name; no reviewer is."""
    old = REVIEW % ("Eva", "Arzt", "2026-01-02", "a" * 64, ', version: "1.0"')
    older = REVIEW % ("Ada", "Cruz", "2025-01-02", "b" * 64, ', version: "0.9"')
    said = "Version 1.0 was reviewed; the text has changed since."
    assert reviewed(tmp_path, old, older) == said
    nameless = old.replace(', version: "1.0"', "")
    assert reviewed(tmp_path, nameless) == ("An earlier text was reviewed; it has changed since.")
    assert "1.0" in reviewed(tmp_path, old, lang="ar")
