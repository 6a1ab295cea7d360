"""Which blocks stand on exactly so many sides, and how large: nothing is guessed.

Every choice is laid out by a *setter*, and what it measures is read back, so that a sheet, a
panel or a booklet with any style sheet can be fitted.  A handout

1. describes its text, a ``Block`` for each part, in the order in which they stand,
2. gives ``solved`` a setter, which lays a ``Choice`` out and returns a ``Trial``, and
3. gets a ``Fit`` with the last trial, or an ``Excess``, and then prints nothing.

Required blocks are never left out.  Of the others each is taken, the most important first,
if it fits beside what was taken before; so a later one may use room that an earlier one could
not.  Only when all of them stand is the type made larger than the floor.  ``balanced`` spreads
what is left over between the blocks, so that the last side is not the only empty one.  A setter
decides what a side is: ``patient`` has two sides of a sheet, a leaflet has its panels.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What stands whole or not at all."""

    name: str
    """As a reader knows it: its title."""
    priority: int
    """1 for the most important."""
    is_required: bool = False
    """Whether a handout without it would be wrong; its priority then means nothing."""
    is_favoured: bool = False
    """Whether it comes before others of its priority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a handout must keep to."""

    sizes_pt: tuple[float, ...]
    """Sizes of running text, ascending; the first is the floor."""
    line_px: float
    """The height of one line of the floor's size: the unit in which an excess is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a setter is to lay out."""

    kept: tuple[int, ...]
    """Indexes of the blocks that are shown, ascending."""
    size_pt: float
    """The size of running text."""
    gap_px: float = 0
    """White to add between one block and the next."""


class Trial(Protocol):
    """Blocks laid out, and measured."""

    @property
    def fits(self) -> bool:
        """Whether they stand on no more sides than there are."""

    @property
    def overflow_px(self) -> float:
        """The height of what stands beyond the last side; 0 when they fit."""

    @property
    def slack_px(self) -> float:
        """At least the height that another block could have, on all sides together."""

    def height_px(self, block_index: int) -> float:
        """Return the height of a block that is shown, on however many sides it stands."""


T = TypeVar("T", bound=Trial)

Setter = Callable[[Choice], T]
"""Lays a choice out.  It may be asked for the same choice again: cache it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit(Generic[T]):
    """The choice that was made, laid out."""

    choice: Choice
    trial: T

    def left_out(self, blocks: Sequence[Block]) -> list[int]:
        """Return the indexes of those of *blocks* that it does not show."""
        return [i for i in range(len(blocks)) if i not in self.choice.kept]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlong:
    """One block that has to become shorter."""

    name: str
    line_count: int
    """How many lines of the floor's size it has."""
    excess_count: int
    """How many of them are too many, if each block loses its share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """The blocks that have to be there do not fit."""

    line_count: int
    """By how many lines of the floor's size, all blocks together."""
    blocks: tuple[Overlong, ...]
    """Those that have lines to lose, the longest first; their excesses add up to the whole."""


def solved(blocks: Sequence[Block], lay_out: Setter[T], bounds: Bounds) -> Fit[T] | Excess:
    """Return the fullest choice of *blocks* that *lay_out* finds to fit, or by how much none does.

    A handout without any block is none: if not even one fits, all of them are too long.
    """
    floor = bounds.sizes_pt[0]
    everything = Choice(kept=tuple(range(len(blocks))), size_pt=floor)
    whole = lay_out(everything)
    if whole.fits:
        return _largest(Fit(choice=everything, trial=whole), lay_out, bounds)
    required = tuple(i for i, block in enumerate(blocks) if block.is_required)
    least = Choice(kept=required, size_pt=floor)
    bare = lay_out(least)
    if not bare.fits:
        return _excess(blocks, least, bare, bounds)
    heights = {i: whole.height_px(i) for i in everything.kept}
    fit = _filled(Fit(choice=least, trial=bare), blocks, heights, lay_out)
    return fit if fit.choice.kept else _excess(blocks, everything, whole, bounds)


def balanced(fit: Fit[T], lay_out: Setter[T], most_px: float) -> Fit[T]:
    """Spread what is left over: return *fit* with the widest gap, at most *most_px*, that fits."""
    low, high = 0, max(math.floor(most_px), 0)
    while low < high:
        middle = (low + high + 1) // 2
        choice = replace(fit.choice, gap_px=float(middle))
        trial = lay_out(choice)
        if trial.fits:
            low, fit = middle, Fit(choice=choice, trial=trial)
        else:
            high = middle - 1
    return fit


def _largest(fit: Fit[T], lay_out: Setter[T], bounds: Bounds) -> Fit[T]:
    """Return *fit* in the largest type that fits."""
    low, high = 0, len(bounds.sizes_pt) - 1
    while low < high:
        middle = (low + high + 1) // 2
        choice = replace(fit.choice, size_pt=bounds.sizes_pt[middle])
        trial = lay_out(choice)
        if trial.fits:
            low, fit = middle, Fit(choice=choice, trial=trial)
        else:
            high = middle - 1
    return fit


def _filled(
    fit: Fit[T], blocks: Sequence[Block], heights: dict[int, float], lay_out: Setter[T]
) -> Fit[T]:
    """Add to the required blocks of *fit* what fits, the most important first."""
    waiting = sorted(
        (i for i, block in enumerate(blocks) if not block.is_required),
        key=lambda i: (blocks[i].priority, not blocks[i].is_favoured, i),
    )
    # All before the first that does not fit are found by halving; that one is then known.
    low, high = 0, len(waiting)
    while low < high:
        middle = (low + high + 1) // 2
        wider = _with(fit, waiting[low:middle], lay_out)
        if wider.trial.fits:
            low, fit = middle, wider
        else:
            high = middle - 1
    for index in waiting[low + 1 :]:
        if heights[index] > fit.trial.slack_px:
            continue
        wider = _with(fit, [index], lay_out)
        fit = wider if wider.trial.fits else fit
    return fit


def _with(fit: Fit[T], more: Sequence[int], lay_out: Setter[T]) -> Fit[T]:
    """Return *fit* with the blocks *more*, whether that fits or not."""
    choice = replace(fit.choice, kept=tuple(sorted((*fit.choice.kept, *more))))
    return Fit(choice=choice, trial=lay_out(choice))


def _excess(blocks: Sequence[Block], choice: Choice, trial: Trial, bounds: Bounds) -> Excess:
    """Say how many lines are too many, and share them out by the length of each block."""
    over = lines(trial.overflow_px, bounds.line_px)
    counts = {i: lines(trial.height_px(i), bounds.line_px) for i in choice.kept}
    shares = shared(over, list(counts.values()))
    named = [
        Overlong(name=blocks[i].name, line_count=count, excess_count=share)
        for (i, count), share in zip(counts.items(), shares, strict=True)
        if share
    ]
    return Excess(line_count=over, blocks=tuple(sorted(named, key=lambda b: -b.line_count)))


def shared(total: int, weights: Sequence[int]) -> list[int]:
    """Return *total* as whole shares in proportion to *weights*, by the largest remainder."""
    whole = sum(weights) or 1
    shares = [total * weight // whole for weight in weights]
    rest = sorted(range(len(weights)), key=lambda i: -(total * weights[i] % whole))
    for i in rest[: total - sum(shares)]:
        shares[i] += 1
    return shares


def lines(height_px: float, line_px: float) -> int:
    """Return about how many lines *height_px* is, at least one."""
    return max(1, math.ceil(height_px / line_px))
