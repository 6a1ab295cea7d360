from pathlib import Path

import pytest

from chapbook.codes import CODES
from tests.conftest import OVERLAYS, Desk, judged

RAISED_ELSEWHERE = {
    "allow-unused",  # test_allowances.py: only a whole run knows
    "claim-dropped",
    "drawing-words",
    "edition-contrast",
    "edition-invalid",
    "edition-layout",
    "edition-unlike",
    "handout-expired",  # the clock is no part of an article
    "handout-left-out",
    "handout-skipped",
    "handout-too-long",
    "pack-not-in-book",  # only a whole pack has it
    "pack-left-out",
    "pack-no-questions",
    "pack-untagged",
    "pack-type-small",  # test_strips.py
}
"""Codes that only finished files can have."""

CASES = sorted(path.parent for path in OVERLAYS.glob("*/*/expected.txt"))


@pytest.mark.parametrize("overlay", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_an_overlay_has_exactly_its_findings(overlay: Path, desk: Desk) -> None:
    """One defect in a good article gives its findings, each in its place, and no others."""
    for name in ("outside.png", "outside.bib", "outside.csl"):
        (desk.folder / name).write_bytes(b"This must not be read.")

    found = judged(desk.overlaid(overlay))

    expected = (overlay / "expected.txt").read_text("utf-8").splitlines()
    assert [f"{finding.place}: {finding.code}" for finding in found] == expected


@pytest.mark.parametrize("overlay", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_an_overlay_triggers_the_code_that_it_is_filed_under(overlay: Path) -> None:
    """Overlays are filed by the code that they are there to show."""
    assert f": {overlay.parent.name}\n" in (overlay / "expected.txt").read_text("utf-8")


def test_every_code_has_an_overlay_or_is_raised_elsewhere() -> None:
    """No kind of finding is left without an article that shows it."""
    shown = {path.parent.name for path in CASES}
    assert shown | RAISED_ELSEWHERE == set(CODES)
    assert not shown & RAISED_ELSEWHERE


def test_a_place_in_the_article_comes_with_its_line(desk: Desk) -> None:
    """A finding with a line of the article shows that line, where it is not blank."""
    overlay = OVERLAYS / "citation-unknown" / "every-place"
    article = desk.overlaid(overlay)
    lines = article.read_text("utf-8").split("\n")

    for finding in judged(article):
        assert finding.excerpt == lines[finding.place.line - 1]
        assert finding.excerpt[finding.place.column - 1] == "@"
