"""The print edition: the article as an offprint, archival and tagged.

Blocks are chosen and fitted to the page, written as HTML, laid out, written as PDF, finished.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chapbook.editions import Edition, Paper
from chapbook.findings import Finding
from chapbook.model import Article, Node, Rendering
from chapbook.render import byline, contents, fit, html, located, pages, particulars, rows
from chapbook.render.particulars import Particulars
from chapbook.settings import Workbench
from chapbook.tools import jinja, weasy
from chapbook.tools.pandoc import ast

LEFT_MM, RIGHT_MM = 24.0, 22.0
"""Margins of an A4 sheet."""


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the print edition of *article*.

    Raises:
        MissingToolError: Pango is not installed.
        ToolError: pandoc failed.
    """
    facts = particulars.of(article)
    layout, found = _laid_out(article, row, bench.paper, facts)
    says = pages.colophon(article, facts, article.metadata.title)
    says = pages.with_records(says, article)
    built, more = pages.finished(article, row, bench, layout, says)
    return Rendering(built=built, findings=(*found, *more), page_map=layout.pages_of_ids)


def page_map(article: Article, row: Edition, paper: Paper) -> Mapping[str, int]:
    """Return the page_number (1-based) on which each id begins, without writing a file."""
    layout, _ = _laid_out(article, row, paper, particulars.of(article))
    return layout.pages_of_ids


def _laid_out(
    article: Article, row: Edition, paper: Paper, facts: Particulars
) -> tuple[weasy.Layout, tuple[Finding, ...]]:
    """Lay the print edition out, and return what its writers found."""
    size = pages.size_mm(article, paper)
    blocks = html.with_abstract(article, _blocks(article, row.name, size))
    fragment = html.fragment(blocks, article, lambda t: article.assets[t].name, html.Notes.FOOT)
    job = weasy.PrintJob(
        html=jinja.render(row.template, _values(article, facts, fragment.html)),
        stylesheets=[
            *pages.stylesheets(row, article.theme),
            pages.sheet(size),
            _margins(article, facts, size),
            located.style(article.labels),
        ],
        files=pages.files(article, facts),
    )
    return weasy.layout(job), fragment.findings


def _blocks(article: Article, edition: str, size: tuple[float, float]) -> list[Node]:
    """Return everything between title block and closing lines, in the order of the page."""
    lead, body = (
        html.selected(blocks, edition, dropped=("discussion",))
        for blocks in (article.lead, article.body)
    )
    appendix = html.selected(article.appendix, edition)
    shown = {ast.identifier(n) for n in ast.nodes([*body, *appendix]) if n["t"] == "Header"}
    headings = contents.listed([h for h in article.headings if h.identifier in shown])
    listed = [contents.block(headings, article.labels["contents"])] if headings else []
    parts = [*lead, *listed, *body, *_statements(article), *appendix]
    turned_mm = fit.OFFPRINT.turned_mm + min(0.0, size[1] - pages.SIZES_MM[Paper.A4][1])
    room = replace(fit.OFFPRINT, turned_mm=turned_mm)
    fitted = fit.fitted(parts, article.assets, room, continued=article.labels["continued"])
    return rows.of_citations(fitted)


def _statements(article: Article) -> list[Node]:
    """Return what the authors declare: funding, competing interests, where to write to."""
    metadata, labels = article.metadata, article.labels
    rows = {
        "funding": metadata.funding,
        "competing-interests": metadata.competing_interests,
        "feedback": metadata.feedback,
    }
    said = [
        ast.para(
            [
                {"t": "Strong", "c": ast.string(labels[key] + labels["colon"])},
                {"t": "Space"},
                *words,
            ]
        )
        for key, value in rows.items()
        if value and (words := _linked(value))
    ]
    return [ast.div(said, ast.attr("", ["statements"]))] if said else []


def _linked(text: str) -> list[Node]:
    """Return *text*, as a link if it is nothing but an address."""
    if text.startswith(("https://", "http://")) and " " not in text:
        return [ast.link(ast.string(text), text)]
    if "@" in text and " " not in text:
        return [ast.link(ast.string(text), f"mailto:{text}")]
    return ast.string(text)


def _values(article: Article, facts: Particulars, text: str) -> Mapping[str, Any]:
    """Return what the template prints around *text*, the abstract and all blocks as HTML."""
    metadata = article.metadata
    abstract, content = html.parted(text)
    authors, affiliations = byline.of(metadata.author, article.labels)
    return {
        "lang": metadata.lang,
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        "authors": facts.authors,
        "byline": authors,
        "affiliations": affiliations,
        "author_notes": byline.notes(metadata.author, article.labels),
        "description": ast.text(article.abstract),
        "abstract": jinja.safe(abstract),
        "keywords": metadata.keywords,
        "date": metadata.date.isoformat(),
        "publisher": metadata.publisher,
        "facts": facts,
        "labels": article.labels,
        "theme": article.theme,
        "content": jinja.safe(content),
    }


def _margins(article: Article, facts: Particulars, size: tuple[float, float]) -> str:
    """Return the CSS with the margins of the pages and the words in them.

    The text is as wide on every paper; a broader sheet has broader margins.
    """
    foot = [facts.published, facts.version, facts.licence]
    words = {
        "top-left": pages.quoted(pages.shortened(facts.running_title)),
        "bottom-left": pages.quoted(" · ".join(part for part in foot if part)),
        "bottom-right": pages.page_of(article.labels),
    }
    boxes = " ".join(f"@{name} {{ content: {content} }}" for name, content in words.items())
    more = (size[0] - pages.SIZES_MM[Paper.A4][0]) / 2
    sides = f"margin-left: {LEFT_MM + more}mm; margin-right: {RIGHT_MM + more}mm;"
    first = "@page :first { @top-left { content: none } }"
    return f"@page {{ {sides} {boxes} }}\n{first}\n@page turned {{ margin: 24mm 22mm 22mm }}\n"
