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
