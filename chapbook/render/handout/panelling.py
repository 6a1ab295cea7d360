"""Choosing what stands on the panels of a leaflet, and how large, so that none is left blank.

Nothing is guessed: every plan is laid out, and the positions of its parts are read back.  Parts
are kept whole on one panel where that leaves all of them in; the largest type that does so is
taken.  Room that is left becomes ruled lines, below the questions and on panels of their own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from chapbook.render.handout import heights, solver
from chapbook.render.handout.heights import PART, PX_PER_MM, PX_PER_PT
from chapbook.render.handout.parts import Kind, Part
from chapbook.render.handout.solver import Block, Bounds, Choice, Excess
from chapbook.tools.weasy import Layout

SIZES_PT = (12.0, 12.5, 13.0, 13.5, 14.0)
"""Sizes of running text; the first is the floor."""

PAGE_COUNT = 6
RULED_MM = 9.0
"""Between two ruled lines: enough for a hand that is not steady."""
MOST_LINES_EACH = 3
LEAST_NOTES = 3
"""Fewer ruled lines than these are no room for notes."""
HEAD_MM = 12.0
"""Taken by the title above ruled lines."""
LEAST_RULED_LINES = 2
"""Ruled lines below the questions, however little room there is."""
LEADING = 1.32
"""From line to line, in sizes of type; ``leaflet.css`` says the same."""
LINE_PX = SIZES_PT[0] * LEADING * PX_PER_PT
"""The height of one line of the smallest size."""
ASKED = 2
"""Questions of this priority or a higher one are given up last."""
MOST_GAP_MM = 6.0
"""White that is added between two parts is no higher."""
FLOW = (1, 4)
"""The first and the last page_index between cover and back."""
LEFT_OUT = "left-out"
"""The id of the line that names what is left out."""
END = "end"
"""The id of the element behind the last part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One way to fill the panels between cover and back."""

    kept: tuple[int, ...]
    """Indexes of the parts that they show, in their order."""
    size_pt: float = SIZES_PT[0]
    is_whole: bool = False
    """Whether no part goes over from one panel to the next."""
    lines_each: int = 0
    """Ruled lines below each question."""
    lines_shared: int = 0
    """Ruled lines below all questions, or for notes where there are no questions."""
    note_panels: tuple[int, ...] = ()
    """Ruled lines on each panel that would else be blank."""
    names_left_out: bool = True
    """Whether what is left out is named with its pages, or only the pages are."""
    gaps_px: tuple[tuple[int, float], ...] = ()
    """White above parts, by their indexes, that spreads them over their panel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The plan that was chosen, laid out."""

    plan: Plan
    layout: Layout


Setter = Callable[[Plan], Layout]
"""Lays a plan out, with cover and back."""


def fits(layout: Layout) -> bool:
    """Tell whether *layout* has no more pages than there are panels."""
    return layout.page_count <= PAGE_COUNT


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    """A plan laid out, as the solver measures it."""

    plan: Plan
    layout: Layout

    @property
    def fits(self) -> bool:
        """Whether it has no more than six panels."""
        return fits(self.layout)

    @property
    def overflow_px(self) -> float:
        """The height of what stands beyond the fifth panel; what spills over may have none."""
        beyond = [text_boxes(page) for page in self.layout.document.pages[FLOW[1] + 1 : -1]]
        height = sum(
            max(b[3] for b in found) - min(b[1] for b in found) for found in beyond if found
        )
        return 0.0 if self.fits else max(float(height), LINE_PX)

    @property
    def slack_px(self) -> float:
        """What all panels have left, and a line for what lines at an end can do."""
        last = min(FLOW[1], self.layout.page_count - 2)
        spare = sum(white_px(self.layout, index) for index in range(FLOW[0], last + 1))
        blank = height_of_page_px(self.layout, 0) * (FLOW[1] - last)
        return spare + blank + LINE_PX

    def height_px(self, block_index: int) -> float:
        """Return the height of a part."""
        return heights.height_px(self.layout, f"{PART}{block_index}")


def chosen(parts: Sequence[Part], lay_out: Setter) -> Fit | Excess:
    """Return the fullest plan that six panels hold, or by how much it is too long.

    Questions come before other parts of their priority; and before they are given up, what is
    left out is named by its pages alone.
    """
    has_questions = any(part.kind is Kind.QUESTIONS and part.priority <= ASKED for part in parts)
    excess: Excess | None = None
    for asks, names in product((True, False) if has_questions else (False,), (True, False)):
        found = _solved(parts, lay_out, asks=asks, names=names)
        if isinstance(found, solver.Fit):
            plan = found.trial.plan
            return _filled(parts, _kept_whole(plan, lay_out), lay_out)
        excess = found
    if excess is None:
        raise AssertionError("nothing was tried")
    return excess


def _solved(
    parts: Sequence[Part], lay_out: Setter, *, asks: bool, names: bool
) -> solver.Fit[Panels] | Excess:
    """Return the fullest choice of *parts*; *asks* requires questions of high priority."""
    blocks = [
        Block(
            name=part.name,
            priority=part.priority,
            is_required=part.is_required
            or (asks and part.kind is Kind.QUESTIONS and part.priority <= ASKED),
            is_favoured=part.kind is Kind.QUESTIONS,
        )
        for part in parts
    ]

    def tried(choice: Choice) -> Panels:
        asked = any(parts[i].kind is Kind.QUESTIONS for i in choice.kept)
        plan = Plan(
            kept=choice.kept,
            size_pt=choice.size_pt,
            lines_shared=LEAST_RULED_LINES if asked else 0,
            names_left_out=names,
        )
        return Panels(plan=plan, layout=lay_out(plan))

    return solver.solved(blocks, tried, Bounds(sizes_pt=SIZES_PT, line_px=LINE_PX))


def _kept_whole(plan: Plan, lay_out: Setter) -> Plan:
    """Keep every part on one panel, and give each question a line, in the largest type for it.

    To keep parts whole is worth more than lines, and both are worth more than larger type.
    """
    lined = replace(plan, lines_each=1, lines_shared=0) if plan.lines_shared else plan
    sizes = [size_pt for size_pt in SIZES_PT if size_pt <= plan.size_pt]
    for is_whole, wanted in product((True, False), (lined, plan)):
        tried = [replace(wanted, is_whole=is_whole, size_pt=size_pt) for size_pt in sizes]
        if fits(lay_out(tried[0])):
            return _last(tried, lay_out)
    return plan


def _last(plans: Sequence[Plan], lay_out: Setter) -> Plan:
    """Return the last of *plans*, each fuller than the one before, that fits; the first does."""
    low, high = 0, len(plans) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if fits(lay_out(plans[middle])):
            low = middle
        else:
            high = middle - 1
    return plans[low]


def _filled(parts: Sequence[Part], plan: Plan, lay_out: Setter) -> Fit:
    """Spend the room that is left on ruled lines, and the rest on white between parts."""
    asks = any(parts[i].kind is Kind.QUESTIONS for i in plan.kept)
    if asks and plan.lines_each:
        more = [replace(plan, lines_each=n) for n in range(plan.lines_each, MOST_LINES_EACH + 1)]
        plan = _last(more, lay_out)
    end_index, room = _room_px(lay_out(plan))
    blank = FLOW[1] - end_index
    if blank:
        layout = lay_out(replace(plan, note_panels=(1,) * blank))
        rooms = [height_of_page_px(layout, FLOW[1] - n) for n in reversed(range(blank))]
        counts = [int((height / PX_PER_MM - HEAD_MM) // RULED_MM) for height in rooms]
        plan = replace(plan, note_panels=tuple(counts))
    plan = _lined(plan, room, lay_out, least=0 if asks else LEAST_NOTES)
    return _spread(plan, lay_out)


def _lined(plan: Plan, room_px: float, lay_out: Setter, least: int) -> Plan:
    """Add as many ruled lines as *room_px* behind the last part holds; *least* or none."""
    most = int(room_px / PX_PER_MM // RULED_MM)
    ruled = [plan]
    ruled += [
        replace(plan, lines_shared=plan.lines_shared + n) for n in range(least or 1, most + 1)
    ]
    return _last(ruled, lay_out)


def _spread(plan: Plan, lay_out: Setter) -> Fit:
    """Put the white at the foot of each panel between its parts, up to a measure."""
    layout = lay_out(plan)
    gaps: dict[int, float] = {}
    for page_index in range(FLOW[0], FLOW[1] + 1):
        page = layout.document.pages[page_index].anchors
        here = sorted(int(name.removeprefix(PART)) for name in page if name.startswith(PART))
        begun = [i for i in here if i not in _before(layout, page_index)]
        if len(begun) > 1:
            room = white_px(layout, page_index)
            gaps |= {i: min(room / len(begun), MOST_GAP_MM * PX_PER_MM) for i in begun[1:]}
    spread = replace(plan, gaps_px=tuple(sorted(gaps.items())))
    wide = lay_out(spread)
    same = fits(wide) and wide.pages_of_ids == layout.pages_of_ids
    return Fit(plan=spread, layout=wide) if same else Fit(plan=plan, layout=layout)


def _before(layout: Layout, page_index: int) -> set[int]:
    """Return the indexes of the parts that stand on pages before *page_index*."""
    names = {name for page in layout.document.pages[:page_index] for name in page.anchors}
    return {int(name.removeprefix(PART)) for name in names if name.startswith(PART)}


def _room_px(layout: Layout) -> tuple[int, float]:
    """Return the page_index on which the last part ends, and the height that is left there."""
    for page_index, page in enumerate(layout.document.pages):
        if END in page.anchors:
            return page_index, limit_px(layout, page_index) - page.anchors[END][3]
    raise AssertionError(f"the template has no element {END}")


def white_px(layout: Layout, page_index: int) -> float:
    """Return the height that is left below what stands on a page."""
    bottom = max((box[3] for box in text_boxes(layout.document.pages[page_index])), default=0.0)
    return max(limit_px(layout, page_index) - float(bottom), 0.0)


def text_boxes(page: Any) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of what stands on a page and not in its margins."""
    return [box for name, box in page.anchors.items() if name.startswith((PART, LEFT_OUT, END))]


def limit_px(layout: Layout, page_index: int) -> float:
    """Return where the text of a page has to end, from its upper edge."""
    page = layout.document.pages[page_index]
    return float(page.height - page._page_box.margin_bottom)


def height_of_page_px(layout: Layout, page_index: int) -> float:
    """Return the height that the margins of a page leave for text."""
    return limit_px(layout, page_index) - float(
        layout.document.pages[page_index]._page_box.margin_top
    )
