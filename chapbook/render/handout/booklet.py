"""The pages of the booklet: the whole article laid out anew at half the size of the sheet.

A title page, the contents on its back, the article, and a back cover with how to cite it, where
it is on the web and who reviewed it.  Sheets have four pages, so pages for notes stand before the
back cover where some are left.  ``chapbook.render.imposed`` puts all of them on sheets.
"""

from typing import Any

from chapbook.editions import Edition
from chapbook.model import Article, Node, Rendering
from chapbook.render import closing, html, located, markers, pages, particulars, print, room
from chapbook.render.contents import Listing
from chapbook.render.handout import sheet, side
from chapbook.settings import Workbench
from chapbook.tools import jinja, offprint, signature, weasy
from chapbook.tools.offprint import Offprint
from chapbook.tools.pandoc import ast

FOOT_PT, CODE_MM = 8.0, 13.0
"""Size of the foot of every page, and of the code in it."""
TOP_MM, FIRST_TOP_MM = 19.0, 14.0
"""Margins above: with running heads, and of the title page, which has none."""
RULED_MM = 8.0
"""From line to line on pages for notes."""
MOST_BLANK = signature.PAGES_PER_SHEET - 1
CONTENTS = Listing(most_entries=44, column_count=2)
"""The contents may fill the back of the title page."""


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the pages of the booklet of *article*.

    Raises:
        MissingToolError: Pango is not installed.
        ToolError: pandoc failed.
    """
    width_mm, height_mm = offprint.HALVES_MM[bench.paper]
    page = Offprint(width_mm=width_mm, height_mm=height_mm)
    shown = print.blocks(article, row.like, CONTENTS, room.of_booklet(page, article.theme))
    text = [html.with_abstract(article, _contents_first(shown)), _citation(article)]
    (content, citation), remarks = sheet.pieces(text, article)
    facts = particulars.of(article)
    handed = sheet.values(article, facts)
    foot = side.foot(article, handed, width_mm=page.column_mm, size_pt=FOOT_PT, code_mm=CODE_MM)
    printed = {
        **handed,
        **print.values(article, facts, content),
        "side_foot": jinja.safe(foot.html),
        "citation": jinja.safe(citation),
        "first_page": markers.first(article),
        "css": foot.css
        + located.mark_style(article.labels)
        + _css(article, page, facts.running_title, foot.margin_mm),
        "notes": range(0),
    }
    layout = _filled(article, row, page, printed)
    done = sheet.finished(article, row, bench, layout)
    return Rendering(built=done.built, findings=(*remarks, *done.findings))


def _filled(
    article: Article, row: Edition, page: Offprint, printed: dict[str, Any]
) -> weasy.Layout:
    """Lay the pages out, with as many for notes as the last sheet has left.

    Where only one page stands on the last sheet, references move closer to save the sheet.
    """
    job = _job(article, row, page, printed)
    layout = weasy.layout(job)
    if signature.padding(layout.page_count) == MOST_BLANK:
        for closer in closing.tighter(job):
            close = weasy.layout(closer)
            if signature.padding(close.page_count) == 0:
                return close
    missing = signature.padding(layout.page_count)
    if not missing:
        return layout
    return weasy.layout(_job(article, row, page, {**printed, "notes": range(missing)}))


def _job(article: Article, row: Edition, page: Offprint, printed: dict[str, Any]) -> weasy.PrintJob:
    """Return the template of *row* filled with *printed* as a job for WeasyPrint."""
    return weasy.PrintJob(
        html=jinja.render(row.template, printed),
        stylesheets=[
            *pages.stylesheets(row, article.theme),
            pages.sheet((page.width_mm, page.height_mm)),
            printed["css"],
        ],
        files=pages.files(article, printed["facts"]),
    )


def _contents_first(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with the contents ahead of the key points: they open the booklet."""
    is_list = [ast.identifier(block) == "contents" for block in blocks]
    listed = [block for block, is_it in zip(blocks, is_list, strict=True) if is_it]
    return [*listed, *(block for block, is_it in zip(blocks, is_list, strict=True) if not is_it)]


def _citation(article: Article) -> list[Node]:
    """Return how to cite the article, in the style of its own references if it is among them."""
    own = article.metadata.citation_style
    entries = sorted(article.cite_article, key=lambda entry: entry.style != own)
    return [ast.para(entries[0].inlines)] if entries else []


def _css(article: Article, page: Offprint, running_title: str, foot_mm: float) -> str:
    """Return the margins of the pages, the words in them and the lines for notes, as CSS.

    Args:
        article: What they are about.
        page: Their size.
        running_title: What the head of each page says.
        foot_mm: The margin below, which holds the foot.
    """
    above, beside, _ = page.turned_margins_mm
    title = pages.quoted(pages.shortened(running_title))
    text_mm = page.height_mm - TOP_MM - foot_mm
    back_mm = page.height_mm - 2 * FIRST_TOP_MM
    number = pages.page_of(article.labels)
    return (
        f":root {{ --highest: {offprint.FIGURE_SHARE * text_mm:.2f}mm }}\n"
        f"@page {{ margin: {TOP_MM}mm {page.right_mm}mm {foot_mm:.2f}mm {page.left_mm}mm; "
        f"@top-left {{ content: {title} }} }}\n"
        f"@page :first {{ margin-top: {FIRST_TOP_MM}mm; @top-left {{ content: none }} }}\n"
        f"@page turned {{ margin: {above}mm {beside}mm {foot_mm:.2f}mm }}\n"
        f"@page back {{ margin-top: {FIRST_TOP_MM}mm; margin-bottom: {FIRST_TOP_MM}mm; "
        "@top-left { content: none } @top-right { content: none } "
        "@bottom-left { content: none } }\n"
        f".back {{ height: {back_mm:.2f}mm }}\n"
        f".back .number::after {{ content: {number} }}\n"
        f".notes {{ height: {text_mm - 10:.2f}mm; background-size: 100% {RULED_MM}mm }}\n"
    )
