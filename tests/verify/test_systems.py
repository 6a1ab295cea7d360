"""Editions of articles that were written for other systems are sound."""

from pathlib import Path

import pytest

from chapbook import verify
from tests.conftest import SYSTEMS, system_article
from tests.verify.works import finished

FAST = "manubot-review"

NAMES = [
    name if name == FAST else pytest.param(name, marks=pytest.mark.proof)
    for name in sorted(path.name for path in SYSTEMS.iterdir() if path.is_dir())
]


@pytest.mark.parametrize("name", NAMES)
def test_every_edition_of_an_article_of_another_system_is_sound(name: str, tmp_path: Path) -> None:
    """All of the text arrives in every edition, and no edition has a fault."""
    made = finished(system_article(name, tmp_path), tmp_path / "out")
    found = verify.findings(made.article, list(made.built.values()))
    assert [f"{f.place}: {f.code}: {f.message}" for f in found] == []
