"""The particulars say of an article what is true of it, and no more."""

from pathlib import Path

import pytest

from chapbook import cite, load
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
