"""Running heads, page numbers and decoration are no part of the text: they become artifacts.

WeasyPrint marks them like text but leaves them out of the tag tree, so that no reader knows
what they are (ISO 32000-1, 14.8.2.2).
"""

import re
from collections.abc import Sequence
from functools import partial

import pikepdf

from chapbook.tools.pdf.tags import Marked

MARKED = re.compile(rb"/\w+\s<</MCID (\d+)>>\sBDC")
"""How WeasyPrint begins marked content; glyphs are written in hexadecimal, so that no text can
look like it."""

PAGINATION = b"/Artifact\n<</Type/Pagination>>\nBDC"
DECORATION = b"/Artifact\n<</Type/Layout>>\nBDC"


def mark(file: pikepdf.Pdf, pages: Sequence[Marked]) -> None:
    """Make artifacts of what the tag tree does not hold.

    Args:
        file: Changed in place.
        pages: What each page of it holds.
    """
    for page, marked in zip(file.pages, pages, strict=True):
        before = page.Contents.read_bytes()
        after = MARKED.sub(partial(_begun, marked=marked), before)
        if after != before:
            page.Contents = file.make_stream(after)


def _begun(match: re.Match[bytes], marked: Marked) -> bytes:
    """Return how the marked content of *match* is to begin."""
    identifier = int(match[1])
    if identifier in marked.text:
        return match[0]
    return DECORATION if identifier in marked.decoration else PAGINATION
