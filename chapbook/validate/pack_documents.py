"""Whether other people's PDFs can go into a pack, and what becomes of them there."""

from collections.abc import Iterator, Sequence

from chapbook.findings import Finding, Place
from chapbook.pack import Pack, Reading
from chapbook.tools.pdf import foreign
from chapbook.tools.pdf.foreign import Examined, Problem
from chapbook.validate import places

CLOSED = {
    *("missing", "not-a-file", "unreadable", "empty", "not-a-pdf", "damaged", "truncated"),
    *("encrypted", "no-pages", "page-tree-loop"),
}
"""Reasons for which a file cannot be opened at all; for others it is refused as it is."""

CODES = {
    "scanned": "pack-pdf-scanned",
    "silent-words": "pack-pdf-scanned",
    "letters-without-names": "pack-pdf-scanned",
    "fonts-not-embedded": "pack-pdf-fonts",
}
"""The codes of what cannot be mended; all else was, or is told by the tags."""

MOST_NAMED = 4
"""So many pages are named in one finding."""


def findings(pack: Pack, reading: Reading) -> Iterator[Finding]:
    """Yield what is wrong with the file of *reading*, somebody else's PDF."""
    at = reading.places.get("pdf", reading.place)
    found = foreign.examined(reading.path, reading.chosen(foreign.MOST_PAGES_IN_FILE))
    if found.page_count:
        yield from _pages(pack, reading, found)
    if found.refusal is not None:
        yield _refused(pack, reading, at, found.refusal)
        return
    for problem in found.problems:
        code = CODES.get(problem.reason, "pack-pdf-mended")
        yield places.finding(pack.source, code, at, _message(reading, problem), problem.fix)
    if not found.lang and not reading.lang:
        message = f'"{reading.name}" does not say in which language it is'
        fix = f"lang: {pack.metadata.lang}   (or whichever it is)"
        yield places.finding(pack.source, "pack-pdf-language", at, message, fix)


def _pages(pack: Pack, reading: Reading, found: Examined) -> Iterator[Finding]:
    """Yield a finding when *reading* takes pages that are not there."""
    count = found.page_count
    asked = max((max(first, last or 0) for first, last in reading.page_indices), default=0)
    if asked >= count:
        has = "1 page" if count == 1 else f"{count} pages"
        message = f'there is no page {asked + 1} in "{reading.name}", which has {has}'
        at = reading.places.get("pages", reading.place)
        yield places.finding(pack.source, "pack-pages-beyond", at, message)


def _refused(pack: Pack, reading: Reading, at: Place, problem: Problem) -> Finding:
    if problem.reason in CLOSED:
        message = f'"{reading.name}" cannot be opened: {_said(problem)}'
        return places.finding(pack.source, "pack-pdf-unreadable", at, message, problem.fix)
    message = _message(reading, problem)
    return places.finding(pack.source, "pack-pdf-refused", at, message, problem.fix)


def _message(reading: Reading, problem: Problem) -> str:
    return f'"{reading.name}": {_said(problem)}'


def _said(problem: Problem) -> str:
    """Return the words of *problem* with the pages that it is about."""
    return problem.words + _where(problem.page_numbers)


def _where(numbers: Sequence[int]) -> str:
    """Return which pages *numbers* (1-based) are, in words; nothing for none."""
    if not numbers:
        return ""
    shown = ", ".join(str(number) for number in numbers[:MOST_NAMED])
    more = f" and {len(numbers) - MOST_NAMED} more" if len(numbers) > MOST_NAMED else ""
    return f" (page{'s' if len(numbers) > 1 else ''} {shown}{more})"
