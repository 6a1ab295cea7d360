"""Formulas that cannot be set, or not as they are meant.

One reader, pandoc's, judges for all editions; what it reads must also be drawn for print.
"""

import re
from collections.abc import Iterator

from chapbook.findings import Finding, Place
from chapbook.model import Manuscript, Node, Source
from chapbook.tools import formulas
from chapbook.tools.formulas import UndrawableError
from chapbook.tools.pandoc import ast, markdown, mathml
from chapbook.tools.pandoc.mathml import Formula
from chapbook.validate import places

SHOWN_LENGTH = 60

MEASURE_EM = 34.5
"""The length of a line of the print edition, 122 mm at 10 pt."""
WIDEST_EM = MEASURE_EM / 0.7
"""A wider formula would be scaled to less than 7 pt, the smallest size of that edition."""

LINES = re.compile(r"\\(?:hline|cline)\b|\\begin\s*\{array\}\s*(?:\[\w\])?\s*\{[^{}]*\|")
"""Lines in arrays, which pandoc's MathML and Word's equations leave out."""

COLOURS = re.compile(r"\\(?:text)?color\b|\\colorbox\b")

WORD = re.compile(r"\\?[A-Za-z]+|\d+|[^\sA-Za-z\d]")
"""What a formula is looked for by: spaces in it do not count."""


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield a finding for every formula that would be missing, wrong or less than it says."""
    blocks = [*_abstract(manuscript), *manuscript.blocks]
    nodes = [node for node in ast.nodes(blocks) if node["t"] == "Math"]
    read = mathml.read(mathml.of(node) for node in nodes)
    seen: dict[str, int] = {}
    for node in nodes:
        formula = mathml.of(node)
        for code, message in _faults(formula, read[formula]):
            at = _place(manuscript.source, formula.tex, seen)
            yield places.finding(manuscript.source, code, at, message)


def _abstract(manuscript: Manuscript) -> list[Node]:
    """Return the abstract, which may hold formulas too."""
    text = manuscript.metadata.abstract or ""
    return markdown.read(text)[0] if "$" in text or "\\" in text else []


def _faults(formula: Formula, reading: mathml.Reading) -> Iterator[tuple[str, str]]:
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
    if drawing.width_em > WIDEST_EM:
        percent = 100 * MEASURE_EM / drawing.width_em
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
