"""What both handouts share: the words of their feet, their drawings, the finished file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from chapbook.editions import Edition
from chapbook.findings import Finding, Place
from chapbook.model import Article, Node, Rendering
from chapbook.render import draft, html, pages, particulars
from chapbook.render.handout.solver import Excess
from chapbook.render.particulars import Particulars
from chapbook.settings import Workbench
from chapbook.tools import jinja, offprint, weasy
from chapbook.tools.pandoc import ast

QR_CODE = "qr.svg"
"""The name under which a page finds its QR code."""

_SEAM = "<!--seam-->"
"""Stands between pieces that one run of pandoc writes."""


def values(article: Article, facts: Particulars) -> dict[str, Any]:
    """Return what the templates of both handouts print."""
    metadata, labels = article.metadata, article.labels
    dated = [facts.published, facts.version, facts.review_due, facts.text_mark]
    return {
        "lang": metadata.lang,
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        "authors": facts.authors,
        "description": ast.text(article.abstract),
        "keywords": metadata.keywords,
        "date": metadata.date.isoformat(),
        "facts": facts,
        "labels": labels,
        "theme": article.theme,
        "dated": [part for part in dated if part],
        "address_label": labels["address" if facts.address_is_own else "original-address"],
        "scan_label": labels["scan" if facts.address_is_own else "original-address"],
        "qr_code": pages.QR_CODE,
        "cite": ast.text(article.cite_article[0].inlines) if article.cite_article else "",
    }


def pieces(
    written: Sequence[list[Node]], article: Article
) -> tuple[list[str], tuple[Finding, ...]]:
    """Return each list of blocks as HTML, and what pandoc remarked; one run serves all."""
    seam = {"t": "RawBlock", "c": ["html", _SEAM]}
    joined = [node for blocks in written for node in (*blocks, seam)]
    fragment = html.fragment(joined, article, lambda t: article.assets[t].name, html.Notes.FOOT)
    parts = fragment.html.split(_SEAM)
    return [part.strip() for part in parts[: len(written)]], fragment.findings


def finished(article: Article, row: Edition, bench: Workbench, layout: weasy.Layout) -> Rendering:
    """Write *layout* as the finished handout."""
    title = f"{article.metadata.title} – {article.labels[f'{row.name}-title']}"
    says = replace(pages.colophon(article, particulars.of(article), title), is_handout=True)
    if article.draft:
        listed = {"content": jinja.safe(draft.listing(article)), "css": draft.PAGE}
        printed = {**values(article, particulars.of(article)), **listed}
        last = weasy.layout(job(article, draft.list_row(row), bench, printed))
        layout = layout.followed_by(last)
    built, found = pages.finished(article, row, bench, layout, says)
    return Rendering(built=built, findings=tuple(found))


def job(
    article: Article, row: Edition, bench: Workbench, printed: Mapping[str, Any]
) -> weasy.PrintJob:
    """Return the template of *row* filled with *printed* as a job for WeasyPrint."""
    clinic = bench.clinic
    shown = {clinic.logo_name: (clinic.logo, clinic.logo_media_type)} if clinic else {}
    return weasy.PrintJob(
        html=jinja.render(row.template, {**printed, "clinic": clinic}),
        stylesheets=[
            *pages.stylesheets(row, article.theme),
            pages.sheet(offprint.SIZES_MM[bench.paper]),
            str(printed["css"]),
        ],
        files={**pages.files(article, printed["facts"]), **shown},
    )


def skipped(article: Article, row: Edition) -> Rendering:
    """Return that *article* has nothing for the handout *row*."""
    message = f"the article has no parts for the {row.name} handout"
    return Rendering(built=None, findings=(noted(article, "handout-skipped", message),))


def too_long(article: Article, kind: str, room: str, excess: Excess) -> Finding:
    """Return the finding that the required parts of a handout do not fit.

    Args:
        article: What it is made of.
        kind: What it is called.
        room: Where its parts should stand, and at which size of type.
        excess: By how much they do not.
    """
    named = "; ".join(
        f'"{block.name}" has {block.line_count}, {block.excess_count} too many'
        for block in excess.blocks
    )
    message = (
        f"the {kind} is about {excess.line_count} lines too long for {room}; in lines: {named}"
    )
    return noted(article, "handout-too-long", message)


def noted(article: Article, code: str, message: str) -> Finding:
    """Return a finding about the whole of *article*."""
    return Finding(code=code, place=Place(file=f"{article.stem}.md"), message=message)
