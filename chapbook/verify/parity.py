"""Does an edition say what the article says, all of it, in order?

Long passages are looked for first, each behind the one before; they are the anchors
between which short ones, which could stand anywhere by chance, are looked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chapbook.findings import Finding
from chapbook.verify.case import Case
from chapbook.verify.letters import PAGE_END, words_after
from chapbook.verify.passages import Passage, Stand

ANCHOR_LENGTH = 24
"""Letters that no two passages share by chance."""
LEAP = 2_000
"""A passage found this many letters on could be a later repetition of it."""
SHORTEST_PIECE = 4
"""A page ends with more letters of a passage than this, or with none."""
REACH = 6_000
"""A passage goes on within this many letters: notes and figures may stand between."""
SHORT_REACH = 800
"""The same for a short one, such as a cell, whose pieces could stand anywhere by chance."""
TELLING = 8
"""Fewer letters than this could be those of another passage."""
MOST_TOLD = 3
"""Differences that are told of one edition; more of them have the same cause."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A passage that an edition does not hold where it should."""

    passage: Passage
    matched: int
    """How many of its letters are there before it parts."""
    is_elsewhere: bool
    """Whether the edition holds it, but not in its order."""


def findings(case: Case, stream: str) -> Iterator[Finding]:
    """Yield what the edition with the letters *stream* says otherwise than the article."""
    misses = list(missing(case.passages, stream))
    for miss in misses[:MOST_TOLD]:
        yield case.unlike(_told(miss), miss.passage.text)
    if len(misses) > MOST_TOLD:
        yield case.unlike(f"{len(misses) - MOST_TOLD} more passages differ")


def _told(miss: Miss) -> str:
    """Say in words what is amiss."""
    if miss.is_elsewhere:
        return f'"{words_after(miss.passage.text, 0)} …" does not stand where the article has it'
    words = words_after(miss.passage.text, miss.matched)
    return f'it does not say "{words}" where the article does'


def missing(passages: Sequence[Passage], stream: str) -> Iterator[Miss]:
    """Yield the passages that *stream* does not hold, in the article's order.

    Args:
        passages: What should be there.
        stream: The letters of an edition; ``PAGE_END`` between pages, if it has any.
    """
    passages = [p for p in passages if p.stand is not Stand.FORMULA]
    spans = _anchors(passages, stream)
    ends = _next_starts(spans, len(stream))
    cursor = 0
    for passage, span, end in zip(passages, spans, ends, strict=True):
        if span is None and passage.stand is Stand.IN_ORDER and not _is_anchor(passage):
            span = _located(passage.letters, stream, cursor, end)
        elif passage.stand is Stand.ANYWHERE:
            if _located(passage.letters, stream, 0, len(stream)) is None:
                yield _miss(passage, stream, 0)
            continue
        if span is None:
            yield _miss(passage, stream, cursor)
        else:
            cursor = min(span[1], end)


def _is_anchor(passage: Passage) -> bool:
    return passage.stand is Stand.IN_ORDER and len(passage.letters) >= ANCHOR_LENGTH


def _anchors(passages: Sequence[Passage], stream: str) -> list[Span | None]:
    """Return where each long passage stands, each behind the one before."""
    found: list[Span | None] = [None] * len(passages)
    anchors = [index for index, passage in enumerate(passages) if _is_anchor(passage)]
    cursor = 0
    for index, following in zip(anchors, [*anchors[1:], None], strict=True):
        span = _located(passages[index].letters, stream, cursor, len(stream))
        if span is None:
            continue
        if span[0] > cursor + LEAP and following is not None:
            after = _located(passages[following].letters, stream, cursor, len(stream))
            if after is not None and after[0] < span[0]:
                continue
        found[index] = span
        cursor = span[1]
    return found


def _next_starts(spans: Sequence[Span | None], length: int) -> list[int]:
    """Return for each passage where the next anchor begins."""
    ends, end = [], length
    for span in reversed(spans):
        ends.append(end)
        if span is not None:
            end = span[0]
    return ends[::-1]


def _located(wanted: str, stream: str, start: int, end: int) -> Span | None:
    """Return where *wanted* stands in ``stream[start:end]``, whole or broken by a page's end.

    What goes on after a page's end may do so behind *end*: of two cells side by side, both
    can be cut.
    """
    at = stream.find(wanted, start, end)
    if at >= 0:
        return at, at + len(wanted)
    first, cursor, rest = -1, start, wanted
    reach = REACH if len(wanted) >= ANCHOR_LENGTH else SHORT_REACH
    while rest:
        count = _longest(rest, stream, cursor, end)
        if count < min(SHORTEST_PIECE, len(rest)):
            return None
        at = stream.find(rest[:count], cursor, end)
        if first >= 0 and PAGE_END not in stream[cursor:at]:
            return None
        first = at if first < 0 else first
        cursor, rest = at + count, rest[count:]
        end = cursor + reach
    return first, cursor


def _longest(wanted: str, stream: str, start: int, end: int) -> int:
    """Return how many of the first letters of *wanted* stand together in ``stream[start:end]``."""
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        if stream.find(wanted[:middle], start, end) >= 0:
            low = middle
        else:
            high = middle - 1
    return low


def _miss(passage: Passage, stream: str, cursor: int) -> Miss:
    """Describe the absence of *passage* behind *cursor*."""
    whole = stream.replace(PAGE_END, "")
    count = _longest(passage.letters, whole, 0, len(whole))
    return Miss(
        passage=passage,
        matched=count if TELLING <= count < len(passage.letters) else 0,
        is_elsewhere=count == len(passage.letters) and len(passage.letters) >= ANCHOR_LENGTH,
    )
