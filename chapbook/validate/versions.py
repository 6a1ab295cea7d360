"""Whether a version that was released still has the words that it had then."""

import re
from collections.abc import Collection, Iterator

from chapbook.findings import Finding
from chapbook.frozen import Frozen, Occasion
from chapbook.model import Manuscript
from chapbook.tools import changes, keyplace, store
from chapbook.validate import places

MOST_NAMED = 2
"""So many of the passages that differ are quoted."""

LENGTH = 48
"""The most characters that are quoted of one."""

_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield a finding when the article's version was released with another text."""
    version = manuscript.metadata.version
    for released in manuscript.versions:
        if released.occasion is not Occasion.RELEASED or released.version is None:
            continue
        if released.version != version:
            continue
        now = store.freeze(manuscript, Occasion.RELEASED)
        if now.content_hash != released.content_hash:
            at = keyplace.place(manuscript, "version")
            message = f"version {version} was released with other words: {_told(released, now)}"
            found = places.finding(
                manuscript.source, "version-changed", at, message, _remedy(released.version)
            )
            mark = '"' if found.excerpt[at.column - 1 :].startswith('"') else ""
            old, new = (f"{mark}{text}{mark}" for text in (version, raised(released.version)))
            yield places.exchange(found, old, new)


def expired(
    manuscript: Manuscript, withheld: Collection[str], withdrawn: Collection[str]
) -> Finding:
    """Return the notice that handouts are not made, because their review is overdue.

    Args:
        manuscript: An article with ``review-due``.
        withheld: The editions that were asked for.
        withdrawn: Those that stood there and were taken away, as the manifest names them.
    """
    due = manuscript.metadata.review_due
    said = [f"not made: {', '.join(sorted(withheld))}"] if withheld else []
    said += [f"taken out of output/: {', '.join(sorted(withdrawn))}"] if withdrawn else []
    message = f"the review was due {due.isoformat() if due else ''}; {'; '.join(said)}"
    at = keyplace.place(manuscript, "review-due")
    return places.finding(manuscript.source, "handout-expired", at, message)


def raised(version: str) -> str:
    """Return the version after *version*: 1.0 becomes 1.1; one without a number gets one."""
    match = _LAST_NUMBER.search(version)
    if match is None:
        return f"{version} 2"
    number = str(int(match[0]) + 1).zfill(len(match[0]))
    return version[: match.start()] + number + version[match.end() :]


def _remedy(version: str) -> str:
    """Return the line to write in place of the one that names *version*."""
    return f'version: "{raised(version)}"'


def _told(released: Frozen, now: Frozen) -> str:
    """Return how much differs, and the first of it."""
    found = changes.between(released, now)
    named = "; ".join(_named(change) for change in found[:MOST_NAMED])
    more = f"; and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    return f"{named}{more}" if found else "marks that are not read have changed"


def _named(change: changes.Change) -> str:
    """Return *change* in a few words."""
    text = change.after or change.before
    short = text if len(text) <= LENGTH else text[:LENGTH].rsplit(" ", 1)[0] + " …"
    return f'{change.kind.value} "{short}"' + (f" ({change.where})" if change.where else "")
