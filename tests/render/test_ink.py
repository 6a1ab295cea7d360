"""Editions for black ink: nothing on another plate, and all else as it was."""

from pathlib import Path

import pytest

from chapbook import cite, load, render, verify
from chapbook.editions import EDITIONS, Ink
from chapbook.model import BuiltEdition
from chapbook.settings import Settings
from chapbook.tools import pdftext
from chapbook.tools.pdf import read

ARTICLES = Path(__file__).parents[1] / "articles"


def made(source: Path, name: str, ink: Ink, desk: Path) -> tuple[BuiltEdition, list[str]]:
    """Make one edition; return it and the findings of making and verifying it."""
    article = cite.article(load.manuscript(source))
    settings = Settings(article=source, ink=ink)
    bench = settings.bench(desk, EDITIONS[name], article.metadata.paper)
    rendering = render.edition(article, EDITIONS[name], bench)
    assert rendering.built is not None
    found = [*rendering.findings, *verify.findings(article, [rendering.built])]
    said = [f.message for f in found if f.severity.value != "note"]
    return rendering.built, said


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[Ink, tuple[BuiltEdition, list[str]]]:
    """The smallest article in print, in colour and in grey."""
    source = ARTICLES / "good" / "smallest" / "smallest.md"
    desk = tmp_path_factory.mktemp("ink")
    return {ink: made(source, "pdf", ink, desk) for ink in Ink}


def test_grey_ink_leaves_no_colour(both: dict[Ink, tuple[BuiltEdition, list[str]]]) -> None:
    """The file for grey ink sets no colour, keeps its claims, and says so in its name."""
    built, found = both[Ink.GREY]
    assert found == []
    assert built.name == "smallest-grey.pdf"
    assert read.colours(built.path) == []
    assert read.anatomy(built.path).claims.all == ("3u", "ua1")


def test_the_words_are_the_same(both: dict[Ink, tuple[BuiltEdition, list[str]]]) -> None:
    """Ink changes no word and no place of one."""
    plain, grey = (
        [(run.text, run.left, run.bottom) for page in pdftext.pages(each.path) for run in page.runs]
        for each, _ in both.values()
    )
    assert plain == grey


def test_a_coloured_file_is_no_grey_one(both: dict[Ink, tuple[BuiltEdition, list[str]]]) -> None:
    """A file that was not converted is found, by what it sets and by what it shows."""
    article = cite.article(load.manuscript(ARTICLES / "good" / "smallest" / "smallest.md"))
    coloured, grey = both[Ink.COLOUR][0], both[Ink.GREY][0]
    grey.path.write_bytes(coloured.path.read_bytes())
    found = [finding.message for finding in verify.findings(article, [grey])]
    assert found
    assert all("grey ink" in message for message in found)
    assert any("sets a colour" in message for message in found)
    assert any("shows a colour" in message for message in found)


@pytest.mark.proof
@pytest.mark.parametrize("edition", ["pdf", "student"])
@pytest.mark.parametrize("name", ["pictures", "everything", "mathematics", "tables"])
def test_every_kind_of_drawing_becomes_grey(name: str, edition: str, tmp_path: Path) -> None:
    """Photographs, drawings, pages of PDF, gradients, formulas and tables have no other ink."""
    source = next((ARTICLES / "good" / name).glob("*.md"))
    built, found = made(source, edition, Ink.GREY, tmp_path)
    assert found == []
    assert read.anatomy(built.path).claims.all == ("3u", "ua1")
