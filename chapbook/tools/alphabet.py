"""The order of words in lists: by their letters, as the language's own alphabet has them.

Marks count only where they make a letter of its own; case and signs never do.
"""

import unicodedata

ALPHABETS = {
    "sv": "abcdefghijklmnopqrstuvwxyzåäö",
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
"""Which letters with marks stand for themselves, and where?  Source: CLDR 45, collation rules of
these languages.  Others sort a letter with a mark like the letter."""

PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
"""Latin letters that Unicode does not take apart into a base letter and marks."""


def place(text: str, lang: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts *text* among others of a list in *lang* (BCP 47)."""
    own = ALPHABETS.get(lang.split("-")[0].lower(), "")
    letters = unicodedata.normalize("NFC", text.casefold())
    return tuple(key for letter in letters for key in _keys(letter, own))


def _keys(letter: str, own: str) -> list[tuple[int, str]]:
    """Return what stands for *letter*; nothing for a sign.

    A letter of *own*, the alphabet, stands at its place there; all others behind these, but
    digits before.
    """
    if letter in own:
        return [(1 + own.index(letter), "")]
    bare = unicodedata.normalize("NFKD", letter.translate(PLAIN))
    if letter.isspace():
        return [(-1, "")]
    kept = [c for c in bare if c.isalnum()]
    return [
        (0, c) if c.isdigit() else (1 + own.index(c), "") if c in own else (1 + len(own), c)
        for c in kept
    ]
