"""Sheets folded in the middle and stapled: which page stands where, proved by folding them."""

from hypothesis import given
from hypothesis import strategies as st

from chapbook.tools import signature
from chapbook.tools.signature import Sheet, Side

COUNTS = st.integers(min_value=1, max_value=400)


@given(COUNTS, st.booleans())
def test_whoever_leafs_through_reads_the_pages_in_order(count: int, binds_right: bool) -> None:
    """Stacked, folded and turned leaf by leaf, sheets show every page once and in order."""
    stack = signature.sheets(count, binds_right=binds_right)
    seen = signature.folded(stack, binds_right=binds_right)
    assert [page for page in seen if page is not None] == list(range(count))
    assert seen[0] == 0


@given(COUNTS.filter(lambda count: count > 1), st.booleans())
def test_the_last_page_is_the_back_cover(count: int, binds_right: bool) -> None:
    """Blank pages, three at most, all stand right before the last page, which stays outside."""
    stack = signature.sheets(count, binds_right=binds_right)
    seen = signature.folded(stack, binds_right=binds_right)
    blanks = signature.padding(count)
    assert seen == (*range(count - 1), *[None] * blanks, count - 1)
    assert blanks < signature.PAGES_PER_SHEET
    assert len(seen) == signature.PAGES_PER_SHEET * len(stack)


@given(st.integers(min_value=1, max_value=100), st.booleans())
def test_each_side_holds_an_even_and_an_odd_page(sheet_count: int, binds_right: bool) -> None:
    """Odd page numbers are right of the fold, or left of it where the text runs from the right."""
    for sheet in signature.sheets(4 * sheet_count, binds_right=binds_right):
        for side in (sheet.front, sheet.back):
            outer, inner = (side.right, side.left) if binds_right else (side.left, side.right)
            assert inner is not None
            assert outer is not None
            assert (inner + 1) % 2 == 1
            assert (outer + 1) % 2 == 0
            assert inner + outer == 4 * sheet_count - 1


@given(st.integers(min_value=1, max_value=50), st.booleans())
def test_the_middle_spread_is_one_side(sheet_count: int, binds_right: bool) -> None:
    """The two pages at the staples stand on one side of the innermost sheet."""
    (*_, inmost) = signature.sheets(4 * sheet_count, binds_right=binds_right)
    middle = {2 * sheet_count - 1, 2 * sheet_count}
    assert {inmost.back.left, inmost.back.right} == middle


def test_a_sheet_is_numbered_as_printers_do() -> None:
    """Eight pages need two sheets: 8 and 1, 2 and 7, 6 and 3, 4 and 5."""
    assert signature.sheets(8) == (
        Sheet(Side(7, 0), Side(1, 6)),
        Sheet(Side(5, 2), Side(3, 4)),
    )
    mirrored = signature.sheets(4, binds_right=True)
    assert mirrored == (Sheet(Side(0, 3), Side(2, 1)),)


def test_sheets_bound_on_the_wrong_side_read_backwards() -> None:
    """Folding shows an error of binding: the reader would begin with the last page."""
    stack = signature.sheets(8)
    assert signature.folded(stack, binds_right=True)[0] == 7
