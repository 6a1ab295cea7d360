"""What all editions on paper share: their style sheets, and words in the margins of pages."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from chapbook.editions import Edition, Paper
from chapbook.findings import Finding, Place
from chapbook.model import Article, BuiltEdition, Theme
from chapbook.render import attached, html
from chapbook.render.attached import Subject
from chapbook.render.particulars import Particulars
from chapbook.settings import TEMPLATES, Workbench
from chapbook.tools import pdf, qr, theme, weasy
from chapbook.tools.pandoc import ast
from chapbook.tools.pdf import Broken

SIZES_MM = {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4)}
"""Width and height of each sheet (ISO 216; ANSI/ASME Y14.1)."""

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

_COUNTERS = {"{page}": "counter(page)", "{pages}": "counter(pages)"}


def stylesheets(row: Edition, look: Theme) -> list[str]:
    """Return the style sheets of the edition *row*, with that of *look* after the tokens."""
    css = TEMPLATES / "css"
    tokens, *others = [(css / name).read_text("utf-8") for name in row.stylesheets]
    return [tokens, theme.css(look), *others]


def size_mm(article: Article, paper: Paper) -> tuple[float, float]:
    """Return width and height of the print edition's pages on *paper*.

    A theme may have a page of its own; it takes the place of the article's own paper.
    """
    own = article.theme.page_mm if paper is article.metadata.paper else None
    return own or SIZES_MM[paper]


def sheet(size: tuple[float, float]) -> str:
    """Return the CSS for pages of *size* (width and height in mm), and for turned ones."""
    width, height = size
    return (
        f"@page {{ size: {width}mm {height}mm }}\n@page turned {{ size: {height}mm {width}mm }}\n"
    )


def shortened(title: str) -> str:
    """Return *title* cut after a whole word where it is too long for a running head."""
    if len(title) <= RUNNING_TITLE_LENGTH:
        return title
    return title[:RUNNING_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–") + "…"


def quoted(text: str) -> str:
    """Return *text* as a CSS string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def page_of(labels: Mapping[str, str]) -> str:
    """Return "Page 2 of 24" as a CSS ``content``, as the language of *labels* says it."""
    parts = re.split(r"(\{pages?\})", labels["page-of"])
    return " ".join(_COUNTERS.get(part) or quoted(part) for part in parts if part)


def files(article: Article, facts: Particulars) -> dict[str, tuple[bytes, str]]:
    """Return what pages show: the article's images, and the QR code of its address."""
    found = dict(html.asset_files(article))
    if logo := article.theme.logo:
        found[logo.name] = (logo.data, logo.media_type)
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
    broken = pdf.finish(layout.pdf(), layout.links_of_pages, says, bench.path, figures)
    built = BuiltEdition(
        edition=row.name, path=bench.path, name=bench.name, page_count=layout.page_count
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
    said = [("tool-warning", f"WeasyPrint: {remark}") for remark in remarks]
    said += [
        ("claim-dropped", f"{row.name}: not PDF {each.profile}: {each.rule}: {each.message}")
        for each in broken
    ]
    return [Finding(code=code, place=place, message=message) for code, message in said]
