"""Text reduced to what must be the same in every edition.

Editions differ in spaces, line-end hyphens, ligatures, quotation marks, capitals set by a
style sheet.  What is left without these are the *letters* of a text: letters, digits and
the signs that carry meaning, such as %, ±, ≥, € and °.
"""

import unicodedata
from functools import cache

SIGNS = {"Sm", "Sc"}
"""Unicode categories of mathematical signs and currencies (UAX #44)."""


@cache
def _letter(character: str) -> str:
    """Return what is left of one *character*."""
    return "".join(
        c
        for c in unicodedata.normalize("NFKC", character).casefold()
        if c.isalnum() or c in "%°" or unicodedata.category(c) in SIGNS
    )


def letters(text: str) -> str:
    """Return the letters of *text*."""
    return "".join(map(_letter, unicodedata.normalize("NFC", text)))
