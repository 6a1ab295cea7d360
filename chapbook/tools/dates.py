"""Dates and sizes in words, names and kin of languages, by the CLDR data in Babel."""

import datetime as dt
import re

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton, get_month_names
from babel.units import format_unit

FIRST_OF_MONTH = {"fr": "1er", "it": "1º", "pt-BR": "1º"}
"""How languages write the first of a month, which CLDR gives as a plain 1.
Source: Office québécois de la langue française; Accademia della Crusca; Manual de
Redação da Presidência da República."""


MEGABYTE = 1_000_000

SKELETONS = {len("2026"): "y", len("2026-11"): "yMMMM"}
"""How CLDR calls a date of which only year, or year and month, are known."""


def long(date: dt.date, lang: str) -> str:
    """Return *date* as *lang* (BCP 47) writes it in full: "22 November 2026"."""
    if (skeleton := SKELETONS.get(len(date.isoformat()))) is not None:
        return str(format_skeleton(skeleton, date, locale=_locale(lang)))
    words = format_date(date, format="long", locale=_locale(lang))
    first = FIRST_OF_MONTH.get(lang) or FIRST_OF_MONTH.get(lang.split("-")[0])
    return f"{first}{words[1:]}" if first and date.day == 1 else words


def file_size(size_bytes: int, lang: str) -> str:
    """Return a size as *lang* (BCP 47) writes it: "327 kB", "1,4 Mo"; never below 1 kB."""
    if size_bytes >= MEGABYTE:
        size, unit = round(size_bytes / MEGABYTE, 1), "digital-megabyte"
    else:
        size, unit = max(1, round(size_bytes / 1000)), "digital-kilobyte"
    return str(format_unit(size, unit, "short", locale=_locale(lang)))


def region_above(lang: str) -> str:
    """Return the tag of the larger region whose usage *lang* shares, or nothing.

    "es-MX" has "es-419", which is Latin America.
    """
    parent = get_global("parent_exceptions").get(lang.replace("-", "_"), "")
    return str(parent).replace("_", "-") if parent != "root" else ""


def is_language(lang: str) -> bool:
    """Tell whether the CLDR knows the language of the BCP 47 tag *lang*."""
    return lang.split("-")[0].lower() in Locale("en").languages


def own_name(lang: str) -> str:
    """Return what its speakers call the language *lang* (BCP 47), to stand at a line's head.

    "Deutsch", "Français", "Português (Brasil)"; the tag itself where the CLDR knows no name.
    """
    try:
        name = Locale.parse(lang, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        name = None
    return f"{name[0].upper()}{name[1:]}" if name else lang


def _locale(lang: str) -> Locale:
    """Return the closest locale that Babel knows; the base language at least."""
    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(lang.split("-")[0])


WORDS = re.compile(
    r"""(?:(?P<day>\d{1,2})(?:\.|st|nd|rd|th|er|º|ª|,)?\ )?
    (?:de\ |d[’']|of\ )?(?P<month>[^\W\d_]+)\.?
    (?:\ (?P<day_after>\d{1,2})(?:st|nd|rd|th)?)?
    [ ,]+(?:de\ )?(?P<year>[12]\d{3})(?:\s*(?:г|р|r)\.?)?""",
    re.X,
)
"""18 August 2020, August 18th, 2020, 18 de agosto de 2020, août 2020."""

FIGURES = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[./-])\s?(?P<second>\d{1,2})(?P=mark)\s?(?P<year>[12]\d{3})"
)
"""18.08.2020, 08/18/2020."""

MONTHS = 12


def read(text: str, lang: str) -> str | None:
    """Return the date *text*, as people write it in *lang* or in English, as ISO 8601 writes it.

    A date without a day gives YYYY-MM.  ``None`` stands for what is no such date, or may
    be two: 03/04/2020 is in March for some readers and in April for others.
    """
    words = " ".join(text.split()).casefold()
    if match := WORDS.fullmatch(words):
        month = _months(lang).get(match["month"]) or _months("en").get(match["month"])
        day = match["day"] or match["day_after"]
        return _iso(int(match["year"]), month, int(day) if day else None) if month else None
    if match := FIGURES.fullmatch(words):
        return _by_figures(match, lang)
    return None


def _by_figures(match: re.Match[str], lang: str) -> str | None:
    """Return the date of two figures and a year; dots are for languages that name the day first."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if match["mark"] == "." or first > MONTHS:
        return _iso(year, second, first)
    if second > MONTHS or lang == "en-US":
        return _iso(year, first, second)
    day_first = lang != "en"
    return _iso(year, second, first) if day_first or first == second else None


def _iso(year: int, month: int, day: int | None) -> str | None:
    """Return a date that exists, as YYYY-MM-DD or YYYY-MM."""
    try:
        written = dt.date(year, month, day or 1).isoformat()
    except ValueError:
        return None
    return written if day else written[: len("2026-11")]


def _months(lang: str) -> dict[str, int]:
    """Return the numbers of the months by their names in *lang*, in every form CLDR has."""
    return {
        name.casefold().rstrip("."): number
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, _locale(lang)).items()
    }
