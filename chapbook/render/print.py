"""The print edition: the article as an offprint, archival and tagged.

Blocks are chosen and fitted to the page, written as HTML, laid out, written as PDF, finished.
"""

from collections.abc import Mapping
from typing import Any

from chapbook.editions import Edition, Paper
from chapbook.findings import Finding
from chapbook.model import Article, Node, Rendering
from chapbook.pagemap import PageMap
from chapbook.render import (
    byline,
    closing,
    contents,
    fit,
    html,
    leaves,
    located,
    pages,
    particulars,
    room,
    rows,
)
from chapbook.render.contents import Listing
from chapbook.render.particulars import Particulars
from chapbook.render.room import Room
from chapbook.settings import TEMPLATES, Workbench
from chapbook.tools import jinja, weasy
from chapbook.tools.offprint import Offprint
from chapbook.tools.pandoc import ast

SLIM_SHEET = "css/slim.css"
"""What pages without a margin column have more."""


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the print edition of *article*.

    Raises:
        MissingToolError: Pango is not installed.
        ToolError: pandoc failed.
    """
    facts = particulars.of(article)
    layout, found = _laid_out(leaves.numbered(article), row, bench.paper, facts)
    says = pages.colophon(article, facts, article.metadata.title)
    says = pages.with_records(says, article)
    built, more = pages.finished(article, row, bench, layout, says)
    return Rendering(built=built, findings=(*found, *more), page_map=_mapped(article, layout))


def page_map(article: Article, row: Edition, paper: Paper) -> PageMap:
    """Return what stands on which page, without writing a file."""
    layout, _ = _laid_out(leaves.numbered(article), row, paper, particulars.of(article))
    return _mapped(article, layout)


def _mapped(article: Article, layout: weasy.Layout) -> PageMap:
    """Return what stands on which page of *layout*, which was made from *article*."""
    found = leaves.of(leaves.numbered(article))
    starts = layout.page_starts(leaves.lengths(found))
    return PageMap(of_ids=layout.pages_of_ids, starts=leaves.page_starts(starts, found))


def _laid_out(
    article: Article, row: Edition, paper: Paper, facts: Particulars
) -> tuple[weasy.Layout, tuple[Finding, ...]]:
    """Lay the print edition out, and return what its writers found."""
    page = pages.offprint_of(article, paper)
    listing = contents.SLIM if page.is_slim else contents.BROAD
    shown = blocks(article, row.name, listing, room.of_print(page, article.theme))
    shown = html.with_abstract(article, shown)
    fragment = html.fragment(shown, article, lambda t: article.assets[t].name, html.Notes.FOOT)
    job = weasy.PrintJob(
        html=jinja.render(row.template, values(article, facts, fragment.html)),
        stylesheets=[
            *pages.stylesheets(row, article.theme),
            *([slim()] if page.is_slim else []),
            pages.sheet((page.width_mm, page.height_mm)),
            _margins(article, facts, page),
            located.style(article.labels),
        ],
        files=pages.files(article, facts),
    )
    return closing.layout(job), fragment.findings


def blocks(article: Article, edition: str, listing: Listing, has: Room) -> list[Node]:
    """Return everything between title block and closing lines, in the order of the page.

    Args:
        article: With its leaves numbered, or with markers of another edition's pages.
        edition: The name that ``only`` and ``not`` parts choose by.
        listing: How much room there is for the contents.
        has: How much room there is for figures and tables.
    """
    lead, body = (
        html.selected(part, edition, dropped=("discussion",))
        for part in (article.lead, article.body)
    )
    appendix = html.selected(article.appendix, edition)
    shown = {ast.identifier(n) for n in ast.nodes([*body, *appendix]) if n["t"] == "Header"}
    listed = _contents(article, shown, listing)
    parts = [*lead, *listed, *body, *statements(article), *appendix]
    fitted = fit.fitted(parts, article.assets, has, continued=article.labels["continued"])
    return rows.of_citations(fitted)


def _contents(article: Article, shown: set[str], room: Listing) -> list[Node]:
    """Return the list of the headings whose ids are *shown*; nothing for a few."""
    there = [h for h in article.headings if h.identifier in shown]
    headings = contents.listed(there, room.most_entries)
    title = article.labels["contents"]
    return [contents.block(headings, title, room.column_count)] if headings else []


def statements(article: Article) -> list[Node]:
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


def values(article: Article, facts: Particulars, text: str) -> Mapping[str, Any]:
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


def slim() -> str:
    """Return the sheet for pages without a margin column."""
    return (TEMPLATES / SLIM_SHEET).read_text("utf-8")


def _margins(article: Article, facts: Particulars, page: Offprint) -> str:
    """Return the CSS with the margins of the pages and the words in them."""
    foot = [facts.published, facts.version, facts.licence]
    words = {
        "top-left": pages.quoted(pages.shortened(facts.running_title)),
        "bottom-left": pages.quoted(" · ".join(part for part in foot if part)),
        "bottom-right": pages.page_of(article.labels),
    }
    boxes = " ".join(f"@{name} {{ content: {content} }}" for name, content in words.items())
    above, beside, below = page.turned_margins_mm
    return (
        f":root {{ --highest: {page.highest_mm}mm }}\n"
        f"@page {{ margin: {page.top_mm}mm {page.right_mm}mm {page.bottom_mm}mm "
        f"{page.left_mm}mm; {boxes} }}\n"
        f"@page :first {{ margin-top: {page.first_top_mm}mm; @top-left {{ content: none }} }}\n"
        f"@page turned {{ margin: {above}mm {beside}mm {below}mm }}\n"
    )
