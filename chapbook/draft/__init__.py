"""The stage that a draft takes instead of stopping: stand-ins, notes at their places, a stamp.

    sound        what the later stages cannot do without, put in visibly
    annotated    a note in the text for each finding that has a place in it
    stamped      the list of all findings at the end, and what every page says

A draft is made from the same article by the same stages; nothing of it is published as the
article: it goes without address, and its title says what it is.
"""

from collections.abc import Iterable, Sequence

from chapbook.codes import Severity
from chapbook.draft import listing, notes, places, stand_ins
from chapbook.findings import ContentError, Draft, Finding, in_order
from chapbook.model import Article, Manuscript

__all__ = ["annotated", "late", "refused", "stamped"]

NO_DRAFT = {"edition-unlike", "edition-invalid", "claim-dropped"}
"""Codes of findings about what a published file promises; a draft promises nothing."""

HOPELESS = {"file-encoding", "article-empty"}
"""Findings after which there is nothing to show, if they are about the article itself."""


def refused(manuscript: Manuscript, found: Sequence[Finding]) -> None:
    """Stop where there is no text to show.

    Raises:
        ContentError: The article cannot be decoded, or says nothing.
    """
    names = {manuscript.path.name, manuscript.source.name}
    if any(f.code in HOPELESS and f.place.file in names for f in found):
        raise ContentError(found)


def annotated(
    manuscript: Manuscript, found: Sequence[Finding]
) -> tuple[Manuscript, tuple[Finding, ...]]:
    """Return *manuscript* as far as it can be set, with a note for each finding in its text.

    Returns:
        The manuscript, and *found* in reading order: the index of a finding plus one is its
        number in the notes and in the list.
    """
    sound = stand_ins.sound(manuscript, found)
    spots = places.of(found, sound.blocks, sound.source)
    ordered = tuple(sorted(found, key=lambda f: places.reading_order(f, spots.get(f), sound)))
    numbers = {finding: number for number, finding in enumerate(ordered, 1)}
    return notes.placed(sound, spots, numbers), ordered


def late(found: Iterable[Finding], known: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return what making and reading the editions *found* and nobody had *known*, in order.

    Notes about editions that an article has nothing for are no findings of a draft, nor is
    what it lacks because it is one.
    """
    new = (f for f in in_order(found) if f not in known and f.code not in NO_DRAFT)
    return tuple(f for f in new if f.severity is not Severity.NOTE)


def stamped(article: Article, found: Sequence[Finding]) -> Article:
    """Return *article* as a draft with *found*, which are in reading order.

    Args:
        article: Made from what ``annotated`` returned.
        found: The same findings, and those that are only known now.
    """
    labels = dict(article.labels)
    stamp = labels["draft-findings"].format(count=len(found))
    article = stand_ins.without_dead_links(listing.added(article, found, stamp))
    return stand_ins.unpublished(article, Draft(stamp=stamp, findings=tuple(found)))
