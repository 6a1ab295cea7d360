"""Reading formulas, against numbers that were worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.tools import labels, readability
from chapbook.tools.readability import Counts, Scale

COUNTED = Counts(
    sentences=5, words=100, letters=480, syllables=150, single=65, three=10, four=4, long=20
)
"""A hundred words in sentences of twenty."""

BY_HAND = {
    "en": 0.39 * 20 + 11.8 * 1.5 - 15.59,  # 9.91
    "de": 0.1935 * 10 + 0.1672 * 20 + 0.1297 * 20 - 0.0327 * 65 - 0.875,  # 4.8725
    "fr": 207 - 20.3 - 110.4,  # 76.3
    "es": 206.835 - 93.45 - 20,  # 93.385
    "it": 89 + (1500 - 4800) / 100,  # 56
    "pt": 248.835 - 126.9 - 20.3,  # 101.635
    "nl": 206.84 - 115.5 - 18.6,  # 72.74
    "pl": 0.4 * (20 + 4),  # 9.6
    "sv": 20 + 20,
    "uk": 20 + 20,
}


@pytest.mark.parametrize("lang", BY_HAND)
def test_a_formula_gives_what_its_author_says(lang: str) -> None:
    """The numbers of a formula are those that its coefficients give by hand."""
    formula = readability.formula(lang)
    assert formula is not None
    assert formula.of(COUNTED) == pytest.approx(BY_HAND[lang])


def test_words_syllables_and_letters_are_counted() -> None:
    """A sentence by hand: eight words, thirteen syllables, one word of three, three long ones."""
    said = readability.words("The doctor's X-ray shows 2.5 hard deposits clearly.")
    assert said == ["The", "doctor's", "X-ray", "shows", "2.5", "hard", "deposits", "clearly"]
    counted = readability.counts([said], "en")
    assert counted == Counts(
        sentences=1, words=8, letters=40, syllables=13, single=4, three=1, four=0, long=3
    )


@pytest.mark.parametrize(
    ("lang", "points", "year"),
    [
        *(("it", 80, 5), ("it", 79.9, 8), ("it", 40, 13), ("it", 12, 16)),
        *(("pt", 76, 4), ("pt", 50, 8), ("nl", 65, 8), ("nl", 29, 16), ("en", 7.5, 7.5)),
    ],
)
def test_points_become_a_school_year_where_the_author_says_which(
    lang: str, points: float, year: float
) -> None:
    """Only tables of a formula's own authors turn points into years."""
    formula = readability.formula(lang)
    assert formula is not None
    assert formula.grade(points) == year


@pytest.mark.parametrize("lang", ["fr", "es", "sv", "uk"])
def test_a_formula_without_a_table_keeps_its_points(lang: str) -> None:
    """No school year is made up."""
    formula = readability.formula(lang)
    assert formula is not None
    assert formula.scale is not Scale.GRADE
    assert formula.grade(60) is None


def test_every_language_of_ours_has_a_formula_or_is_known_to_have_none() -> None:
    """A language with labels is either measured or named in the documents as not measured."""
    ours = {tag.split("-")[0] for tag in labels.languages()}
    assert ours - set(readability.FORMULAS) == {"ar", "el"}


def test_smog_wants_thirty_sentences() -> None:
    """A second opinion is given only where its author allows it."""
    few = COUNTED
    enough = readability.counts([["a", "test"]] * 30, "en")
    assert enough is not None
    assert readability.second("en", few) is None
    assert readability.second("en-GB", enough) is readability.SMOG
    assert readability.second("de", enough) is None


@given(
    lang=st.sampled_from(sorted(BY_HAND)),
    sentences=st.lists(st.lists(st.text(min_size=1, max_size=20), max_size=8), max_size=8),
)
def test_any_words_can_be_measured(lang: str, sentences: list[list[str]]) -> None:
    """Whatever stands in a text, it gives a number, or nothing where there is no word."""
    formula = readability.formula(lang)
    counted = readability.counts(sentences, lang)
    assert formula is not None
    assert (counted is None) == (not any(sentences))
    if counted:
        assert isinstance(formula.of(counted), float)
        assert counted.syllables >= counted.words
