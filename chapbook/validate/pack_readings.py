"""Whether the readings of a pack go together: names, pages, rights, days and reviews."""

import datetime as dt
from collections.abc import Iterator
from itertools import combinations

from chapbook.findings import Finding, Place
from chapbook.licences import allows_less, conditions, is_waived
from chapbook.pack import Origin, Pack, Reading
from chapbook.packfile import LAST
from chapbook.partialdate import last_day
from chapbook.validate import pack_documents, places

MOST_NAMED = 4
"""So many readings are named in one finding."""

RIGHTS = 'rights: {permission: "Reprinted with permission of ...", holder: "..."}'
"""What to type; a licence may stand in the place of the permission."""


def findings(pack: Pack, today: dt.date) -> Iterator[Finding]:
    """Yield what is wrong with the readings of *pack*; *today* as for ``pack.findings``."""
    yield from _doubles(pack)
    for reading in pack.readings:
        if reading.origin is Origin.DOCUMENT:
            yield from _rights(pack, reading)
            yield from pack_documents.findings(pack, reading)
        yield from _due(pack, reading)
        yield from _review(pack, reading, today)
    yield from _narrower(pack)


def _doubles(pack: Pack) -> Iterator[Finding]:
    """Yield a finding about every reading that an earlier one stands in the way of."""
    files = [(reading, reading.path.resolve()) for reading in pack.readings]
    for (earlier, path), (later, other) in combinations(files, 2):
        line = earlier.place.line
        if earlier.identifier == later.identifier:
            message = f'the reading on line {line} has the id "{later.identifier}", too'
            yield places.finding(pack.source, "pack-id-twice", _at(later, "id"), message)
        if path == other and _has_same_pages(earlier, later):
            message = f'"{later.name}" is already the reading on line {line}'
            yield places.finding(
                pack.source, "pack-reading-twice", _at(later, later.origin.value), message
            )
        elif _stem(earlier) and _stem(earlier) == _stem(later):
            message = f'"{later.name}" and "{earlier.name}" would have editions of the same names'
            yield places.finding(pack.source, "pack-stem-twice", _at(later, "article"), message)


def _has_same_pages(earlier: Reading, later: Reading) -> bool:
    """Tell whether two readings of one file have pages in common, as those without pages have."""
    return any(
        first <= (end if end is not None else LAST)
        and start <= (last if last is not None else LAST)
        for first, last in earlier.page_indices or ((0, None),)
        for start, end in later.page_indices or ((0, None),)
    )


def _stem(reading: Reading) -> str:
    """Return what the editions of an article begin with, as file systems compare names."""
    return reading.stem.casefold() if reading.origin is Origin.ARTICLE else ""


def _rights(pack: Pack, reading: Reading) -> Iterator[Finding]:
    """Yield what is missing or doubtful about the rights in somebody else's PDF."""
    rights = reading.rights
    if not rights.licence and not rights.permission:
        message = f'nobody says by which right "{reading.title}" is copied'
        yield places.finding(
            pack.source, "pack-rights-missing", _at(reading, "rights"), message, RIGHTS
        )
    elif not (rights.holder or reading.authors or is_waived(rights.licence)):
        message = f'nobody says who holds the copyright in "{reading.title}"'
        yield places.finding(
            pack.source, "pack-rights-missing", _at(reading, "rights"), message, 'holder: "..."'
        )
    if (
        reading.page_indices
        and not rights.permission
        and "ND" in (conditions(rights.licence) or ())
    ):
        message = f'{rights.licence} lets "{reading.title}" be shared as a whole only'
        yield places.finding(pack.source, "pack-parts-forbidden", _at(reading, "pages"), message)


def _due(pack: Pack, reading: Reading) -> Iterator[Finding]:
    """Yield a finding when *reading* is due before its pack is there."""
    dated = pack.metadata.date
    if reading.due and last_day(reading.due) < dated:
        message = f"it is due on {reading.due.isoformat()}; the pack is of {dated.isoformat()}"
        yield places.finding(pack.source, "pack-due-early", _at(reading, "due"), message)


def _review(pack: Pack, reading: Reading, today: dt.date) -> Iterator[Finding]:
    """Yield a finding when the review of an article is overdue."""
    due = reading.front_matter.review_due if reading.front_matter else None
    if due and last_day(due) < today:
        message = f'the review of "{reading.name}" was due on {due.isoformat()}'
        yield places.finding(pack.source, "pack-review-overdue", _at(reading, "article"), message)


def _narrower(pack: Pack) -> Iterator[Finding]:
    """Yield one finding about all readings that allow less than the pack says of itself."""
    licence = pack.metadata.license or ""
    named = [f"{r.name} ({_right(r)})" for r in pack.readings if allows_less(_right(r), licence)]
    if not named:
        return
    shown = ", ".join(named[:MOST_NAMED])
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    message = f"{licence} is more than these readings allow: {shown}{more}"
    at = pack.places.get("license", pack.source.at(1))
    yield places.finding(pack.source, "pack-licence-narrower", at, message)


def _right(reading: Reading) -> str:
    """Return by which licence *reading* is there, else how; a note is the pack's own."""
    own = reading.front_matter.license if reading.front_matter else None
    if reading.rights.licence or own:
        return reading.rights.licence or own or ""
    if reading.origin is Origin.NOTE:
        return "CC0-1.0"
    return "by permission" if reading.rights.permission else "no licence"


def _at(reading: Reading, key: str) -> Place:
    """Return where *reading* says *key*, or where its entry stands when it does not."""
    return reading.places.get(key, reading.place)
