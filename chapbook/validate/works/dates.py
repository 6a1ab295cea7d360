"""Dates that cannot be."""

import calendar
from collections.abc import Iterator
from typing import Any

from chapbook.model import Item
from chapbook.validate.works.problem import Problem, Setting

OLDEST_YEAR = 1000
"""A year of three figures is a slip far more often than a work of that age; works from
before our era have negative years in CSL and pass."""

SEASONS = range(13, 25)
"""CSL processors take these for seasons in the place of a month (13-16; in EDTF 21-24).
Source: https://docs.citationstyles.org/en/stable/specification.html#date-variables and
ISO 8601-2:2019."""


def problems(item: Item, setting: Setting) -> Iterator[Problem]:
    """Yield the dates of *item* that no calendar has or that lie ahead of the article."""
    for key, word in (("issued", "its date"), ("accessed", "its access date")):
        date = item.get(key)
        if isinstance(date, dict):
            for wrong in _wrong(date, setting):
                says = f"is doubtful: {word} {wrong}"
                value, better = _swapped(date)
                yield Problem(
                    code="date-impossible", says=says, variable=key, value=value, better=better
                )


def _wrong(date: dict[str, Any], setting: Setting) -> Iterator[str]:
    """Yield what is wrong with a CSL *date*, as the end of a sentence."""
    parts = [part for part in date.get("date-parts", []) if part]
    if not parts:
        if not (date.get("literal") or date.get("raw")):
            yield "cannot be read"
        return
    for part in parts:
        if wrong := _wrong_day([int(number) for number in part], setting):
            yield wrong
    if len(parts) > 1 and [*map(int, parts[1])] < [*map(int, parts[0])]:
        yield "ends before it begins"


def _swapped(date: dict[str, Any]) -> tuple[str, str]:
    """Return the only day of *date*, and the same with day and month the other way round.

    Nothing where that is no day either.
    """
    parts = date.get("date-parts", [])
    if len(parts) != 1 or len(parts[0]) != 3:
        return "", ""
    year, month, day = map(int, parts[0])
    if not (day <= 12 < month <= 28):
        return "", ""
    return f"{year}-{month:02}-{day:02}", f"{year}-{day:02}-{month:02}"


def _wrong_day(day: list[int], setting: Setting) -> str:
    """Return what is wrong with *day*, which holds year, month, day or fewer, or nothing."""
    year, month = day[0], day[1] if len(day) > 1 else 1
    written = "-".join(f"{number:02}" for number in day)
    if year > setting.year + 1:
        return f"{written} lies after the article's own"
    if 0 <= year < OLDEST_YEAR:
        return f"{written} has no year of four figures"
    if len(day) == 2 and month in SEASONS:
        return ""
    if not 1 <= month <= 12:
        return f"{written} has no such month"
    # The calendar module knows no years before our era; nobody cites those to the day.
    length = calendar.monthrange(year, month)[1] if year > 0 else 31
    return f"{written} has no such day" if len(day) > 2 and not 1 <= day[2] <= length else ""
