"""Articles written for other systems are read as they are."""

from pathlib import Path

import pytest

from chapbook import cite, load
from chapbook.tools.pandoc import ast
from tests.conftest import SYSTEMS, judged, system_article

NOTES = {"key-elsewhere", "language-assumed", "doi-as-url", "reference-uncited"}
"""What is said about such articles without standing in the way."""

NAMES = sorted(path.name for path in SYSTEMS.iterdir() if path.is_dir())

LEFT_OVERS = {
    *("{{<", ">}}", "{#", "\\@ref", "(#", "\\label", "\\ref", "(ref:", ":::", "#|", "[@", "@fig"),
}
"""Marks of other systems that no reader should see."""


@pytest.mark.parametrize("name", NAMES)
def test_an_article_of_another_system_is_read_as_it_is(name: str, tmp_path: Path) -> None:
    """Nothing stands in the way of a build, and nothing of the other system's marks is left."""
    path = system_article(name, tmp_path)
    found = judged(path)
    assert [f"{f.place}: {f.code}: {f.message}" for f in found if f.code not in NOTES] == []
    made = cite.article(load.manuscript(path))
    text = ast.text([*made.lead, *made.body, *made.appendix])
    assert {mark for mark in LEFT_OVERS if mark in text} == set()
