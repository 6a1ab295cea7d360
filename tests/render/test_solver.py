"""What the solver promises of any blocks on any number of sides, with a setter that only adds."""

from dataclasses import dataclass

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from chapbook.render.handout import solver
from chapbook.render.handout.solver import Block, Bounds, Choice, Excess, Fit

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""How long an example takes says how busy the machine is, nothing else."""

BOUNDS = Bounds(sizes_pt=(14.0, 15.0, 16.0), line_px=10.0)


@dataclass(frozen=True, kw_only=True)
class Sides:
    """Blocks that were put on sides, one below the other, each whole."""

    heights: dict[int, float]
    used: tuple[float, ...]
    """What is taken of each side, the last of them perhaps one too many."""
    side_count: int
    room: float

    @property
    def fits(self) -> bool:
        """Whether there are enough sides."""
        return len(self.used) <= self.side_count

    @property
    def overflow_px(self) -> float:
        """What stands beyond the last side."""
        return sum(self.used[self.side_count :])

    @property
    def slack_px(self) -> float:
        """What all sides have left together."""
        return self.side_count * self.room - sum(self.heights.values())

    def height_px(self, block_index: int) -> float:
        """Return the height of a block."""
        return self.heights[block_index]


@dataclass(frozen=True, kw_only=True)
class Press:
    """A setter: heights grow with the size of the type, and each gap takes room."""

    tall: tuple[int, ...]
    """The height of each block at the floor, in px."""
    side_count: int
    room: int
    breaks: bool = False
    """Whether blocks go on overleaf."""

    def __call__(self, choice: Choice) -> Sides:
        """Put the blocks of *choice* on sides."""
        scale = choice.size_pt / BOUNDS.sizes_pt[0]
        heights = {i: self.tall[i] * scale + choice.gap_px for i in choice.kept}
        used = [0.0]
        for height in heights.values():
            if self.breaks:
                used[-1] += height
                while used[-1] > self.room:
                    used.append(used[-1] - self.room)
                    used[-2] = float(self.room)
            elif used[-1] and used[-1] + height > self.room:
                used.append(height)
            else:
                used[-1] += height
        if any(height > self.room for height in heights.values()) and not self.breaks:
            used += [self.room] * self.side_count
        return Sides(heights=heights, used=tuple(used), side_count=self.side_count, room=self.room)


BLOCKS = st.lists(
    st.builds(
        Block,
        name=st.text("abc", min_size=1, max_size=3),
        priority=st.integers(1, 5),
        is_required=st.booleans(),
        is_favoured=st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@st.composite
def works(draw: st.DrawFn, *, breaks: bool | None = None) -> tuple[list[Block], Press]:
    """Any blocks of any heights, for one to six sides."""
    blocks = draw(BLOCKS)
    size = len(blocks)
    tall = draw(st.lists(st.integers(1, 60), min_size=size, max_size=size))
    goes_on = draw(st.booleans()) if breaks is None else breaks
    sides, room = draw(st.integers(1, 6)), draw(st.integers(20, 120))
    return blocks, Press(tall=tuple(tall), side_count=sides, room=room, breaks=goes_on)


def rank(blocks: list[Block], index: int) -> tuple[int, bool, int]:
    """Return where the block *index* stands in the order of importance."""
    return blocks[index].priority, not blocks[index].is_favoured, index


@unhurried
@given(works())
def test_no_required_block_is_dropped_and_no_side_is_added(work: tuple[list[Block], Press]) -> None:
    """What comes back shows all that is required, on no more sides, no smaller than the floor."""
    blocks, press = work
    found = solver.solved(blocks, press, BOUNDS)
    if isinstance(found, Fit):
        assert set(found.left_out(blocks)) <= {
            i for i, block in enumerate(blocks) if not block.is_required
        }
        assert found.trial.fits
        assert len(found.trial.used) <= press.side_count
        assert found.choice.size_pt >= BOUNDS.sizes_pt[0]
        assert found.trial == press(found.choice), "it was really laid out so"


@unhurried
@given(works())
def test_only_what_cannot_fit_is_refused(work: tuple[list[Block], Press]) -> None:
    """There is an excess only where the required blocks do not fit, or none of all does."""
    blocks, press = work
    found = solver.solved(blocks, press, BOUNDS)
    required = tuple(i for i, block in enumerate(blocks) if block.is_required)
    alone = press(Choice(kept=required, size_pt=14.0)).fits
    any_fits = any(press(Choice(kept=(i,), size_pt=14.0)).fits for i in range(len(blocks)))
    assert isinstance(found, Excess) == (not alone or (not required and not any_fits))


@unhurried
@given(works())
def test_nothing_that_fits_waits_behind_what_matters_less(work: tuple[list[Block], Press]) -> None:
    """A block that is left out does not fit beside what is required and what matters more."""
    blocks, press = work
    found = solver.solved(blocks, press, BOUNDS)
    assume(isinstance(found, Fit))
    assert isinstance(found, Fit)
    for index in found.left_out(blocks):
        before = [
            i
            for i in found.choice.kept
            if blocks[i].is_required or rank(blocks, i) < rank(blocks, index)
        ]
        assert not press(Choice(kept=tuple(sorted([*before, index])), size_pt=14.0)).fits
        assert found.choice.size_pt == BOUNDS.sizes_pt[0], "larger type never costs a block"


@unhurried
@given(works(breaks=True), st.integers(1, 40))
def test_more_room_never_shows_less(work: tuple[list[Block], Press], more: int) -> None:
    """On larger sides at least as much is shown, and what differs first is shown there."""
    blocks, press = work
    small = solver.solved(blocks, press, BOUNDS)
    assume(isinstance(small, Fit))
    assert isinstance(small, Fit)
    wide = Press(tall=press.tall, side_count=press.side_count, room=press.room + more, breaks=True)
    large = solver.solved(blocks, wide, BOUNDS)
    assert isinstance(large, Fit)
    shown = [sum(press.tall[i] for i in fit.choice.kept) for fit in (small, large)]
    assert shown[0] <= shown[1]
    assert small.choice.size_pt <= large.choice.size_pt
    differing = set(small.choice.kept) ^ set(large.choice.kept)
    if differing:
        assert min(differing, key=lambda i: rank(blocks, i)) in large.choice.kept


@unhurried
@given(works(breaks=True), st.integers(1, 3))
def test_another_side_never_shows_less(work: tuple[list[Block], Press], more: int) -> None:
    """With more sides at least as much is shown."""
    blocks, press = work
    small = solver.solved(blocks, press, BOUNDS)
    assume(isinstance(small, Fit))
    assert isinstance(small, Fit)
    wide = Press(tall=press.tall, side_count=press.side_count + more, room=press.room, breaks=True)
    large = solver.solved(blocks, wide, BOUNDS)
    assert isinstance(large, Fit)
    shown = [sum(press.tall[i] for i in fit.choice.kept) for fit in (small, large)]
    assert shown[0] <= shown[1]


@unhurried
@given(
    st.lists(st.integers(30, 90), min_size=4, max_size=8),
    st.integers(0, 3),
    st.integers(20, 50),
)
def test_an_excess_adds_up(tall: list[int], spare: int, room: int) -> None:
    """The lines of the blocks add up to the whole; without that many, what is required fits."""
    required = range(len(tall) - spare)
    blocks = [Block(name=f"{i}", priority=1, is_required=i in required) for i in range(len(tall))]
    press = Press(tall=tuple(tall), side_count=1, room=room, breaks=True)
    assume(sum(tall[i] for i in required) > room)
    found = solver.solved(blocks, press, BOUNDS)
    assert isinstance(found, Excess)
    assert sum(block.excess_count for block in found.blocks) == found.line_count
    assert all(block.excess_count > 0 for block in found.blocks)
    total = sum(tall[i] for i in required)
    cut = found.line_count * BOUNDS.line_px
    assert total - cut <= room
    assert total - (cut - BOUNDS.line_px) > room, "and not fewer"


@unhurried
@given(works(), st.integers(0, 50))
def test_balancing_keeps_to_the_sides(work: tuple[list[Block], Press], most: int) -> None:
    """Gaps are as wide as they may be: one more pixel would not fit, or is not allowed."""
    blocks, press = work
    found = solver.solved(blocks, press, BOUNDS)
    assume(isinstance(found, Fit))
    assert isinstance(found, Fit)
    spread = solver.balanced(found, press, most)
    assert spread.trial.fits
    assert spread.choice.kept == found.choice.kept
    assert spread.choice.size_pt == found.choice.size_pt
    assert 0 <= spread.choice.gap_px <= most
    if spread.choice.gap_px < most:
        wider = Choice(
            kept=spread.choice.kept,
            size_pt=spread.choice.size_pt,
            gap_px=spread.choice.gap_px + 1,
        )
        assert not press(wider).fits


@unhurried
@given(st.integers(0, 200), st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_shares_add_up_and_follow_the_weights(total: int, weights: list[int]) -> None:
    """Shares are whole, add up, and are off by less than one."""
    shares = solver.shared(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - total * weight / sum(weights)) < 1


def test_what_is_less_important_may_use_the_room_that_is_left() -> None:
    """A long block does not fit; a short one of lower priority then stands in its place."""
    blocks = [
        Block(name="warning", priority=1, is_required=True),
        Block(name="long", priority=2),
        Block(name="short", priority=5),
    ]
    found = solver.solved(blocks, Press(tall=(50, 60, 40), side_count=1, room=100), BOUNDS)
    assert isinstance(found, Fit)
    assert found.choice.kept == (0, 2)
