"""A sheet folded twice, in the hand: which panel is met when."""

from hypothesis import given
from hypothesis import strategies as st

from chapbook.editions import Paper
from chapbook.render.handout import panels
from chapbook.verify import folded


def sides(paper: Paper, is_mirrored: bool) -> tuple[tuple[int, ...], ...]:
    """Return the numbers of the panels on each side, from left to right, as they are laid out."""
    placed = panels.of(paper, is_mirrored=is_mirrored)
    return tuple(tuple(p.number for p in placed if p.side_index == side) for side in (0, 1))


@given(paper=st.sampled_from(Paper), is_mirrored=st.booleans())
def test_the_folded_sheet_is_read_in_order(paper: Paper, is_mirrored: bool) -> None:
    """On either paper, from either side, a reader meets panels 1 to 6 in their order."""
    outside, inside = sides(paper, is_mirrored)
    assert folded.folded(outside, inside, from_right=is_mirrored) == (1, 2, 3, 4, 5, 6)


@given(outside=st.permutations([1, 2, 6]), inside=st.permutations([3, 4, 5]))
def test_no_other_order_folds(outside: list[int], inside: list[int]) -> None:
    """Of all ways to place the panels on their sides, one alone reads in order."""
    is_ours = (tuple(outside), tuple(inside)) == folded.SIDES
    assert (folded.folded(outside, inside) == (1, 2, 3, 4, 5, 6)) == is_ours


@given(paper=st.sampled_from(Paper), is_mirrored=st.booleans())
def test_folds_of_both_sides_lie_on_each_other(paper: Paper, is_mirrored: bool) -> None:
    """Turned over sideways, each fold of the inside lies on one of the outside."""
    width, _ = panels.sheet_mm(paper)
    placed = panels.of(paper, is_mirrored=is_mirrored)
    outside, inside = (panels.folds_mm(placed, side_index) for side_index in (0, 1))
    assert [round(width - at, 2) for at in reversed(inside)] == list(outside)


@given(paper=st.sampled_from(Paper))
def test_what_is_folded_in_closes_flat(paper: Paper) -> None:
    """The panel that lies inside is 2 to 3 mm narrower than those around it."""
    for inner, outer in ((2, 1), (2, 6), (5, 3), (5, 4)):
        less = panels.width_mm(outer, paper) - panels.width_mm(inner, paper)
        assert 2 <= round(less, 2) <= 3
