"""Counting the syllables of words, by rules for each language.

A syllable has one nucleus of vowels, and spelling shows it nearly everywhere: what is left
are vowels that are written and not spoken, and pairs that are spoken as one.  Points of
hyphenation, which dictionaries of TeX hold, are no syllables: in English they find the number
for two words in three, these rules for nineteen in twenty (``tests/tools/test_syllables.py``).
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

LETTERS = re.compile(r"[^\W\d_]+")

LONGEST_INITIALS = 5
"""A word of capitals up to this length is spoken letter by letter: "PTH"."""

STRONG, WEAK = "aeoáéóâêôàèò", "iuü"
"""Vowels of Romance languages that always, or seldom, make a syllable beside another."""

MERGED = rf"[{WEAK}y]?[{STRONG}](?:[{WEAK}y](?![{STRONG}]))?"
"""A strong vowel with the weak ones around it, as in "ciudad", "aire"."""

NUCLEI = {
    "de": r"äu|a[aiuy]|e[eiuy]|ie|o[oiy]|[aeiouyäöü]",
    "es": rf"{MERGED}|[íú]|[{WEAK}]+y?|(?<![{STRONG}])y(?![{STRONG}{WEAK}])",
    "fr": r"é|[aeiouyàâäèêëîïôöùûüœæ]+",
    "it": rf"{MERGED}|i?ù|[íúì]|[{WEAK}]+",
    "nl": r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyëïöüé]",
    "pl": r"[ae]u(?!k)|i(?![aąeęoóu])|[aąeęoóuy]",
    "pt": rf"ão|ãe|õe|(?<=[gq])u[{STRONG}]|u[{STRONG}](?=[{WEAK}])"
    rf"|[{STRONG}ãõ][{WEAK}](?![{STRONG}])|[{STRONG}ãõ]|[íú]|[{WEAK}]+?",
    "sv": r"eu|au|(?<=[tsx])io|[aeiouyåäöé]",
    "uk": r"[аеєиіїоуюяёыэ]",
}
"""What makes one syllable, by language; the longest form comes first."""

SILENT = {
    "de": r"(?<=q)u",
    "es": r"(?<=q)u|(?<=g)u(?=[eiéí])",
    "fr": r"(?<=q)u|(?<=g)u(?=[eiéèê])|(?<=[^\W])es?$",
    "it": r"(?<=q)u",
    "nl": r"(?<=q)u",
    "pt": r"(?<=q)u|(?<=g)u(?=[eiéíê])",
}
"""Vowels that are written and not spoken."""

ENGLISH_SILENT = (
    r"(?<!^el)(?<=[^aeiouy])e(?=(?:ly|ments?|ful|fully|less|ness|thing|where|one|times?|body)$)",
    r"(?<=[^aeiouyl])e$|(?<=[aeiouyr]l)e$",
    r"(?<=[^aeiouytdl])(?<!dr)ed$|(?<=[aeiouyrl]l)ed$",
    r"(?<=[^aeiouysxzcgl])(?<!ch)(?<!sh)es$|(?<=[aeiouyr]l)es$",
)
"""Each e that English writes and does not speak: "careful", "make", "healed", "takes"."""

ENGLISH_APART = re.compile(
    r"(?<![cgstx])i(?:an|al|at|as|ab|ac|ar|am)|ia$|io(?!n|u|us)|(?<![cgstxln])ion"
    r"|(?<![cgtxs])iou|[^cgtsx]iu|eo(?![nu]|ple)|[aeouy]ing|ism$|asm$|ythm|[^aeiou]ier$|iest$"
    r"|[^q]uat|[^qg]ual|uou|[nrl]ient|ience|[aiou]et$|creat|[^q]uen[ct]|[^qg]uity|oa[sc]$"
    r"|riet|cie[tn]|[aeo]y[aeo]|[cdt]re$|(?<=[^t])rea$|idea"
)
"""Vowels that English writes together and speaks apart, and syllables without a vowel."""

ACCENT = re.compile("[áéíóúâêô]")

LANGUAGES = frozenset({"en", *NUCLEI})


def counter(lang: str) -> Callable[[str], int]:
    """Return what counts the syllables of a word in *lang* (BCP 47).

    A word has at least one; parts that a hyphen joins are counted one by one, a number
    counts as one, a word of capitals as its letters.

    Raises:
        KeyError: There are no rules for the language.
    """
    base = lang.split("-")[0].lower()
    if base not in LANGUAGES:
        raise KeyError(base)

    def count(word: str) -> int:
        return max(sum(_spoken(part, base) for part in LETTERS.findall(word)), 1)

    return count


@lru_cache(maxsize=8192)
def _spoken(part: str, lang: str) -> int:
    """Return the syllables of *part*, which is letters only, in *lang*."""
    if part.isupper() and len(part) <= LONGEST_INITIALS:
        return len(part)
    word = unicodedata.normalize("NFC", part).lower()
    if lang == "en":
        return _english(word)
    if lang == "pt" and ACCENT.search(word):
        word = re.sub("i(?=[ao]s?$)", "", word)  # "memória", but not "cirurgia"
    silent = SILENT.get(lang)
    spoken = re.sub(silent, "", word) if silent else word
    return len(re.findall(NUCLEI[lang], spoken)) or len(re.findall(NUCLEI[lang], word))


def _english(word: str) -> int:
    """Return the syllables of an English *word* in small letters."""
    groups = len(re.findall("[aeiouy]+", word))
    silent = sum(len(re.findall(pattern, word)) for pattern in ENGLISH_SILENT) if groups > 1 else 0
    return groups - silent + len(ENGLISH_APART.findall(word))
