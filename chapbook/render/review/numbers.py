"""Running numbers of lines in the margin, and bars beside lines that changed.

The text is laid out, its lines are read back from the boxes, and the numbers are put into the
margin of each page as furniture: no word of the text moves for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chapbook.render.review.history import GONE, NEW
from chapbook.tools.weasy.lines import Line

EVERY = 5
"""Journals number every fifth line: enough to count from, and the margin stays free."""

UNNUMBERED = frozenset({"beside", "unnumbered"})
"""Classes of what has no numbers: the column of sources, and what is not the article's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """The lines of a text and their numbers."""

    html: str
    """The numbers of all pages, to be set first in the body."""
    css: str
    """Where each page takes its own from."""
    of_ids: Mapping[str, int]
    """The number (1-based) of the line on which each id begins."""
    changed: tuple[int, ...]
    """The numbers of the lines with a bar."""


def numbered(pages: Sequence[Sequence[Line]]) -> Numbered:
    """Return the numbers of the lines of *pages*, which stand on the baselines of their lines."""
    height, baseline = _of_running_text(pages)
    number, html, css = 0, [], []
    of_ids: dict[str, int] = {}
    changed: list[int] = []
    for page_number, lines in enumerate(pages, 1):
        marks = []
        for line in lines:
            number += 1
            of_ids |= dict.fromkeys(line.identifiers, number)
            top = line.baseline_px - baseline
            if line.names & {NEW, GONE}:
                changed.append(number)
                marks.append(f'<i style="top:{top:.2f}px;height:{height:.2f}px"></i>')
            if number % EVERY == 0:
                marks.append(f'<b style="top:{top:.2f}px">{number}</b>')
        name = f"lines-{page_number}"
        style = f"position:running({name});line-height:{height}px"
        html.append(f'<div class="line-numbers" style="{style}">')
        html.append("".join([*marks, "</div>\n"]))
        css.append(f"@page :nth({page_number}) {{ @left-middle {{ content: element({name}) }} }}\n")
    return Numbered(html="".join(html), css="".join(css), of_ids=of_ids, changed=tuple(changed))


def _of_running_text(pages: Sequence[Sequence[Line]]) -> tuple[float, float]:
    """Return how high most lines are, and where the baseline lies in one, in pixels.

    Numbers are set as running text is, in lines of that height.
    """
    found = [
        (round(line.height_px, 2), round(line.baseline_px - line.top_px, 2))
        for lines in pages
        for line in lines
    ]
    return max(set(found), key=lambda each: (found.count(each), each), default=(0.0, 0.0))


def spans(numbers: Sequence[int]) -> str:
    """Return *numbers* with runs of neighbours as spans, "3, 7–9"; a dash for none."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs) or "–"
