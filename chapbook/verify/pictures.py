"""Are pictures fine enough for paper, and can the words in drawings be read?"""

from collections.abc import Iterator

from chapbook.editions import Audience
from chapbook.findings import Finding
from chapbook.tools.pdfpaint import Kind
from chapbook.tools.pdftext import Page, Run
from chapbook.verify import contrast
from chapbook.verify.case import Case

FLOOR_DPI = 150.0
"""Dots per inch below which a picture looks blurred on paper at reading distance."""

SMALLEST_PT, SMALLEST_FOR_PATIENTS_PT = 5.0, 8.0
"""Words of a drawing that are smaller can hardly be read, by patients even less."""


def coarse(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """Every picture has 150 pixels to the inch, at the size at which it is really shown."""
    for page_index, page in enumerate(pages):
        for shape in page.shapes:
            is_picture = shape.kind is Kind.IMAGE and not shape.is_artifact
            if is_picture and round(shape.dots_per_inch) < FLOOR_DPI:
                yield case.coarse(
                    f"a picture on page {page_index + 1} has {shape.dots_per_inch:.0f} pixels "
                    f"to the inch; print needs {FLOOR_DPI:.0f}"
                )


def words(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """Words in drawings are large enough, and stand out from what is behind them."""
    is_for_patients = case.row.audience is Audience.PATIENT
    smallest = SMALLEST_FOR_PATIENTS_PT if is_for_patients else SMALLEST_PT
    for page_index, page in enumerate(pages):
        drawn = [run for run in page.runs if run.is_in_figure and not run.is_artifact]
        small = [run for run in drawn if run.size_pt < smallest - 0.05]
        if small:
            run = min(small, key=lambda run: run.size_pt)
            yield case.drawing(
                f"words of a drawing on page {page_index + 1} are {run.size_pt:.1f} pt large; "
                f"readers need {smallest:g} pt",
                _line(run, drawn),
            )
        faint = [run for run in drawn if contrast.is_faint(run, contrast.USUAL)]
        if faint:
            run = min(faint, key=contrast.typical)
            yield case.drawing(
                f"words of a drawing on page {page_index + 1} have a contrast of "
                f"{contrast.typical(run):.1f}:1; readers need "
                f"{contrast.needed(run, contrast.USUAL):g}:1",
                _line(run, drawn),
            )


def _line(run: Run, drawn: list[Run]) -> str:
    """Return the words that *run*, often one letter, stands in."""
    gap = run.size_pt
    line = sorted(
        (each for each in drawn if each.bottom < run.top and each.top > run.bottom),
        key=lambda each: each.left,
    )
    index = line.index(run)
    first = last = index
    while first and line[first].left - line[first - 1].right < gap:
        first -= 1
    while last + 1 < len(line) and line[last + 1].left - line[last].right < gap:
        last += 1
    return "".join(each.text for each in line[first : last + 1])
