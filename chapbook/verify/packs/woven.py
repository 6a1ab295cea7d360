"""Does a woven pack hold its readings whole: their pages, words, tags, links and files?

Where a reading begins is asked of the file: its identifier is the name of a place there.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path

from chapbook.findings import Finding
from chapbook.pack import BoundPack, BoundReading, Origin
from chapbook.packs import Binder, PackEdition
from chapbook.tools.kept import Kept
from chapbook.tools.pdf import skeleton
from chapbook.tools.pdf.read import UnreadablePdfError
from chapbook.tools.pdf.skeleton import Link, Skeleton, Tag
from chapbook.verify.packs.case import PackCase

CONTENTS = "contents"
"""The name of the place where contents begin."""


def findings(case: PackCase) -> Iterator[Finding]:
    """Yield what is wrong with the woven PDF of a pack."""
    whole = skeleton.of(case.path)
    yield from _tree(case, whole)
    yield from _contents(case, whole)
    held: Counter[bytes] = Counter()
    for bound in case.bound.readings:
        first = whole.places.get(bound.reading.identifier)
        if first is None:
            yield case.unlike("a reading is not in the pack", bound.title)
        elif bound.reading.origin is not Origin.NOTE:
            own = skeleton.once(_file(case.row, bound), case.kept)
            held |= own.files
            yield from _reading(case, bound, own, whole, first)
    if lost := held - whole.files:
        yield case.unlike(f"{lost.total()} files that are attached to readings are not in the pack")


def ready(bound: BoundPack, row: PackEdition, kept: Kept) -> None:
    """Look at the readings of *bound*, of which the file *row* is still being woven.

    What is wrong with them is said when that is judged.
    """
    for each in bound.readings:
        if row.binder is Binder.WOVEN and each.reading.origin is not Origin.NOTE:
            with suppress(UnreadablePdfError, OSError):
                skeleton.once(_file(row, each), kept)


def _file(row: PackEdition, bound: BoundReading) -> Path:
    """Return the finished file of a reading."""
    is_theirs = bound.reading.origin is Origin.DOCUMENT
    return bound.files["pdf" if is_theirs else row.made_of]


def _tree(case: PackCase, whole: Skeleton) -> Iterator[Finding]:
    """All tags stand under one document, and each mark in one element (ISO 32000-1, 14.7)."""
    if whole.documents != 1:
        yield case.invalid(f"its tree of tags has {whole.documents} roots")
    if None in whole.tags:
        yield case.invalid("a tag belongs to a page that is not in the file")
    if any(map(_is_shared, whole.tags.values())):
        yield case.invalid("a mark belongs to several tags")


def _is_shared(tags: Sequence[Tag]) -> bool:
    """Tell whether several of the *tags* of a page have the same mark."""
    marks = [tag.mcid for tag in tags if tag.mcid is not None and not tag.is_in_form]
    return len(set(marks)) < len(marks)


def _contents(case: PackCase, whole: Skeleton) -> Iterator[Finding]:
    """Every reading is linked to from the contents, with the folio of the page it leads to."""
    first = whole.places.get(CONTENTS)
    if first is None:
        yield case.unlike("there are no contents")
        return
    starts = sorted(whole.places[name] for name in whole.places if ":" not in name)
    end = next((start for start in starts if start > first), len(whole.links))
    links = [link for page in whole.links[first:end] for link in page]
    for link in links:
        number = link.words.split()[-1:]
        at = link.page_index
        if at is None or not number or not number[0].isdigit():
            continue
        if int(number[0]) != at + 1:
            message = f"contents say page {number[0]} of what begins on page {at + 1}"
            yield case.unlike(message, link.words)
    listed = {link.name for link in links}
    for bound in case.bound.readings:
        if bound.reading.identifier not in listed:
            yield case.unlike("the contents do not lead to a reading", bound.title)


def _reading(
    case: PackCase, bound: BoundReading, own: Skeleton, whole: Skeleton, first: int
) -> Iterator[Finding]:
    """Pages, tags and links of a reading are in the pack as they are in its own file."""
    taken = _taken(bound, len(own.drawn))
    for offset, index in enumerate(taken):
        at = first + offset
        if at >= len(whole.drawn) or not _is_there(bound, own.drawn[index], whole.drawn[at]):
            yield case.unlike(f"page {index + 1} of a reading is not page {at + 1}", bound.title)
            return
        yield from _links(case, own.links[index], whole.links[at], (taken, first, at))
        is_ours = bound.reading.origin is Origin.ARTICLE
        if is_ours and own.tags.get(index) != whole.tags.get(at):
            yield case.unlike(
                f"the tags of page {at + 1} are not those of its reading", bound.title
            )


def _is_there(bound: BoundReading, own: frozenset[bytes], here: frozenset[bytes]) -> bool:
    """Tell whether a page of the pack draws all that a page of a reading does.

    What somebody else's page draws may have to be written anew, so as to be read aloud.
    """
    return own <= here or bound.reading.origin is Origin.DOCUMENT


def _taken(bound: BoundReading, page_count: int) -> Sequence[int]:
    """Return the pages that the pack takes of a reading (0-based)."""
    if not bound.reading.page_indices:
        return range(page_count)
    ranges = bound.reading.page_indices
    ends = [(first, page_count if last is None else last + 1) for first, last in ranges]
    chosen = chain.from_iterable(range(first, min(end, page_count)) for first, end in ends)
    return tuple(dict.fromkeys(chosen))


def _links(
    case: PackCase,
    own: Sequence[Link],
    here: Sequence[Link],
    where: tuple[Sequence[int], int, int],
) -> Iterator[Finding]:
    """Every link of a page leads where it led: to the same address, or to the same page.

    One that runs something is gone, unless what it opened is a reading.
    """
    taken, first, at = where
    left = [each for each in own if each.page_index is None and not each.address]
    left += [each for each in own if each.page_index is not None and each.page_index not in taken]
    kept = [each for each in own if each not in left]
    if len(kept) > len(here):
        kept = [each for each in kept if not each.runs]
    if len(kept) > len(here):
        yield case.unlike(f"{len(kept) - len(here)} links of page {at + 1} are lost")
        return
    for link, now in zip(kept, here, strict=False):
        if link.page_index is not None:
            goal: int | None = first + list(taken).index(link.page_index)
            if now.page_index != goal:
                yield case.unlike(f"a link on page {at + 1} leads to another page", link.words)
        elif now.address != link.address and now.page_index is None:
            yield case.unlike(f"a link on page {at + 1} leads elsewhere", link.words)
