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
from chapbook.model import Article, Node, Rendering
from chapbook.render import particulars
from chapbook.render.handout import fitting, parts, sheet
from chapbook.render.handout.fitting import Excess, Plan
from chapbook.render.handout.parts import Kind, Part
from chapbook.render.particulars import Particulars
from chapbook.settings import Workbench
from chapbook.tools import jinja, weasy
from chapbook.tools.labels import joined

HEAD_MM = 37.0
"""Width of the column of titles; ``patient.css`` says the same."""

LONGEST_LINE = 150
"""Characters that the line of what is left out may have; it names nothing otherwise."""

CHARACTER_EM = 0.56
"""Width of a wide run of Source Sans Semibold, in sizes of type for each character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
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
    lead, found = _led(found)
    written = [[{"t": "Plain", "c": part.head}] for part in found]
    written += [part.blocks for part in found]
    (first, *texts), remarks = sheet.pieces([lead, *written], article)
    draft = _Draft(
        article=article,
        row=row,
        bench=bench,
        facts=particulars.of(article),
        parts=found,
        heads=texts[: len(found)],
        texts=texts[len(found) :],
        lead=first,
    )
    frames = cache(partial(_frame_mm, draft))
    fit = fitting.fitted(found, cache(partial(_laid_out, draft, frames)))
    if isinstance(fit, Excess) and article.draft is None:
        return Rendering(built=None, findings=(*remarks, _too_long(article, fit)))
    if isinstance(fit, Excess):
        return _overlong(draft, frames, (*remarks, _too_long(article, fit)))
    done = sheet.finished(article, row, bench, fit.layout)
    left_out = _left_out(draft, fit.plan)
    return Rendering(built=done.built, findings=(*remarks, *done.findings, *left_out))


def _overlong(
    draft: _Draft, frames: Callable[[float], tuple[float, float]], found: tuple[Finding, ...]
) -> Rendering:
    """Return a sheet that has more than two sides; only a draft may, so that they are seen."""
    plan = Plan(kept=tuple(range(len(draft.parts))), size_pt=fitting.SIZES_PT[0])
    layout = _laid_out(draft, frames, plan)
    done = sheet.finished(draft.article, draft.row, draft.bench, layout)
    return Rendering(built=done.built, findings=(*found, *done.findings))


def _led(found: list[Part]) -> tuple[list[Node], list[Part]]:
    """Take the first key point out of *found*: it leads the sheet.

    Returns:
        The point as blocks, and the parts without it.
    """
    for index, part in enumerate(found):
        if part.kind is not Kind.KEY_POINTS or not part.blocks:
            continue
        listed, *rest = part.blocks
        if listed["t"] not in parts.LISTS or len(parts.items(listed)) < 2:
            continue
        point, *others = parts.items(listed)
        content = others if listed["t"] == "BulletList" else [listed["c"][0], others]
        shorter = Part(
            kind=part.kind,
            when=part.when,
            priority=part.priority,
            head=part.head,
            blocks=[{**listed, "c": content}, *rest],
        )
        return point, [*found[:index], shorter, *found[index + 1 :]]
    return [], found


def _frame_mm(draft: _Draft, size_pt: float) -> tuple[float, float]:
    """Return the heights of foot and notice at *size_pt*: the margins depend on them."""
    layout = weasy.layout(_job(draft, Plan(kept=(), size_pt=size_pt), (60.0, 30.0)))
    foot, notice = (fitting.height_px(layout, name) for name in ("foot", "notice"))
    return foot / fitting.PX_PER_MM, notice / fitting.PX_PER_MM


def _laid_out(
    draft: _Draft, frames: Callable[[float], tuple[float, float]], plan: Plan
) -> weasy.Layout:
    """Lay *plan* out."""
    return weasy.layout(_job(draft, plan, frames(plan.size_pt)))


def _job(draft: _Draft, plan: Plan, frame_mm: tuple[float, float]) -> weasy.PrintJob:
    """Return *plan* as a document."""
    shown = [_shown(draft, index, plan) for index in plan.kept]
    urgent = [part for part in shown if part["is_urgent"]]
    printed = {
        **sheet.values(draft.article, draft.facts),
        "lead": jinja.safe(draft.lead) if plan.kept else "",
        "parts": [*urgent, *(part for part in shown if not part["is_urgent"])],
        "plan": plan,
        "has_questions": any(draft.parts[i].kind is Kind.QUESTIONS for i in plan.kept),
        "least_notes": fitting.LEAST_NOTES,
        "left_out": _left_out_line(draft, plan),
        "css": _css(plan, *frame_mm),
    }
    return sheet.job(draft.article, draft.row, draft.bench, printed)


def _shown(draft: _Draft, index: int, plan: Plan) -> dict[str, Any]:
    """Return one part as the template prints it."""
    part = draft.parts[index]
    room_pt = HEAD_MM * fitting.PX_PER_MM / fitting.PX_PER_PT
    line = max(int(room_pt / (CHARACTER_EM * plan.size_pt)), 1)
    return {
        "id": f"part-{index}",
        "kind": part.kind.value,
        "when": part.when,
        "is_urgent": part.is_urgent,
        "head": jinja.safe(draft.heads[index]),
        "text": jinja.safe(draft.texts[index]),
        "is_stacked": any(len(word) > line for word in part.name.split()),
        "head_lines": len(textwrap.wrap(part.name, line)),
        "is_lined": part.kind is Kind.QUESTIONS and plan.lines_each > 0,
    }


def _css(plan: Plan, foot_mm: float, notice_mm: float) -> str:
    """Return the lengths that depend on the plan, as CSS."""
    bottom, ruled = fitting.BOTTOM_MM, fitting.RULED_MM
    top = notice_mm + 15 if notice_mm else 12
    return (
        f"html {{ font-size: {plan.size_pt}pt }}\n"
        f"@page {{ margin-top: {top:.2f}mm; margin-bottom: {bottom}mm }}\n"
        f"@page :first {{ margin-top: 10mm; margin-bottom: {foot_mm + bottom + 4:.2f}mm }}\n"
        f".spacer {{ height: {plan.gap_px}px }}\n"
        f".lined > .text > * > li::after {{ height: {plan.lines_each * ruled}mm }}\n"
        f".lined > .text > * > li:nth-child(-n+{plan.lines_extra})::after "
        f"{{ height: {(plan.lines_each + 1) * ruled}mm }}\n"
        f".ruled {{ height: {ruled}mm }}\n"
    )


def _missing(draft: _Draft, plan: Plan) -> list[str]:
    """Return the titles of what *plan* leaves out, each once."""
    names = [part.name for i, part in enumerate(draft.parts) if i not in plan.kept]
    return list(dict.fromkeys(names))


def _left_out_line(draft: _Draft, plan: Plan) -> str:
    """Return the line that says what is left out; nothing when all is there."""
    names = _missing(draft, plan) if plan.kept else []
    if not names:
        return ""
    labels = draft.article.labels
    line = labels["left-out"].format(parts=joined(names, labels))
    return line if len(line) <= LONGEST_LINE else labels["more-in-article"]


def _left_out(draft: _Draft, plan: Plan) -> list[Finding]:
    """Return the note that names what was left out, if anything was."""
    names = ", ".join(f'"{name}"' for name in _missing(draft, plan))
    message = f"left out of the patient sheet: {names}"
    return [sheet.noted(draft.article, "handout-left-out", message)] if names else []


def _too_long(article: Article, excess: Excess) -> Finding:
    """Return the finding that the required parts do not fit."""
    named = ", ".join(f'"{name}" (about {count})' for name, count in excess.lines_of_parts)
    message = (
        f"the patient sheet is about {excess.line_count} lines too long for two sides at "
        f"{fitting.SIZES_PT[0]:g} pt; its longest parts, in lines: {named}"
    )
    return sheet.noted(article, "handout-too-long", message)
