"""The patient sheet: one sheet, two sides, nothing smaller than it may be.

The parts for patients are written as HTML once; plans of what stands where are then laid
out until one fits.
"""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from chapbook.editions import Edition
from chapbook.findings import Finding
from chapbook.model import Article, Rendering
from chapbook.render import particulars
from chapbook.render.handout import fitting, heights, left_out, parts, sheet
from chapbook.render.handout.fitting import Plan
from chapbook.render.handout.parts import Kind, Part
from chapbook.render.handout.solver import Excess
from chapbook.render.particulars import Particulars
from chapbook.settings import Workbench
from chapbook.tools import jinja, weasy

HEAD_MM = 37.0
"""Width of the column of titles; ``patient.css`` says the same."""

SNUG = (
    ".text li { margin-bottom: 0.3mm }\n"
    ".part { padding-top: 1.4mm; padding-bottom: 1.4mm }\n"
    ".part.see-doctor { margin-bottom: 1.8mm; padding-top: 1.8mm; padding-bottom: 1.6mm }\n"
    ".lead, h1 { margin-bottom: 1.5mm }\n"
)
"""Less white, where what has to be there would not fit otherwise."""

CHARACTER_EM = 0.56
"""Width of a wide run of Source Sans Semibold, in sizes of type for each character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """Everything about a sheet but its plan."""

    article: Article
    row: Edition
    bench: Workbench
    facts: Particulars
    parts: Sequence[Part]
    heads: Sequence[str]
    """The titles of the parts as HTML."""
    texts: Sequence[str]
    """Their texts as HTML."""
    lead: str
    """The first key point as HTML: the message that stands above everything."""


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the patient sheet of *article*; nothing when it says nothing to patients."""
    found = parts.in_order(parts.of(article, row))
    if not found:
        return sheet.skipped(article, row)
    lead, found = parts.led(found)
    written = [[{"t": "Plain", "c": part.head}] for part in found]
    written += [part.blocks for part in found]
    (first, *texts), remarks = sheet.pieces([lead, *written], article)
    made = _Sheet(
        article=article,
        row=row,
        bench=bench,
        facts=particulars.of(article),
        parts=found,
        heads=texts[: len(found)],
        texts=texts[len(found) :],
        lead=first,
    )
    frames = cache(partial(_frame_mm, made))
    fit = fitting.fitted(found, cache(partial(_laid_out, made, frames)))
    if isinstance(fit, Excess) and article.draft is None:
        return Rendering(built=None, findings=(*remarks, _too_long(article, fit)))
    if isinstance(fit, Excess):
        return _overlong(made, frames, (*remarks, _too_long(article, fit)))
    done = sheet.finished(article, row, bench, fit.layout)
    missing = left_out.note(article, "the patient sheet", found, fit.plan.kept)
    return Rendering(built=done.built, findings=(*remarks, *done.findings, *missing))


def _overlong(
    made: _Sheet, frames: Callable[[float], tuple[float, float]], found: tuple[Finding, ...]
) -> Rendering:
    """Return a sheet that has more than two sides; only a draft may, so that they are seen."""
    plan = Plan(kept=tuple(range(len(made.parts))), size_pt=fitting.SIZES_PT[0])
    layout = _laid_out(made, frames, plan)
    done = sheet.finished(made.article, made.row, made.bench, layout)
    return Rendering(built=done.built, findings=(*found, *done.findings))


def _frame_mm(made: _Sheet, size_pt: float) -> tuple[float, float]:
    """Return the heights of foot and notice at *size_pt*: the margins depend on them."""
    layout = weasy.layout(_job(made, Plan(kept=(), size_pt=size_pt), (60.0, 30.0)))
    foot, notice = (heights.height_px(layout, name) for name in (heights.FOOT, "notice"))
    return foot / heights.PX_PER_MM, notice / heights.PX_PER_MM


def _laid_out(
    made: _Sheet, frames: Callable[[float], tuple[float, float]], plan: Plan
) -> weasy.Layout:
    """Lay *plan* out."""
    return weasy.layout(_job(made, plan, frames(plan.size_pt)))


def _job(made: _Sheet, plan: Plan, frame_mm: tuple[float, float]) -> weasy.PrintJob:
    """Return *plan* as a document."""
    shown = [_shown(made, index, plan) for index in plan.kept]
    urgent = [part for part in shown if part["is_urgent"]]
    printed = {
        **sheet.values(made.article, made.facts),
        "lead": jinja.safe(made.lead) if plan.kept else "",
        "parts": [*urgent, *(part for part in shown if not part["is_urgent"])],
        "plan": plan,
        "has_questions": any(made.parts[i].kind is Kind.QUESTIONS for i in plan.kept),
        "least_notes": fitting.LEAST_NOTES,
        "left_out": left_out.line(
            made.parts, plan.kept, made.article.labels, names=plan.names_left_out
        ),
        "css": _css(plan, *frame_mm),
    }
    return sheet.job(made.article, made.row, made.bench, printed)


def _shown(made: _Sheet, index: int, plan: Plan) -> dict[str, Any]:
    """Return one part as the template prints it."""
    part = made.parts[index]
    room_pt = HEAD_MM * heights.PX_PER_MM / heights.PX_PER_PT
    line = max(int(room_pt / (CHARACTER_EM * plan.size_pt)), 1)
    return {
        "id": f"part-{index}",
        "kind": part.kind.value,
        "when": part.when,
        "is_urgent": part.is_urgent,
        "head": jinja.safe(made.heads[index]),
        "text": jinja.safe(made.texts[index]),
        "is_stacked": any(len(word) > line for word in part.name.split()),
        "head_lines": len(textwrap.wrap(part.name, line)),
        "is_lined": part.kind is Kind.QUESTIONS and plan.lines_each > 0,
    }


def _css(plan: Plan, foot_mm: float, notice_mm: float) -> str:
    """Return the lengths that depend on the plan, as CSS."""
    bottom, ruled = heights.BOTTOM_MM, fitting.RULED_MM
    top = notice_mm + 15 if notice_mm else 12
    return (SNUG if plan.is_snug else "") + (
        f"html {{ font-size: {plan.size_pt}pt }}\n"
        f"@page {{ margin-top: {top:.2f}mm; margin-bottom: {bottom}mm }}\n"
        f"@page :first {{ margin-top: 10mm; margin-bottom: {foot_mm + bottom + 4:.2f}mm }}\n"
        f".spacer {{ height: {plan.gap_px}px }}\n"
        f".lined > .text > * > li::after {{ height: {plan.lines_each * ruled}mm }}\n"
        f".lined > .text > * > li:nth-child(-n+{plan.lines_extra})::after "
        f"{{ height: {(plan.lines_each + 1) * ruled}mm }}\n"
        f".ruled {{ height: {ruled}mm }}\n"
    )


def _too_long(article: Article, excess: Excess) -> Finding:
    """Return the finding that the required parts do not fit."""
    room = f"two sides at {fitting.SIZES_PT[0]:g} pt"
    return sheet.too_long(article, "patient sheet", room, excess)
