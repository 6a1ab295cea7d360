"""Glyphs that WeasyPrint 70 says to mean nothing.

A letter that is drawn in two parts gets its character at the first; the second is given
an empty text, which PDF/A and PDF/UA forbid (ISO 19005-3, 6.2.11.7.2).
"""

import pikepdf
from pikepdf import Dictionary

EMPTY = b"> <>"
NOTHING = b"> <200B>"
"""U+200B, which shows nothing and separates nothing that is copied."""


def mend(file: pikepdf.Pdf) -> None:
    """Give every glyph of *file* a character."""
    for each in file.objects:
        if isinstance(each, Dictionary) and "/ToUnicode" in each:
            said = each.ToUnicode.read_bytes()
            if EMPTY in said:
                each.ToUnicode.write(said.replace(EMPTY, NOTHING))
