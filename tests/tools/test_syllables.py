"""Syllables of words, against a dictionary of pronunciation and against people's knowledge."""

from pathlib import Path

import pytest

from chapbook.tools import syllables

SAMPLE = Path(__file__).parent / "syllables" / "en.txt"

KNOWN = {
    "de": "Krankheit 2, Medizin 3, Untersuchung 4, Ärztinnen 3, heute 2, "
    "neue 2, Qualität 3, Säure 2, See 1, Boot 1",
    "es": "ciudad 2, aire 2, día 2, leer 2, quien 1, guerra 2, "
    "y 1, muy 1, cuidado 3, piel 1, reír 2, María 3, agua 2",
    "fr": "maladie 3, le 1, hôpital 3, idée 2, vie 1, nation 2, "
    "eau 1, les 1, santé 2, infirmière 3, créé 2, feuille 1",
    "it": "medico 3, acqua 2, più 1, famiglia 3, sangue 2, "
    "chiesa 2, guerra 2, città 2, zio 1, pressione 3",
    "nl": "ziekte 2, gezondheid 3, huis 1, mooie 2, ziekenhuis 3, leeuw 1, categorieën 5, tijd 1",
    "pl": "choroba 3, lekarz 2, zdrowie 2, nie 1, biały 2, "
    "autobus 3, wieczór 2, nauka 3, się 1, ciało 2",
    "pt": "saúde 3, coração 3, água 2, doença 3, não 1, "
    "mãe 1, quando 2, dia 2, história 3, cirurgia 4, noite 2",
    "sv": "sjukdom 2, läkare 3, station 2, händer 2, två 1, Europa 3",
    "uk": "хвороба 3, лікар 2, рука 2, миття 2, її 2",
}  # fmt: skip
"""Words that dictionaries divide so."""


def test_english_agrees_with_a_dictionary() -> None:
    """Of 500 English words 470 have the number that the dictionary gives.

    All of them together have as many syllables as it says, within one in fifty.
    """
    count = syllables.counter("en-GB")
    rows = [line.split() for line in SAMPLE.read_text("utf-8").splitlines() if line[0] != "#"]
    truth = {word: [int(n) for n in known.split("/")] for word, known in rows}

    right = sum(count(word) in known for word, known in truth.items())
    assert len(truth) == 500
    assert right >= 470
    total = sum(min(known, key=lambda n: abs(n - count(w))) for w, known in truth.items())
    assert sum(map(count, truth)) == pytest.approx(total, rel=0.02)


@pytest.mark.parametrize("lang", KNOWN)
def test_a_language_is_counted_by_its_own_rules(lang: str) -> None:
    """Diphthongs, silent vowels and vowels that stand apart differ from language to language."""
    count = syllables.counter(lang)
    said = {word: int(n) for word, n in (pair.split() for pair in KNOWN[lang].split(", "))}
    assert {word: count(word) for word in said} == said


@pytest.mark.parametrize(
    ("word", "number"), [("PTH", 3), ("X-ray", 2), ("life-threatening", 4), ("40", 1), ("FGF23", 3)]
)
def test_what_is_no_plain_word_is_counted_as_it_is_said(word: str, number: int) -> None:
    """Capitals are spelled out, joined words are counted one by one, a number is one."""
    assert syllables.counter("en")(word) == number


def test_a_language_without_rules_is_not_guessed() -> None:
    """What has no rules gives no number."""
    with pytest.raises(KeyError):
        syllables.counter("ar")
