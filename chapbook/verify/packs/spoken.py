"""What platforms ask, as words that can be held against the questions of a reading."""

from collections.abc import Sequence

import lxml.html
from lxml import etree

from chapbook.model import Node
from chapbook.tools.pandoc import ast
from chapbook.verify import markup
from chapbook.verify.letters import letters

MOST_POINTS = 99
"""A question cannot be worth more in cartridges; what would be has lost its proportion."""

UNSURE = 0.02
"""A third of a point, typed with two digits, is this far from a share that is exact."""


def of_html(said: str) -> str:
    """Return the letters of the HTML *said*: pictures by their words, formulas as they are read."""
    try:
        return letters(markup.heard(lxml.html.fragment_fromstring(said, create_parent="div")))
    except etree.ParserError:
        return ""


def of_blocks(tree: object) -> str:
    """Return the letters of pandoc's *tree*, in the order in which HTML has them."""
    return letters(ast.text(ast.changed(tree, _as_shown)))


def missing(blocks: Sequence[Node], said: str) -> list[str]:
    """Return the paragraphs of *blocks*, also of those within, that the letters *said* lack."""
    texts = [ast.text(n) for n in ast.nodes(list(blocks)) if n["t"] in {"Para", "Plain"}]
    return [text for text in texts if letters(text) not in said]


def _as_shown(node: Node) -> Node:
    """Return a figure with its caption below the picture; other nodes as they are."""
    if node["t"] != "Figure":
        return node
    attributes, (_, caption), blocks = node["c"]
    return ast.div([*blocks, *caption], attributes)


def is_in_proportion(given: Sequence[float], wanted: Sequence[float]) -> bool:
    """Tell whether the points *given* have the ratios of those *wanted*."""
    if MOST_POINTS in given or not sum(wanted):
        return True
    return bool(sum(given)) and all(
        abs(one / sum(given) - other / sum(wanted)) < UNSURE
        for one, other in zip(given, wanted, strict=True)
    )
