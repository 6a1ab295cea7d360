"""Saying where something stands in the source, and what its line says."""

import re
from dataclasses import replace
from functools import lru_cache

from chapbook.findings import Finding, Place, Replacement
from chapbook.model import Source

ABSTRACT = re.compile(r"^abstract:(?P<text>.*(?:\n(?:[ \t]+\S.*|[ \t]*(?=\n)))*)", re.M)
"""The abstract in the front matter: the rest of its line, and the indented ones below it."""


@lru_cache(maxsize=1024)
def offsets(source: Source, pattern: re.Pattern[str]) -> tuple[int, ...]:
    """Return where *pattern* matches what is typed as text, as offsets into the source.

    Remembered, for an article may link to one place a thousand times.
    """
    return _found(source, pattern, source.searchable) or _found(source, pattern, _abstract(source))


def _abstract(source: Source) -> str:
    """Return the text with everything blank but the abstract in the front matter, if it is there.

    What it holds is looked for where the body holds no such thing.
    """
    found = ABSTRACT.search(source.text, 0, body_start(source))
    if found is None:
        return ""
    blank = re.sub(r"[^\n]", " ", source.text)
    return blank[: found.start("text")] + found["text"] + blank[found.end("text") :]


def _found(source: Source, pattern: re.Pattern[str], text: str) -> tuple[int, ...]:
    """Return where *pattern* matches in *text*, as offsets into the source."""
    found = []
    for match in pattern.finditer(text):
        groups = match.groupdict()
        at = "at" if groups.get("at") is not None else "also" if groups.get("also") else 0
        found.append(match.start(at))
    return tuple(found)


def every(source: Source, pattern: re.Pattern[str]) -> list[Place]:
    """Return every place of *pattern*; where there is none, the file alone."""
    return [source.place(at) for at in offsets(source, pattern)] or [Place(file=source.name)]


def nth(source: Source, pattern: re.Pattern[str], index: int) -> Place:
    """Return the place of the match *index* (0-based) of *pattern*, or of the last before it."""
    found = offsets(source, pattern)
    return source.place(found[min(index, len(found) - 1)]) if found else Place(file=source.name)


def body_start(source: Source) -> int:
    """Return the offset at which the body begins."""
    lines = source.text.split("\n")[: source.body_line - 1]
    return sum(len(line) + 1 for line in lines)


def in_body(source: Source, text: str) -> Place:
    """Return where *text* first stands in the body, code included; else the file alone."""
    at = source.text.find(text, body_start(source)) if text else -1
    return source.place(at) if at >= 0 else Place(file=source.name)


def exchange(finding: Finding, old: str, new: str) -> Finding:
    """Return *finding*, mended by writing *new* in the place of *old*, which stands there."""
    return replace(finding, replacement=Replacement(old=old, new=new))


def finding(source: Source, code: str, place: Place, message: str, fix: str = "") -> Finding:
    """Return a finding with the line that *place* points into."""
    excerpt = source.excerpt(place)
    return Finding(code=code, place=place, message=message, fix=fix, excerpt=excerpt)
