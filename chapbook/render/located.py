"""The print edition's page numbers, where other editions say where something is.

A class turns to the same page whatever edition its members hold: the pages are always
those of the print edition on the article's own paper.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from chapbook.editions import Edition
from chapbook.model import Article, Node
from chapbook.pagemap import PageMap
from chapbook.render import html, leaves, markers
from chapbook.tools.hypertext import pagebreak
from chapbook.tools.pandoc import ast

CITED = "cited"
"""The class of links from a reference to where it is cited."""

FOR_TEACHERS = ("discussion",)
"""Parts that editions for readers leave out."""


def with_pages(
    blocks: list[Node], pages_of_ids: Mapping[str, int], labels: Mapping[str, str]
) -> list[Node]:
    """Return *blocks* with the page behind every link from a reference to a citation.

    Args:
        blocks: What an edition shows.
        pages_of_ids: The page_number (1-based) on which each id begins in print.
        labels: The words of the article's language.
    """

    def visit(node: Node) -> Node | list[Node]:
        if node["t"] != "Link" or not ast.has_class(node, CITED):
            return node
        page_number = pages_of_ids.get(node["c"][2][0][1:])
        if page_number is None:
            return node
        words = f" ({labels['page-short'].format(page=page_number)})"
        return [node, *ast.string(words)]

    done: list[Node] = ast.changed(blocks, visit)
    return done


def article_with_pages(article: Article, page_map: PageMap, row: Edition) -> Article:
    """Return *article* as the edition *row* shows it, which has no pages of its own."""
    ready = leaves.numbered(article)
    parts = [*ready.abstract, *ready.lead, *ready.body, *ready.appendix]
    shown = html.selected(parts, row.like or row.name, FOR_TEACHERS)
    marked = markers.placed(ready, page_map, shown)
    return replace(marked, appendix=with_pages(marked.appendix, page_map.of_ids, article.labels))


def style(labels: Mapping[str, str]) -> str:
    """Return the CSS that prints those pages in the edition that they are counted in."""
    # No line breaks in it or before it, lest a page begin with what is no word of the article.
    before, after = re.split(r"\{page\}", labels["page-short"].replace(" ", "\u00a0"))
    return (
        f'.{CITED}::after {{ content: "\\00a0(" {_quoted(before)} target-counter(attr(href), page) '
        f'{_quoted(after)} ")" }}\n'
    )


def mark_style(labels: Mapping[str, str]) -> str:
    """Return the CSS that prints "p. 4" at the markers of pages; ``print-pages.css`` places it."""
    before, after = re.split(r"\{page\}", labels["page-short"].replace(" ", "\u00a0"))
    words = f"{_quoted(before)} attr(aria-label) {_quoted(after)}"
    return f'[role="{pagebreak.ROLE}"]::before {{ content: {words} }}\n'


def _quoted(text: str) -> str:
    """Return *text* as a CSS string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
