"""What every reader of finished PDFs says of a file that it cannot read."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from chapbook.tools.pdf import looks, read, skeleton, standing, strips, structure
from chapbook.tools.pdf.read import UnreadablePdfError


def locked(path: Path) -> None:
    """Write a page that opens with a password only."""
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(path, encryption=pikepdf.Encryption(user="tea", owner="milk"))


def damaged(path: Path) -> None:
    """Write half a file."""
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(path)
    path.write_bytes(path.read_bytes()[:100])


@pytest.mark.parametrize("made", [locked, damaged], ids=["locked", "damaged"])
@pytest.mark.parametrize(
    "reader",
    [
        read.anatomy,
        structure.read,
        skeleton.of,
        looks.of_pages,
        strips.told,
        standing.standing,
    ],
    ids=["anatomy", "structure", "skeleton", "looks", "strips", "standing"],
)
def test_an_unreadable_file_is_told_as_such(
    reader: Callable[[Path], object], made: Callable[[Path], None], tmp_path: Path
) -> None:
    """Whoever asks is told in one way, whatever the library under it raises."""
    made(tmp_path / "a.pdf")
    with pytest.raises(UnreadablePdfError):
        reader(tmp_path / "a.pdf")
