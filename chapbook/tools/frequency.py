"""Which words everybody meets: wordfreq's lists for each language.

wordfreq 3 stands as it is for good (its data end with 2021, before machines wrote the web).
"""

import functools

COMMON = 3.0
"""From once in a million words on, as zipf values count (van Heuven et al. 2014)."""

OF_FORMS = {"pl": 2.0, "uk": 2.0}
"""The same for languages in which one word has a dozen forms, each of them rarer."""

COMPOUNDING = frozenset({"de", "nl", "sv"})
"""Languages that write words together: "Blutdruckmessung"."""

SHORTEST_STEM, LONGEST_ENDING = 5, 3
"""Letters that a word shares with a common one of which it is a form: "common", "commonest"."""

SHORTEST_PART = 3
"""Letters of a part of a compound."""
LINKS = ("", "s", "es", "n", "en", "e")
"""What may stand between the parts."""


def knows(lang: str) -> bool:
    """Tell whether there is a list for *lang* (BCP 47)."""
    import wordfreq  # late: reading its list of languages takes a fifth of a second

    return _base(lang) in wordfreq.available_languages("small")


@functools.lru_cache(maxsize=4096)
def is_common(word: str, lang: str) -> bool:
    """Tell whether people who read *lang* often meet *word*, its stem, or all parts of it.

    There must be a list for *lang*.
    """
    least = OF_FORMS.get(_base(lang), COMMON)
    stems = (word[: len(word) - cut] for cut in range(1, LONGEST_ENDING + 1))
    if _frequency(word, lang) >= least or any(
        len(stem) >= SHORTEST_STEM and _frequency(stem, lang) >= least for stem in stems
    ):
        return True
    return _base(lang) in COMPOUNDING and _is_compound(word.lower(), lang)


def _is_compound(word: str, lang: str) -> bool:
    """Tell whether *word* consists of common words."""
    for at in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        if _frequency(word[at:], lang) < COMMON:
            continue
        heads = [word[:at].removesuffix(link) for link in LINKS if word[:at].endswith(link)]
        if any(len(head) >= SHORTEST_PART and is_common(head, lang) for head in heads):
            return True
    return False


def _frequency(word: str, lang: str) -> float:
    """Return how often *word* occurs, as a zipf value; 0 where it is on no list."""
    import wordfreq

    which = "best" if _base(lang) in OF_FORMS else "small"
    return float(wordfreq.zipf_frequency(word, _base(lang), wordlist=which))


def _base(lang: str) -> str:
    """Return the language of a BCP 47 tag."""
    return lang.split("-")[0].lower()
