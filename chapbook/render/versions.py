"""The versions of an article as its web page lists them, so that a sheet can be told by eye."""

from dataclasses import dataclass, replace

from chapbook.frozen import Frozen, Occasion
from chapbook.model import Article
from chapbook.render import particulars
from chapbook.render.particulars import Particulars


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedVersion:
    """A version that was released, or the text of the page itself."""

    facts: Particulars
    """As the article had them then, in words."""
    state: str
    """Whether it is what the page says now, in words."""
    is_current: bool


def listed(article: Article) -> list[ListedVersion]:
    """Return the versions of *article*, the newest first; none before one was released."""
    released = [text for text in article.versions if text.occasion is Occasion.RELEASED]
    if not released:
        return []
    rows = [_listed(article, text) for text in sorted(released, key=_age, reverse=True)]
    if not any(row.is_current for row in rows):
        rows.insert(0, _row(article, particulars.of(article), is_current=True))
    return rows


def _age(text: Frozen) -> tuple[str, list[tuple[int, str]]]:
    """Return what sorts versions: their day, then their name, in which 1.10 comes after 1.9."""
    parts = (text.version or "").split(".")
    return text.date.isoformat(), [(int(p), "") if p.isdecimal() else (0, p) for p in parts]


def _listed(article: Article, text: Frozen) -> ListedVersion:
    """Return the row of *text*, which the article had."""
    said = [*article.metadata.reviewed_by, *(r for each in article.versions for r in each.reviews)]
    own = {(r.display, r.date): r for r in said if r.content == text.content_hash}
    metadata = article.metadata.model_copy(
        update={"version": text.version, "date": text.date, "reviewed_by": [*own.values()]}
    )
    then = replace(article, metadata=metadata, content_hash=text.content_hash)
    is_current = text.content_hash == article.content_hash
    return _row(article, particulars.of(then), is_current=is_current)


def _row(article: Article, facts: Particulars, *, is_current: bool) -> ListedVersion:
    state = article.labels["version-current" if is_current else "version-replaced"]
    return ListedVersion(facts=facts, state=state, is_current=is_current)
