"""Articles written for other systems are read as they are."""

import shutil
from pathlib import Path

import pytest

from chapbook import cite, load
from chapbook.settings import article_file
from chapbook.tools.pandoc import ast
from tests.conftest import SYSTEMS, judged

NOTES = {"key-elsewhere", "language-assumed", "doi-as-url"}
"""What is said about such articles without standing in the way."""

NAMES = sorted(path.name for path in SYSTEMS.iterdir() if path.is_dir())

LEFT_OVERS = {
    *("{{<", ">}}", "{#", "\\@ref", "(#", "\\label", "\\ref", "(ref:", ":::", "#|", "[@", "@fig"),
}
"""Marks of other systems that no reader should see."""


def article(name: str, folder: Path) -> Path:
    """Copy the article *name* to *folder* and return its file, whatever that system calls it."""
    copied = Path(shutil.copytree(SYSTEMS / name, folder / name))
    found = article_file(copied)
    if found.is_file():
        return found
    return next(p for p in sorted(copied.iterdir()) if p.suffix in {".md", ".qmd", ".Rmd"})


@pytest.mark.parametrize("name", NAMES)
def test_an_article_of_another_system_is_read_as_it_is(name: str, tmp_path: Path) -> None:
    """Nothing stands in the way of a build, and nothing of the other system's marks is left."""
    path = article(name, tmp_path)
    found = judged(path)
    assert [f"{f.place}: {f.code}: {f.message}" for f in found if f.code not in NOTES] == []
    made = cite.article(load.manuscript(path))
    text = ast.text([*made.lead, *made.body, *made.appendix])
    assert {mark for mark in LEFT_OVERS if mark in text} == set()
