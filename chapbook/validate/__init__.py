"""The second stage: everything that can be known to be wrong before rendering.

Each module judges one thing and yields findings; none changes the manuscript.
"""

from collections.abc import Callable, Collection, Iterable, Iterator

from chapbook.findings import Finding, Place
from chapbook.model import Manuscript
from chapbook.tools import keyplace
from chapbook.validate import (
    alternatives,
    citations,
    formulas,
    glyphs,
    headings,
    identifiers,
    keys,
    links,
    parts,
    raw,
    references,
    resolution,
    themes,
    undefined,
    versions,
)

CHECKS: tuple[Callable[[Manuscript], Iterator[Finding]], ...] = (
    keys.findings,
    versions.findings,
    themes.findings,
    headings.findings,
    citations.findings,
    references.findings,
    alternatives.findings,
    resolution.findings,
    identifiers.findings,
    links.findings,
    undefined.findings,
    raw.findings,
    formulas.findings,
    parts.findings,
    glyphs.findings,
)
"""Every check, in the order in which a reader would want to mend what it finds."""


def findings(manuscript: Manuscript) -> list[Finding]:
    """Return what is wrong with *manuscript*, beyond what reading it found.

    Of a file that could not be decoded nothing more can be said.
    """
    if any(f.code == "file-encoding" and _is_article(manuscript, f) for f in manuscript.findings):
        return []
    return [finding for check in CHECKS for finding in check(manuscript)]


def unused_allowances(
    allowed: Collection[str], found: Iterable[Finding], at: Place
) -> list[Finding]:
    """Return a finding for each allowed code that none of *found* has.

    Args:
        allowed: The codes of the front matter's ``allow``.
        found: All findings of a run, those on finished files included.
        at: Where the front matter says ``allow``; see ``allowance_place``.
    """
    seen = {finding.code for finding in found}
    return [
        Finding(code="allow-unused", place=at, message=f'nothing triggers "{code}"')
        for code in dict.fromkeys(allowed)
        if keys.is_allowable(code) and code not in seen
    ]


def allowance_place(manuscript: Manuscript) -> Place:
    """Return where the front matter of *manuscript* says ``allow``."""
    return keyplace.place(manuscript, "allow")


def expired(
    manuscript: Manuscript, withheld: Collection[str], withdrawn: Collection[str]
) -> Finding:
    """Return the notice that handouts are not made; see ``versions.expired``."""
    return versions.expired(manuscript, withheld, withdrawn)


def _is_article(manuscript: Manuscript, finding: Finding) -> bool:
    """Tell whether *finding* is about the article's own file."""
    return finding.place.file == manuscript.source.name
