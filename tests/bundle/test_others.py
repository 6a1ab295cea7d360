"""What is known of somebody else's PDF: words of the pages a pack takes, and nothing guessed."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from chapbook.bundle import others
from chapbook.findings import Place
from chapbook.pack import BoundReading, Origin, Pack, Reading
from chapbook.tools import labels, theme
from tests.bundle import synthetic

PAGES = (
    # Two lines, the first of them in two faces.
    b"/A 12 Tf 72 700 Td (Tea is ) Tj /B 12 Tf (old) Tj 0 -14 Td (and good) Tj",
    # A word that is divided at the end of its line.
    b"/A 12 Tf 72 700 Td (a crys-) Tj 0 -14 Td (tal) Tj",
    b"/A 12 Tf 72 700 Td (One two three four five) Tj",
)


@pytest.fixture
def leaves(tmp_path: Path) -> Path:
    """A PDF of three pages with five, two and five words."""
    path = tmp_path / "leaves.pdf"
    with pikepdf.new() as pdf:
        for words in PAGES:
            page = pdf.add_blank_page(page_size=(595, 842))
            page.Contents = pdf.make_stream(b"BT " + words + b" ET")
            page.Resources = pikepdf.Dictionary(
                Font=pikepdf.Dictionary(A=_face("Helvetica"), B=_face("Helvetica-Bold"))
            )
        pdf.save(path)
    return path


def _face(name: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(f"/{name}")
    )


def _bound(path: Path, *page_indices: tuple[int, int | None]) -> BoundReading:
    reading = Reading(
        identifier="leaves",
        origin=Origin.DOCUMENT,
        path=path,
        name=path.name,
        place=Place(file="course.yaml", line=4),
        title="Leaves",
        page_indices=page_indices,
    )
    pack = Pack(
        stem="course",
        path=path.parent / "course.yaml",
        metadata=synthetic.metadata(),
        parts=(),
        labels=labels.load("en-GB"),
        theme=theme.usual(),
    )
    return others.bound(reading, pack, path.parent)


def test_words_are_counted_as_they_are_read(leaves: Path) -> None:
    """A change of face or line parts words, and a hyphen at the end of a line does not."""
    assert _bound(leaves).record.word_count == 5 + 2 + 5


def test_words_are_those_of_the_pages_that_are_taken(leaves: Path) -> None:
    """Of a file of which a pack takes the second page, it counts that page."""
    assert _bound(leaves, (1, 1)).record.word_count == 2


def test_nobody_counts_figures_and_tables_of_others(leaves: Path) -> None:
    """What was not counted is not told as none."""
    record = _bound(leaves).record
    assert (record.figure_count, record.table_count) == (None, None)


def test_pages_are_chosen_once_in_their_order(leaves: Path) -> None:
    """Ranges may lead to the end of the file and beyond; nothing chosen is all."""
    reading = _bound(leaves, (2, None), (0, 0)).reading
    assert reading.chosen(5) == (2, 3, 4, 0)
    assert replace(reading, page_indices=((1, 8), (1, 2))).chosen(3) == (1, 2)
    assert replace(reading, page_indices=()).chosen(3) is None
