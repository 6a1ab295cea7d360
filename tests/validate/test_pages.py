"""``docs/findings/`` says what the codes and the articles that show them say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chapbook.codes import CODES, THEMES
from tests.conftest import Desk, judged, laid_over
from tests.validate import pages

FOLDER = Path(__file__).parents[2] / "docs" / "findings"

SHOWN = [code for code in CODES if pages.example(code)]

Compare = Callable[[Path, str], None]


@pytest.mark.parametrize("code", CODES)
def test_the_page_of_a_code_is_up_to_date(code: str, desk: Desk, golden: Compare) -> None:
    """The page says what the code's declaration and its example say today."""
    golden(FOLDER / f"{code}.md", pages.page(code, desk))


def test_the_index_is_up_to_date(golden: Compare) -> None:
    """The index lists every code below its theme."""
    text = pages.index()
    golden(FOLDER / "README.md", text)
    assert all(f"({code}.md)" in text for code in CODES)


def test_no_page_outlives_its_code(request: pytest.FixtureRequest) -> None:
    """A page without a code is gone."""
    for path in FOLDER.glob("*.md"):
        if path.stem not in {*CODES, "README"} and request.config.getoption("--accept"):
            path.unlink()
    assert {path.stem for path in FOLDER.glob("*.md")} == {*CODES, "README"}


@pytest.mark.parametrize("code", SHOWN)
def test_a_mended_example_is_without_the_finding(code: str, desk: Desk) -> None:
    """What a page shows as right has nothing wrong at all."""
    case = pages.example(code)
    assert case is not None
    assert (case / "mended").is_dir(), f"{code} needs an overlay with a folder mended/"
    article = desk.overlaid(case)
    laid_over(case / "mended", article.parent)
    assert [f"{found.place}: {found.code}" for found in judged(article)] == []


@pytest.mark.parametrize("code", CODES)
def test_a_code_tells_a_writer_everything(code: str) -> None:
    """A code has a theme, a cause, a reason and a remedy, and an example where no overlay is."""
    rule = CODES[code]
    assert rule.theme in THEMES
    assert all((rule.title, rule.cause, rule.why, rule.fix))
    assert (code in SHOWN) != bool(rule.bad and rule.good)
