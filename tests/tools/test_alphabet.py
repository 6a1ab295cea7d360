"""The order of words by the alphabets of languages."""

import pytest

from chapbook.tools import alphabet

ORDERS = {
    "en": ["3 signs", "co-operate", "coöperation", "deposit", "École", "eczema", "zinc"],
    "de": ["Ader", "Arzt", "Ärzte", "Knochen", "Straße", "strasser"],
    "sv": ["apatit", "vävnad", "zink", "ås", "ärr", "ögon"],
    "pl": ["kość", "lek", "łuk", "zator", "źrenica", "żyła"],
    "es": ["nudo", "ñame", "óseo"],
    "uk": ["гіпс", "ґрунт", "ехо", "євро", "зуб", "їжа"],
}
"""Words as dictionaries of each language list them."""


@pytest.mark.parametrize("lang", ORDERS)
def test_words_stand_as_in_a_dictionary_of_the_language(lang: str) -> None:
    """Letters with marks stand where the language has them; case and signs do not count."""
    words = ORDERS[lang]
    mixed = words[::-1]
    assert sorted(mixed, key=lambda word: alphabet.place(word, lang)) == words
