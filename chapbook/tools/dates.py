"""Dates in words and kin of languages, by the CLDR data in Babel."""

import datetime as dt

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date

FIRST_OF_MONTH = {"fr": "1er", "it": "1º", "pt-BR": "1º"}
"""How languages write the first of a month, which CLDR gives as a plain 1.
Source: Office québécois de la langue française; Accademia della Crusca; Manual de
Redação da Presidência da República."""


def long(date: dt.date, lang: str) -> str:
    """Return *date* as *lang* (BCP 47) writes it in full: "22 November 2026"."""
    words = format_date(date, format="long", locale=_locale(lang))
    first = FIRST_OF_MONTH.get(lang) or FIRST_OF_MONTH.get(lang.split("-")[0])
    return f"{first}{words[1:]}" if first and date.day == 1 else words


def region_above(lang: str) -> str:
    """Return the tag of the larger region whose usage *lang* shares, or nothing.

    "es-MX" has "es-419", which is Latin America.
    """
    parent = get_global("parent_exceptions").get(lang.replace("-", "_"), "")
    return str(parent).replace("_", "-") if parent != "root" else ""


def _locale(lang: str) -> Locale:
    """Return the closest locale that Babel knows; the base language at least."""
    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(lang.split("-")[0])
