"""Findings about how hard a text is: only of editions for which a reading grade is wanted."""

from collections.abc import Iterator, Sequence

from chapbook.edition import Audience, Edition
from chapbook.findings import Finding
from chapbook.grade import unexplained
from chapbook.grade.passages import Passage
from chapbook.grade.reading import Hard, Level, Reading, measured
from chapbook.model import Manuscript, Source
from chapbook.tools import keyplace, readability
from chapbook.tools.readability import Formula, Scale

FAR = {Scale.GRADE: 3.0, Scale.EASE: 15.0, Scale.DIFFICULTY: 10.0}
"""How far above its edition a passage must be to be named."""

ENOUGH_WORDS = 30
"""A shorter passage says little about itself."""

MOST_PASSAGES = 3
MOST_WORDS = 8
"""So many passages and words are named."""

QUOTED = 60
"""Characters of a sentence that are quoted."""


def findings(
    manuscript: Manuscript, row: Edition, passages: Sequence[Passage]
) -> Iterator[Finding]:
    """Yield what is too hard in *passages*, the text of the edition *row*."""
    wanted = manuscript.metadata.reading_grade[row.name]
    formula = readability.formula(manuscript.metadata.lang)
    if wrong := _unmeasurable(manuscript, formula, wanted):
        yield _about(manuscript, row, *wrong)
        return
    reading = measured(passages, manuscript.metadata.lang)
    if reading is None:
        return
    if reading.level.misses(wanted):
        message = f"the {row.name} edition reads at {_told(reading)}; {wanted} is wanted"
        yield _about(manuscript, row, message, _hardest(reading, manuscript.source))
    yield from _uneven(manuscript.source, row, reading, wanted)
    if row.audience is Audience.PATIENT:
        yield from _hard_words(manuscript, passages)


def _unmeasurable(
    manuscript: Manuscript, formula: Formula | None, wanted: int
) -> tuple[str, str] | None:
    """Return why *wanted* cannot be compared, and what to do; nothing where it can."""
    lang = manuscript.metadata.lang
    if formula is None:
        message = f'there is no reading formula for "{lang}", so that no grade can be wanted'
        return message, "Remove the line; let readers of the language try the text."
    low, high = formula.sensible
    if low <= wanted <= high:
        return None
    meaning = {
        Scale.GRADE: "years of school",
        Scale.EASE: "points, more is easier",
        Scale.DIFFICULTY: "points, more is harder",
    }[formula.scale]
    message = f"{wanted} is nothing that {formula.name} gives: {low} to {high} {meaning}"
    return message, f"Write a number from {low} to {high}."


def _told(reading: Reading) -> str:
    """Return how hard a text is, by which formulas."""
    name = reading.level.formula.name
    other = reading.second
    also = f"; {other.formula.name} says {other.compared:g}" if other else ""
    return f"{reading.level} by {name}{also}"


def _hardest(reading: Reading, source: Source) -> str:
    """Return what to do: the hardest sentences, a line each."""
    lines = [hard_line(hard, source) for hard in reading.hardest()]
    return "\n".join(["Shorten, split or reword these first:", *lines])


def hard_line(hard: Hard, source: Source) -> str:
    """Return one of the hardest sentences with its place, its length and its hard words."""
    text = hard.sentence.text
    quoted = text if len(text) <= QUOTED else f"{text[:QUOTED].rsplit(' ', 1)[0]} …"
    return f"{hard.sentence.place(source)}: {hard.level}, {hard.why}: {quoted}"


def _uneven(source: Source, row: Edition, reading: Reading, wanted: int) -> Iterator[Finding]:
    """Yield notes about passages that are far harder than the rest, the hardest first."""
    far = FAR[reading.level.formula.scale]
    found = [
        (passage, level)
        for passage, level in reading.parts
        if level.misses(wanted)
        and abs(level.compared - reading.level.compared) >= far
        and sum(len(s.words) for s in passage.sentences) >= ENOUGH_WORDS
    ]
    found.sort(key=lambda pair: -pair[1].pain)
    for passage, level in found[:MOST_PASSAGES]:
        at = passage.place(source)
        message = f"{named(passage)} reads at {level}, {_against(reading.level)} of {row.name}"
        yield Finding(code="reading-uneven", place=at, message=message, excerpt=source.excerpt(at))


def _against(level: Level) -> str:
    """Return the level of the whole."""
    return f"against {level}"


def named(passage: Passage) -> str:
    """Return a name for *passage*: its heading and what kind of part it is."""
    under = f'under "{passage.heading}"' if passage.heading else "at the beginning"
    return f"the {passage.kind or 'text'} {under}"


def _hard_words(manuscript: Manuscript, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield one note about words that are long, rare and not explained."""
    found = unexplained.words(manuscript, passages)
    if not found:
        return
    source = manuscript.source
    places = [each.sentence.place(source) for each in found[:MOST_WORDS]]
    named = ", ".join(
        f"{each.word} ({at})" for each, at in zip(found[:MOST_WORDS], places, strict=True)
    )
    more = f" and {len(found) - MOST_WORDS} more" if len(found) > MOST_WORDS else ""
    message = f"patients see hard words that nothing explains: {named}{more}"
    yield Finding(code="hard-word", place=places[0], message=message)


def _about(manuscript: Manuscript, row: Edition, message: str, fix: str) -> Finding:
    """Return the finding about the grade that is wanted for *row*."""
    at = keyplace.place(manuscript, "reading-grade", row.name)
    excerpt = manuscript.source.excerpt(at)
    return Finding(code="reading-grade", place=at, message=message, fix=fix, excerpt=excerpt)
