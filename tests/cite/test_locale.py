import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from chapbook import cite, load
from chapbook.tools import dates
from chapbook.tools.pandoc import ast, locale

ARTICLE = """---
title: T
author: [{{given: A, family: B}}]
date: 2026-05-22
lang: {lang}
publisher: P
cite-as: [apa, chicago-author-date, american-medical-association, modern-language-association]
---

# T

T.
"""


@pytest.fixture
def cited(tmp_path: Path, request: pytest.FixtureRequest) -> list[str]:
    """Return how an article in a language is to be cited, in four styles."""
    path = tmp_path / "article.md"
    path.write_text(ARTICLE.format(lang=request.param), "utf-8")
    article: Any = cite.article(load.manuscript(path))
    return [ast.text(citation.inlines) for citation in article.cite_article]


@pytest.mark.parametrize(
    ("cited", "day"),
    [
        ("en", "May 22"),
        ("de", "22. Mai"),
        ("fr", "22 mai"),
        ("es", "22 de mayo"),
        ("pt", "22 de maio"),
        ("it", "22 maggio"),
        ("nl", "22 mei"),
        ("pl", "22 maja"),
        ("sv", "22 maj"),
        ("uk", "22 травня"),
        ("el", "22 Μαΐου"),
    ],
    indirect=["cited"],
)
def test_day_and_month_stand_as_the_language_has_them(cited: list[str], day: str) -> None:
    """Styles written for English say the day, the month and its case as the article does."""
    assert [text for text in cited[:3] if day not in text] == []


@pytest.mark.parametrize("lang", ["uk", "el"])
def test_months_are_those_of_dates(lang: str) -> None:
    """The months in a file of ours are those that a date in the language has."""
    words = (locale.FOLDER / f"{lang}.xml").read_text("utf-8")
    for month in range(1, 13):
        name = dates.long(dt.date(2026, month, 22), lang).split()[1]
        assert f'<term name="month-{month:02d}">{name}</term>' in words
