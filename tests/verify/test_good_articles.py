"""What is right is found to be right."""

from pathlib import Path

import pytest

from chapbook import verify
from chapbook.findings import Finding
from tests.verify.works import GOOD, Finished, finished


def told(findings: list[Finding]) -> list[str]:
    """Return *findings* as one line each."""
    return [f"{f.place}: {f.code}: {f.message}" for f in findings]


def test_every_edition_of_everything_is_sound(everything: Finished) -> None:
    """Nothing is found in the files of an article that uses every part there is."""
    assert told(verify.findings(everything.article, list(everything.built.values()))) == []


@pytest.mark.parametrize(
    "name",
    [
        "smallest",
        "german",
        "arabic",
        pytest.param("references", marks=pytest.mark.proof),
        pytest.param("tables", marks=pytest.mark.proof),
    ],
)
def test_good_articles_are_sound(name: str, tmp_path: Path) -> None:
    """Nothing is found in the files of other articles, in other languages and sizes."""
    made = finished(next((GOOD / name).glob("*.md")), tmp_path)
    assert told(verify.findings(made.article, list(made.built.values()))) == []
