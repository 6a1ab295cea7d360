"""What differs between two texts: which passages, images and cited works.

Passages are compared as wholes; ``words`` shows what is different within one.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from chapbook.frozen import Frozen
from chapbook.tools.wording import QUOTES

ALIKE = 0.5
"""How much of two passages must be the same for one to count as the other, changed."""

_HEADING = re.compile(r"#+ (.*?)(?: \{[^{}]*\})?$")
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


class Kind(Enum):
    """What became of a part of the text."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One part of the text that differs."""

    kind: Kind
    before: str
    """As the older text has it; empty where the newer one added it."""
    after: str
    """As the newer text has it; empty where that has it no longer."""
    where: str
    """The heading above it; empty ahead of the first one."""
    at: int = 0
    """The passage_index (0-based) in the newer text at which it stands, or before which stood
    what was removed."""


def between(older: Frozen, newer: Frozen) -> list[Change]:
    """Return what differs between two texts, in the order of the newer one.

    Passages first, then images, then works.  Which quotation marks were typed is no change.
    Texts with the same content hash have none.
    """
    if older.content_hash == newer.content_hash:
        return []
    changes = [*_passages(older.passages, newer.passages)]
    changes += _named("image", older.images, newer.images)
    changes += _named("work cited", older.works, newer.works)
    return changes


def words(before: str, after: str) -> Iterator[tuple[Kind | None, str]]:
    """Yield *after* and what it lacks of *before*, word for word, in the order of reading.

    Each piece comes with ``ADDED``, ``REMOVED``, or ``None`` for what both have.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield None, "".join(new[k:m])
            continue
        if i < j:
            yield Kind.REMOVED, "".join(old[i:j])
        if k < m:
            yield Kind.ADDED, "".join(new[k:m])


def _passages(older: Sequence[str], newer: Sequence[str]) -> Iterator[Change]:
    """Yield the passages that differ."""
    old, new = ([text.translate(QUOTES) for text in texts] for texts in (older, newer))
    heads = [_headings(older), _headings(newer)]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        at = k
        for before, after in _paired(range(i, j), range(k, m), older, newer):
            at = at if after is None else after
            yield replace(
                _change(
                    "" if before is None else older[before],
                    "" if after is None else newer[after],
                    heads[0][before or 0] if after is None else heads[1][after],
                ),
                at=at,
            )
            at += after is not None


def _paired(
    olds: range, news: range, older: Sequence[str], newer: Sequence[str]
) -> Iterator[tuple[int | None, int | None]]:
    """Yield places of *olds* and *news* that are the same passage, changed, and those alone."""
    waiting = [*olds]
    for new in news:
        alike = [old for old in waiting if _are_alike(older[old], newer[new])]
        if not alike:
            yield None, new
            continue
        for gone in waiting[: waiting.index(alike[0])]:
            yield gone, None
        waiting = waiting[waiting.index(alike[0]) + 1 :]
        yield alike[0], new
    for gone in waiting:
        yield gone, None


def _are_alike(before: str, after: str) -> bool:
    """Tell whether *after* is *before* with changes, and no other passage."""
    matcher = difflib.SequenceMatcher(None, _WORD.findall(before), _WORD.findall(after), False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _headings(passages: Sequence[str]) -> list[str]:
    """Return for each of *passages* the heading above it; for a heading itself."""
    current, found = "", []
    for passage in passages:
        if match := _HEADING.fullmatch(passage):
            current = match[1]
        found.append(current)
    return found


def _named(sort: str, older: Mapping[str, str], newer: Mapping[str, str]) -> Iterator[Change]:
    """Yield what differs between things of one *sort*, by their names."""
    for name in sorted({*older, *newer}):
        if older.get(name) != newer.get(name):
            said = f"{sort}: {name}"
            yield _change(said if name in older else "", said if name in newer else "", "")


def _change(before: str, after: str, where: str) -> Change:
    """Return the change from *before* to *after*, one of which may be empty."""
    kind = Kind.ADDED if not before else Kind.REMOVED if not after else Kind.CHANGED
    return Change(kind=kind, before=before, after=after, where=where)
