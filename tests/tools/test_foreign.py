"""What somebody else's PDF is, and the copy of it that is woven."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from chapbook.tools.pdf import foreign

Made = Callable[[Callable[[pikepdf.Pdf], None]], Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Return a function that writes a PDF of three pages after something was done to it."""

    def write(change: Callable[[pikepdf.Pdf], None]) -> Path:
        path = tmp_path / "theirs.pdf"
        with pikepdf.new() as file:
            for _ in range(3):
                page = file.add_blank_page(page_size=(300, 400)).obj
                page.Contents = file.make_stream(b"0 0 100 100 re f")
            change(file)
            file.save(path)
        return path

    return write


def refusal(path: Path) -> str:
    """Return the reason why the file at *path* is refused; empty where it is not."""
    found = foreign.examined(path).refusal
    return found.reason if found else ""


def reasons(path: Path) -> set[str]:
    """Return the reasons of all problems of the file at *path*, which is woven."""
    found = foreign.examined(path)
    assert found.refusal is None
    return {each.reason for each in found.problems}


def test_nothing_is_said_of_a_sound_file(made: Made) -> None:
    """A file without anything awkward has pages, sizes and no problem."""
    found = foreign.examined(made(lambda _: None))
    assert (found.page_count, found.problems, found.refusal) == (3, (), None)
    assert found.sizes_mm == ((105.83, 141.11),) * 3


def test_only_chosen_pages_are_looked_at(made: Made) -> None:
    """Sizes are those of the chosen pages; pages that are not there are passed over."""

    def change(file: pikepdf.Pdf) -> None:
        file.pages[1].obj.Rotate = -90
        file.pages[2].obj.MediaBox = Array([0, 0, 0, 0])

    assert foreign.examined(made(change), [1, 7]).sizes_mm == ((141.11, 105.83),)


NO_PDF = {
    "empty": b"",
    "word": b"PK\3\4....word/document.xml",
    "web page": b"<!DOCTYPE html><title>Sign in</title>",
    "picture": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("name", NO_PDF)
def test_other_files_are_called_what_they_are(tmp_path: Path, name: str) -> None:
    """A file that is no PDF is refused with what it is."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(NO_PDF[name])
    found = foreign.examined(path).refusal
    assert found is not None
    assert name.split()[-1] in found.words.lower()


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder, and a name that leads nowhere, are told apart."""
    assert refusal(tmp_path) == "not-a-file"
    (tmp_path / "link.pdf").symlink_to(tmp_path / "nowhere.pdf")
    assert refusal(tmp_path / "link.pdf") == "missing"


def test_a_circle_of_pages_is_refused(made: Made) -> None:
    """A list of pages that holds itself is refused before anybody follows it."""

    def change(file: pikepdf.Pdf) -> None:
        file.Root.Pages.Kids.append(file.Root.Pages)

    assert refusal(made(change)) == "page-tree-loop"


def test_a_password_is_needed(made: Made, tmp_path: Path) -> None:
    """A file with a password is refused; one that opens without and forbids copies is, too."""
    locked, forbidden = tmp_path / "locked.pdf", tmp_path / "forbidden.pdf"
    with pikepdf.open(made(lambda _: None)) as file:
        file.save(locked, encryption=pikepdf.Encryption(user="secret", owner="owner"))
        allow = pikepdf.Permissions(modify_assembly=False, modify_other=False)
        file.save(forbidden, encryption=pikepdf.Encryption(user="", owner="owner", allow=allow))
    assert [refusal(locked), refusal(forbidden)] == ["encrypted", "not-allowed"]


def test_the_copy_is_open_and_always_the_same(made: Made, tmp_path: Path) -> None:
    """A file that may be used is copied without its encryption, twice to the same bytes."""
    open_to_all = tmp_path / "open.pdf"
    with pikepdf.open(made(lambda _: None)) as file:
        file.save(open_to_all, encryption=pikepdf.Encryption(user="", owner="owner"))
    first, second = (foreign.mended(open_to_all, tmp_path) for _ in range(2))
    assert first.read_bytes() == second.read_bytes()
    with pikepdf.open(first) as copy:
        assert not copy.is_encrypted
        assert len(copy.pages) == 3


def test_what_is_refused_leaves_no_copy(tmp_path: Path) -> None:
    """A refused file raises with its reason, and nothing is written."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"")
    with pytest.raises(foreign.RefusedPdfError) as caught:
        foreign.mended(path, tmp_path)
    assert caught.value.refusal.reason == "empty"
    assert list(tmp_path.iterdir()) == [path]


def test_pages_without_size_are_refused(made: Made) -> None:
    """A page of no size cannot be placed; one that says none is taken for US Letter."""

    def flat(file: pikepdf.Pdf) -> None:
        file.pages[1].obj.MediaBox = Array([0, 0, 0, 400])

    def silent(file: pikepdf.Pdf) -> None:
        del file.pages[1].obj.MediaBox

    found = foreign.examined(made(flat)).refusal
    assert found is not None
    assert (found.reason, found.page_numbers) == ("zero-page", (2,))
    assert reasons(made(silent)) == {"no-page-size"}


def test_pages_that_are_listed_and_gone_are_missed(made: Made) -> None:
    """A page that the file lists and does not have is no page that was never there."""

    def change(file: pikepdf.Pdf) -> None:
        file.Root.Pages.Kids.append(file.make_indirect(Dictionary(Type=Name.Page)))
        file.Root.Pages.Kids[3] = None

    assert refusal(made(change)) == "truncated"


def test_pages_far_away_are_brought_near(made: Made, tmp_path: Path) -> None:
    """A page that shows a part of millions of points is that part."""

    def change(file: pikepdf.Pdf) -> None:
        page = file.pages[0].obj
        page.MediaBox = Array([0, 0, 99999999999, 400])
        page.CropBox = Array([0, 0, 300, 400])

    path = made(change)
    assert refusal(path) == ""
    with pikepdf.open(foreign.mended(path, tmp_path)) as copy:
        assert list(copy.pages[0].obj.MediaBox) == [0, 0, 300, 400]
