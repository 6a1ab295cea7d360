"""Does what patients are given say what must not be missing, first and large enough?

Warnings stand there whole, in type no smaller than the rest; the main message and what is urgent
come before all that can wait; and what is left out is said to be left out.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from chapbook.findings import Finding
from chapbook.tools.pdftext import Page
from chapbook.verify.case import Case
from chapbook.verify.content import article
from chapbook.verify.content.parts import Content
from chapbook.verify.letters import letters

WARNINGS = "see-doctor"
FIRST = ("key-points", WARNINGS)
LATER = ("plain", "questions")
"""Parts that may be left out, and stand behind those that come first."""

LEFT_OUT = ("left-out", "more-in-article")
"""The labels of the lines that name what is left out."""

SLACK_PT = 0.05
ENOUGH = 8
"""Letters of a line that hardly stand elsewhere by chance."""


def findings(case: Case, content: Content, pages: Sequence[Page]) -> Iterator[Finding]:
    """Yield what is wrong with a handout for patients whose tags say *content*."""
    said = letters("".join(block.text for block in content.blocks))
    warnings = [text for part in _parts(case, WARNINGS) for text in part]
    for text in warnings:
        if letters(text) not in said:
            yield case.unlike(f'it does not give the whole warning "{text}"', text)
    yield from _sizes(case, warnings, pages)
    yield from _order(case, said)
    if _lacks(case, said) and not any(_begins(case, name, content) for name in LEFT_OUT):
        yield case.unlike("it leaves parts out and does not say so")


def _parts(case: Case, kind: str) -> list[tuple[str, ...]]:
    """Return the paragraphs of each part of *kind*."""
    return article.parts(case.article, case.row.like or case.row.name, kind)


def _sizes(case: Case, warnings: Sequence[str], pages: Sequence[Page]) -> Iterator[Finding]:
    """No warning is set in smaller type than most of the text."""
    warned = letters("".join(warnings))
    of_warnings, of_rest = Counter[float](), Counter[float]()
    for page in pages:
        for run in page.runs:
            if run.is_artifact or run.is_in_figure:
                continue
            drawn = letters(run.text)
            is_warning = len(drawn) >= ENOUGH and drawn in warned
            (of_warnings if is_warning else of_rest)[round(run.size_pt, 1)] += len(drawn)
    if of_warnings and of_rest:
        smallest, usual = min(of_warnings), of_rest.most_common(1)[0][0]
        if smallest < usual - SLACK_PT:
            yield case.layout(f"warnings are {smallest:g} pt large, other text {usual:g} pt")


def _order(case: Case, said: str) -> Iterator[Finding]:
    """The first key point and all that is urgent stand before what can wait."""
    first = [part[0] for kind in FIRST for part in _parts(case, kind)[:1] if part]
    later = [part[0] for kind in LATER for part in _parts(case, kind) if part]
    places = {text: said.find(letters(text)) for text in (*first, *later)}
    waiting = [text for text in later if places[text] >= 0]
    if waiting:
        earliest = min(waiting, key=lambda text: places[text])
        for text in first:
            if places[text] > places[earliest]:
                yield case.layout(f'"{earliest}" stands before "{text}"', earliest)


def _lacks(case: Case, said: str) -> bool:
    """Tell whether a part that may be left out is."""
    parts = [part for kind in LATER for part in _parts(case, kind)]
    return any(letters(text) not in said for part in parts for text in part)


def _begins(case: Case, label: str, content: Content) -> bool:
    """Tell whether a paragraph begins as *label* does."""
    before = letters(case.article.labels[label].split("{")[0])
    return any(letters(block.text).startswith(before) for block in content.blocks)
