"""Dates in words, by the CLDR data in Babel."""

import datetime as dt

from babel import Locale, UnknownLocaleError
from babel.dates import format_date


def long(date: dt.date, lang: str) -> str:
    """Return *date* as *lang* (BCP 47) writes it in full: "22 November 2026"."""
    return format_date(date, format="long", locale=_locale(lang))


def _locale(lang: str) -> Locale:
    """Return the closest locale that Babel knows; the base language at least."""
    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(lang.split("-")[0])
