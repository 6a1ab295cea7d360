"""Which articles of a folder are to be reviewed soon, and which are late.

Only front matter is read.  One file that cannot be read is named and hides no other.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from chapbook.codes import Severity
from chapbook.frontmatter import FrontMatter
from chapbook.load import front_matter, source
from chapbook.partialdate import last_day
from chapbook.versions import folder
from chapbook.versions.options import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An article whose review is overdue, or falls due soon."""

    path: Path
    title: str
    version: str | None
    review_due: dt.date
    days: int
    """Until the last day on which its handouts are good; negative when that is past."""

    @property
    def is_past(self) -> bool:
        """Whether that day is past."""
        return self.days < 0

    def told(self) -> tuple[str, str, str, str]:
        """Return what a list says of it, column by column."""
        count = abs(self.days)
        said = "1 day" if count == 1 else f"{count} days"
        when = f"{said} ago" if self.is_past else f"in {said}" if count else "today"
        named = f"{self.title}, version {self.version}" if self.version else self.title
        return "OVERDUE" if self.is_past else "due", self.review_due.isoformat(), when, named

    def data(self) -> Mapping[str, object]:
        """Say the same for programs."""
        return {
            "file": self.path.as_posix(),
            "title": self.title,
            "version": self.version,
            "review-due": self.review_due.isoformat(),
            "days": self.days,
            "expired": self.is_past,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What there is to review in a folder."""

    due: tuple[Due, ...]
    """By day, the latest first to be late."""
    unread: Mapping[Path, str]
    """Files of which nobody can say when they are due, and why."""
    undated: int
    """The number of articles without ``review-due``."""
    later: int
    """The number of articles that are due after the days that were asked for."""

    @property
    def is_past(self) -> bool:
        """Whether one of them is late."""
        return any(each.is_past for each in self.due)

    def told(self) -> Iterator[str]:
        """Yield the list, a line an article."""
        rows = [(*each.told(), str(each.path)) for each in self.due]
        widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
        for state, day, when, named, path in rows:
            yield f"{state:<{widths[0]}}  {day:<{widths[1]}}  {when:>{widths[2]}}  {path}: {named}"
        for file, why in self.unread.items():
            yield f"cannot be read: {file}: {why}"
        late = sum(each.is_past for each in self.due)
        yield (
            f"Overdue: {late}; due soon: {len(self.due) - late}; later: {self.later}; "
            f"without review-due: {self.undated}; not read: {len(self.unread)}."
        )

    def data(self) -> Mapping[str, object]:
        """Say the same for programs."""
        return {
            "status": "expired" if self.is_past else "current",
            "due": [each.data() for each in self.due],
            "unread": {path.as_posix(): why for path, why in self.unread.items()},
            "undated": self.undated,
            "later": self.later,
        }


def calendar(question: Question) -> Calendar:
    """Return what is due in the folder that *question* names, within so many days.

    Raises:
        UsageError: There is no such folder.
    """
    due: list[Due] = []
    unread: dict[Path, str] = {}
    undated = later = 0
    for path in folder.articles(question.where):
        head = folder.head(path)
        if head and b"review-due" not in head:
            undated += 1
            continue
        metadata, fault = _read(path)
        if metadata is None:
            unread[path] = fault
            continue
        each = _due(path, metadata, question.today)
        if each is None:
            undated += 1
        elif each.days > question.days:
            later += 1
        else:
            due.append(each)
    due.sort(key=lambda each: (each.days, each.path))
    return Calendar(due=tuple(due), unread=unread, undated=undated, later=later)


def _due(path: Path, metadata: FrontMatter, today: dt.date) -> Due | None:
    """Return when the article *path* is due, seen from *today*; ``None`` where it does not say."""
    day = metadata.review_due
    if day is None:
        return None
    return Due(
        path=path,
        title=metadata.title,
        version=metadata.version,
        review_due=day,
        days=(last_day(day) - today).days,
    )


def _read(path: Path) -> tuple[FrontMatter | None, str]:
    """Return the front matter of *path*, or why its day of review cannot be known."""
    try:
        text, faults = source.read(path, path.name)
    except OSError as error:
        return None, error.strerror or str(error)
    if text is None:
        return None, faults[0].message
    metadata, found = front_matter.read(text)
    for each in found:
        is_fatal = each.code in {"yaml-syntax", "front-matter-missing"}
        if each.severity is Severity.ERROR and (is_fatal or "review-due" in each.message):
            return None, f"line {each.place.line}: {each.message}"
    return metadata, ""
