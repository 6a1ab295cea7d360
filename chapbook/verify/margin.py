"""Do the page numbers of print in the margins of a handout tell the truth?

Each is read as a reader takes it: what stands behind it, up to the next one, stands on that page
of the print edition.  The words are sought in the finished PDF of that edition.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from chapbook.findings import Finding
from chapbook.tools import direction, pdftext
from chapbook.tools.pandoc import ast
from chapbook.tools.pdftext import Page, Run
from chapbook.verify import sides
from chapbook.verify.case import Case
from chapbook.verify.letters import letters

LABEL = re.compile(r"\s*(?:[•‣◦▪–]|\(?(?:\d+|[A-Za-z]|[ivxlcIVXLC]+)[.)]|[a-z]{1,2})\s*")
"""What stands before an item of a list, or calls a note: each edition has its own."""

WINDOW = 12
"""Letters beside a number that are sought on its page."""
ENOUGH = 24
"""Letters of a line that hardly stand elsewhere by chance."""
HALF = 0.5
"""Of the height of a number, which the line beside it shares."""
MOST_TOLD = 3
"""Of lines without their number; more of them have the same cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """Text that was drawn at once, and what the margin says beside it."""

    page_index: int
    """Of the handout."""
    text: str
    named: int | None
    """The page_number (1-based) of print that begins in this line or with it."""
    whole: str
    """The text with all that stands behind it in the same line: a change of face ends a piece."""
    is_note: bool
    """Whether it is part of a note, which may find no room at the foot of its page of print."""
    is_beside: bool
    """Whether it goes on in a line that has a number: the page may begin in it, or behind."""


def findings(case: Case, pages: Sequence[Sequence[str]]) -> Iterator[Finding]:
    """Yield which numbers in the margins of *case* are wrong, and which are missing.

    Args:
        case: A handout that tells the pages of print.
        pages: The running text of each page of print, piece by piece.

    Raises:
        UnreadableTextError: The handout is damaged.
    """
    lines = list(_lines(case))
    printed = [letters("".join(filter(_is_text, page))) for page in pages]
    if len(printed) > 1 and lines and not any(line.named for line in lines):
        yield case.unlike("it does not say on which pages of print its parts stand")
        return
    # What follows a wrong number would be held against that number.
    wrong = list(_wrong(case, lines, printed))
    yield from wrong or islice(_missing(case, lines, printed), MOST_TOLD)


def _is_text(run: str) -> bool:
    """Tell whether *run* is more than the number of an item or the call of a note."""
    return not LABEL.fullmatch(run)


def _lines(case: Case) -> Iterator[_Line]:
    """Yield the running text of *case* as it is read aloud."""
    before, after = case.article.labels["page-short"].split("{page}")
    wording = re.compile(rf"{re.escape(letters(before))}(\d+){re.escape(letters(after))}")
    runs_from_right = direction.of_language(case.article.metadata.lang) == direction.RTL
    overleaf: int | None = None
    # The back cover of a booklet says again what stands inside.
    inside = case.pages[:-1] if case.row.halves_sheet else case.pages
    for page_index, page in enumerate(inside):
        running = [r for r in page.runs if not (r.is_artifact or r.is_in_figure)]
        running = [run for run in running if _is_text(run.text)]
        # A picture may stand alone on the page before that of its caption.
        named: dict[int, int] = {0: overleaf} if overleaf and running else {}
        overleaf = None if running else overleaf
        for run in _in_margins(page):
            match = wording.fullmatch(letters(run.text))
            at = _beside(run, running, from_right=runs_from_right) if match else None
            if match and at is not None:
                named[at] = int(match[1])
            elif match:
                overleaf = int(match[1])
        in_line = {index: _in_line(running, index) for index in named}
        beside = {at for index, runs in in_line.items() for at in range(index, index + len(runs))}
        for index, run in enumerate(running):
            yield _Line(
                page_index=page_index,
                text=run.text,
                named=named.get(index),
                whole="".join(part.text for part in in_line.get(index, [run])),
                is_note=run.apart in pdftext.NOTES,
                is_beside=index in beside,
            )


def _in_line(running: Sequence[Run], index: int) -> list[Run]:
    """Return the run *index* and those that follow it in its line."""
    first = running[index]
    return list(
        takewhile(lambda run: run.bottom < first.top and run.top > first.bottom, running[index:])
    )


def _in_margins(page: Page) -> Iterator[Run]:
    """Yield the furniture between the head and the foot of *page*.

    What a script sets in two faces, such as Greek words before a number, is one piece again.
    """
    before: Run | None = None
    for run in page.runs:
        inside = (
            page.type_area is None or page.type_area[1] < run.top < page.type_area[3] + run.size_pt
        )
        if not (run.is_artifact and inside):
            continue
        if before and abs(run.left - before.right) < run.size_pt and _share_line(before, run):
            before = replace(before, text=before.text + run.text, right=run.right)
            continue
        if before:
            yield before
        before = run
    if before:
        yield before


def _share_line(one: Run, other: Run) -> bool:
    """Tell whether two pieces of text stand in one line."""
    return one.bottom < other.top and other.bottom < one.top


def _beside(number: Run, running: Sequence[Run], *, from_right: bool) -> int | None:
    """Return the index of the text that *number* stands before: in its line, else below it."""
    height = HALF * (number.top - number.bottom)
    behind = [
        index
        for index, run in enumerate(running)
        if (run.right <= number.left if from_right else run.left >= number.right)
    ]
    in_line = [
        index
        for index in behind
        if min(running[index].top, number.top) - max(running[index].bottom, number.bottom) > height
    ]
    below = [index for index in behind if running[index].top < number.top]
    if in_line:
        return min(in_line)
    # A note at the foot of the page may be read aloud before it.
    return max(below, key=lambda index: running[index].top, default=None)


def _wrong(case: Case, lines: Sequence[_Line], printed: Sequence[str]) -> Iterator[Finding]:
    """Yield the numbers beside which words stand that are not on their pages."""
    for line in lines:
        if line.named is not None and not _begins(letters(line.whole), line.named, printed):
            yield case.unlike(
                f"page {line.page_index + 1} names page {line.named} of print beside "
                f'"{line.text}", which does not stand there',
                line.text,
            )


def _begins(text: str, page_number: int, printed: Sequence[str]) -> bool:
    """Tell whether page *page_number* (1-based) begins in the line *text*, or has all of it."""
    if page_number > len(printed):
        return False
    page = printed[page_number - 1]
    if text[:WINDOW] in page:
        return True
    # It begins at a later word: those before it end the page before.
    ahead = printed[page_number - 2] if page_number > 1 else ""
    return any(
        text[max(0, at - WINDOW) : at] in ahead
        and (text[at : at + WINDOW] in page if len(text) >= WINDOW else page.startswith(text[at:]))
        for at in range(1, len(text))
    )


def _missing(case: Case, lines: Sequence[_Line], printed: Sequence[str]) -> Iterator[Finding]:
    """Yield lines that stand on other pages than the one that was named last."""
    named: int | None = None
    # Day and review stand on the first page of print, and wherever a handout has room.
    answers, particulars = _answers(case), sides.forms(case.article)
    for line in lines:
        named = line.named or named
        text = letters(line.text)
        if line.named or named is None or len(text) < ENOUGH:
            continue
        if text in _read(line, named, printed) or text in answers or text in particulars:
            continue
        elsewhere = [n for n, page in enumerate(printed, 1) if text in page]
        if elsewhere:
            yield case.unlike(
                f'"{line.text}" stands on page {elsewhere[0]} in print, '
                f"and the margin names page {named}",
                line.text,
            )


def _read(line: _Line, page_number: int, printed: Sequence[str]) -> str:
    """Return the letters among which *line* must be: page *page_number* (1-based) of print.

    In the line beside which it is named, the page ahead may still be ending.  A note may stand
    overleaf, where its own page of print had no room.
    """
    first = page_number - 2 if line.is_beside and page_number > 1 else page_number - 1
    return "".join(printed[first : page_number + line.is_note])


def _answers(case: Case) -> str:
    """Return the letters of all answers, which may stand with their questions, on another page."""
    listed = [block for block in case.article.appendix if ast.has_class(block, "answers")]
    return letters(ast.text(listed))
