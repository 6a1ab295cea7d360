"""Choosing what stands on the patient sheet, and how large, so that two sides are full.

Nothing is guessed: every plan is laid out, and the positions of its parts are read back.

All parts are tried at 14 pt.  What is too much is left out, the least important first; what
room is left becomes ruled space, then larger type.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from chapbook.render.handout.parts import Kind, Part
from chapbook.tools.weasy import Layout

SIDE_COUNT = 2
SIZES_PT = (14.0, 14.5, 15.0, 15.5, 16.0)
"""Sizes of running text; the first is the floor (UKAAF G003 recommends 14 pt)."""

LEADING = 1.36
"""From line to line, in sizes of type; ``patient.css`` says the same."""

PX_PER_PT = 96 / 72
PX_PER_MM = 96 / 25.4
HEAD_ROOM_MM = 30.0
"""At most taken at the head of the second side by its margin and the notice."""
BOTTOM_MM = 9.0
"""White below the foot of each side: what office printers cannot reach."""
RULED_MM = 9.0
"""Between two ruled lines: enough for a hand that is not steady."""

LINE_PX = SIZES_PT[0] * LEADING * PX_PER_PT
"""The height of one line of the smallest size."""

LEAST_RULED_LINES = 2
"""Ruled lines below the questions, however little room there is."""
MOST_LINES_EACH = 3
ROUNDS = 2
"""Lines are added again where the first estimate of the room was too careful."""
MOST_REFUSALS = 5
"""Parts that do not fit back are tried until this many are refused."""
STAMP_MM = 62.0
"""The height of the questions from which the column beside them has room for a stamp."""
LEAST_NOTES = 3
"""Fewer ruled lines than these are no room for notes."""


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
    gap_px: float = 0
    """White above the foot of the second side."""
    has_stamp: bool = False
    """Whether the column beside the questions has room for a clinic's stamp."""

    def line_count(self, question_count: int) -> int:
        """Return how many ruled lines there are."""
        return self.lines_each * question_count + self.lines_extra + self.lines_shared


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The plan that was chosen, laid out."""

    plan: Plan
    layout: Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """The parts that have to be there do not fit."""

    line_count: int
    """By about how many lines of the smallest size."""
    lines_of_parts: tuple[tuple[str, int], ...]
    """The longest parts, with about how many lines each has."""


Setter = Callable[[Plan], Layout]
"""Lays a plan out."""


def fitted(parts: Sequence[Part], lay_out: Setter) -> Fit | Excess:
    """Return the fullest plan that stands on two sides, or by how much it is too long."""
    everything = Plan(kept=tuple(range(len(parts))))
    first = lay_out(everything)
    if first.page_count <= SIDE_COUNT:
        plan = _grown(parts, everything, lay_out)
        return _filled(parts, plan, lay_out)
    reduced = _reduced(parts, everything, first, lay_out)
    return reduced if isinstance(reduced, Excess) else _filled(parts, reduced, lay_out)


def _reduced(parts: Sequence[Part], plan: Plan, layout: Layout, lay_out: Setter) -> Plan | Excess:
    """Leave parts out, the least important and the last first, until the rest fits.

    A sheet on which nothing is left would not be one: then all of it is too long.
    """
    whole = plan, layout
    heights = {i: height_px(layout, f"part-{i}") for i in plan.kept}
    spare = sorted((i for i in plan.kept if not parts[i].is_required), key=_rank(parts))
    out: list[int] = []
    while layout.page_count > SIDE_COUNT:
        over = overflow_px(layout)
        while over > 0 and spare:
            out.append(spare.pop())
            over -= heights[out[-1]]
        plan = replace(plan, kept=tuple(i for i in plan.kept if i not in out))
        layout = lay_out(plan)
        if layout.page_count > SIDE_COUNT and not spare:
            return _excess(parts, plan, layout)
    waiting = {i: heights[i] for i in sorted(out, key=_rank(parts))}
    plan = _readmitted(plan, layout, waiting, lay_out)
    return plan if plan.kept else _excess(parts, *whole)


def _rank(parts: Sequence[Part]) -> Callable[[int], tuple[int, bool, int]]:
    """Return the key that puts the most important of *parts* first.

    Questions come before other parts of their priority: they are what the sheet is taken
    to the doctor for.
    """
    return lambda i: (parts[i].priority, parts[i].kind is not Kind.QUESTIONS, i)


def _readmitted(plan: Plan, layout: Layout, out: Mapping[int, float], lay_out: Setter) -> Plan:
    """Take back what fits after all: a later part may be shorter than the room left.

    Args:
        plan: What fits.
        layout: The same, laid out.
        out: The heights of the parts that were left out, the most important first.
        lay_out: Lays plans out.
    """
    refusals = 0
    for index, height in out.items():
        if refusals == MOST_REFUSALS or height > slack_px(layout) + LINE_PX:
            continue
        wider = replace(plan, kept=tuple(sorted((*plan.kept, index))))
        trial = lay_out(wider)
        if trial.page_count <= SIDE_COUNT:
            plan, layout = wider, trial
        else:
            refusals += 1
    return plan


def _excess(parts: Sequence[Part], plan: Plan, layout: Layout) -> Excess:
    """Say by how much the required parts are too long, and which of them to shorten."""
    over = lines(overflow_px(layout))
    lengths = sorted(
        ((parts[i].name, lines(height_px(layout, f"part-{i}"))) for i in plan.kept),
        key=lambda named: -named[1],
    )
    named: list[tuple[str, int]] = []
    for name, count in lengths:
        if sum(c for _, c in named) < 2 * over:
            named.append((name, count))
    return Excess(line_count=over, lines_of_parts=tuple(named))


def _grown(parts: Sequence[Part], plan: Plan, lay_out: Setter) -> Plan:
    """Give each question a line and then all text the largest type that fits."""

    def fits(candidate: Plan) -> bool:
        return lay_out(candidate).page_count <= SIDE_COUNT

    lined = replace(plan, lines_each=1, lines_shared=0)
    if any(part.kind is Kind.QUESTIONS for part in parts) and fits(lined):
        plan = lined
    low, high = 0, len(SIZES_PT) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if fits(replace(plan, size_pt=SIZES_PT[middle])):
            low = middle
        else:
            high = middle - 1
    return replace(plan, size_pt=SIZES_PT[low])


def _filled(parts: Sequence[Part], plan: Plan, lay_out: Setter) -> Fit:
    """Spend what is left of both sides on ruled lines, and the rest on white."""
    asked = next((i for i in plan.kept if parts[i].kind is Kind.QUESTIONS), None)
    question_count = 0 if asked is None else parts[asked].item_count
    if asked is None:
        plan = replace(plan, lines_shared=0)
    layout = lay_out(plan)
    for _ in range(ROUNDS):
        plan, layout = _more_lines(plan, layout, question_count, lay_out)
    return _finished(plan, layout, f"part-{asked}", lay_out)


def _more_lines(
    plan: Plan, layout: Layout, question_count: int, lay_out: Setter
) -> tuple[Plan, Layout]:
    """Add as many ruled lines as fit."""
    for count in range(int(slack_px(layout) // (RULED_MM * PX_PER_MM)), 0, -1):
        ruled = _ruled(plan, count, question_count)
        trial = lay_out(ruled)
        if trial.page_count == SIDE_COUNT:
            return ruled, trial
    return plan, layout


def _finished(plan: Plan, layout: Layout, asked: str, lay_out: Setter) -> Fit:
    """Push the foot down to the margin, and add what costs no line."""
    whole = sum(asked in page.anchors for page in layout.document.pages) == 1
    has_stamp = whole and height_px(layout, asked) >= STAMP_MM * PX_PER_MM
    gap = max(math.floor(slack_px(layout)) - 1, 0)
    while gap:
        pushed = lay_out(replace(plan, gap_px=gap, has_stamp=has_stamp))
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


def lines(height: float) -> int:
    """Return about how many lines of the smallest size *height* (px) is, at least one."""
    return max(1, math.ceil(height / LINE_PX))


def height_px(layout: Layout, identifier: str) -> float:
    """Return the height of the element *identifier*, on however many pages it stands."""
    boxes = [
        page.anchors[identifier] for page in layout.document.pages if identifier in page.anchors
    ]
    return float(sum(bottom - top for _, top, _, bottom in boxes))


def overflow_px(layout: Layout) -> float:
    """Return how much of the text stands beyond the second side."""
    beyond = [page.anchors.values() for page in layout.document.pages[SIDE_COUNT:] if page.anchors]
    return float(sum(max(b[3] for b in boxes) - min(b[1] for b in boxes) for boxes in beyond))


def slack_px(layout: Layout) -> float:
    """Return the height that is left on both sides."""
    page = layout.document.pages[-1]
    _, top, _, bottom = page.anchors["foot"]
    left = float(page.height - BOTTOM_MM * PX_PER_MM - bottom)
    if layout.page_count < SIDE_COUNT:
        # The foot stands on each side, and the notice at the head of each.
        left += page.height - (BOTTOM_MM + HEAD_ROOM_MM) * PX_PER_MM - 2 * (bottom - top)
    return left
