"""What ``pipeline.py grade`` says, for people and for programs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chapbook.editions import EDITIONS, Audience
from chapbook.grade import gate, texts, unexplained
from chapbook.grade.passages import Passage
from chapbook.grade.reading import Level, Reading, measured
from chapbook.model import Manuscript
from chapbook.tools import readability


def lines(manuscript: Manuscript) -> list[str]:
    """Return how hard each edition of *manuscript* is, part by part, and its hardest sentences."""
    lang = manuscript.metadata.lang
    formula = readability.formula(lang)
    if formula is None:
        return [f'{manuscript.source.name}: there is no reading formula for "{lang}".']
    out = [f"{manuscript.source.name}, {lang}: {formula.name}"]
    for names, text in texts(manuscript).items():
        if reading := measured(text, lang):
            out += ["", *_edition(manuscript, names, reading)]
    return out


def _edition(manuscript: Manuscript, names: Sequence[str], reading: Reading) -> Iterator[str]:
    """Yield the lines about the editions *names*, which share one text."""
    source, counts = manuscript.source, reading.counts
    also = f"; {reading.second.formula.name} {reading.second}" if reading.second else ""
    wanted = [manuscript.metadata.reading_grade.get(name) for name in names]
    asked = "".join(f"; wanted {grade}" for grade in wanted if grade is not None)
    yield f"{', '.join(names)}: {reading.level}{also}{asked}"
    yield f"  {counts.sentences} sentences, {counts.words} words, {counts.words_each:.1f} each"
    for passage, level in reading.parts:
        yield f"  {level!s:<12} {gate.named(passage)} ({passage.place(source)})"
    yield "  the hardest sentences:"
    yield from (f"    {gate.hard_line(hard, source)}" for hard in reading.hardest())
    if words := _unexplained(manuscript, names, reading.passages):
        yield f"  hard words that nothing explains: {', '.join(words)}"


def _unexplained(
    manuscript: Manuscript, names: Sequence[str], text: Sequence[Passage]
) -> list[str]:
    """Return the hard words of editions for patients."""
    if not any(EDITIONS[name].audience is Audience.PATIENT for name in names):
        return []
    return [found.word for found in unexplained.words(manuscript, text)]


def data(manuscript: Manuscript) -> Mapping[str, Any]:
    """Return the same as plain data."""
    lang = manuscript.metadata.lang
    formula = readability.formula(lang)
    told = {
        name: _data(manuscript, names, reading)
        for names, text in texts(manuscript).items()
        if (reading := measured(text, lang))
        for name in names
    }
    return {
        "status": "graded",
        "lang": lang,
        "formula": formula.name if formula else None,
        "scale": formula.scale.value if formula else None,
        "editions": told,
    }


def _data(manuscript: Manuscript, names: Sequence[str], reading: Reading) -> dict[str, Any]:
    """Return what is said of one text as plain data."""
    source, counts = manuscript.source, reading.counts
    return {
        **_numbers(reading.level),
        "second": (
            {"formula": reading.second.formula.name, **_numbers(reading.second)}
            if reading.second
            else None
        ),
        "sentences": counts.sentences,
        "words": counts.words,
        "parts": [
            {"kind": p.kind, "heading": p.heading, "place": str(p.place(source)), **_numbers(level)}
            for p, level in reading.parts
        ],
        "hardest": [
            {
                "place": str(hard.sentence.place(source)),
                "text": hard.sentence.text,
                "words": len(hard.sentence.words),
                "hard": list(hard.words),
                **_numbers(hard.level),
            }
            for hard in reading.hardest()
        ],
        "unexplained": _unexplained(manuscript, names, reading.passages),
    }


def _numbers(level: Level) -> dict[str, Any]:
    """Return the value of a formula and the school year that it means."""
    grade = None if level.grade is None else round(level.grade, 1)
    return {"value": round(level.value, 1), "grade": grade}
