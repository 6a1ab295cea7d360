"""How hard a text is to read, by the formula that was made for its language.

A formula sees the lengths of sentences and words and nothing else: it can tell that a text
is too hard, never that it is understood.  Each gives either the school year whose pupils
understand the text, directly or by a table of its own authors, or points on a scale of its own,
which are left as they are.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from chapbook.tools import syllables

WORD = re.compile(r"\d+(?:[.,\u2009\u202f\xa0 ]\d+)*%?|[^\W\d_]\w*(?:[’'\-‐‑.]\w+)*")
"""A number, or letters with the hyphens and apostrophes within them."""

LONG_LETTERS = 7
"""Letters of a word that is long to Björnsson and to Bamberger and Vanecek: more than six."""
POLYSYLLABIC = 3
"""Syllables of a word that is long to McLaughlin and to Bamberger and Vanecek."""
POLISH_HARD = 4
"""Syllables of a word that is hard in Polish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What formulas see of a text."""

    sentences: int
    words: int
    letters: int
    syllables: int
    single: int
    """Words of one syllable."""
    three: int
    """Words of three or more syllables."""
    four: int
    """Words of four or more syllables."""
    long: int
    """Words of seven or more letters."""

    @property
    def words_each(self) -> float:
        """Words in a sentence."""
        return self.words / self.sentences

    @property
    def syllables_each(self) -> float:
        """Syllables in a word."""
        return self.syllables / self.words

    def percent(self, words: int) -> float:
        """Return how many of a hundred words *words* are."""
        return 100 * words / self.words


class Scale(Enum):
    """What the numbers of a formula mean."""

    GRADE = "grade"
    """Years of school: more is harder."""
    EASE = "ease"
    """Points up to about 100: more is easier."""
    DIFFICULTY = "difficulty"
    """Points: more is harder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula for a language."""

    name: str
    scale: Scale
    """Of what is compared with the wanted number: a grade where there is a table."""
    of: Callable[[Counts], float]
    sensible: tuple[int, int]
    """The numbers between which somebody may want a text to be."""
    table: tuple[tuple[float, int], ...] = ()
    """Least points, and the school year of those who read such a text with ease; the first row
    that fits counts.  Below all of them it takes more than school."""
    hard: str = ""
    """The field of ``Counts`` that counts the words which the formula finds hard."""

    @property
    def rises_with_ease(self) -> bool:
        """Whether a greater value means an easier text."""
        return self.scale is Scale.EASE or bool(self.table)

    def grade(self, value: float) -> float | None:
        """Return the school year that *value* means; nothing where the authors give none."""
        if not self.table:
            return value if self.scale is Scale.GRADE else None
        return next((year for least, year in self.table if value >= least), BEYOND_SCHOOL)


BEYOND_SCHOOL = 16
"""The school year that stands for a text which school does not prepare for: a university's."""


def _flesch_kincaid(c: Counts) -> float:
    """Kincaid, Fishburne, Rogers and Chissom 1975, CNTECHTRA report 8-75: a US grade."""
    return 0.39 * c.words_each + 11.8 * c.syllables_each - 15.59


def _smog(c: Counts) -> float:
    """McLaughlin 1969, SMOG grading, Journal of Reading 12(8): a US grade; from 30 sentences."""
    return 1.043 * math.sqrt(c.three * 30 / c.sentences) + 3.1291


def _wiener(c: Counts) -> float:
    """Bamberger and Vanecek 1984, Lesen – Verstehen – Lernen – Schreiben: a Schulstufe, 4 to 15."""
    return (
        0.1935 * c.percent(c.three)
        + 0.1672 * c.words_each
        + 0.1297 * c.percent(c.long)
        - 0.0327 * c.percent(c.single)
        - 0.875
    )


def _kandel_moles(c: Counts) -> float:
    """Kandel and Moles 1958, Application de l'indice de Flesch à la langue française."""
    return 207 - 1.015 * c.words_each - 73.6 * c.syllables_each


def _szigriszt(c: Counts) -> float:
    """Szigriszt Pazos 1993, Sistemas predictivos de legibilidad del mensaje escrito.

    Barrio-Cantalejo et al. 2008 (INFLESZ, An. Sist. Sanit. Navar. 31(2)) call it hard below 55,
    rather easy from 65, very easy from 80.
    """
    return 206.835 - 62.3 * c.syllables_each - c.words_each


def _gulpease(c: Counts) -> float:
    """Lucisano and Piemontese 1988, GULPEASE, Scuola e città 39(3)."""
    return 89 + (300 * c.sentences - 10 * c.letters) / c.words


def _martins(c: Counts) -> float:
    """Martins, Ghiraldelo, Nunes and Oliveira 1996, Notas do ICMSC-USP 28: for Brazil's schools."""
    return 248.835 - 84.6 * c.syllables_each - 1.015 * c.words_each


def _douma(c: Counts) -> float:
    """Douma 1960, De leesbaarheid van landbouwbladen, Landbouwhogeschool Wageningen."""
    return 206.84 - 77 * c.syllables_each - 0.93 * c.words_each


def _lix(c: Counts) -> float:
    """Björnsson 1968, Läsbarhet: 25 children's books, 40 fiction, 50 newspapers, 60 very hard.

    Björnsson 1983, Reading Research Quarterly 18(4), uses it for eleven languages.
    """
    return c.words_each + c.percent(c.long)


def _fog_pl(c: Counts) -> float:
    """FOG-PL, Pracownia Prostej Polszczyzny, Uniwersytet Wrocławski 2012: years of school.

    Gunning's fog index with hard words of four syllables.  FOG-PL looks at the basic form of
    words; their endings make some of them harder here.
    """
    return 0.4 * (c.words_each + c.percent(c.four))


_LIX = Formula(name="LIX", scale=Scale.DIFFICULTY, of=_lix, sensible=(20, 65), hard="long")

FORMULAS: Mapping[str, Formula] = {
    "en": Formula(
        name="Flesch-Kincaid", scale=Scale.GRADE, of=_flesch_kincaid, sensible=(1, 16), hard="three"
    ),
    "de": Formula(
        name="1. Wiener Sachtextformel",
        scale=Scale.GRADE,
        of=_wiener,
        sensible=(4, 15),
        hard="three",
    ),
    "fr": Formula(
        name="Kandel-Moles", scale=Scale.EASE, of=_kandel_moles, sensible=(20, 100), hard="three"
    ),
    "es": Formula(
        name="Szigriszt-Pazos (INFLESZ)",
        scale=Scale.EASE,
        of=_szigriszt,
        sensible=(20, 100),
        hard="four",
    ),
    # "Licenza elementare", "licenza media", "diploma superiore": 5, 8 and 13 years of school.
    "it": Formula(
        name="Gulpease",
        scale=Scale.GRADE,
        of=_gulpease,
        sensible=(5, 16),
        table=((80, 5), (60, 8), (40, 13)),
        hard="long",
    ),
    # "1ª a 4ª série", "5ª a 8ª série", "ensino médio": 4, 8 and 11 years.
    "pt": Formula(
        name="Flesch-Martins",
        scale=Scale.GRADE,
        of=_martins,
        sensible=(4, 16),
        table=((75, 4), (50, 8), (25, 11)),
        hard="four",
    ),
    # "4e klas lo", "5e klas lo", "6e/7e klas lo", "7e klas lo of vglo", "mulo", "hbs" in Douma's
    # table, printed in Tijdschrift voor Taalbeheersing 1977; the later year of each row.
    "nl": Formula(
        name="Flesch-Douma",
        scale=Scale.GRADE,
        of=_douma,
        sensible=(4, 16),
        table=((90, 4), (80, 5), (70, 7), (60, 8), (45, 10), (30, 12)),
        hard="three",
    ),
    "pl": Formula(
        name="FOG-PL", scale=Scale.GRADE, of=_fog_pl, sensible=(4, 16), hard="four"
    ),
    "sv": _LIX,
    "uk": _LIX,
}  # fmt: skip
"""The formula of each language.  Greek has indices without published numbers to compare with, and
OSMAN, for Arabic, needs the short vowels, which nearly no text writes: they have none here."""

SMOG = Formula(name="SMOG", scale=Scale.GRADE, of=_smog, sensible=(4, 16), hard="three")
SMOG_LEAST = 30
"""Sentences that SMOG wants to see."""

SECOND: Mapping[str, Formula] = {"en": SMOG}
"""A second opinion, which health services ask for."""


def formula(lang: str) -> Formula | None:
    """Return the formula for texts in *lang* (BCP 47), if there is one."""
    return FORMULAS.get(lang.split("-")[0].lower())


def second(lang: str, counts: Counts) -> Formula | None:
    """Return the formula of a second opinion, where the text is long enough for it."""
    found = SECOND.get(lang.split("-")[0].lower())
    return found if found and counts.sentences >= SMOG_LEAST else None


def words(sentence: str) -> list[str]:
    """Return the words and numbers of *sentence*."""
    return WORD.findall(sentence)


def counts(sentences: Iterable[Sequence[str]], lang: str) -> Counts | None:
    """Return what formulas see of *sentences*, each its words; nothing where there are none.

    Raises:
        KeyError: Nobody knows how syllables are counted in *lang*.
    """
    kept = [list(sentence) for sentence in sentences if sentence]
    every = [word for sentence in kept for word in sentence]
    if not every:
        return None
    count = syllables.counter(lang)
    spoken = [count(word) for word in every]
    letters = [sum(map(str.isalnum, word)) for word in every]
    return Counts(
        sentences=len(kept),
        words=len(every),
        letters=sum(letters),
        syllables=sum(spoken),
        single=sum(number == 1 for number in spoken),
        three=sum(number >= POLYSYLLABIC for number in spoken),
        four=sum(number >= POLISH_HARD for number in spoken),
        long=sum(number >= LONG_LETTERS for number in letters),
    )
