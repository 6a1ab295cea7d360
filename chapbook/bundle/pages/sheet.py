"""The rights sheet alone, for the print shop and the copyright office: on paper, or as a table."""

from chapbook.bundle import rights
from chapbook.bundle.job import Bundled, Job
from chapbook.bundle.pages import back, front
from chapbook.bundle.pages.printing import colophon, job_of
from chapbook.findings import Place
from chapbook.model import BuiltEdition
from chapbook.pack import BoundPack, Pack
from chapbook.packs import PackEdition
from chapbook.tools import jinja, pdf, sheets, weasy


def make(bound: BoundPack, row: PackEdition, job: Job) -> Bundled:
    """Make the rights sheet of *bound*: pages where *row* has a template, else a table.

    Raises:
        MissingToolError: Pango is not installed.
    """
    if row.template:
        return _printed(bound, row, job)
    text = rights.table(rights.rows(bound, job.folios))
    job.path.write_text(text, "utf-8", newline="")
    return Bundled(built=BuiltEdition(edition=row.name, path=job.path, name=job.name))


def _printed(bound: BoundPack, row: PackEdition, job: Job) -> Bundled:
    """Return the sheet on paper."""
    pack = bound.pack
    title = f"{pack.labels['pack-rights']} · {pack.metadata.title}"
    printed = {
        **front.head(bound),
        "title": title,
        "is_listed": False,
        "facts": list(back.facts(bound, job.folios)),
        "sheet": back.sheet(rights.rows(bound, job.folios), pack.labels),
    }
    html = jinja.render(row.template, printed)
    layout = weasy.layout(job_of(pack, row, html, job.paper, _numbered(pack)))
    broken = pdf.finish(layout.pdf(), colophon(pack, title), job.path)
    built = BuiltEdition(
        edition=row.name,
        path=job.path,
        name=job.name,
        page_count=layout.page_count,
        paper=job.paper,
    )
    place = Place(file=pack.path.name)
    found = sheets.findings(row.name, place, layout.remarks, broken)
    return Bundled(built=built, findings=tuple(found))


def _numbered(pack: Pack) -> str:
    """Return the CSS with the title of *pack* at the head of pages but the first, and numbers."""
    font = "font: 8pt/1.25 var(--face-label); color: var(--quiet)"
    title = sheets.quoted(pack.metadata.title)
    return (
        f"@page {{ @top-left {{ content: {title}; width: 100%; vertical-align: bottom; "
        f"padding-bottom: 6mm; text-align: left; {font} }}\n"
        f"@bottom-right {{ content: {sheets.page_of(pack.labels)}; vertical-align: top; "
        f"padding-top: 7mm; {font} }} }}\n"
        "@page :first { @top-left { content: none } }\n"
    )
