#!/usr/bin/env python3
"""Turn one Markdown article into every edition of it.

    load -> validate -> cite -> render -> verify -> publish

Each step is a part of ``chapbook`` of the same name.  A step takes what the step
before it made and changes nothing else; only this file knows the order.  Heavy
libraries are imported by the steps that need them, so that "unchanged" comes at once.
"""

import gc
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from chapbook import clinics, commandline, expiry, inquiries, keepers, publish, report, surroundings
from chapbook.arguments import Command
from chapbook.commandline import Request
from chapbook.editions import EDITIONS
from chapbook.errors import ChapbookError, ExitCode
from chapbook.report import expired, packing
from chapbook.settings import ROOT

if TYPE_CHECKING:
    from chapbook.findings import Finding
    from chapbook.model import Article, Manuscript
    from chapbook.pagemap import PageMap


def build(request: Request) -> report.Outcome:
    """Make the editions that *request* asks for, and publish all of them or none.

    Raises:
        ChapbookError: An input, a tool or a finished file is at fault; ``output/`` is
            then exactly as it was before.
    """
    settings = request.settings
    if settings.draft:
        return draft(request)
    if settings.clinics and not settings.clinic:
        return clinics.each(request, build)
    publish.recover(settings.output)
    # What stands keeps no findings; a log of them needs a build.
    if not request.telling.sarif and (standing := surroundings.standing(settings)):
        rows = expiry.settled(settings, standing.expires)[1]
        return expired.told(report.unchanged(settings, standing), rows)
    from chapbook import audit, findings, grade, render, shelf, validate, verify  # heavy

    say = report.progress(settings.article.name)
    say("reading")
    ready = render.getting_ready(settings.editions)
    manuscript, found = _judged(settings.article, settings.theme)
    article = _article(settings.article, settings.theme)
    allowed, due = manuscript.metadata.allow, manuscript.metadata.review_due
    settings, withheld = expiry.settled(settings, due)
    withdrawn = surroundings.withdrawn(settings, due)
    if withheld or withdrawn:
        found += (validate.expired(manuscript, [row.name for row in withheld], withdrawn),)
    with publish.desk(settings.output) as desk:
        jobs = [
            (row, settings.bench(desk, row, article.metadata.paper)) for row in settings.editions
        ]
        made = []
        ready.join()
        pages = _page_map(settings.article, settings.theme) if settings.clinic else None
        for (row, _), rendering in zip(jobs, render.editions(article, jobs, pages), strict=True):
            say(row.name)
            made.append(rendering)
        say("checking")
        built = [rendering.built for rendering in made if rendering.built]
        shown = replace(article, is_expired=settings.is_expired)
        found += (*(f for r in made for f in r.findings), *verify.findings(shown, built))
        found += tuple(grade.findings(manuscript, built))
        found += tuple(
            validate.unused_allowances(allowed, found, validate.allowance_place(manuscript))
        )
        found = findings.stop_at(found, allowed)
        about = shelf.about(article)
        publication = surroundings.publication(settings, manuscript, article, built, about)
        shared = audit.pages(settings.output, desk)
        manifest = publish.release(settings.output, desk, [publication], root=ROOT, shared=shared)
    return expired.told(report.built(settings, manifest, found), withheld, withdrawn)


@lru_cache(maxsize=1)
def _judged(path: Path, theme: str | None = None) -> "tuple[Manuscript, tuple[Finding, ...]]":
    """Return the article *path* as it was read, and notes on it; once for all clinics.

    Raises:
        ChapbookError: The article has findings that stop the build, or a tool is at fault.
    """
    from chapbook import findings, load, validate

    manuscript = load.manuscript(path, theme)
    judged = [*manuscript.findings, *validate.findings(manuscript)]
    return manuscript, findings.stop_at(judged, manuscript.metadata.allow)


@lru_cache(maxsize=1)
def _page_map(path: Path, theme: str | None) -> "PageMap":
    """Return what stands on which page of print; once for all clinics."""
    from chapbook import render

    return render.page_map(_article(path, theme))


@lru_cache(maxsize=1)
def _article(path: Path, theme: str | None = None) -> "Article":
    """Return what every edition of the article *path* is made from; once for all clinics.

    Raises:
        ChapbookError: As ``_judged`` does.
    """
    from chapbook import cite

    return cite.article(_judged(path, theme)[0])


def pack(request: Request) -> report.Outcome:
    """Build the articles of a pack, join them with its other readings, publish all or nothing.

    Raises:
        ChapbookError: As ``build`` does, for the pack or for one of its articles.
    """
    settings = request.settings
    publish.recover(settings.output)
    from chapbook import audit, bundle, findings, verify
    from chapbook.course import published, readings
    from chapbook.load import pack as loading
    from chapbook.validate import pack as judging

    pack = loading.pack(settings.article)
    allowed = pack.metadata.allow
    found = findings.stop_at([*pack.findings, *judging.findings(pack, settings.today)], allowed)
    found += readings.built(pack, request, build)
    if standing := published.standing(pack, settings):
        return packing.unchanged(settings, standing, found)
    report.progress(settings.article.name)("binding")
    with publish.desk(settings.output) as desk:
        bound = readings.bound(pack, settings, desk, bundle.other)
        asked, kept = readings.able(bound, settings.pack_editions), published.kept()
        jobs = bundle.jobs(pack, asked, settings.paper, desk, kept)
        ready = partial(verify.ready, bound, asked, kept)
        made = bundle.editions(bound, jobs, ready, partial(audit.ready, settings.output, desk))
        built = [bundled.built for _, bundled in made if bundled.built]
        found += (*(f for _, b in made for f in b.findings), *verify.of_pack(bound, built, kept))
        found = findings.stop_at(found, allowed)
        publication = published.publication(pack, settings, built)
        shared = audit.pages(settings.output, desk)
        manifest = publish.release(settings.output, desk, [publication], root=ROOT, shared=shared)
    return packing.built(settings, manifest.packs[pack.stem], found)


def draft(request: Request) -> report.Outcome:
    """Make pages of an article whatever its findings, with all of them shown; publish nothing.

    Raises:
        ChapbookError: There is no text to show, or a tool is at fault.
    """
    settings = request.settings
    publish.recover(settings.output)
    from chapbook import cite, findings, grade, load, render, validate, verify
    from chapbook import draft as drafts
    from chapbook.render import draft as rows

    say = report.progress(settings.article.name)
    say("reading")
    settings = replace(settings, editions=rows.of_draft(settings.editions))
    manuscript = load.manuscript(settings.article, settings.theme)
    judged = [*manuscript.findings, *validate.findings(manuscript)]
    found = findings.in_order([*judged, *grade.findings(manuscript)])
    drafts.refused(manuscript, found)
    ready = render.getting_ready(settings.editions)
    shown, found = drafts.annotated(manuscript, found)
    cited = cite.article(shown)
    ready.join()
    with publish.desk(settings.output) as desk:
        for _ in range(2):  # again when making it found more that is to be counted
            article = drafts.stamped(cited, found)
            jobs = [
                (row, settings.bench(desk, row, article.metadata.paper))
                for row in settings.editions
            ]
            say("drawing")
            made = list(render.editions(article, jobs))
            built = [rendering.built for rendering in made if rendering.built]
            printed = [b for b in built if EDITIONS[b.edition].has_own_pages]
            said = [f for r in made for f in r.findings]
            late = drafts.late([*said, *verify.findings(article, printed)], found)
            found = (*found, *late)
            if not late:
                break
        publication = surroundings.publication(settings, manuscript, article, built, {})
        manifest = publish.release(settings.output, desk, [publication], root=ROOT)
    return report.drafted(settings, manifest, found)


def check(request: Request) -> report.Outcome:
    """Say what is wrong with the article and with its finished files, building nothing.

    Raises:
        ChapbookError: The article has findings that would stop a build, or a finished
            file does not stand as it was published.
    """
    from chapbook import findings, grade, load, validate, verify

    settings = request.settings
    manuscript = load.manuscript(settings.article)
    judged = [*manuscript.findings, *validate.findings(manuscript), *grade.findings(manuscript)]
    found = findings.stop_at(judged, manuscript.metadata.allow)
    verdicts = verify.published(settings.output, publish.read_manifest(settings.output), manuscript)
    return report.checked(settings, found, verdicts)


def how_to_cite(request: Request) -> report.Outcome:
    """Write one citation of the article, or of its original, as the editions print it.

    Raises:
        ChapbookError: The article has findings that would stop a build, or there is no
            such style, no original, or no such part.
    """
    from chapbook import citing, render
    from chapbook.render import record

    path = request.settings.article
    ready = citing.Ready(_judged(path)[0], partial(_article, path), render.page_map, record.single)
    return citing.cited(request.wanted, ready)


def reading(request: Request) -> report.Outcome:
    """Say how hard to read each edition is, part by part, and which sentences are the hardest."""
    from chapbook import load
    from chapbook.grade import telling

    manuscript = load.manuscript(request.settings.article)
    return report.Outcome(text="\n".join(telling.lines(manuscript)), data=telling.data(manuscript))


def new(request: Request) -> report.Outcome:
    """Write an article to begin with, and say what is still to be filled in.

    Raises:
        ChapbookError: An answer is impossible, a document cannot be read, or a file of
            the new article is there already.
    """
    from chapbook import findings, load, validate
    from chapbook.begin import convert, starter

    said = request.beginning
    begun = convert.begin(said) if said.source else starter.begin(said)
    manuscript = load.manuscript(begun.article)
    found = findings.in_order([*manuscript.findings, *validate.findings(manuscript)])
    return report.begun(begun.told(), begun.data(), found)


def _of_judged(do: Callable[..., report.Outcome], request: Request) -> report.Outcome:
    """Do what *do* does with an article that has no finding which stops a build."""
    return do(request, *_judged(request.settings.article))


COMMANDS: dict[Command, Callable[[Request], report.Outcome]] = {
    Command.BUILD: build,
    Command.PACK: pack,
    Command.CHECK: check,
    Command.AUDIT: inquiries.gate,
    Command.CITE: how_to_cite,
    Command.GRADE: reading,
    Command.INFO: inquiries.info,
    Command.EXPLAIN: inquiries.explain,
    Command.NEW: new,
    Command.SCHEMA: inquiries.schema,
    Command.SIGN: partial(_of_judged, keepers.sign),
    Command.RELEASE: partial(_of_judged, keepers.release),
    Command.VERIFY: inquiries.which_version,
    Command.DUE: inquiries.what_is_due,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status, a value of ``errors.ExitCode``."""
    gc.disable()  # a command ends before there is garbage worth collecting: a tenth of the time
    request = commandline.request(argv)
    for kept in (_judged, _page_map, _article):
        kept.cache_clear()  # of one run: the article may have another text by now
    try:
        surroundings.enter_virtual_environment(needed=request.command is not Command.INFO)
        outcome = COMMANDS[request.command](request)
    except ChapbookError as error:
        return report.failure(error, request)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return report.success(outcome, request)


if __name__ == "__main__":
    status = main()
    gc.freeze()  # Python looks for garbage once more as it ends: a fifth of a second after a pack
    raise SystemExit(status)
