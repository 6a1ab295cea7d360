"""Code on the page: a line of it is one element, so that it can wrap and be counted.

pandoc colours code by classes, such as ``kw`` for a keyword; the style sheets know them.  It
wraps each line of a language that it knows in an element with an anchor; here every line of any
listing gets one, and no anchors, which would be empty links in a PDF.
"""

import html
import re

PRE = re.compile(r"(?P<head><pre\b[^>]*>\s*<code\b[^>]*>)(?P<text>.*?)(?P<end></code>)", re.S)
ANCHOR = re.compile(r'<a href="[^"]*#[^"]*"[^>]*(?:/>|></a>)')
"""Where a line begins, for links to it."""
LINE = re.compile(r'<span id="[^"]*-\d+">(?=<a href=)')
COUNTED = re.compile(r'<div class="sourceCode" id="cb\d+"')
"""A name that nobody gave, by the number of the listing in what was written in one go."""
TAG = re.compile(r"<[^>]*>")
FIRST = re.compile(r' data-start[fF]rom="[^"]*"')

LONG = 24
"""A line of more characters may wrap somewhere: in a list on paper, on a phone anywhere."""


def in_lines(text: str) -> str:
    """Return the HTML *text* with an element around each line of its listings."""
    if "<pre" not in text:
        return text
    text = FIRST.sub("", COUNTED.sub('<div class="sourceCode"', text))
    return PRE.sub(lambda match: match["head"] + _lines(match["text"]) + match["end"], text)


def _lines(text: str) -> str:
    """Return the lines of one listing, each in an element."""
    lines = text.removesuffix("\n").split("\n")
    if LINE.search(text):
        lines = [ANCHOR.sub("", LINE.sub("", line).removesuffix("</span>")) for line in lines]
    return "\n".join(map(_line, lines))


def _line(inside: str) -> str:
    """Return one line of code, told apart where it may wrap."""
    length = len(html.unescape(TAG.sub("", inside)))
    return f'<span class="code-line{" long" if length > LONG else ""}">{inside}</span>'
