"""What a style guide wants and its CSL file does not print.

CSL files are used as they are.  Where the guide differs, the *data* that goes in is
corrected (``data``) or, where no data could help, the *print* that comes out
(``printed``).  Every correction is a small function with a name; ``rules`` lists them
with the styles they are for and the public page on which the form can be read.
docs/citing.md tells them, and tests/cite/golden/ holds the truths they serve.
"""

from collections.abc import Mapping

from chapbook.model import Item, Node
from chapbook.tools.conform import printed, rules
from chapbook.tools.conform.data import Setting
from chapbook.tools.pandoc import ast

__all__ = ["Setting", "awaiting_reader", "entry", "inlines", "item"]


def item(work: Item, style: str, setting: Setting) -> Item:
    """Return *work* with the data that the guide of *style* asks for.

    Args:
        work: A CSL item; it is left as it is.
        style: The stem of the CSL file that holds the rules.
        setting: The language in which the style prints.
    """
    for rule in rules.OF_DATA:
        if rule.serves(style):
            work = rule.apply(work, setting)
    return work


def awaiting_reader(work: Item, style: str, setting: Setting) -> Item:
    """Return *work* with a mark for the date of reading, where the guide prints one.

    ``inlines`` must be called on what is printed: it puts the words for the mark.
    """
    rule = rules.DATE_OF_READING
    return rule.apply(work, setting) if rule.serves(style) else work


def inlines(
    nodes: list[Node], work: Item, style: str, labels: Mapping[str, str] | None = None
) -> list[Node]:
    """Return the entry or citation *nodes* of *work* as the guide of *style* wants it.

    Args:
        nodes: As the citation processor set them.
        work: The item that went in.
        style: The stem of the CSL file that holds the rules.
        labels: For the words that stand for the date of reading; without them there
            must be no mark for it.
    """
    for rule in rules.OF_PRINT:
        if rule.serves(style):
            nodes = rule.apply(nodes, work)
    return printed.with_words(nodes, labels["date-of-reading"]) if labels else nodes


def entry(block: Node, work: Item, style: str) -> Node:
    """Return *block*, an entry of a reference list, as the guide of *style* wants it.

    The processor sets an entry as a div with a paragraph, in which a numeric style
    wraps the entry itself in a span ``csl-right-inline``.
    """
    if block["t"] == "Div":
        attr, blocks = block["c"]
        return {**block, "c": [attr, [entry(b, work, style) for b in blocks]]}
    if block["t"] not in {"Para", "Plain"}:
        return block
    content: list[Node] = block["c"]
    if any(_is_entry_span(node) for node in content):
        return {**block, "c": [_within(node, work, style) for node in content]}
    return {**block, "c": inlines(content, work, style)}


def _is_entry_span(node: Node) -> bool:
    """Whether *node* wraps the text of an entry that has a number in the margin."""
    return node["t"] == "Span" and ast.has_class(node, "csl-right-inline")


def _within(node: Node, work: Item, style: str) -> Node:
    """Correct what the span *node* wraps, if that is the entry."""
    if not _is_entry_span(node):
        return node
    return {**node, "c": [node["c"][0], inlines(node["c"][1], work, style)]}
