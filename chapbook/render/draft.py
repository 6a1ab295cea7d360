"""What a draft has more than an article that is published."""

from collections.abc import Sequence
from dataclasses import replace

from chapbook.editions import Audience, Edition, Maker
from chapbook.errors import UsageError
from chapbook.model import Article, Node
from chapbook.render import html
from chapbook.settings import TEMPLATES
from chapbook.tools.pandoc import ast

SHEETS = {
    Maker.PRINT: ("draft.css", "draft-paper.css"),
    Maker.HANDOUT: ("draft.css", "draft-paper.css"),
    Maker.LARGE_PRINT: ("draft.css", "draft-paper.css"),
    Maker.WEB: ("draft.css", "draft-screen.css"),
    Maker.EPUB: ("draft.css",),
}
"""The further style sheets of a draft, by who makes the edition."""

PAGE = "@page { margin: 20mm 18mm; background: none }\n"
"""The pages with the list of findings, where they are no part of the edition's own."""

LIST = "draft-findings"
"""The id of the heading of the list of findings, with which the text of a draft ends."""


NOTE, OF_HEADING = "draft-note", "of-heading"
"""The class of a note, and the further one of a note that stands behind its heading."""


def carried(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with notes inside the parts, figures and tables that they stand before.

    A handout, which is a selection of these, then has them too.  What is no draft has none.
    """
    done: list[Node] = []
    waiting: list[Node] = []
    for block in blocks:
        if ast.has_class(block, NOTE) and not ast.has_class(block, OF_HEADING):
            waiting.append(block)
            continue
        holder = _holding(block, waiting) if waiting else None
        done += [holder] if holder else [*waiting, _deeper(block)]
        waiting = []
    return [*done, *waiting]


def _deeper(block: Node) -> Node:
    """Return *block* with the notes inside it carried too, if it is a div."""
    return ast.div(carried(block["c"][1]), block["c"][0]) if block["t"] == "Div" else block


def _holding(block: Node, notes: list[Node]) -> Node | None:
    """Return *block* with *notes* in it; nothing where it has no place for them."""
    if block["t"] == "Div" and ast.classes(block):
        inner = carried(block["c"][1])
        titles = [b for b in inner if ast.has_class(b, "part-title")]
        return ast.div([*titles, *notes, *(b for b in inner if b not in titles)], block["c"][0])
    if block["t"] in {"Figure", "Table"}:
        attributes, (short, caption), *rest = block["c"]
        return {**block, "c": [attributes, [short, [*caption, *notes]], *rest]}
    return None


def of_draft(rows: Sequence[Edition]) -> tuple[Edition, ...]:
    """Return *rows* as a draft is made from them; records for other programs are left out.

    Raises:
        UsageError: Nothing is left.
    """
    kept = tuple(
        replace(row, stylesheets=(*row.stylesheets, *_sheets(row)))
        for row in rows
        if row.audience is not Audience.MACHINE
    )
    if not kept:
        raise UsageError(
            "records for other programs have no pages to show findings on",
            fix="python pipeline.py build --draft --edition pdf",
        )
    return kept


def _sheets(row: Edition) -> tuple[str, ...]:
    """Return the further style sheets of a draft of *row*, the last its own if it has one."""
    own = f"draft-{row.name}.css"
    has_own = (TEMPLATES / "css" / own).is_file()
    return (*SHEETS.get(row.maker, ()), *([own] if has_own else []))


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
