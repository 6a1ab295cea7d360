"""The keyboard judge: a good page passes, and one barrier is the one thing found."""

from pathlib import Path

import pytest

from chapbook.tools.judges import keyboard
from tests.checkers import require

pytestmark = [pytest.mark.proof, pytest.mark.node]

GOOD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Tea</title>
<style>a:focus { outline: 2px solid blue }</style>
<body><a class="skip" href="#text">Skip to the text</a>
<nav><a href="#a">One</a> <a href="#b">Two</a></nav>
<main id="text"><p><a id="a" href="#b">Three</a> <a id="b" href="#a">Four</a></p></main>
"""


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("", "", None),
        ('href="#text"', 'href="#nowhere"', "skip-link"),
        ('<a id="b"', '<a tabindex="-1" id="b"', "unreachable"),
        ('href="#text">Skip', 'tabindex="1" href="#text">Skip', None),
        ("2px solid blue", "none", "focus-hidden"),
    ],
)
def test_one_barrier_is_the_one_thing_found(
    tmp_path: Path, old: str, new: str, rule: str | None
) -> None:
    """Each rule is broken by what breaks it, and by nothing else."""
    require(keyboard)
    page = tmp_path / "tea.html"
    page.write_text(GOOD.replace(old, new, 1) if old else GOOD, "utf-8")
    found = {failure.rule for failure in keyboard.failures(page)}
    assert found == ({rule} if rule else set())


def test_another_order_is_found(tmp_path: Path) -> None:
    """A stop that jumps ahead of the document's order is the one thing found."""
    require(keyboard)
    page = tmp_path / "tea.html"
    first = GOOD.replace('href="#text">Skip', 'tabindex="1" href="#text">Skip')
    page.write_text(first.replace('<a id="b"', '<a tabindex="2" id="b"'), "utf-8")
    assert [failure.rule for failure in keyboard.failures(page)] == ["focus-order"]
