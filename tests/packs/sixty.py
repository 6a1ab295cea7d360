"""A pack of many different articles, written anew wherever a test or a measurement needs it.

    python -m tests.packs.sixty FOLDER [ARTICLES] [CHAPTERS]

Each article has chapters of about three pages with sections, lists, a table, a quotation, a note
and citations; drawings, key points, a glossary and a self-check; every fourth is not in English.
The same numbers give the same files.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from tests.articles.generate import FAMILIES, TOPICS, drawing

PER_PART = 5
"""Readings of one part of the pack."""

WORKS = 90
"""Works of the subject; each article lists a third of them, so that most are cited by many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """What articles in one language are made of."""

    lang: str
    topics: tuple[str, ...]
    sentence: str
    """With slots for two topics, and two numbers."""
    words: tuple[str, str, str, str]
    """Chapter, what was counted, what was said, to test oneself."""
    row: tuple[str, str, str]
    """When, how many, remark."""


ENGLISH = Tongue(
    lang="en-GB",
    topics=TOPICS,
    sentence="What {0} is, {1} outlives by the sea and two accounts differ, "
    "as list {2} of {3} says.",
    words=("Chapter", "What was counted", "What was said", "Test yourself"),
    row=("When", "How many", "Remark"),
)

OTHERS = (
    Tongue(
        lang="de",
        topics=("Brot", "Wasser", "Salz", "Licht", "Schlaf", "Regen", "Staub", "Glas", "Lesen"),
        sentence="Was {0} sei, überdauere {1} am Meer, und zwei Berichte widersprechen einander, "
        "wie die Liste {2} von {3} sagt.",
        words=("Kapitel", "Was gezählt wurde", "Was gesagt wurde", "Zum Üben"),
        row=("Wann", "Wie viele", "Bemerkung"),
    ),
    Tongue(
        lang="fr",
        topics=("le pain", "l’eau", "le sel", "la lumière", "le sommeil", "la pluie", "le verre"),
        sentence="Ce qu’est {0}, {1} le dépasse au bord de la mer et deux récits diffèrent, "
        "comme le dit la liste {2} de {3}.",
        words=("Chapitre", "Ce qui fut compté", "Ce qui fut dit", "Pour vous exercer"),
        row=("Quand", "Combien", "Remarque"),
    ),
    Tongue(
        lang="es",
        topics=("el pan", "el agua", "la sal", "la luz", "el sueño", "la lluvia", "el vidrio"),
        sentence="Lo que es {0}, {1} lo supera junto al mar y dos relatos difieren, como dice la "
        "lista {2} de {3}.",
        words=("Capítulo", "Lo que se contó", "Lo que se dijo", "Para practicar"),
        row=("Cuándo", "Cuántos", "Nota"),
    ),
    Tongue(
        lang="ar",
        topics=("الخبز", "الماء", "الملح", "الضوء", "النوم", "المطر", "الزجاج"),
        sentence="ما هو {0} يبقى بعده {1} قرب البحر وتختلف فيه روايتان "
        "كما تقول القائمة {2} من {3}.",
        words=("الفصل", "ما عُدّ", "ما قيل", "اختبر نفسك"),
        row=("متى", "كم", "ملاحظة"),
    ),
)


def made(folder: Path, count: int = 60, chapters: int = 5) -> Path:
    """Write a pack of *count* articles of so many *chapters* below *folder*; return its file."""
    for number in range(1, count + 1):
        path = folder / f"{name(number)}.md"
        (folder / "figures").mkdir(parents=True, exist_ok=True)
        path.write_text(article(number, count, chapters), "utf-8")
        (folder / f"{name(number)}.bib").write_text(works(number), "utf-8")
        for at in range(2):
            picture = folder / "figures" / f"{name(number)}-{at}.svg"
            picture.write_text(drawing(number * 2 + at), "utf-8")
    path = folder / "coursepack.yaml"
    path.write_text(_pack(count), "utf-8")
    return path


def name(number: int) -> str:
    """Return what the files of the article *number* (1-based) begin with."""
    return f"reading-{number:02d}"


def changed(pack: Path, number: int) -> None:
    """Change one number in a table of the article *number* of *pack*."""
    path = pack.parent / f"{name(number)}.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("| 1900 |", "| 1901 |", 1), "utf-8")


def _tongue(number: int) -> Tongue:
    return OTHERS[number // 4 % len(OTHERS)] if number % 4 == 0 else ENGLISH


def article(number: int, count: int, chapters: int) -> str:
    """Return the article *number* (1-based) of *count*."""
    tongue = _tongue(number)
    topic = tongue.topics[number % len(tongue.topics)]
    front = (
        f"---\ntitle: '{tongue.words[0]} {number}: {topic}'\n"
        f"author: {{given: {'ABCDEFGH'[number % 8]}., family: {FAMILIES[number % 9]}}}\n"
        f"date: 2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}\nlang: {tongue.lang}\n"
        f"license: CC-BY-4.0\nurl: https://example.org/{name(number)}\n"
        f"bibliography: {name(number)}.bib\nkeywords: [{topic}]\n---\n\n"
    )
    points = "".join(f"- {_sentence(tongue, number * 31 + at)}\n" for at in range(3))
    body = "".join(_chapter(tongue, number, at) for at in range(1, chapters + 1))
    return f"{front}::: key-points\n{points}:::\n\n{body}{_end(tongue, number, count)}"


def _chapter(tongue: Tongue, number: int, at: int) -> str:
    """Return a chapter of the article *number*."""
    seed = number * 1000 + at * 100
    told = [_paragraph(tongue, seed + part, number) for part in range(10)]
    rows = "".join(
        f"| {1900 + row * at} | {row * number} | {_topic(tongue, seed + row)} |\n"
        for row in range(12)
    )
    head = f"| {' | '.join(tongue.row)} |\n|:---|---:|:---|\n"
    items = "".join(f"{n}. {_sentence(tongue, seed + n * 7)}\n" for n in range(1, 6))
    figure = ""
    if at <= 2:
        figure = (
            f"![{_sentence(tongue, seed)}](figures/{name(number)}-{at - 1}.svg)"
            f'{{#fig-{at} alt="{_topic(tongue, seed)}"}}\n\n[](#fig-{at})\n\n'
        )
    return (
        f"# {tongue.words[0]} {at}, {_topic(tongue, seed)} {{#sec-{at}}}\n\n{told[0]}\n\n{told[1]}"
        f"\n\n{figure}## {tongue.words[1]} {{#sec-{at}-a}}\n\n{told[2]} [](#tab-{at})\n\n"
        f"{head}{rows}\n: {_sentence(tongue, seed + 3)} {{#tab-{at}}}\n\n{told[3]}\n\n{told[4]}\n\n"
        f"## {tongue.words[2]} {{#sec-{at}-b}}\n\n{told[5]}\n\n> {told[6]}\n\n{items}\n"
        f"{told[7]}[^n{at}]\n\n{told[8]}\n\n{told[9]}\n\n"
        f"[^n{at}]: {_sentence(tongue, seed + 13)} @{_key(number, at)}.\n\n"
    )


def _end(tongue: Tongue, number: int, count: int) -> str:
    """Return the terms and the questions of the article *number*, and a link to the next one."""
    terms = "".join(
        f"{_topic(tongue, number + at).capitalize()} {number % 9 + at}\n"
        f":   {_sentence(tongue, 600_000 + number * 17 + at)}\n\n"
        for at in range(4)
    )
    questions = "".join(
        f"{at}. {_topic(tongue, number + at).capitalize()}?\n\n"
        f"   - [{'x' if at % 2 else ' '}] {_sentence(tongue, number + at)}\n"
        f"   - [{' ' if at % 2 else 'x'}] {_sentence(tongue, number + at + 40)}\n\n"
        f"   ::: answer\n   {_sentence(tongue, number + at + 80)}\n   :::\n\n"
        for at in range(1, 4)
    )
    following = f"https://example.org/{name(number % count + 1)}"
    return (
        f"# {tongue.words[3]} {{#test}}\n\n[{following}]({following})\n\n"
        f"::: self-check\n{questions}:::\n\n::: glossary\n{terms}:::\n"
    )


def _topic(tongue: Tongue, seed: int) -> str:
    return tongue.topics[seed * 7 % 11 % len(tongue.topics)]


def _sentence(tongue: Tongue, seed: int) -> str:
    """Return a sentence that no other *seed* gives: an article says nothing twice."""
    said = _topic(tongue, seed), _topic(tongue, seed // 3 + 1)
    return tongue.sentence.format(*said, seed % 97 + 1, seed // 97 + 1)


def _paragraph(tongue: Tongue, seed: int, number: int) -> str:
    """Return nine sentences, the last of which cites a work."""
    told = " ".join(_sentence(tongue, seed * 9 + at) for at in range(9))
    return f"{told.removesuffix('.')} [@{_key(number, seed)}, p. {seed % 9 + 1}]."


def _key(number: int, seed: int) -> str:
    """Return the key of one of the works that the article *number* lists."""
    return f"work{(number + seed % (WORKS // 3) * 3) % WORKS:02d}"


def works(number: int) -> str:
    """Return the bibliography of the article *number*, in BibTeX."""
    listed = sorted({_key(number, seed) for seed in range(WORKS // 3)})
    return "\n".join(_work(key, int(key.removeprefix("work"))) for key in listed)


def _work(key: str, at: int) -> str:
    return (
        f"@article{{{key},\n  author  = {{{FAMILIES[at % 9]}, {'ABCDEFGH'[at % 8]}.}},\n"
        f"  title   = {{About {TOPICS[at % 10]}, part {at + 1}}},\n"
        f"  journal = {{Annals of {TOPICS[at * 7 % 10].title()}}},\n"
        f"  year    = {{{1920 + at}}},\n  volume  = {{{at % 40 + 1}}},\n"
        f"  pages   = {{{at + 1}--{at + 9}}}\n}}\n"
    )


def _pack(count: int) -> str:
    """Return the file of a pack of *count* articles."""
    said = [
        "title: A reader of small things\ncourse: Small things\nterm: Autumn term 2026\n"
        "instructor: Ada Lovelace\ndate: 2026-09-01\nlang: en\nlicense: CC-BY-4.0\nparts:\n"
    ]
    for number in range(1, count + 1):
        if number % PER_PART == 1:
            said.append(f"  - title: Week {number // PER_PART + 1}\n    readings:\n")
        said.append(f"      - article: {name(number)}.md\n        instructions: Read it twice.\n")
    return "".join(said)


if __name__ == "__main__":
    print(made(Path(sys.argv[1]), *map(int, sys.argv[2:])))  # noqa: T201
