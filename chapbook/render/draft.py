"""What a draft has more than an article that is published."""

from collections.abc import Sequence
from dataclasses import replace

from chapbook.editions import Audience, Edition, Maker
from chapbook.errors import UsageError
from chapbook.model import Article
from chapbook.render import html
from chapbook.tools.pandoc import ast

SHEETS = {
    Maker.PRINT: ("draft.css", "draft-paper.css"),
    Maker.HANDOUT: ("draft.css", "draft-paper.css"),
    Maker.WEB: ("draft.css", "draft-screen.css"),
    Maker.EPUB: ("draft.css",),
}
"""The further style sheets of a draft, by who makes the edition."""

PAGE = "@page { margin: 20mm 18mm; background: none }\n"
"""The pages with the list of findings, where they are no part of the edition's own."""

LIST = "draft-findings"
"""The id of the heading of the list of findings, with which the text of a draft ends."""


def of_draft(rows: Sequence[Edition]) -> tuple[Edition, ...]:
    """Return *rows* as a draft is made from them; records for other programs are left out.

    Raises:
        UsageError: Nothing is left.
    """
    kept = tuple(
        replace(row, stylesheets=(*row.stylesheets, *SHEETS.get(row.maker, ())))
        for row in rows
        if row.audience is not Audience.MACHINE
    )
    if not kept:
        raise UsageError(
            "records for other programs have no pages to show findings on",
            fix="python pipeline.py build --draft --edition pdf",
        )
    return kept


def list_row(edition: Edition) -> Edition:
    """Return the row of *edition* as the pages with the list of findings are made from it."""
    return replace(edition, template="html/draft-list.html.jinja")


def listing(article: Article) -> str:
    """Return the list of findings of *article* as HTML, for an edition that is a selection.

    Its numbers lead nowhere: the notes that they belong to may not be in the edition.

    Raises:
        ToolError: pandoc failed.
    """
    start = next(i for i, b in enumerate(article.appendix) if ast.identifier(b) == LIST)
    listed = article.appendix[start:]
    blocks = ast.changed(listed, lambda node: node["c"][1] if node["t"] == "Link" else node)
    return html.fragment(blocks, article, str, html.Notes.FOOT).html
