"""All that a writer typed arrives in every edition; docs/arrival.md has the numbers."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chapbook.settings import ROOT
from tests.conftest import GOOD, SYSTEMS, system_article
from tests.verify import arrival

HEAD = """# What arrives

How many words of each source file stand in each edition: of the articles in `tests/articles/`,
as people write them for Chapbook, pandoc, Quarto, MyST, JOSS, Manubot and bookdown. The words are
counted in the files as they were typed, without markup, formulas, citations and front matter
(`tests/verify/arrival.py` has the rules).

Made by `pytest tests/verify/test_arrival.py --accept`; do not edit.

| article | words | PDF | web | EPUB | DOCX |
|---|--:|--:|--:|--:|--:|
"""


def folders() -> list[Path]:
    """Return the folders of all articles, those for other systems behind ours."""
    groups = (GOOD, SYSTEMS)
    return [path for group in groups for path in sorted(group.iterdir()) if any(path.iterdir())]


def article_of(folder: Path, scratch: Path) -> Path:
    """Return the file to build of the article in *folder*."""
    if folder.parent == SYSTEMS:
        return system_article(folder.name, scratch)
    return next(iter(sorted(folder.glob("*.md"))))


def lost(name: str, found: arrival.Arrival) -> list[str]:
    """Return the words of *found* that do not arrive, without reason, in the article *name*."""
    known = arrival.EXCEPTIONS.get(name, {})
    return [word for word in found.missing if word not in known]


def row(name: str, found: dict[str, arrival.Arrival]) -> str:
    """Return the line of the article *name* in the table."""
    words = found["pdf"].words
    shares = [f"{100 * (1 - len(lost(name, a)) / max(a.words, 1)):.1f} %" for a in found.values()]
    return f"| {name} | {words} | {' | '.join(shares)} |"


def test_a_lost_word_is_noticed() -> None:
    """The measure sees a word, a line of code and a note that an edition lacks."""
    source = [
        words
        for text in (
            "The *quick*[^a] fox.\n\n```\ncode here\n```\n\n[^a]: A note.\n",
            "| cell | other |\n",
        )
        for words in arrival.stretches(text)
    ]
    whole = "The quick1 fox. code here 1 A note. cell other"
    assert arrival.arrived(source, whole).missing == ()
    for part in ("quick", "here", "note", "cell"):
        assert arrival.arrived(source, whole.replace(part, "")).missing == (part,)


def test_words_of_a_small_article_arrive(tmp_path: Path) -> None:
    """Nothing of the smallest article is lost in any edition."""
    folder = GOOD / "smallest"
    found = arrival.measured(article_of(folder, tmp_path), folder, tmp_path)
    assert {name: a.missing for name, a in found.items()} == dict.fromkeys(arrival.MEASURED, ())


@pytest.mark.proof
@pytest.mark.timeout(1800)  # builds forty articles
def test_all_that_is_typed_arrives(
    tmp_path: Path, golden: Callable[[Path, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """Every word of every article is in every edition, or has a reason not to be."""
    rows, losses = [], {}
    for folder in folders():
        scratch = tmp_path / folder.name
        scratch.mkdir()
        found = arrival.measured(article_of(folder, scratch), folder, scratch)
        rows.append(row(folder.name, found))
        losses |= {(folder.name, name): lost(folder.name, a) for name, a in found.items()}
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(rows) + "\n")
    assert {key: words for key, words in losses.items() if words} == {}
    reasons = "".join(
        f"- {name}: " + "; ".join(f"“{word}” is {why}" for word, why in words.items()) + "\n"
        for name, words in sorted(arrival.EXCEPTIONS.items())
    )
    told = HEAD + "\n".join(rows) + "\n\nNot counted, since they only look like text:\n\n" + reasons
    golden(ROOT / "docs" / "arrival.md", told)
