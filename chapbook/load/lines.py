"""Texts that are not the file as it lies there: what a translator is given and gives back.

A translator reads the lines of a body and returns them as pandoc's Markdown writes the
same.  It may drop lines and add some; each line goes on naming the file and line where it was
typed, so that every finding, also of later stages, points to what the writer sees.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from chapbook.findings import Finding
from chapbook.model import Line

Translator = Callable[[Sequence[Line]], tuple[list[Line], list[Finding]]]
"""From lines to lines, with what is wrong with them."""

FENCE = re.compile(r"^[ \t>]*(?P<mark>`{3,}|~{3,})(?P<info>[^\n`]*)$")
"""The first line of fenced code, or the last."""

COMMENT_OPENS, COMMENT_CLOSES = "<!--", "-->"


def typed_as_text(lines: Sequence[Line]) -> list[bool]:
    """Tell for each of *lines* whether it is text: not in fenced code, not in a comment.

    The two lines of a fence are not text either, nor is a line on which a comment
    begins or ends that has more lines.
    """
    return list(_texts(lines))


def _texts(lines: Sequence[Line]) -> Iterator[bool]:
    """Yield for each of *lines* whether it is text."""
    fence, in_comment = "", False
    for line in lines:
        found = FENCE.match(line.text)
        if fence:
            closes = found and not found["info"].strip() and found["mark"].startswith(fence)
            fence = "" if closes else fence
            yield False
        elif in_comment:
            in_comment = COMMENT_CLOSES not in line.text
            yield False
        elif found:
            fence = found["mark"]
            yield False
        else:
            rest = re.sub(r"<!--.*?-->", "", line.text)
            in_comment = COMMENT_OPENS in rest
            yield not in_comment


def finding(line: Line, code: str, message: str, fix: str = "", column: int = 0) -> Finding:
    """Return a finding about *line*, at *column* (1-based) if it is known.

    The excerpt is what the line reads now; ``chapbook.load`` puts what was typed there.
    """
    excerpt = "" if line.altered else line.text
    return Finding(code=code, place=line.place(column), message=message, fix=fix, excerpt=excerpt)
