"""The leaflet, a panel a page: what a sheet folded twice says, in the order of reading.

Its cover bears the title and the first key point; the flap, seen first on opening, says when to
get help; the inside has the other parts, as ``panelling`` chose them; the back says where all
this comes from.  ``panels`` tells where each lies on the sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from chapbook.editions import Edition
from chapbook.findings import Finding
from chapbook.model import Article, Node, Rendering
from chapbook.render import pages, particulars
from chapbook.render.handout import cover, heights, left_out, panelling, panels, parts, sheet, side
from chapbook.render.handout.cover import Back, Cover
from chapbook.render.handout.panelling import Plan
from chapbook.render.handout.parts import Kind, Part
from chapbook.render.handout.side import Foot, Shape
from chapbook.render.handout.solver import Excess
from chapbook.render.particulars import Particulars
from chapbook.settings import Workbench
from chapbook.tools import jinja, weasy

TOP_MM = 10.0
BOTTOM_MM = panels.NOTE_FROM_EDGE_MM
"""White below the text of a panel; its number stands in it."""
NUMBER_MM = 2.0
"""White above the number of a panel; ``leaflet.css`` says the same."""
SLACK_PX = 2.0
"""Left free at the foot of the cover, so that nothing goes over for a rounded length."""
PADDING_MM = 5.0
"""Between the edge of the title's ground and its words; ``leaflet.css`` says the same."""
CODE_MM = 22.0
"""The width of the QR code on the inside."""
FOOT = (
    ".side-foot { position: relative; padding-bottom: 6mm }\n"
    ".side-foot .number { position: absolute; bottom: 0; float: none; margin: 0; "
    "font-size: 10pt }\n"
)
"""The foot of the inside, in a column too narrow for three things beside each other."""

ORDER = (Kind.SEE_DOCTOR, Kind.KEY_POINTS, Kind.PLAIN, Kind.QUESTIONS)
"""Kinds as they follow each other; lists of when to get help come first, on the flap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leaflet:
    """Everything about a leaflet but its plan."""

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
    """The first key point as HTML."""
    figure: str
    """The picture of the cover as HTML, if the article has one that is fit."""

    def room_mm(self, number: int) -> float:
        """Return the width that the panel *number* (1-based) leaves for text."""
        return panels.width_mm(number, self.bench.paper) - 2 * panels.SIDE_MM


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frames:
    """Everything around the parts."""

    front: Cover
    back: Back = cover.BACKS[-1]
    foot: Foot | None = None
    """The particulars, below the fifth panel."""
    imprint_px: float = 0
    """White above the names of the authors, which pushes them to the foot of the cover."""
    notice_mm: float = 0
    """The height of the notice that nobody reviewed the text, above the third panel."""


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the panels of the leaflet of *article*; nothing when it says nothing to patients."""
    found = parts.of(article, row)
    if not found:
        return sheet.skipped(article, row)
    made, remarks = _written(article, row, bench, *parts.led(parts.in_order(found)))
    front = _cover(made)
    if made.lead and not front.has_lead:
        made, remarks = _written(article, row, bench, [], parts.in_order(found))
    lay_out = cache(partial(_laid_out, made, _frames(made, front)))
    fit = panelling.chosen(made.parts, lay_out)
    if isinstance(fit, Excess) and article.draft is None:
        return Rendering(built=None, findings=(*remarks, _too_long(article, fit)))
    if isinstance(fit, Excess):
        remarks = (*remarks, _too_long(article, fit))
        plan = Plan(kept=tuple(range(len(made.parts))), is_whole=False)
    else:
        plan = fit.plan
        remarks = (*remarks, *left_out.note(article, "the leaflet", made.parts, plan.kept))
    done = sheet.finished(article, row, bench, lay_out(plan))
    return Rendering(built=done.built, findings=(*remarks, *done.findings))


def _written(
    article: Article, row: Edition, bench: Workbench, lead: list[Node], found: list[Part]
) -> tuple[_Leaflet, tuple[Finding, ...]]:
    """Return the leaflet of *found*, led by *lead*, and what pandoc remarked."""
    found = sorted(found, key=lambda part: ORDER.index(part.kind))
    picture = cover.figure(article, row, panels.width_mm(1, bench.paper) - 2 * panels.SIDE_MM)
    written = [lead, [picture] if picture else []]
    written += [[{"t": "Plain", "c": part.head}] for part in found]
    written += [part.blocks for part in found]
    (first, drawn, *texts), remarks = sheet.pieces(written, article)
    made = _Leaflet(
        article=article,
        row=row,
        bench=bench,
        facts=particulars.of(article),
        parts=found,
        heads=texts[: len(found)],
        texts=texts[len(found) :],
        lead=first,
        figure=drawn,
    )
    return made, remarks


def _cover(made: _Leaflet) -> Cover:
    """Return the fullest cover that stands on one panel."""

    def fits(front: Cover) -> bool:
        return _is_one_page(_laid_out(made, _Frames(front=front), Plan(kept=())), "cover")

    return cover.fitted(
        cover.split(made.article.metadata.title),
        (made.room_mm(1) - 2 * PADDING_MM) * 72 / 25.4,
        fits,
        has_lead=bool(made.lead),
        has_figure=bool(made.figure),
    )


def _is_one_page(layout: weasy.Layout, identifier: str) -> bool:
    """Tell whether the element *identifier* stands on one page."""
    return sum(identifier in page.anchors for page in layout.document.pages) == 1


def _frames(made: _Leaflet, front: Cover) -> _Frames:
    """Return everything around the parts, given the cover."""

    def fits(back: Back) -> bool:
        layout = _laid_out(made, _Frames(front=front, back=back), Plan(kept=()))
        return _is_one_page(layout, "back")

    shape = Shape(
        width_mm=made.room_mm(5),
        size_pt=cover.FLOOR_PT,
        code_mm=CODE_MM,
        selector=":nth(5)",
        css=FOOT,
    )
    foot = side.shaped(made.article, sheet.values(made.article, made.facts), shape)
    layout = _laid_out(made, _Frames(front=front), Plan(kept=()))
    notice_mm = heights.height_px(layout, "notice") / heights.PX_PER_MM
    back = cover.first(cover.BACKS, fits)
    spare = panelling.limit_px(layout, 0) - layout.document.pages[0].anchors["cover"][3]
    return _Frames(
        front=front,
        back=back,
        foot=foot,
        imprint_px=max(spare - SLACK_PX, 0),
        notice_mm=notice_mm,
    )


def _laid_out(made: _Leaflet, frames: _Frames, plan: Plan) -> weasy.Layout:
    """Lay *plan* out between cover and back."""
    head, rest = cover.split(made.article.metadata.title)
    printed = {
        **sheet.values(made.article, made.facts),
        "side_foot": jinja.safe(frames.foot.html if frames.foot else ""),
        "cover": frames.front,
        "back": frames.back,
        "longest_byline": cover.BYLINE_LENGTH,
        "title_head": head,
        "title_rest": rest,
        "lead": jinja.safe(made.lead),
        "figure": jinja.safe(made.figure),
        "parts": [_shown(made, index, plan) for index in plan.kept],
        "plan": plan,
        "has_questions": any(made.parts[i].kind is Kind.QUESTIONS for i in plan.kept),
        "left_out": left_out.line(
            made.parts, plan.kept, made.article.labels, names=plan.names_left_out
        ),
        "css": _css(made, frames, plan),
    }
    return weasy.layout(sheet.job(made.article, made.row, made.bench, printed))


def _shown(made: _Leaflet, index: int, plan: Plan) -> dict[str, Any]:
    """Return one part as the template prints it."""
    part = made.parts[index]
    return {
        "id": f"{heights.PART}{index}",
        "kind": part.kind.value,
        "when": part.when,
        "head": jinja.safe(made.heads[index]),
        "text": jinja.safe(made.texts[index]),
        "is_lined": part.kind is Kind.QUESTIONS and plan.lines_each > 0,
    }


def _css(made: _Leaflet, frames: _Frames, plan: Plan) -> str:
    """Return the lengths that depend on paper and plan, as CSS."""
    paper, ruled, front = made.bench.paper, panelling.RULED_MM, frames.front
    _, height = panels.sheet_mm(paper)
    number = pages.page_of(made.article.labels)
    sheets = [
        f"@page {{ margin: {TOP_MM}mm {panels.SIDE_MM}mm {BOTTOM_MM}mm; "
        f"size: {panels.width_mm(1, paper)}mm {height}mm; @bottom-left {{ content: {number} }} }}\n"
    ]
    sheets += [
        f"@page :nth({n}) {{ size: {panels.width_mm(n, paper)}mm {height}mm }}\n"
        for n in sorted(panels.NARROW)
    ]
    sheets.append(
        f"@page back {{ margin-bottom: {BOTTOM_MM + panels.NOTE_MM}mm; "
        f"@bottom-left {{ padding-top: {panels.NOTE_MM + NUMBER_MM}mm }} }}\n"
    )
    if frames.notice_mm:
        top = TOP_MM + frames.notice_mm + 4
        sheets.append(
            f"@page :nth(3) {{ margin-top: {top:.2f}mm; "
            f"@top-left {{ content: element(notice); padding-top: {TOP_MM}mm }} }}\n"
        )
    if frames.foot:
        sheets.append(frames.foot.css)
    kept = "avoid" if plan.is_whole else "auto"
    sheets += [
        f"html {{ font-size: {plan.size_pt}pt }}\n",
        f"h1 {{ font-size: {front.title_pt}pt }}\n.lead {{ font-size: {front.lead_pt}pt }}\n",
        f".imprint {{ padding-top: {frames.imprint_px:.2f}px }}\n",
        f".stamp {{ height: {frames.back.stamp_mm}mm }}\n",
        f".part {{ break-inside: {kept} }}\n",
        f".lined > .text > * > li::after {{ height: {plan.lines_each * ruled}mm }}\n",
        f".ruled {{ height: {ruled}mm }}\n",
    ]
    sheets += [f"#{heights.PART}{i} {{ margin-top: {gap:.2f}px }}\n" for i, gap in plan.gaps_px]
    return "".join(sheets)


def _too_long(article: Article, excess: Excess) -> Finding:
    """Return the finding that the required parts do not fit."""
    room = f"its four panels of text at {panelling.SIZES_PT[0]:g} pt"
    return sheet.too_long(article, "leaflet", room, excess)
