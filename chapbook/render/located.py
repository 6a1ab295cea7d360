"""The print edition's page numbers, where other editions say where something is.

A class turns to the same page whatever edition its members hold: the pages are always
those of the print edition on the article's own paper.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from chapbook.model import Article, Node
from chapbook.tools.pandoc import ast

CITED = "cited"
"""The class of links from a reference to where it is cited."""


def with_pages(
    blocks: list[Node], page_map: Mapping[str, int], labels: Mapping[str, str]
) -> list[Node]:
    """Return *blocks* with the page behind every link from a reference to a citation.

    Args:
        blocks: What an edition shows.
        page_map: The page_number (1-based) on which each id begins in print.
        labels: The words of the article's language.
    """

    def visit(node: Node) -> Node | list[Node]:
        if node["t"] != "Link" or not ast.has_class(node, CITED):
            return node
        page_number = page_map.get(node["c"][2][0][1:])
        if page_number is None:
            return node
        words = f" ({labels['page-short'].format(page=page_number)})"
        return [node, *ast.string(words)]

    done: list[Node] = ast.changed(blocks, visit)
    return done


def article_with_pages(article: Article, page_map: Mapping[str, int]) -> Article:
    """Return *article* as editions print it that have no pages of their own."""
    return replace(article, appendix=with_pages(article.appendix, page_map, article.labels))


def style(labels: Mapping[str, str]) -> str:
    """Return the CSS that prints those pages in the edition that they are counted in."""
    before, after = re.split(r"\{page\}", labels["page-short"])
    return (
        f'.{CITED}::after {{ content: " (" {_quoted(before)} target-counter(attr(href), page) '
        f'{_quoted(after)} ")" }}\n'
    )


def _quoted(text: str) -> str:
    """Return *text* as a CSS string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
