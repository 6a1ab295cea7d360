"""Can every word be told from what it stands on?  Measured on the pixels of the finished pages.

Source: WCAG 2.2, 1.4.3 and 1.4.6.  Rules and ornaments carry no meaning, and no limit; the
colours of frames and signs are those of text, whose limits are higher than theirs.
"""

from collections.abc import Iterator
from functools import cache

from chapbook.editions import Maker
from chapbook.findings import Finding
from chapbook.tools import colour as colours
from chapbook.tools.pdftext import Page, Run
from chapbook.verify.case import Case

USUAL, ENHANCED = (4.5, 3.0), (7.0, 4.5)
"""The least contrast of text and of large text: 1.4.3, and 1.4.6 for those who see badly."""

STRICT = {Maker.HANDOUT, Maker.LARGE_PRINT}
"""The makers of what those who see badly are given."""

LARGE_PT, LARGE_BOLD_PT = 18.0, 14.0
"""From which size text is large (WCAG 2.2, "large scale")."""

PATCH = 0.25
"""So much of the place of a text may be as dark as the text: its underline, a rule at its edge."""


def contrast(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """All text of the edition, its furniture too, stands out from its ground."""
    limits = ENHANCED if case.row.maker in STRICT else USUAL
    for page_index, page in enumerate(pages):
        faint = [run for run in page.runs if not run.is_in_figure and is_faint(run, limits)]
        if faint:
            run = min(faint, key=typical)
            yield case.faint(
                f"text on page {page_index + 1} has a contrast of {typical(run):.1f}:1 "
                f"where readers need {needed(run, limits):g}:1",
                run.text,
            )


def needed(run: Run, limits: tuple[float, float]) -> float:
    """Return which of *limits*, for text and for large text, holds for *run*."""
    is_large = run.size_pt >= (LARGE_BOLD_PT if run.paint.is_bold else LARGE_PT) - 0.05
    return limits[is_large]


def is_faint(run: Run, limits: tuple[float, float]) -> bool:
    """Tell whether *run* is too much like a good part of what it stands on."""
    least = needed(run, limits)
    alike = sum(share for ground, share in run.paint.grounds if _ratio(run, ground) < least)
    return alike > PATCH


def typical(run: Run) -> float:
    """Return the least contrast of *run* that is no matter of a few pixels, 1 to 21."""
    left = PATCH
    for ratio, share in sorted((_ratio(run, ground), share) for ground, share in run.paint.grounds):
        left -= share
        if left < 0:
            return ratio
    return 21.0


def _ratio(run: Run, ground: str) -> float:
    return _contrast(run.paint.colour, run.paint.opacity, ground)


@cache
def _contrast(colour: str, opacity: float, ground: str) -> float:
    """Return the contrast of *colour*, as far as it covers *ground*, with *ground*."""
    return colours.contrast(colours.blended(ground, colour, opacity), ground)
