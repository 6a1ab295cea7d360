"""The readings of a pack: which editions of them it needs, their builds, their finished files."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from chapbook import publish, report
from chapbook.commandline import Request
from chapbook.editions import EDITIONS, Edition, stem, with_sources
from chapbook.errors import OutputError
from chapbook.findings import ContentError, Finding
from chapbook.pack import BoundPack, BoundReading, Origin, Pack, Reading
from chapbook.packs import PACK_EDITIONS, Binder, PackEdition
from chapbook.settings import Settings

IN_CARTRIDGES = {Binder.CARTRIDGE, Binder.SCORM}
"""What holds the editions that a reading names, whatever they are."""


NEW_OBJECTS = 100_000
"""So many are worth going through all there are: a build leaves more, one that stands fewer."""


def rows(names: Sequence[str]) -> tuple[PackEdition, ...]:
    """Return the rows called *names*, those that they rest on among them, in their order."""
    wanted = set(names)
    for row in reversed(PACK_EDITIONS.values()):
        if row.name in wanted and row.rests_on:
            wanted.add(row.rests_on)
    return tuple(row for row in PACK_EDITIONS.values() if row.name in wanted)


def needed(reading: Reading, asked: Sequence[PackEdition]) -> tuple[Edition, ...]:
    """Return the editions of the article *reading* that *asked* are made of."""
    names = {"reading", *(row.made_of for row in asked if row.made_of)}
    if any(row.binder in IN_CARTRIDGES for row in asked):
        names |= set(reading.editions)
    return tuple(row for name, row in EDITIONS.items() if name in with_sources(names))


def built(
    pack: Pack, request: Request, build: Callable[[Request], report.Outcome]
) -> tuple[Finding, ...]:
    """Build what *pack* needs of each of its articles, and return the notes on them.

    Raises:
        ContentError: Articles have findings that stop a build; those of all of them are told.
        ChapbookError: As ``build`` does.
    """
    articles = [reading for reading in pack.readings if reading.origin is Origin.ARTICLE]
    noted: list[Finding] = []
    stopped: list[Finding] = []
    for number, reading in enumerate(articles, 1):
        report.advance(number, len(articles), reading.name)
        try:
            outcome = build(replace(request, settings=of_article(request.settings, reading, pack)))
        except ContentError as error:
            stopped += _from_pack(error.findings, reading, pack)
        else:
            noted += _from_pack(outcome.findings, reading, pack)
        if gc.get_count()[0] > NEW_OBJECTS:
            gc.collect()
    if stopped:
        raise ContentError(stopped)
    return tuple(noted)


def of_article(settings: Settings, reading: Reading, pack: Pack) -> Settings:
    """Return *settings* for the build of one article of *pack*, on the pack's paper."""
    return replace(
        settings,
        article=reading.path,
        editions=needed(reading, rows(settings.pack_editions)),
        paper=settings.paper or pack.metadata.paper,
    )


def _from_pack(findings: Sequence[Finding], reading: Reading, pack: Pack) -> Iterator[Finding]:
    """Yield *findings* of an article with their files as seen from the pack's folder."""
    for finding in findings:
        path = reading.path.parent / finding.place.file
        file = Path(os.path.relpath(path, pack.path.absolute().parent)).as_posix()
        yield replace(finding, place=replace(finding.place, file=file))


Other = Callable[[Reading, Pack, Path], BoundReading]
"""Gives a reading that is no article what is known of it, and its file, perhaps on the desk."""


def bound(pack: Pack, settings: Settings, desk: Path, other: Other) -> BoundPack:
    """Return *pack* with the records and finished files of its readings.

    Args:
        pack: Its articles are built.
        settings: Of this run.
        desk: Where copies of other people's PDFs may be put.
        other: For readings that are no articles.

    Raises:
        OutputError: What was built is not there any more.
        ToolError: A PDF cannot be read.
    """
    manifest = publish.read_manifest(settings.output)
    return BoundPack(
        pack=pack,
        readings=tuple(
            _bound(each, pack, settings, manifest)
            if each.origin is Origin.ARTICLE
            else other(each, pack, desk)
            for each in pack.readings
        ),
    )


def _bound(
    reading: Reading, pack: Pack, settings: Settings, manifest: publish.Manifest | None
) -> BoundReading:
    """Return an article with its record and its files."""
    from chapbook.tools import records

    found = files(reading, pack, settings, manifest)
    if "reading" not in found:
        raise OutputError(f"{settings.output} lacks {reading.name}", fix="Build the pack again.")
    return BoundReading(reading=reading, record=records.read(found["reading"]), files=found)


def files(
    reading: Reading, pack: Pack, settings: Settings, manifest: publish.Manifest | None
) -> dict[str, Path]:
    """Return the finished files of an article of *pack* by the names of their editions."""
    work = manifest.articles.get(stem(reading.path)) if manifest else None
    if work is None or reading.origin is not Origin.ARTICLE:
        return {}
    its, found = of_article(settings, reading, pack), {}
    for row in its.editions:
        edition = work.editions.get(its.variant(row, work.own_paper))
        for name in list(edition.files)[:1] if edition else []:
            found[row.name] = settings.output / name
    return found


def able(bound: BoundPack, names: Sequence[str]) -> tuple[PackEdition, ...]:
    """Return the rows called *names*, and what they rest on, for which no article lacks its part.

    A handout of an article whose review is overdue was withheld; the build of the article says so.
    """
    articles = [each for each in bound.readings if each.reading.origin is Origin.ARTICLE]
    kept = [
        row
        for row in rows(names)
        if not row.made_of or all(row.made_of in each.files for each in articles)
    ]
    there = {row.name for row in kept}
    return tuple(row for row in kept if not row.rests_on or row.rests_on in there)
