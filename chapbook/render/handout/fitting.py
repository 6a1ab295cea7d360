"""Choosing what stands on the patient sheet, and how large, so that two sides are full.

The solver chooses the parts and the size of type; what room is left becomes ruled space to
write on, then white.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from itertools import product

from chapbook.render.handout import heights, solver
from chapbook.render.handout.heights import LINE, PX_PER_MM, PX_PER_PT, SIDE_COUNT
from chapbook.render.handout.parts import Kind, Part
from chapbook.render.handout.solver import Block, Bounds, Choice, Excess
from chapbook.tools.weasy import Layout

SIZES_PT = (14.0, 14.5, 15.0, 15.5, 16.0)
"""Sizes of running text; the first is the floor (UKAAF G003 recommends 14 pt)."""

LEADING = 1.36
"""From line to line, in sizes of type; ``patient.css`` says the same."""

RULED_MM = 9.0
"""Between two ruled lines: enough for a hand that is not steady."""

LINE_PX = SIZES_PT[0] * LEADING * PX_PER_PT
"""The height of one line of the smallest size."""

LEAST_RULED_LINES = 2
"""Ruled lines below the questions, however little room there is."""
MOST_LINES_EACH = 3
ROUNDS = 2
"""Lines are added again where the first estimate of the room was too careful."""
STAMP_MM = 48.0
"""The height of the questions, or nearly, from which a stamp stands in the column beside them;
``patient.css`` makes them high enough for it."""
LEAST_NOTES = 3
"""Fewer ruled lines than these are no room for notes."""
ASKED = 2
"""Questions of this priority, which is theirs unless said otherwise, or a higher one stay."""
MOST_FOR_TITLE = 3
"""Lines that a title overleaf may cost."""


class Stamp(Enum):
    """Where there is room for a clinic's stamp and telephone number."""

    COLUMN = "column"
    """In the column of titles beside the questions, where it costs no line."""
    ROW = "row"
    """Below everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One way to fill the sheet."""

    kept: tuple[int, ...]
    """Indexes of the parts that it shows, in their order."""
    size_pt: float = SIZES_PT[0]
    lines_each: int = 0
    """Ruled lines below each question."""
    lines_extra: int = 0
    """How many questions, from the first, have one line more."""
    lines_shared: int = LEAST_RULED_LINES
    """Ruled lines below all questions, or for notes where there are no questions."""
    lines_overleaf: int = 0
    """Ruled lines on a second side that holds nothing else."""
    gap_px: float = 0
    """White above the foot of the second side."""
    is_snug: bool = False
    """Whether there is less white between its items, so that what is required finds room."""
    names_left_out: bool = True
    """Whether what is left out is named with its pages, or only the pages are."""
    stamp: Stamp = Stamp.ROW

    def line_count(self, question_count: int) -> int:
        """Return how many ruled lines there are."""
        return self.lines_each * question_count + self.lines_extra + self.lines_shared


FORMS = (
    Plan(kept=()),
    Plan(kept=(), names_left_out=False),
    Plan(kept=(), names_left_out=False, is_snug=True, lines_shared=1),
)
"""What is tried until all that is required fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The plan that was chosen, laid out."""

    plan: Plan
    layout: Layout


Setter = Callable[[Plan], Layout]
"""Lays a plan out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """A plan laid out, as the solver measures it."""

    plan: Plan
    layout: Layout

    @property
    def fits(self) -> bool:
        """Whether it has no more than two sides."""
        return self.layout.page_count <= SIDE_COUNT

    @property
    def overflow_px(self) -> float:
        """The height of what stands beyond the second side."""
        return heights.overflow_px(self.layout)

    @property
    def slack_px(self) -> float:
        """What both sides have left, and a line for what lines at an end can do."""
        return heights.slack_px(self.layout) + heights.white_px(self.layout, 0) + LINE_PX

    def height_px(self, block_index: int) -> float:
        """Return the height of a part."""
        return heights.height_px(self.layout, f"part-{block_index}")


def fitted(parts: Sequence[Part], lay_out: Setter) -> Fit | Excess:
    """Return the fullest plan that stands on two sides, or by how much it is too long.

    Questions are what the sheet is taken to the doctor for: they are left out only where the
    article says that they may be.  Before anything is refused, what is left out is named by its
    pages alone, and white becomes less; type never does.
    """
    blocks = [
        Block(
            name=part.name,
            priority=part.priority,
            is_required=part.is_required
            or (part.kind is Kind.QUESTIONS and part.priority <= ASKED),
            is_favoured=part.kind is Kind.QUESTIONS,
        )
        for part in parts
    ]
    for form in FORMS:
        found = _solved(blocks, lay_out, partial(_planned, parts, lay_out, form))
        if not isinstance(found, Excess):
            break
    if isinstance(found, Excess):
        return found
    return _filled(parts, _lined(parts, found.trial.plan, lay_out), lay_out)


def _planned(parts: Sequence[Part], lay_out: Setter, form: Plan, choice: Choice) -> Plan:
    """Return *choice* as a plan of the *form* given, with room for a stamp."""
    plan = replace(form, kept=choice.kept, size_pt=choice.size_pt)
    asked = _asked(parts, plan)
    if asked is None:
        return plan
    alone = lay_out(Plan(kept=(asked,)))
    is_high = heights.height_px(alone, f"part-{asked}") >= STAMP_MM * PX_PER_MM
    return replace(plan, stamp=Stamp.COLUMN) if is_high else plan


def _asked(parts: Sequence[Part], plan: Plan) -> int | None:
    """Return the index of the questions that *plan* keeps, if it does."""
    return next((i for i in plan.kept if parts[i].kind is Kind.QUESTIONS), None)


def _solved(
    blocks: Sequence[Block], lay_out: Setter, planned: Callable[[Choice], Plan]
) -> solver.Fit[Sides] | Excess:
    """Return the fullest choice of *blocks*."""

    def tried(choice: Choice) -> Sides:
        plan = planned(choice)
        return Sides(plan=plan, layout=lay_out(plan))

    return solver.solved(blocks, tried, Bounds(sizes_pt=SIZES_PT, line_px=LINE_PX))


def _lined(parts: Sequence[Part], plan: Plan, lay_out: Setter) -> Plan:
    """Give each question a line, in the largest type that leaves room for that.

    Where not even the floor does, lines below all questions must do.
    """
    if not any(parts[i].kind is Kind.QUESTIONS for i in plan.kept):
        return plan
    for size_pt in reversed([size for size in SIZES_PT if size <= plan.size_pt]):
        lined = replace(plan, size_pt=size_pt, lines_each=1, lines_shared=0)
        if lay_out(lined).page_count <= SIDE_COUNT:
            return lined
    return plan


def _filled(parts: Sequence[Part], plan: Plan, lay_out: Setter) -> Fit:
    """Spend what is left of both sides on ruled lines, and the rest on white."""
    asked = _asked(parts, plan)
    if asked is None:
        plan = replace(plan, lines_shared=0)
    if asked is not None:
        beside = replace(plan, stamp=Stamp.COLUMN)
        beside, layout = _written_on(parts, beside, lay_out, f"part-{asked}")
        is_whole = _is_whole(layout, f"part-{asked}") and layout.page_count == SIDE_COUNT
        if is_whole and _begins_part(layout):
            return _finished(beside, layout, lay_out)
        plan = replace(plan, stamp=Stamp.ROW)
    plan, layout = _written_on(parts, plan, lay_out, "")
    plan, layout = _turned_over(plan, layout, lay_out)
    return _finished(plan, layout, lay_out)


def _written_on(
    parts: Sequence[Part], plan: Plan, lay_out: Setter, whole: str
) -> tuple[Plan, Layout]:
    """Add as many ruled lines as fit; the part with the id *whole*, if any, stays on one side."""
    asked = _asked(parts, plan)
    question_count = 0 if asked is None else parts[asked].item_count
    layout = lay_out(plan)
    for _ in range(ROUNDS):
        for count in range(int(heights.slack_px(layout) // (RULED_MM * PX_PER_MM)), 0, -1):
            ruled = _ruled(plan, count, question_count)
            trial = lay_out(ruled)
            if trial.page_count == SIDE_COUNT and (not whole or _is_whole(trial, whole)):
                plan, layout = ruled, trial
                break
    return plan, layout


def _is_whole(layout: Layout, identifier: str) -> bool:
    """Tell whether the element *identifier* stands on one page."""
    return sum(identifier in page.anchors for page in layout.document.pages) == 1


def _turned_over(plan: Plan, layout: Layout, lay_out: Setter) -> tuple[Plan, Layout]:
    """Give lines that are alone on the second side a title there, which takes the room of some."""
    last = layout.document.pages[-1].anchors
    over = sum(name.startswith(LINE) for name in last)
    alone = layout.page_count == SIDE_COUNT and not _begins_part(layout)
    if not alone or not over:
        return plan, layout
    # The first side, on which the lines now end, may lose one, too.
    for less, fewer in product((0, 1), range(MOST_FOR_TITLE + 1)):
        here = plan.lines_shared - over - less
        turned = replace(plan, lines_shared=here, lines_overleaf=over - fewer)
        trial = lay_out(turned)
        if trial.page_count == SIDE_COUNT:
            return turned, trial
    return plan, layout


def _begins_part(layout: Layout) -> bool:
    """Tell whether the second side shows a part that does not stand on the first, too."""
    if layout.page_count < SIDE_COUNT:
        return False
    first, second = (page.anchors for page in layout.document.pages[:SIDE_COUNT])
    return any(name.startswith("part-") and name not in first for name in second)


def _finished(plan: Plan, layout: Layout, lay_out: Setter) -> Fit:
    """Push the foot down to the margin."""
    gap = max(math.floor(heights.slack_px(layout)) - 1, 0)
    while gap:
        pushed = lay_out(replace(plan, gap_px=gap))
        if pushed.page_count == SIDE_COUNT:
            return Fit(plan=plan, layout=pushed)
        # A side that breaks inside a part can hold a little less than it seems to.
        gap = gap * 2 // 3
    return Fit(plan=plan, layout=layout)


def _ruled(plan: Plan, more: int, question_count: int) -> Plan:
    """Return *plan* with *more* ruled lines: below the questions, or for notes."""
    total = plan.line_count(question_count) + more
    if total < question_count or not question_count:
        return replace(plan, lines_each=0, lines_extra=0, lines_shared=total)
    below = min(total, MOST_LINES_EACH * question_count)
    each, extra = divmod(below, question_count)
    return replace(plan, lines_each=each, lines_extra=extra, lines_shared=total - below)
