"""Sheets for the printer, made of the finished pages of another edition."""

from chapbook import editions
from chapbook.editions import EDITIONS, Maker
from chapbook.render.imposed import stitched

A4_MM = (297.0, 210.0)
HALF_MM = (148.0, 210.0)


def test_sheets_come_after_their_pages() -> None:
    """The table lists an edition before the sheets that are made of it."""
    names = list(EDITIONS)
    sheets = [row for row in EDITIONS.values() if row.maker is Maker.IMPOSED]
    assert sheets
    for row in sheets:
        assert names.index(row.made_of) < names.index(row.name)


def test_who_asks_for_sheets_gets_the_pages_too() -> None:
    """The accessible pages always lie beside the sheets."""
    assert editions.with_sources({"booklet", "pdf"}) == {"booklet", "booklet-pages", "pdf"}


def test_every_page_has_a_half_of_a_sheet() -> None:
    """Five pages need two sheets, four sides; no half is used twice."""
    arranged = stitched.arranged([HALF_MM] * 5, A4_MM, binds_right=False)
    slots = [slot for side in arranged.sides for slot in side.slots]
    assert len(arranged.sides) == 4
    assert sorted(s.page_index for s in slots if s.page_index is not None) == [0, 1, 2, 3, 4]
    assert {(s.left_mm, s.width_mm) for s in slots} == {(0.0, 148.5), (148.5, 148.5)}


def test_a_broad_page_is_turned() -> None:
    """A page with a broad table lies on its side, its head to the left."""
    sizes = [HALF_MM, HALF_MM[::-1], HALF_MM, HALF_MM]
    arranged = stitched.arranged(sizes, A4_MM, binds_right=False)
    turned = {s.page_index: s.turned_degrees for side in arranged.sides for s in side.slots}
    assert turned == {0: 0, 1: 90, 2: 0, 3: 0}


def test_the_line_to_the_printer_stands_on_the_back_cover() -> None:
    """It runs along the fold, beside the back cover, wherever the booklet is bound."""
    for binds_right in (False, True):
        arranged = stitched.arranged([HALF_MM] * 8, A4_MM, binds_right=binds_right)
        place = arranged.note
        last = next(s for s in arranged.sides[0].slots if s.page_index == 7)
        assert last.left_mm <= place.left_mm
        assert place.left_mm + place.width_mm <= last.left_mm + last.width_mm
        assert abs(place.left_mm + place.width_mm / 2 - A4_MM[0] / 2) < 15
