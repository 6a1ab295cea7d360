"""Saying where something stands in the source, and what its line says."""

import re
from collections.abc import Iterator

from chapbook.findings import Finding, Place
from chapbook.model import Source


def offsets(source: Source, pattern: re.Pattern[str], start: int = 0) -> Iterator[int]:
    """Yield where *pattern* matches what is typed as text, as offsets into the source."""
    for match in pattern.finditer(source.searchable, start):
        groups = match.groupdict()
        at = "at" if groups.get("at") is not None else "also" if groups.get("also") else 0
        yield match.start(at)


def every(source: Source, pattern: re.Pattern[str]) -> list[Place]:
    """Return every place of *pattern*; where there is none, the file alone."""
    return [source.place(at) for at in offsets(source, pattern)] or [Place(file=source.name)]


def nth(source: Source, pattern: re.Pattern[str], index: int) -> Place:
    """Return the place of the match *index* (0-based) of *pattern*, or of the last before it."""
    found = every(source, pattern)
    return found[min(index, len(found) - 1)]


def body_start(source: Source) -> int:
    """Return the offset at which the body begins."""
    lines = source.text.split("\n")[: source.body_line - 1]
    return sum(len(line) + 1 for line in lines)


def in_body(source: Source, text: str) -> Place:
    """Return where *text* first stands in the body, code included; else the file alone."""
    at = source.text.find(text, body_start(source)) if text else -1
    return source.place(at) if at >= 0 else Place(file=source.name)


def finding(source: Source, code: str, place: Place, message: str, fix: str = "") -> Finding:
    """Return a finding with the line that *place* points into."""
    excerpt = source.excerpt(place)
    return Finding(code=code, place=place, message=message, fix=fix, excerpt=excerpt)
