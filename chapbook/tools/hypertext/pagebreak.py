"""What a marker of a page of the print edition is, and where headings let it stand.

A marker is an empty span, or an empty div ahead of a block.  Nobody sees it; a link, an
e-reader and a screen reader find it by its id and its role (DPUB-ARIA 1.1, doc-pagebreak).
"""

import re

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

ROLE = "doc-pagebreak"

_PASSED = re.compile(
    rf'(?P<marker><(?:span|div)\b[^>]*\brole="{ROLE}"[^>]*)'
    rf'(?=></(?:span|div)>\s*<(?:span|div)\b[^>]*\brole="{ROLE}")'
)

_IN_HEADING = re.compile(
    rf'(?P<heading><h[1-6]\b[^>]*>)\s*(?P<markers>(?:<span\b[^>]*\brole="{ROLE}"[^>]*></span>)+)'
)


def marker(identifier: str, page_number: int) -> Node:
    """Return the marker of *page_number* (1-based) as an inline.

    Its label is the number alone, as readers of the print edition know it
    (https://kb.daisy.org/publishing/docs/html/dpub-aria/doc-pagebreak.html).
    """
    return ast.span([], ast.attr(identifier, [], role=ROLE, aria_label=str(page_number)))


def is_marker(node: Node) -> bool:
    """Tell whether *node* says where a page begins."""
    return ast.value(node, "role") == ROLE


def number(node: Node) -> int:
    """Return the page_number (1-based) that the marker *node* names."""
    return int(ast.value(node, "aria-label") or ast.value(node, "title") or 0)


def titled(node: Node) -> Node:
    """Return the marker *node* with its number as a title instead of a label.

    Both name it; axe 4.14 knows no roles of books and forbids the label on what has no role.
    """
    identifier, classes, pairs = node["c"][0]
    pairs = [["title" if key == "aria-label" else key, value] for key, value in pairs]
    return {**node, "c": [[identifier, classes, pairs], node["c"][1]]}


def lifted(text: str) -> str:
    """Return the HTML *text* with markers ahead of the headings that begin with them.

    Inside, they would be read out as part of the heading's name.
    """
    return _IN_HEADING.sub(r"\g<markers>\g<heading>", text)


def passed(text: str) -> str:
    """Return the HTML *text* in which markers that the next one follows at once say so.

    The pages between have no text of the article: beside a line, the last number is said.  CSS
    alone cannot tell: what it calls the next element may have any text before it.
    """
    return _PASSED.sub(r'\g<marker> class="passed"', text)
