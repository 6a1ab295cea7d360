"""What ``make upgrade`` tells of two builds."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from chapbook.tools import weasy
from tests.pages.comparison import changes

Made = Callable[[str, str], Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A function that writes a folder with one PDF of one page for each paragraph."""

    def folder(name: str, body: str) -> Path:
        (tmp_path / name).mkdir()
        job = weasy.PrintJob(
            html=f'<html lang="en"><title>Tea</title><body>{body}</body></html>',
            stylesheets=["@page { size: 60mm 60mm } p { break-after: page; font-size: 20pt }"],
        )
        (tmp_path / name / "tea.pdf").write_bytes(weasy.layout(job).pdf())
        return tmp_path / name

    return folder


def test_equal_builds_do_not_differ(made: Made) -> None:
    """The same article with the same versions gives the same files."""
    body = "<p>Tea</p><p>Milk</p>"
    assert list(changes(made("old", body), made("new", body))) == []


def test_a_page_that_changed_is_shown(made: Made) -> None:
    """Of two pages the one that looks otherwise is shown, with the line of the tags."""
    old, new = made("old", "<p>Tea</p><p>Milk</p>"), made("new", "<p>Tea</p><p>Sugar</p>")
    (change,) = changes(old, new)
    assert change.name == "tea.pdf"
    assert list(change.pages) == ["page 002"]
    assert len(change.tags) == 2
    assert "Milk" in change.tags[0]
    assert "Sugar" in change.tags[1]
    assert "2 pages; 1 look otherwise; 2 lines of tags differ" in change.told()


def test_other_tags_on_equal_pages_are_told(made: Made) -> None:
    """A heading that became a paragraph is seen in the tags, though the page looks the same."""
    looks = 'style="margin: 0; font: 20pt Source Serif Pro"'
    old, new = made("old", f"<h2 {looks}>Tea</h2>"), made("new", f"<div {looks}>Tea</div>")
    (change,) = changes(old, new)
    assert change.pages == {}
    assert change.tags


def test_files_that_are_gone_or_new_are_told(made: Made) -> None:
    """A file that only one of the two builds made is told, and so is a part of an archive."""
    old, new = made("old", "<p>Tea</p>"), made("new", "<p>Tea</p>")
    (old / "tea.bib").write_text("@misc{tea}", "utf-8")
    (new / "manifest.json").write_text("{}", "utf-8")
    for folder, words in ((old, "Tea"), (new, "Milk")):
        with zipfile.ZipFile(folder / "tea.epub", "w") as archive:
            archive.writestr("same", "as before")
            archive.writestr("text", words)
    told = [change.told() for change in changes(old, new)]
    assert told[0] == "tea.bib: 10 -> 0 bytes"
    assert told[1].startswith("tea.epub: ")
    assert told[1].endswith("; other: text")
    assert len(told) == 2
