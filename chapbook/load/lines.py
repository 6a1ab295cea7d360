"""Texts that are not the file as it lies there: what a translator is given and gives back.

A translator reads the lines of a body and returns them as pandoc's Markdown writes the
same.  It may drop lines and add some; each line goes on naming the file and line where it was
typed, so that every finding, also of later stages, points to what the writer sees.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum

from chapbook.findings import Finding
from chapbook.model import Line

Translator = Callable[[Sequence[Line]], tuple[list[Line], list[Finding]]]
"""From lines to lines, with what is wrong with them."""

FENCE = re.compile(r"^[ \t>]*(?P<mark>`{3,}|~{3,})(?P<info>[^\n`]*)$")
"""The first line of fenced code, or the last."""

COMMENT_OPENS, COMMENT_CLOSES = "<!--", "-->"


class Kind(Enum):
    """What a line of Markdown is, as far as a translator must know."""

    TEXT = "text"
    OPENS = "opens"
    """The first line of fenced code."""
    CODE = "code"
    """A further line of fenced code, its last one included."""
    COMMENT = "comment"
    """A line on which a comment of several lines begins, goes on or ends."""


def typed_as_text(lines: Sequence[Line]) -> list[bool]:
    """Tell for each of *lines* whether it is text: not in fenced code, not in a comment."""
    return [kind is Kind.TEXT for kind in kinds(lines)]


def kinds(lines: Sequence[Line]) -> list[Kind]:
    """Return for each of *lines* what it is."""
    return list(_kinds(lines))


def _kinds(lines: Sequence[Line]) -> Iterator[Kind]:
    """Yield for each of *lines* what it is."""
    fence, in_comment = "", False
    for line in lines:
        found = FENCE.match(line.text)
        if fence:
            closes = found and not found["info"].strip() and found["mark"].startswith(fence)
            fence = "" if closes else fence
            yield Kind.CODE
        elif in_comment:
            in_comment = COMMENT_CLOSES not in line.text
            yield Kind.COMMENT
        elif found:
            fence = found["mark"]
            yield Kind.OPENS
        else:
            rest = re.sub(r"<!--.*?-->", "", line.text)
            in_comment = COMMENT_OPENS in rest
            yield Kind.COMMENT if in_comment else Kind.TEXT


def finding(line: Line, code: str, message: str, fix: str = "", column: int = 0) -> Finding:
    """Return a finding about *line*, at *column* (1-based) if it is known.

    The excerpt is what the line reads now; ``chapbook.load`` puts what was typed there.
    """
    excerpt = "" if line.altered else line.text
    return Finding(code=code, place=line.place(column), message=message, fix=fix, excerpt=excerpt)
