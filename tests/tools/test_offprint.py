"""The pages of the print edition, of any size that a theme may ask for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.editions import Paper
from chapbook.render import room
from chapbook.tools import offprint, theme
from chapbook.tools.offprint import Offprint

SIDES = st.builds(
    Offprint,
    width_mm=st.floats(*offprint.LIMITS_MM["width-mm"]),
    height_mm=st.floats(*offprint.LIMITS_MM["height-mm"]),
)
"""Every page that a theme may have."""


@given(SIDES)
def test_columns_and_margins_fill_the_page(page: Offprint) -> None:
    """What columns leave are margins that every printer can keep, on both sides."""
    assert page.left_mm + page.broad_mm + page.right_mm == pytest.approx(page.width_mm)
    assert min(page.left_mm, page.right_mm) >= 13.9
    assert page.column_mm <= page.broad_mm


@given(SIDES)
def test_a_line_is_long_enough_to_read(page: Offprint) -> None:
    """A line of 10 pt holds between 60 and 85 characters, of about 1.6 mm."""
    assert 60 <= page.column_mm / 1.6 <= 85


@given(SIDES)
def test_a_figure_leaves_room_for_its_caption(page: Offprint) -> None:
    """A figure of the greatest height and some lines below it stand on one page."""
    assert page.text_mm - page.highest_mm >= 30
    assert page.text_mm + page.top_mm + page.bottom_mm == pytest.approx(page.height_mm)


@given(SIDES)
def test_a_turned_table_fits_its_page(page: Offprint) -> None:
    """What a turned table can count on stands between the margins of the turned page."""
    _, beside, _ = page.turned_margins_mm
    assert page.turned_mm <= page.height_mm - 2 * beside


def test_office_paper_has_the_columns_of_the_style_sheet() -> None:
    """On A4 and Letter the room is that for which ``print.css`` was written."""
    a4, letter = (offprint.of(None, paper) for paper in (Paper.A4, Paper.LETTER))
    assert room.of_print(a4, theme.usual()) == room.OFFPRINT
    assert (a4.left_mm, a4.right_mm) == (24, 22)
    assert not letter.is_slim
    assert letter.turned_mm == pytest.approx(222.4)
