"""What all editions on paper share: their style sheets, and words in the margins of pages."""

from collections.abc import Iterable
from dataclasses import replace

from chapbook import textmark
from chapbook.editions import Edition, Ink, Paper
from chapbook.findings import Finding, Place
from chapbook.model import Article, BuiltEdition, Theme
from chapbook.render import attached, html
from chapbook.render.attached import Subject
from chapbook.render.particulars import Particulars
from chapbook.settings import Workbench
from chapbook.tools import faces, offprint, pdf, qr, sheets, weasy
from chapbook.tools.offprint import Offprint
from chapbook.tools.pandoc import ast
from chapbook.tools.pdf import Broken

RUNNING_TITLE_LENGTH = 60
"""The most characters of a running title; a longer one ends in an ellipsis."""

QR_CODE = "qr.svg"
"""The name under which a page finds the QR code of the article's address."""

RELATIONSHIPS = {
    Subject.ARTICLE: pdf.Relationship.SUPPLEMENT,
    Subject.REFERENCES: pdf.Relationship.DATA,
}
"""How records belong to the document: the reference list on its pages was made from the
references, so they are its data; nothing in it was made from the record of the article."""


def stylesheets(row: Edition, look: Theme) -> list[str]:
    """Return the style sheets of the edition *row*, with that of *look* after the tokens."""
    return sheets.texts(row.stylesheets, look)


def offprint_of(article: Article, paper: Paper) -> Offprint:
    """Return the print edition's pages on *paper*.

    A theme may have a page of its own; it takes the place of the article's own paper.
    """
    return offprint.of(article.theme.page_mm if paper is article.metadata.paper else None, paper)


def sheet(size: tuple[float, float]) -> str:
    """Return the CSS for pages of *size* (width and height in mm), and for turned ones."""
    return sheets.size(size)


def shortened(title: str) -> str:
    """Return *title* cut after a whole word where it is too long for a running head."""
    if len(title) <= RUNNING_TITLE_LENGTH:
        return title
    return title[:RUNNING_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–") + "…"


quoted = sheets.quoted
page_of = sheets.page_of
"""Words in margins, as pages of packs say them too."""


def files(article: Article, facts: Particulars) -> dict[str, tuple[bytes, str]]:
    """Return what pages show: the article's images, and the QR code of its address."""
    found = dict(html.asset_files(article))
    if logo := article.theme.logo:
        found[logo.name] = (logo.data, logo.media_type)
    found |= faces.files_of_pages(article.theme)
    if facts.address:
        found[QR_CODE] = (qr.svg(facts.address), "image/svg+xml")
    return found


def colophon(article: Article, facts: Particulars, title: str) -> pdf.Colophon:
    """Return what a file with the title *title* says about itself."""
    metadata = article.metadata
    return pdf.Colophon(
        title=title,
        authors=facts.authors,
        lang=metadata.lang,
        date=metadata.date,
        rights=facts.licence,
        rights_url=facts.licence_url,
        description=ast.text(article.abstract) or None,
        keywords=metadata.keywords,
        publisher=metadata.publisher,
        identifier=facts.address if facts.address_is_own else None,
        content=textmark.uri(article.content_hash),
        is_draft=article.draft is not None,
    )


def with_records(says: pdf.Colophon, article: Article) -> pdf.Colophon:
    """Return *says* with the records of *article* and of its references to attach.

    Raises:
        ToolError: pandoc failed.
    """
    attachments = [
        pdf.Attachment(
            name=each.name,
            data=each.data,
            media_type=each.format.media_type,
            description=each.description,
            relationship=RELATIONSHIPS[each.subject],
        )
        for each in attached.records(article)
    ]
    return replace(says, attachments=attachments)


def finished(
    article: Article, row: Edition, bench: Workbench, layout: weasy.Layout, says: pdf.Colophon
) -> tuple[BuiltEdition, list[Finding]]:
    """Write *layout* as the finished file of the edition *row*, which *says* what it is."""
    drawn = [a for a in article.assets.values() if a.page]
    figures = [pdf.Exchange(pixels=asset.page_pixels, data=asset.page) for asset in drawn]
    says = replace(says, is_grey=bench.ink is Ink.GREY)
    broken = pdf.finish(layout.pdf(), says, bench.path, figures)
    built = BuiltEdition(
        edition=row.name,
        path=bench.path,
        name=bench.name,
        page_count=layout.page_count,
        paper=bench.paper,
        ink=bench.ink,
        size_pt=bench.size_pt,
        clinic=bench.clinic,
    )
    return built, findings(article, row, layout.remarks, broken)


def findings(
    article: Article, row: Edition, remarks: Iterable[str], broken: Iterable[Broken]
) -> list[Finding]:
    """Return what laying out and finishing the edition *row* found.

    Args:
        article: What it is made from.
        row: The edition.
        remarks: WeasyPrint's warnings.
        broken: The rules that cost the file a claim.
    """
    place = Place(file=f"{article.stem}.md")
    return sheets.findings(row.name, place, remarks, broken)
