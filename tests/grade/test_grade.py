"""How hard a text is: what is counted, what is wanted, what is told, where it stands."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from chapbook import grade, load
from chapbook.editions import EDITIONS, Paper
from chapbook.grade import passages, printed, telling, unexplained
from chapbook.grade.reading import measured
from chapbook.model import BuiltEdition, Manuscript
from chapbook.settings import ROOT
from chapbook.tools import readability, weasy
from tests.conftest import GOOD, each_of

CALCINOSIS = ROOT / "source" / "calcinosis.md"

HEAD = """---
title: Tea
author: Ada Field
date: 2026-03-01
lang: {lang}
{keys}references:
- {{id: smith, type: book, title: Noses, issued: {{date-parts: [[2020]]}}}}
---

"""

COUNTED = """::: {.key-points}
- Drink *hot* tea, e.g. Assam [@smith, p. 3].
- Dr. Field drinks it, too. [@smith] Do you?
:::

# Considerations {#sec-one}

Tea is warm.[^n] It weighs 3.5 mg; see [](#tab-x).

| Kind | Sort |
|------|------|
| One  | Two  |

: A caption of a table {#tab-x}

![A picture](tea.png){alt="Words that nobody reads"}

$$ x = y $$

    some code

[^n]: A note at the foot.

::: {.only editions="html"}
Only on the web.
:::
"""


LANGUAGES = ("german", "french", "spanish", "italian", "portuguese", "dutch", "polish", "swedish")
"""Good articles in languages that have a formula; with LIX beside them the Ukrainian one."""


def read(folder: Path, body: str, lang: str = "en-GB", keys: str = "") -> Manuscript:
    """Return the manuscript of an article with *body*, read from *folder*."""
    path = folder / "tea.md"
    path.write_text(HEAD.format(lang=lang, keys=keys) + body, "utf-8")
    return load.manuscript(path)


@pytest.fixture(scope="module")
def calcinosis() -> Manuscript:
    """Return the showcase."""
    return load.manuscript(CALCINOSIS)


def said(manuscript: Manuscript, edition: str) -> list[str]:
    """Return the sentences of *edition* as their words."""
    found = passages.of(manuscript, EDITIONS[edition])
    return [" ".join(sentence.words) for passage in found for sentence in passage.sentences]


def test_only_running_text_is_counted(tmp_path: Path) -> None:
    """Citations, notes, cells, headings, alternative texts and code are not read as sentences.

    Abbreviations end none, an item of a list is one, and so is a caption.
    """
    assert said(read(tmp_path, COUNTED), "pdf") == [
        "Drink hot tea e.g Assam",
        "Dr Field drinks it too",
        "Do you",
        "Tea is warm",
        "It weighs 3.5 mg see Xx 1",
        "A caption of a table",
        "A picture",
    ]


def test_a_handout_is_measured_by_what_it_shows(tmp_path: Path) -> None:
    """The patient sheet is made of its parts, and only they are counted."""
    manuscript = read(tmp_path, COUNTED)
    assert said(manuscript, "patient") == said(manuscript, "pdf")[:3]


def test_what_is_for_one_edition_counts_in_that_one(tmp_path: Path) -> None:
    """A part that only the web page shows is no text of the print edition."""
    manuscript = read(tmp_path, COUNTED)
    assert said(manuscript, "html") == [*said(manuscript, "pdf"), "Only on the web"]


def test_a_sentence_is_found_where_it_was_typed(tmp_path: Path) -> None:
    """Marks, citations and references between its words do not hide it."""
    manuscript = read(
        tmp_path, "A [@smith] long *sentence* [@smith; @smith] of [](#sec-x) words.\n"
    )
    (passage,) = passages.of(manuscript, EDITIONS["pdf"])
    assert str(passage.place(manuscript.source)) == "tea.md:10:1"


def test_a_part_that_was_left_out_of_a_sheet_does_not_count(tmp_path: Path) -> None:
    """What a file does not print, its readers need not understand."""
    text = passages.of(read(tmp_path, COUNTED), EDITIONS["patient"])
    file = tmp_path / "sheet.pdf"
    job = weasy.PrintJob(html="<p>Dr. Field drinks it, too. Do you?</p>", stylesheets=[], files={})
    file.write_bytes(weasy.layout(job).pdf())

    kept = printed.kept(text, file)
    assert [s.text for p in kept for s in p.sentences] == ["Dr. Field drinks it, too.", "Do you?"]


def test_a_build_judges_only_what_it_made(tmp_path: Path) -> None:
    """Where the patient sheet is not asked for, its grade stops nothing."""
    body = "::: key-points\n- Considerable perspiration necessitates immediate consultation.\n:::\n"
    manuscript = read(tmp_path, body, keys="reading-grade: {patient: 6}\n")
    pdf = BuiltEdition(edition="pdf", path=tmp_path, name="tea.pdf", paper=Paper.A4)

    assert next(finding.code for finding in grade.findings(manuscript)) == "reading-grade"
    assert grade.findings(manuscript, [pdf]) == []


@pytest.mark.parametrize(
    ("lang", "wanted", "easy", "hard"),
    [
        ("de", 6, "Trinken Sie Tee.", "Regelmäßige Flüssigkeitsaufnahme unterstützt Heilung."),
        ("fr", 60, "Buvez du thé.", "L’hydratation accompagne efficacement la récupération."),
        ("es", 60, "Beba té.", "La hidratación favorece considerablemente la recuperación."),
        ("it", 8, "Bevete il tè.", "L’idratazione favorisce notevolmente il miglioramento."),
        ("sv", 40, "Drick te ofta.", "Regelbunden vätsketillförsel underlättar återhämtningen."),
    ],
)
def test_each_language_is_held_to_its_own_scale(
    lang: str, wanted: int, easy: str, hard: str, tmp_path: Path
) -> None:
    """Years of school or points, more is easier or harder: easy words pass, hard ones do not."""
    keys = f"reading-grade: {{patient: {wanted}}}\n"

    def codes(words: str) -> set[str]:
        found = grade.findings(read(tmp_path, f"::: key-points\n- {words}\n:::\n", lang, keys))
        return {finding.code for finding in found} - {"hard-word"}

    assert codes(easy) == set()
    assert codes(hard) == {"reading-grade"}


def test_the_finding_names_the_hardest_sentences_with_their_places(tmp_path: Path) -> None:
    """The formula, the grade, the wanted one; then five sentences, the hardest first, and why."""
    items = [f"This is a rather easy sentence about our cup number {n}." for n in range(6)]
    items.insert(
        3, "Considerable perspiration necessitates immediate medical consultation here always."
    )
    body = "::: key-points\n" + "".join(f"- {item}\n" for item in items) + ":::\n"
    found = grade.findings(read(tmp_path, body, keys="reading-grade: {patient: 3}\n"))

    (finding,) = [each for each in found if each.code == "reading-grade"]
    assert "Flesch-Kincaid" in finding.message
    assert finding.message.endswith("3 is wanted")
    first, *lines = finding.fix.split("\n")
    assert first == "Shorten, split or reword these first:"
    assert len(lines) == 5
    assert lines[0].startswith("tea.md:15:3: grade ")
    assert "8 words; Considerable, perspiration, necessitates" in lines[0]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("You may have thrombocytopenia now.", ["thrombocytopenia"]),
        ("You may have bleeding (thrombocytopenia) now.", []),
        ("You may have thrombocytopenia (few platelets).", []),
        ("You may see Alexandropoulos about it.", []),
        ("You may have oedematous feet in our café.", ["oedematous"]),
        ("This is the commonest operation of all.", []),
    ],
)
def test_words_that_nothing_explains_are_hard(
    sentence: str, words: list[str], tmp_path: Path
) -> None:
    """Long and rare words count, but not names, forms of common words, or what brackets explain."""
    manuscript = read(tmp_path, f"::: key-points\n- {sentence}\n:::\n")
    found = unexplained.words(manuscript, passages.of(manuscript, EDITIONS["patient"]))
    assert [each.word for each in found] == words


def test_a_glossary_and_stress_in_plain_words_explain(tmp_path: Path) -> None:
    """A word of the glossary is explained in all its forms, and one that a plain part stresses."""
    manuscript = read(
        tmp_path,
        "::: key-points\n- It is thrombocytopenic, and haemolysis follows.\n:::\n\n# One\n\n"
        "::: plain\nBlood cells break: *haemolysis*.\n:::\n\n"
        "::: glossary\nThrombocytopenia\n:   Too few platelets.\n:::\n",
    )
    assert unexplained.words(manuscript, passages.of(manuscript, EDITIONS["patient"])) == []


def test_german_compounds_of_common_words_are_not_hard(tmp_path: Path) -> None:
    """Long words that consist of words which everybody knows are easy."""
    body = "::: key-points\n- Die Blutdruckmessung am Wochenende zeigt Thrombozytopenie.\n:::\n"
    manuscript = read(tmp_path, body, "de")
    found = unexplained.words(manuscript, passages.of(manuscript, EDITIONS["patient"]))
    assert [each.word for each in found] == ["Thrombozytopenie"]


@pytest.mark.parametrize(
    "name",
    each_of((*LANGUAGES, "ukrainian"), usual=("german", "italian", "spanish")),
)
def test_articles_in_other_languages_are_measured_part_by_part(name: str) -> None:
    """A whole article in each language gets numbers for its editions and for its parts."""
    (path,) = (GOOD / name).glob("*.md")
    told = telling.data(load.manuscript(path))
    patient = told["editions"]["patient"]
    assert told["formula"] == readability.FORMULAS[told["lang"].split("-")[0]].name
    assert patient["words"] > 0
    assert all(part["place"].startswith(f"{path.name}:") for part in patient["parts"])
    json.dumps(told)


@pytest.mark.parametrize("name", ["arabic", "greek"])
def test_a_language_without_a_formula_is_told_so(name: str) -> None:
    """Nothing is measured by a formula that was made for another language."""
    (path,) = (GOOD / name).glob("*.md")
    manuscript = load.manuscript(path)
    (line,) = telling.lines(manuscript)
    assert "no reading formula" in line
    assert telling.data(manuscript)["editions"] == {}


def test_the_showcase_passes_its_own_gate(calcinosis: Manuscript) -> None:
    """All that it says to patients is for eight years of school, by a second opinion, too."""
    manuscript = calcinosis
    assert manuscript.metadata.reading_grade == {"patient": 8}
    assert grade.findings(manuscript) == []

    reading = measured(passages.of(manuscript, EDITIONS["patient"]), "en-GB")
    assert reading is not None
    assert reading.second is not None
    assert max(reading.level.compared, reading.second.compared) <= 8
    assert [line for line in telling.lines(manuscript) if re.match(r"patient\b.*: grade", line)]


def test_the_numbers_of_the_showcase_are_written_down(
    calcinosis: Manuscript, golden: Callable[[Path, str], None]
) -> None:
    """The document says how hard each edition of the showcase is today."""
    golden(ROOT / "docs" / "reading-showcase.md", showcase(calcinosis))


def showcase(manuscript: Manuscript) -> str:
    """Return the document about the levels of *manuscript*."""
    lines = ["# How hard the showcase is to read", ""]
    lines += [
        "By Flesch-Kincaid, with SMOG in brackets; `python pipeline.py grade` tells the same."
    ]
    for names, text in grade.texts(manuscript).items():
        reading = measured(text, manuscript.metadata.lang)
        assert reading is not None
        second = f" ({reading.second.compared:g})" if reading.second else ""
        lines += ["", f"## {names[0]}: {reading.level}{second}", ""]
        lines += ["| part | below the heading | words | grade |", "|---|---|---:|---:|"]
        lines += [
            f"| {p.kind or 'text'} | {p.heading or '–'} | {sum(len(s.words) for s in p.sentences)} "
            f"| {level.compared:.1f} |"
            for p, level in reading.parts
        ]
    return "\n".join([*lines, ""])
