"""Running heads and page numbers are no part of the text: they become artifacts.

WeasyPrint marks them like text but leaves them out of the tag tree, so that no reader knows
what they are (ISO 32000-1, 14.8.2.2).
"""

import re
from collections.abc import Mapping

import pikepdf

MARKED = re.compile(rb"/\w+\s<</MCID (\d+)>>\sBDC")
"""How WeasyPrint begins marked content; glyphs are written in hexadecimal, so that no text can
look like it."""

ARTIFACT = b"/Artifact\n<</Type/Pagination>>\nBDC"


def mark(file: pikepdf.Pdf, reached: Mapping[int, frozenset[int]]) -> None:
    """Make artifacts of what the tag tree does not reach.

    Args:
        file: Changed in place.
        reached: The marked-content identifiers that the tree holds, by page_index (0-based).
    """
    for page_index, page in enumerate(file.pages):
        known = reached.get(page_index, frozenset())

        def replaced(match: re.Match[bytes], known: frozenset[int] = known) -> bytes:
            return match[0] if int(match[1]) in known else ARTIFACT

        before = page.Contents.read_bytes()
        after = MARKED.sub(replaced, before)
        if after != before:
            page.Contents = file.make_stream(after)
