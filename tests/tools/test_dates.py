import datetime as dt

import pytest

from chapbook.tools import dates


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en-GB", "1 May 2026"),
        ("en-US", "May 1, 2026"),
        ("de", "1. Mai 2026"),
        ("de-AT", "1. Mai 2026"),
        ("fr", "1er mai 2026"),
        ("fr-CA", "1er mai 2026"),
        ("es", "1 de mayo de 2026"),
        ("es-MX", "1 de mayo de 2026"),
        ("pt", "1 de maio de 2026"),
        ("pt-BR", "1º de maio de 2026"),
        ("it", "1º maggio 2026"),
        ("nl", "1 mei 2026"),
        ("pl", "1 maja 2026"),
        ("sv", "1 maj 2026"),
        ("uk", "1 травня 2026\u202fр."),
        ("el", "1 Μαΐου 2026"),
        ("ar", "1 مايو 2026"),
    ],
)
def test_a_date_is_written_as_the_language_does(lang: str, words: str) -> None:
    """Order, case of the month and the first of the month are the language's own."""
    assert dates.long(dt.date(2026, 5, 1), lang) == words


@pytest.mark.parametrize(("lang", "words"), [("fr", "11 mai 2026"), ("it", "21 maggio 2026")])
def test_only_the_first_is_an_ordinal(lang: str, words: str) -> None:
    """Other days that begin or end with a 1 stay as they are."""
    assert dates.long(dt.date(2026, 5, int(words[:2])), lang) == words


@pytest.mark.parametrize(("lang", "above"), [("es-MX", "es-419"), ("es-ES", ""), ("de", "")])
def test_a_region_lies_in_a_larger_one(lang: str, above: str) -> None:
    """Mexico's Spanish is that of Latin America; Spain's is of Spain alone."""
    assert dates.region_above(lang) == above
