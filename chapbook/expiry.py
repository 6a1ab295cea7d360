"""Handouts past the day on which their review was due: they are withheld, and withdrawn.

A sheet of paper has no newer version beside it.  The clock decides only whether handouts are
there; what is in them is the same on every day.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from chapbook.edition import Edition
from chapbook.editions import row_of
from chapbook.partialdate import last_day
from chapbook.settings import Settings


def is_past(due: dt.date | None, today: dt.date) -> bool:
    """Tell whether on *today* a review that was due on *due* is overdue."""
    return due is not None and today > last_day(due)


def settled(settings: Settings, due: dt.date | None) -> tuple[Settings, tuple[Edition, ...]]:
    """Return what is to be built of an article whose review is due on *due*, and what is not.

    Past that day handouts are withheld, or say so where the run allows them.
    """
    if settings.draft or not is_past(due, settings.today):
        return settings, ()
    if settings.allow_expired:
        return replace(settings, is_expired=True), ()
    kept = tuple(row for row in settings.editions if not row.is_handout)
    withheld = tuple(row for row in settings.editions if row.is_handout)
    return replace(settings, editions=kept), withheld


def withdrawn(variants: Iterable[str], settings: Settings, due: dt.date | None) -> frozenset[str]:
    """Return which of the published *variants* may not stand any longer.

    Args:
        variants: Names of editions as the manifest keeps them.
        settings: The run.
        due: As for ``settled``.
    """
    if settings.draft or settings.allow_expired or not is_past(due, settings.today):
        return frozenset()
    return frozenset(name for name in variants if (row := row_of(name)) and row.is_handout)
