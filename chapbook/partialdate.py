"""Dates of which only the month or the year is known."""

import calendar
import datetime as dt


class PartialDate(dt.date):
    """A month or a year, as far as people say when something appeared.

    It counts as the first day of it, and is written without what nobody said.
    """

    precision = 10
    """How many characters of YYYY-MM-DD are known."""

    @classmethod
    def of(cls, text: str) -> "PartialDate":
        """Return the month YYYY-MM or the year YYYY."""
        date = cls(int(text[:4]), int(text[5:7] or 1), 1)
        date.precision = len(text)
        return date

    def isoformat(self) -> str:
        """Return YYYY-MM or YYYY."""
        return super().isoformat()[: self.precision]

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the precision when the date crosses from one process to another."""
        return PartialDate.of, (self.isoformat(),)


def last_day(due: dt.date) -> dt.date:
    """Return the last day on which a text is good whose review is due on *due*.

    A month or a year is good to its end (``PartialDate``).
    """
    said = due.isoformat()
    if len(said) == len("2026-11-22"):
        return dt.date(due.year, due.month, due.day)
    month = due.month if len(said) == len("2026-11") else 12
    return dt.date(due.year, month, calendar.monthrange(due.year, month)[1])
