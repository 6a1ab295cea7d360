"""Formulas that cannot be set, or not as they are meant.

One reader, pandoc's, judges for all editions; what it reads must also be drawn for print.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.findings import Finding, Place
from chapbook.model import Manuscript, Source
from chapbook.tools import formulas, offprint, theme
from chapbook.tools.formulas import UndrawableError
from chapbook.tools.pandoc import ast, mathml
from chapbook.tools.pandoc.mathml import Formula
from chapbook.validate import places

SHOWN_LENGTH = 60

LEAST_PT = 7.0
"""The smallest size of the print edition; a wider formula would be scaled to less."""
MM_PER_PT = 25.4 / 72

LINES = re.compile(r"\\(?:hline|cline)\b|\\begin\s*\{array\}\s*(?:\[\w\])?\s*\{[^{}]*\|")
"""Lines in arrays, which pandoc's MathML and Word's equations leave out."""

COLOURS = re.compile(r"\\(?:text)?color\b|\\colorbox\b")

WORD = re.compile(r"\\?[A-Za-z]+|\d+|[^\sA-Za-z\d]")
"""What a formula is looked for by: spaces in it do not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of the print edition, which a formula has to fit into."""

    length_em: float
    widest_em: float
    """The length of a formula that fits when it is set in the smallest size."""


def _line_of(manuscript: Manuscript) -> _Line:
    """Return the lines of print in the article's theme: 122 mm at 10 pt in the usual one."""
    look = manuscript.theme
    page = offprint.of(look.page_mm, manuscript.metadata.paper)
    size_pt = theme.print_pt(look)
    length_em = page.column_mm / (size_pt * MM_PER_PT)
    return _Line(length_em=length_em, widest_em=length_em * size_pt / LEAST_PT)


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield a finding for every formula that would be missing, wrong or less than it says."""
    blocks = [*manuscript.abstract, *manuscript.blocks]
    line = _line_of(manuscript)
    nodes = [node for node in ast.nodes(blocks) if node["t"] == "Math"]
    read = mathml.read(mathml.of(node) for node in nodes)
    seen: dict[str, int] = {}
    for node in nodes:
        formula = mathml.of(node)
        for code, message in _faults(formula, read[formula], line):
            at = _place(manuscript.source, formula.tex, seen)
            yield places.finding(manuscript.source, code, at, message)


def _faults(formula: Formula, reading: mathml.Reading, line: _Line) -> Iterator[tuple[str, str]]:
    """Yield a code and a message for each fault of *formula*."""
    shown = _shown(formula.tex)
    if not reading.mathml:
        yield "formula-unset", f'the formula "{shown}" cannot be set: {reading.fault}'
        return
    try:
        drawing = formulas.drawn(reading.mathml)
    except UndrawableError as error:
        yield "formula-unset", f'the formula "{shown}" cannot be drawn: {error}'
        return
    if drawing.width_em > line.widest_em:
        percent = 100 * line.length_em / drawing.width_em
        yield "formula-wide", f'the formula "{shown}" would be set at {percent:.0f} % of its size'
    if drawing.missing:
        signs = ", ".join(f'"{c}" U+{ord(c):04X}' for c in drawing.missing)
        yield "formula-unset", f'in the formula "{shown}" the font of formulas has no {signs}'
    if LINES.search(formula.tex):
        yield "formula-reduced", f'the lines in the array "{shown}" would be left out'
    if COLOURS.search(formula.tex):
        yield "formula-reduced", f'the colours in the formula "{shown}" would be left out'


def _shown(tex: str) -> str:
    """Return *tex* on one line, cut where it is long."""
    line = " ".join(tex.split())
    return line if len(line) <= SHOWN_LENGTH else line[: SHOWN_LENGTH - 1] + "…"


def _place(source: Source, tex: str, seen: dict[str, int]) -> Place:
    """Return where the formula *tex* stands; *seen* counts the earlier ones like it.

    Labels are not part of *tex*, and a macro of the article's own stands in the source by its
    name: where the whole is not found, its beginning is looked for, then any formula.
    """
    index = seen[tex] = seen.get(tex, -1) + 1
    words = WORD.findall(tex)
    for count in (len(words), 12, 6, 3):
        pattern = re.compile(
            r"(?P<at>(?:\$\$?|\\begin\{[a-z]+\*?\}(?:\{[^{}]*\})?|\\[(\[])\s*"
            + r"\s*".join(map(re.escape, words[:count]))
            + ")"
        )
        if places.offsets(source, pattern):
            return places.nth(source, pattern, index)
    at = places.in_body(source, next((w for w in words if w.startswith("\\")), ""))
    return at if at.line else Place(file=source.name)
