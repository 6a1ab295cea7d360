"""Sheets for the printer with one fault each, found by folding them and by looking at them."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from chapbook import verify
from chapbook.findings import Finding
from chapbook.model import BuiltEdition
from chapbook.tools.pdf import read
from chapbook.verify import pdf as pdf_checks
from chapbook.verify.case import cases
from tests.verify.damage import rewritten
from tests.verify.works import Finished, only

pytestmark = pytest.mark.proof

Change = Callable[[pikepdf.Pdf], None]
Examine = Callable[[Change], list[Finding]]

POINTS_PER_MM = 72 / 25.4


@pytest.fixture
def examine(all_of_everything: Finished, tmp_path: Path) -> Examine:
    """A function that damages the sheets of the booklet and returns what is found in them."""

    def examined(change: Change) -> list[Finding]:
        built = copied(all_of_everything, tmp_path)
        built.path.write_bytes(rewritten(change)(built.path.read_bytes()))
        return verify.findings(all_of_everything.article, [built])

    return examined


def copied(all_of_everything: Finished, folder: Path) -> BuiltEdition:
    """Copy the sheets and their pages to *folder* and return the sheets."""
    for name in ("booklet", "booklet-pages"):
        each = all_of_everything.built[name]
        (folder / each.name).parent.mkdir(exist_ok=True)
        shutil.copy(each.path, folder / each.name)
    built = all_of_everything.built["booklet"]
    return replace(built, path=folder / built.name)


def content(page: pikepdf.Page) -> bytes:
    """Return what *page* draws."""
    page.contents_coalesce()
    return bytes(page.Contents.read_bytes())


def redrawn(file: pikepdf.Pdf, side_index: int, change: Callable[[bytes], bytes]) -> None:
    """Let *change* draw a side in another way."""
    page = file.pages[side_index]
    before = content(page)
    after = change(before)
    assert after != before
    page.Contents = file.make_stream(after)


def test_sound_sheets_are_found_sound(examine: Examine) -> None:
    """A copy without a fault has no finding."""
    assert examine(lambda _: None) == []


def test_a_page_in_another_place_is_found(examine: Examine) -> None:
    """A half that shows a page that belongs elsewhere is named by its place in the booklet."""

    def exchange(file: pikepdf.Pdf) -> None:
        forms = file.pages[1].Resources.XObject
        forms["/Page0"] = forms["/Page1"]

    assert only(examine(exchange), "edition-layout", "page 2 is not where folding wants it")


def test_an_empty_half_is_found(examine: Examine) -> None:
    """A half on which a page was forgotten is found."""

    def forget(drawn: bytes) -> bytes:
        return drawn.replace(b"/Page0 Do", b"")

    found = examine(lambda file: redrawn(file, 2, forget))
    assert len(found) == 1
    assert re.search(r"page \d+ is not where folding wants it", found[0].message)


def test_a_page_that_was_made_smaller_is_found(examine: Examine) -> None:
    """Type below its size is found on sheets though the pages themselves keep it."""

    def shrink(drawn: bytes) -> bytes:
        return drawn.replace(b"1 0 0 1 ", b".9 0 0 .9 ", 1)

    found = examine(lambda file: redrawn(file, 1, shrink))
    assert only(found, "edition-layout", "page 2 is printed 90% of its size")


def test_ink_at_the_edge_is_found(examine: Examine) -> None:
    """A mark within 5 mm of the edge would not be printed."""

    def mark(drawn: bytes) -> bytes:
        return drawn + b" q 0 g 3 300 5 5 re f Q"

    assert only(examine(lambda file: redrawn(file, 3, mark)), "edition-layout", "page 4 has ink")


def test_a_mark_inside_the_edge_is_no_fault(examine: Examine) -> None:
    """What stands 6 mm from the edge is printed."""

    def mark(drawn: bytes) -> bytes:
        return drawn + f" q 0 g {6 * POINTS_PER_MM} 300 5 5 re f Q".encode()

    assert examine(lambda file: redrawn(file, 3, mark)) == []


def test_a_missing_sheet_is_found(all_of_everything: Finished, tmp_path: Path) -> None:
    """Sides are counted against the pages that they must hold."""
    built = copied(all_of_everything, tmp_path)
    with pikepdf.open(built.path, allow_overwriting_input=True) as file:
        del file.pages[-2:]
        count = len(file.pages)
        file.save(built.path)
    found = verify.findings(all_of_everything.article, [replace(built, page_count=count)])
    messages = [f.message for f in found if "claims" not in f.message]
    assert len(messages) == 1
    assert re.search(rf"\d+ pages take {count + 2} sides, and there are {count}", messages[0])


def test_a_sheet_that_stands_upright_is_found(examine: Examine) -> None:
    """A sheet that a printer turns would have its back upside down."""

    def turn(file: pikepdf.Pdf) -> None:
        file.pages[0].Rotate = 90

    assert only(examine(turn), "edition-layout", "side 1 is upright")


def test_the_line_to_the_printer_must_not_cover_text(examine: Examine) -> None:
    """The line that says how to fold stands beside the text of the back cover, not on it."""

    def move(drawn: bytes) -> bytes:
        (line,) = re.findall(rb"q [^q]*/Page2 Do Q", drawn)
        return drawn.replace(line, b"q 1 0 0 1 -60 0 cm " + line + b" Q")

    found = examine(lambda file: redrawn(file, 0, move))
    assert only(found, "edition-layout", "the line to the printer stands on the text of page")


def test_words_of_nobody_are_found(examine: Examine) -> None:
    """What stands on a sheet beside its pages is the line to the printer, once."""

    def again(drawn: bytes) -> bytes:
        (line,) = re.findall(rb"q [^q]*/Page2 Do Q", drawn)
        return drawn + b"\n" + line

    assert only(examine(lambda file: redrawn(file, 0, again)), "edition-unlike", "beside page")


def test_sheets_claim_no_accessibility(all_of_everything: Finished, tmp_path: Path) -> None:
    """A file without tags that claims PDF/UA misleads whoever listens."""
    built = copied(all_of_everything, tmp_path)
    with pikepdf.open(built.path, allow_overwriting_input=True) as file:
        packet = file.Root.Metadata.read_bytes()
        claim = b"<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
        file.Root.Metadata.write(packet.replace(b"</rdf:Description>", claim, 1))
        file.save(built.path, fix_metadata_version=False)
    found = verify.findings(all_of_everything.article, [built])
    assert only(found, "edition-invalid", "sheets for the printer claim UA1")


def test_sheets_without_their_pages_are_found(all_of_everything: Finished, tmp_path: Path) -> None:
    """The pages one by one must lie beside the sheets: they are what can be read aloud."""
    built = copied(all_of_everything, tmp_path)
    (tmp_path / all_of_everything.built["booklet-pages"].name).unlink()
    found = verify.findings(all_of_everything.article, [built])
    assert only(found, "edition-invalid", "the file with its pages, cannot be opened")


def test_pages_that_fill_no_sheet_are_found(all_of_everything: Finished) -> None:
    """The pages of a booklet come in fours."""
    (case,) = cases(all_of_everything.article, [all_of_everything.built["booklet-pages"]])
    anatomy = read.anatomy(case.built.path)
    assert list(pdf_checks.quires(case, anatomy)) == []
    fewer = replace(anatomy, sizes_mm=anatomy.sizes_mm[:-1])
    (finding,) = pdf_checks.quires(case, fewer)
    assert "do not fill sheets of 4" in finding.message
