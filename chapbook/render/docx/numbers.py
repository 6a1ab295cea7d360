"""Numbers in captions and references to them, as fields that Word keeps up to date."""

from chapbook.model import Node
from chapbook.tools.pandoc import ast
from chapbook.tools.wordml import fields
from chapbook.tools.wordml.fields import Number

KINDS = {"Figure": "Figure", "Table": "Table", "Div": "Box"}
"""What do the numbered blocks count?  The names are Word's own in English."""


def fielded(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with the numbers of figures, tables and boxes as fields.

    The words stay those of the article.  A reference whose words are not the name of what
    it leads to stays a plain link.
    """
    numbers = _numbers(blocks)
    by_label = {_label(node): number for node, number in numbers.values()}

    def visit(node: Node) -> Node:
        if node["t"] == "Span" and ast.has_class(node, "caption-label"):
            number = by_label.get(_words(node["c"][1]))
            return _raw(fields.caption_label(number)) if number else node
        if node["t"] == "Link" and ast.has_class(node, "cross-reference"):
            return _reference(node, numbers)
        return node

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _numbers(blocks: list[Node]) -> dict[str, tuple[Node, Number]]:
    """Return the label and the number of everything that has one, by its id."""
    found: dict[str, tuple[Node, Number]] = {}
    counts: dict[str, int] = {}
    for node in ast.nodes(blocks):
        label = _caption_label(node)
        if label is None:
            continue
        number = fields.number(_words(label["c"][1]), KINDS[node["t"]], len(found))
        if number is None:
            continue
        expected = counts.get(number.sequence, 0) + 1
        number = number.starting() if int(number.number) != expected else number
        counts[number.sequence] = int(number.number)
        found[ast.identifier(node).removesuffix("-title")] = (label, number)
    return found


def _caption_label(node: Node) -> Node | None:
    """Return the span with the number of a figure, a table or the title of a box."""
    if node["t"] in {"Figure", "Table"}:
        inside = node["c"][1][1]
    elif node["t"] == "Div" and ast.has_class(node, "part-title"):
        inside = node["c"][1]
    else:
        return None
    spans = (inner for inner in ast.nodes(inside) if inner["t"] == "Span")
    return next((span for span in spans if ast.has_class(span, "caption-label")), None)


def _label(span: Node) -> str:
    """Return the words of a caption's label."""
    return _words(span["c"][1])


def _words(inlines: list[Node]) -> str:
    """Return the words of *inlines* with the no-break spaces that they have."""
    return "".join(node["c"] if node["t"] == "Str" else " " for node in inlines)


def _reference(link: Node, numbers: dict[str, tuple[Node, Number]]) -> Node:
    """Return *link* with the name of its target as a field, if that is what it says."""
    _, number = numbers.get(link["c"][2][0].removeprefix("#"), (None, None))
    if number is None or _words(link["c"][1]) != number.name:
        return link
    return ast.link([_raw(fields.reference(number))], link["c"][2][0])


def _raw(markup: str) -> Node:
    """Return *markup* for the writer to pass on."""
    return {"t": "RawInline", "c": ["openxml", markup]}
