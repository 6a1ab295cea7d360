"""Which version a sheet is, and what has changed since it was printed."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chapbook import expiry, load
from chapbook.errors import ChapbookError
from chapbook.frontmatter import Review
from chapbook.frozen import Frozen, Occasion
from chapbook.model import Manuscript
from chapbook.tools import changes, store
from chapbook.tools.changes import Change
from chapbook.versions import folder, sheet
from chapbook.versions.options import Question
from chapbook.versions.sheet import Sheet

MISTYPED = 2
"""The most signs in which a mark may differ from one that is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A text of an article that a sheet is of."""

    article: Path
    text: Frozen
    versions: tuple[str, ...]
    """Under which it was released; none for a text that never was."""
    now: Frozen
    """The article as it is."""
    changes: tuple[Change, ...]
    """Since then; none for the text that the article still has."""
    reviews: tuple[Review, ...]
    """Those that cover exactly this text, wherever they are written down."""
    review_due: dt.date | None
    """Of the article as long as it has this text, else as the sheet says."""
    is_overdue: bool

    @property
    def is_current(self) -> bool:
        """Whether the article still says exactly this."""
        return self.text.content_hash == self.now.content_hash

    def told(self) -> Iterator[str]:
        """Yield all this in lines for people."""
        named = " and ".join(self.versions) or self.text.version
        which = f"version {named}" if named else "a text without a version"
        released = "" if self.versions else ", never released"
        yield f"{self.text.mark}: {which}{released} of “{self.text.title}” ({self.article})"
        yield f"  dated   {self.text.date.isoformat()}"
        if self.is_current:
            yield "  current: the article still says exactly this"
        else:
            now = f"version {self.now.version}, text" if self.now.version else "text"
            yield f"  superseded: the article is now {now} {self.now.mark}"
        yield f"  {self._reviewed()}"
        if self.review_due:
            said = "is OVERDUE: it was due" if self.is_overdue else "due"
            yield f"  next review {said} {self.review_due.isoformat()}"
        if self.changes:
            yield f"  changed since: {len(self.changes)}"
        elif not self.is_current:
            yield "  changed since: nothing that is read"
        for change in self.changes:
            below = f", below “{change.where}”" if change.where else ""
            yield f"    {change.kind.value}{below}"
            yield from (f"      - {change.before}",) if change.before else ()
            yield from (f"      + {change.after}",) if change.after else ()

    def _reviewed(self) -> str:
        """Say who reviewed exactly this text."""
        said = [
            f"{r.display}{f', {r.credentials}' if r.credentials else ''} on {r.date.isoformat()}"
            for r in self.reviews
        ]
        return f"reviewed by {'; '.join(said)}" if said else "not reviewed: no review covers it"

    def data(self) -> Mapping[str, object]:
        """Say the same for programs."""
        return {
            "article": self.article.as_posix(),
            "title": self.text.title,
            "text-mark": self.text.mark,
            "content": self.text.content_hash,
            "versions": list(self.versions),
            "version": self.text.version,
            "date": self.text.date.isoformat(),
            "current": self.is_current,
            "now": {"version": self.now.version, "text-mark": self.now.mark},
            "reviewed-by": [
                {"name": r.display, "credentials": r.credentials, "date": r.date.isoformat()}
                for r in self.reviews
            ],
            "review-due": self.review_due.isoformat() if self.review_due else None,
            "overdue": self.is_overdue,
            "changes": [
                {"kind": c.kind.value, "where": c.where, "before": c.before, "after": c.after}
                for c in self.changes
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is known of a sheet."""

    sheet: Sheet
    matches: tuple[Match, ...]
    """None for a sheet that nobody knows."""
    looked: int
    """In how many articles it was looked for."""
    near: tuple[str, ...] = ()
    """Marks that are known and look much like one that is not."""

    def told(self) -> Iterator[str]:
        """Yield the answer in lines for people."""
        if self.matches:
            for match in self.matches:
                yield from match.told()
            if self.sheet.content_hash:
                yield "The file says so of itself; whether its pages were changed was not checked."
            return
        yield f"{self.sheet.mark}: no such text is known; articles looked through: {self.looked}."
        if self.near:
            yield f"Was one of these meant? {', '.join(self.near)}"
        yield "It is of another article, or of a text that was printed and never released."

    def data(self) -> Mapping[str, object]:
        """Say the same for programs."""
        return {
            "status": "known" if self.matches else "unknown",
            "text-mark": self.sheet.mark,
            "matches": [match.data() for match in self.matches],
            "near": list(self.near),
            "looked": self.looked,
        }


def answer(question: Question) -> Answer:
    """Return which text the sheet of *question* is of, and what has become of it.

    Kept texts are looked through first, which is quick; only a mark that none of them has
    is looked for in the articles as they are.

    Raises:
        UsageError: There is no such file or mark, or no such folder.
    """
    asked = sheet.read(question.sheet)
    articles = [*folder.articles(question.where)]
    kept = {path: [each.frozen for each in store.read(path) if each.frozen] for path in articles}
    known = [path for path in articles if any(_is(asked, each) for each in kept[path])]
    matches = [_match(asked, path, kept[path], question.today) for path in known or articles]
    found = tuple(match for match in matches if match)
    marks = {each.mark for texts in kept.values() for each in texts}
    near = () if found else tuple(sorted(m for m in marks if _is_near(m, asked.mark)))
    return Answer(sheet=asked, matches=found, looked=len(articles), near=near)


def _is(asked: Sheet, text: Frozen) -> bool:
    """Tell whether the sheet *asked* about is of *text*."""
    if asked.content_hash:
        return asked.content_hash == text.content_hash
    return asked.mark == text.mark


def _is_near(one: str, other: str) -> bool:
    """Tell whether *one* mark may have been mistyped as the *other*."""
    return sum(a != b for a, b in zip(one, other, strict=True)) <= MISTYPED


def _match(asked: Sheet, path: Path, kept: Sequence[Frozen], today: dt.date) -> Match | None:
    """Return the text of the article *path* that the sheet is of, if it has or had it."""
    manuscript = _manuscript(path)
    if manuscript is None:
        return None
    now = store.freeze(manuscript, Occasion.RELEASED)
    same = [text for text in kept if _is(asked, text)]
    # A text may have been released, then signed, then released again under another name.
    same.sort(key=lambda text: (text.occasion is not Occasion.RELEASED, text.date))
    if not same and not _is(asked, now):
        return None
    text = same[0] if same else now
    is_current = text.content_hash == now.content_hash
    due = now.review_due if is_current else text.review_due
    return Match(
        article=path,
        text=text,
        versions=tuple(
            each.version for each in same if each.version and each.occasion is Occasion.RELEASED
        ),
        now=now,
        changes=tuple(changes.between(text, now)),
        reviews=_reviews(text, [*same, now], manuscript),
        review_due=due,
        is_overdue=expiry.is_past(due, today),
    )


def _manuscript(path: Path) -> Manuscript | None:
    """Return the article *path*; ``None`` for one that cannot be read at all."""
    try:
        return load.manuscript(path)
    except ChapbookError:
        return None


def _reviews(text: Frozen, kept: Sequence[Frozen], manuscript: Manuscript) -> tuple[Review, ...]:
    """Return the reviews of exactly *text* that are written down anywhere, by their day."""
    said = [review for each in kept for review in each.reviews]
    said += manuscript.metadata.reviewed_by
    own = {(r.display, r.date): r for r in said if r.content == text.content_hash}
    return tuple(sorted(own.values(), key=lambda review: review.date))
