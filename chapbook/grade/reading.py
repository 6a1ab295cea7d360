"""What a formula says of the text that an edition shows, as a whole and part by part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chapbook.grade.passages import Passage, Sentence
from chapbook.tools import readability
from chapbook.tools.readability import Counts, Formula, Scale

HARDEST = 5
"""So many sentences are named as the hardest."""

FEWEST_WORDS = (8, 4)
"""A shorter sentence says nothing about how hard it is; the second number is for texts that
have none so long."""

MOST_NAMED = 4
"""So many hard words of a sentence are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How hard a text is by one formula."""

    formula: Formula
    value: float
    """What the formula gives."""
    grade: float | None
    """The school year that this means; nothing where the formula's authors give none."""

    @property
    def compared(self) -> float:
        """The number to compare with a wanted one: the year, else points."""
        return round(self.value if self.grade is None else self.grade, 1)

    @property
    def pain(self) -> float:
        """The value turned so that more of it is harder, whatever the scale."""
        return -self.value if self.formula.rises_with_ease else self.value

    def misses(self, wanted: float) -> bool:
        """Tell whether the text is harder than *wanted*."""
        is_ease = self.formula.scale is Scale.EASE
        return self.compared < wanted if is_ease else self.compared > wanted

    def __str__(self) -> str:
        """Return the number as people read it, with what it means."""
        match self.formula.scale:
            case Scale.GRADE if self.formula.table:
                return f"grade {self.compared:g} ({self.value:.0f} points)"
            case Scale.GRADE:
                return f"grade {self.compared:g}"
        return f"{self.compared:g} points"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hard:
    """A sentence that is among the hardest."""

    sentence: Sentence
    level: Level
    words: tuple[str, ...]
    """Those that the formula finds hard, the longest first."""

    @property
    def why(self) -> str:
        """How long it is, and which of its words are hard."""
        length = f"{len(self.sentence.words)} words"
        return f"{length}; {', '.join(self.words)}" if self.words else length


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How hard the text of one edition is."""

    lang: str
    level: Level
    second: Level | None
    """By another formula."""
    counts: Counts
    passages: tuple[Passage, ...]

    @property
    def parts(self) -> list[tuple[Passage, Level]]:
        """Each passage with its own level."""
        levels = [(p, level_of(p.sentences, self.lang)) for p in self.passages]
        return [(passage, found) for passage, found in levels if found]

    def hardest(self, count: int = HARDEST) -> list[Hard]:
        """Return the *count* hardest sentences, the hardest first."""
        every = list(dict.fromkeys(s for p in self.passages for s in p.sentences))
        for fewest in FEWEST_WORDS:
            long = [s for s in every if len(s.words) >= fewest]
            if len(long) >= count:
                break
        found = [(s, level_of([s], self.lang)) for s in long]
        ranked = sorted(((s, at) for s, at in found if at), key=lambda pair: -pair[1].pain)
        return [
            Hard(sentence=s, level=at, words=hard_words(s, self.lang)) for s, at in ranked[:count]
        ]


def measured(passages: Sequence[Passage], lang: str) -> Reading | None:
    """Return how hard *passages* in *lang* are; nothing without words or without a formula."""
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    formula = readability.formula(lang)
    counts = _counts(sentences, lang) if formula else None
    if formula is None or counts is None:
        return None
    other = readability.second(lang, counts)
    return Reading(
        lang=lang,
        level=_level(formula, counts),
        second=_level(other, counts) if other else None,
        counts=counts,
        passages=tuple(passages),
    )


def level_of(sentences: Iterable[Sentence], lang: str) -> Level | None:
    """Return how hard *sentences* alone are; nothing without words or without a formula."""
    formula = readability.formula(lang)
    counts = _counts(sentences, lang) if formula else None
    return _level(formula, counts) if formula and counts else None


def _counts(sentences: Iterable[Sentence], lang: str) -> Counts | None:
    """Return what formulas see of *sentences*."""
    return readability.counts((s.words for s in sentences), lang)


def _level(formula: Formula, counts: Counts) -> Level:
    """Return what *formula* says of a text of *counts*."""
    value = formula.of(counts)
    return Level(formula=formula, value=value, grade=formula.grade(value))


def hard_words(sentence: Sentence, lang: str) -> tuple[str, ...]:
    """Return the words of *sentence* that the formula of *lang* finds hard, the longest first."""
    formula = readability.formula(lang)
    if formula is None:
        return ()
    found = dict.fromkeys(
        word
        for word in sentence.words
        if (alone := readability.counts([[word]], lang)) and getattr(alone, formula.hard)
    )
    return tuple(sorted(found, key=lambda word: -len(word))[:MOST_NAMED])
