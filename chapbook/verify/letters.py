"""Text reduced to what must be the same in every edition, and where two texts part.

Editions differ in spaces, line-end hyphens, ligatures, quotation marks, capitals set by a
style sheet.  What is left without these are the *letters* of a text: letters, digits and
the signs that carry meaning, such as %, ±, ≥, € and °.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache

PAGE_END = "\f"
"""Stands between pages in letters; no text reduces to it."""

SIGNS = {"Sm", "Sc"}
"""Unicode categories of mathematical signs and currencies (UAX #44)."""


@cache
def _letter(character: str) -> str:
    """Return what is left of one *character*."""
    if character == PAGE_END:
        return character
    return "".join(
        c
        for c in unicodedata.normalize("NFKC", character).casefold()
        if c.isalnum() or c in "%°" or unicodedata.category(c) in SIGNS
    )


def letters(text: str) -> str:
    """Return the letters of *text*."""
    return "".join(map(_letter, unicodedata.normalize("NFC", text)))


def of_pages(pages: Sequence[str]) -> str:
    """Return the letters of the texts of *pages*, with ``PAGE_END`` between them."""
    return PAGE_END.join(letters(page) for page in pages)


def words_after(text: str, count: int) -> str:
    """Return the words of *text* that follow its first *count* letters, six at most.

    The word that the count ends in is the first of them.
    """
    passed = 0
    words = text.split()
    for index, word in enumerate(words):
        passed += len(letters(word))
        if passed > count:
            return " ".join(words[index : index + 6])
    return ""
