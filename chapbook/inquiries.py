"""Commands that answer a question about this program, or about finished files."""

from chapbook import publish, report, surroundings
from chapbook.commandline import Request
from chapbook.errors import ExitCode
from chapbook.settings import ROOT


def gate(request: Request) -> report.Outcome:
    """Put everything in ``output/`` before every judge from outside; write the report there.

    Raises:
        ChapbookError: Nothing of the article was built, or ``output/`` cannot be written.
    """
    from chapbook import audit

    settings = request.settings
    output, stem = settings.output, surroundings.work_stem(settings)
    publish.recover(output)
    say = report.progress(settings.article.name)
    say("checking")
    manifest = publish.read_manifest(output) or publish.Manifest()
    found = audit.audit(output, manifest, stem)
    with publish.desk(output) as desk:
        say("writing the report")
        found, pages = audit.reported(output, desk, manifest, found)
        published = publish.release(output, desk, [], root=ROOT, shared=pages)
    names = [name for name in (audit.PAGE, audit.RECORD) if name in published.shared]
    reports = [str(output / name) for name in names]
    return report.Outcome(
        text="\n".join(audit.told(found.verdicts(stem), reports)),
        data=audit.data(found),
        exit_code=audit.status(found.verdicts(stem), all_required=request.require_all),
    )


def info(_: Request) -> report.Outcome:
    """Say what is installed, which version, and what is missing."""
    return report.about(surroundings.everything(), surroundings.lacking())


def schema(request: Request) -> report.Outcome:
    """Print the JSON Schema of the front matter, or of the file of a pack."""
    from chapbook.begin import pack_schema
    from chapbook.begin import schema as front_matter

    keys = pack_schema if request.of_pack else front_matter
    return report.Outcome(text=keys.text(), data=keys.schema())


def explain(request: Request) -> report.Outcome:
    """Tell all about one code of a finding, or name all of them.

    Raises:
        ChapbookError: There is no such code.
    """
    return report.pages(request.code)


def which_version(request: Request) -> report.Outcome:
    """Tell which version a sheet is, and what has changed since.

    Raises:
        ChapbookError: There is no such file, mark or folder.
    """
    from chapbook.versions import answer

    found = answer.answer(request.question)
    return report.Outcome(
        text="\n".join(found.told()),
        data=found.data(),
        exit_code=ExitCode.OK if found.matches else ExitCode.FINDINGS,
    )


def what_is_due(request: Request) -> report.Outcome:
    """List the articles of a folder whose review is overdue or falls due soon.

    Raises:
        ChapbookError: There is no such folder.
    """
    from chapbook.versions import due

    found = due.calendar(request.question)
    return report.Outcome(
        text="\n".join(found.told()),
        data=found.data(),
        exit_code=ExitCode.EXPIRED if found.is_past else ExitCode.OK,
    )
