"""The foot that every side of a handout carries."""

from pathlib import Path

import pytest

from chapbook import cite, load
from chapbook.render import particulars
from chapbook.render.handout import sheet, side

GOOD = Path(__file__).parents[1] / "articles" / "good"
SHOWCASE = Path(__file__).parents[2] / "source" / "calcinosis.md"


def foot_of(path: Path, width_mm: float) -> side.Foot:
    """Return the foot of handouts of the article at *path*."""
    article = cite.article(load.manuscript(path))
    return side.foot(article, sheet.values(article, particulars.of(article)), width_mm=width_mm)


@pytest.fixture(scope="module")
def broad() -> side.Foot:
    """The foot of the showcase on a broad page."""
    return foot_of(SHOWCASE, 178)


@pytest.mark.parametrize(
    "words",
    [
        "Published 22 November 2026",
        "Version 1.0",
        "Next review due 22 November 2028",
        "Text ",
        "Not yet reviewed by a clinician.",
        "CC BY 4.0",
        "medindia.net/health/conditions/calcinosis.htm",
        "qr.svg",
    ],
)
def test_it_says_every_particular(broad: side.Foot, words: str) -> None:
    """Version, dates, review, licence, address and its code stand in the foot."""
    assert words in broad.html.replace("\u00a0", " ")


def test_its_margin_holds_it(broad: side.Foot) -> None:
    """The margin is as high as the foot, the white above it and what printers cannot reach."""
    assert broad.margin_mm == side.EDGE_MM + broad.height_mm + side.GAP_MM
    assert f"margin-bottom: {broad.margin_mm:.2f}mm" in broad.css


def test_a_narrow_page_has_a_higher_foot(broad: side.Foot) -> None:
    """Lines that break make it higher: its height is measured, never guessed."""
    assert foot_of(SHOWCASE, 90).height_mm > broad.height_mm + 3


def test_without_an_address_there_is_no_code() -> None:
    """An article that has no place on the web shows no code and no empty label."""
    foot = foot_of(next((GOOD / "arabic").glob("*.md")), 118)
    assert "<img" not in foot.html
    assert 'class="uri"' not in foot.html
