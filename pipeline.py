#!/usr/bin/env python3
"""Turn one Markdown article into every edition of it.

    load -> validate -> cite -> render -> verify -> publish

Each step is a part of ``chapbook`` of the same name.  A step takes what the step
before it made and changes nothing else; only this file knows the order.  Heavy
libraries are imported by the steps that need them, so that "unchanged" comes at once.
"""

import gc
from collections.abc import Sequence
from dataclasses import replace

from chapbook import commandline, publish, report, surroundings
from chapbook.commandline import Command, Request
from chapbook.editions import EDITIONS
from chapbook.errors import ChapbookError, ExitCode
from chapbook.settings import ROOT


def build(request: Request) -> report.Outcome:
    """Make the editions that *request* asks for, and publish all of them or none.

    Raises:
        ChapbookError: An input, a tool or a finished file is at fault; ``output/`` is
            then exactly as it was before.
    """
    settings = request.settings
    if settings.draft:
        return draft(request)
    publish.recover(settings.output)
    # What stands keeps no findings; a log of them needs a build.
    if not request.telling.sarif and (standing := surroundings.standing(settings)):
        return report.unchanged(settings, standing)

    gc.disable()  # a build ends before there is garbage worth collecting: a tenth of the time
    from chapbook import cite, findings, load, render, shelf, validate, verify  # heavy

    say = report.progress(settings.article.name)
    say("reading")
    manuscript = load.manuscript(settings.article, settings.theme)
    ready = render.getting_ready(settings.editions)
    allowed = manuscript.metadata.allow
    found = findings.stop_at([*manuscript.findings, *validate.findings(manuscript)], allowed)
    article = cite.article(manuscript)
    with publish.desk(settings.output) as desk:
        jobs = [
            (row, settings.bench(desk, row, article.metadata.paper)) for row in settings.editions
        ]
        made = []
        ready.join()
        for (row, _), rendering in zip(jobs, render.editions(article, jobs), strict=True):
            say(row.name)
            made.append(rendering)
        say("checking")
        built = [rendering.built for rendering in made if rendering.built]
        found += (*(f for r in made for f in r.findings), *verify.findings(article, built))
        found += tuple(
            validate.unused_allowances(allowed, found, validate.allowance_place(manuscript))
        )
        found = findings.stop_at(found, allowed)
        about = shelf.about(article)
        publication = surroundings.publication(settings, manuscript, article, built, about)
        index = shelf.maker(settings.output, desk, shelf.page)
        manifest = publish.release(settings.output, desk, [publication], root=ROOT, shared=index)
    return report.built(settings, manifest, found)


def draft(request: Request) -> report.Outcome:
    """Make pages of an article whatever its findings, with all of them shown; publish nothing.

    Raises:
        ChapbookError: There is no text to show, or a tool is at fault.
    """
    settings = request.settings
    publish.recover(settings.output)
    gc.disable()  # as above
    from chapbook import cite, findings, load, render, validate, verify
    from chapbook import draft as drafts
    from chapbook.render import draft as rows

    say = report.progress(settings.article.name)
    say("reading")
    settings = replace(settings, editions=rows.of_draft(settings.editions))
    manuscript = load.manuscript(settings.article, settings.theme)
    found = findings.in_order([*manuscript.findings, *validate.findings(manuscript)])
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
    from chapbook import findings, load, validate, verify

    settings = request.settings
    manuscript = load.manuscript(settings.article)
    judged = [*manuscript.findings, *validate.findings(manuscript)]
    found = findings.stop_at(judged, manuscript.metadata.allow)
    verdicts = verify.published(settings.output, publish.read_manifest(settings.output), manuscript)
    return report.checked(settings, found, verdicts)


def how_to_cite(request: Request) -> report.Outcome:
    """Write one citation of the article, or of its original, as the editions print it.

    Raises:
        ChapbookError: The article has findings that would stop a build, or there is no
            such style, no original, or no such part.
    """
    from chapbook import cite, findings, load, render, validate
    from chapbook.cite import single
    from chapbook.render import record

    wanted, form = request.wanted, request.wanted.form.value
    manuscript = load.manuscript(request.settings.article)
    judged = [*manuscript.findings, *validate.findings(manuscript)]
    findings.stop_at(judged, manuscript.metadata.allow)
    if form in record.FORMS:
        item = single.subject(manuscript, original=wanted.original)
        return report.cited(None, form, record.single(item, form))
    style = wanted.style or manuscript.metadata.citation_style
    suffix = ""
    if wanted.part:
        article = cite.article(manuscript)
        pages = render.page_map(article) if wanted.edition.has_own_pages else {}
        suffix = single.locator(article, wanted.part, pages)
    citation = single.citation(manuscript, style, original=wanted.original, suffix=suffix)
    if wanted.in_text or wanted.part:
        citation = single.in_text(citation)
    return report.cited(style, form, single.FORMS[form](citation))


def info(_: Request) -> report.Outcome:
    """Say what is installed, which version, and what is missing."""
    return report.about(surroundings.everything(), surroundings.lacking())


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


def schema(_: Request) -> report.Outcome:
    """Print the JSON Schema of the front matter."""
    from chapbook.begin import schema as keys

    return report.Outcome(text=keys.text(), data=keys.schema())


def explain(request: Request) -> report.Outcome:
    """Tell all about one code of a finding, or name all of them.

    Raises:
        ChapbookError: There is no such code.
    """
    return report.pages(request.code)


COMMANDS = {
    Command.BUILD: build,
    Command.CHECK: check,
    Command.CITE: how_to_cite,
    Command.INFO: info,
    Command.EXPLAIN: explain,
    Command.NEW: new,
    Command.SCHEMA: schema,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status, a value of ``errors.ExitCode``."""
    request = commandline.request(argv)
    try:
        surroundings.enter_virtual_environment(needed=request.command is not Command.INFO)
        outcome = COMMANDS[request.command](request)
    except ChapbookError as error:
        return report.failure(error, request)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return report.success(outcome, request)


if __name__ == "__main__":
    raise SystemExit(main())
