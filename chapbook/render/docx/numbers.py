"""Numbers in captions, and references to them and to headings, as fields.

Word keeps them up to date.  The words stay those of the article: a reference whose words
are not the name of what it leads to stays a plain link.
"""

import re
from collections.abc import Iterator, Set

from chapbook.model import Node
from chapbook.tools.pandoc import ast, equations
from chapbook.tools.wordml import fields
from chapbook.tools.wordml.fields import Number, Repeated

KINDS = {"Figure": "Figure", "Table": "Table", "Div": "Box", "Span": "Equation"}
"""What do the numbered parts count?  The names are Word's own in English."""

LABELS = ("caption-label", "equation-number")
"""The classes of the span that holds a number."""

OWN_NAME = re.compile(r"[^\W\d_]\d")
"""What the author calls a thing in place of a number, "S1", which no counter reaches."""

UNREPEATED = {"Note", "Image", "Math", "RawInline"}
"""What a field that repeats a heading would repeat, or lose, with it."""


def fielded(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with numbers, and references to them and to headings, as fields."""
    numbers = _numbers(blocks)
    headings = _headings(blocks, {_target(link) for link in _references(blocks)}, len(numbers))
    by_label = {_label(node): number for node, number in numbers.values()}

    def visit(node: Node) -> Node:
        if node["t"] == "Span" and set(ast.classes(node)) & set(LABELS):
            number = by_label.get(_label(node))
            return _counted(node, number) if number else node
        if node["t"] == "Header" and ast.identifier(node) in headings:
            return _marked(node, headings[ast.identifier(node)])
        if node["t"] == "Link" and ast.has_class(node, "cross-reference"):
            return _reference(node, numbers, headings)
        return node

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _numbers(blocks: list[Node]) -> dict[str, tuple[Node, Number]]:
    """Return the label and the number of everything that has one, by its ids."""
    found: dict[str, tuple[Node, Number]] = {}
    counts: dict[str, int] = {}
    names: set[str] = set()
    for node in ast.nodes(blocks):
        label = _number_label(node)
        if label is None:
            continue
        if OWN_NAME.search(_label(label)):
            continue
        if node["t"] == "Span" and not _label(label).strip("()").isdigit():
            continue
        number = fields.number(_label(label).strip("()"), KINDS[node["t"]], len(found))
        if number is None:
            continue
        expected = counts.get(number.sequence, 0) + 1
        number = number if number.bookmark not in names else number.renamed()
        names.add(number.bookmark)
        number = number.starting() if int(number.number) != expected else number
        counts[number.sequence] = int(number.number)
        found |= dict.fromkeys(_identifiers(node), (label, number))
    return found


def _identifiers(node: Node) -> list[str]:
    """Return the ids that lead to *node*: a formula of several lines may have several."""
    own = ast.identifier(node).removesuffix("-title")
    if node["t"] != "Span":
        return [own]
    return [own, *(ast.identifier(inner) for inner in node["c"][1] if ast.identifier(inner))]


def _number_label(node: Node) -> Node | None:
    """Return the span with the number of a figure, table, box title or equation."""
    if node["t"] in {"Figure", "Table"}:
        inside = node["c"][1][1]
    elif (node["t"] == "Div" and ast.has_class(node, "part-title")) or (
        node["t"] == "Span" and ast.has_class(node, equations.CLASS)
    ):
        inside = node["c"][1]
    else:
        return None
    spans = (inner for inner in ast.nodes(inside) if inner["t"] == "Span")
    return next((span for span in spans if set(ast.classes(span)) & set(LABELS)), None)


def _label(span: Node) -> str:
    """Return the words of a caption's label."""
    return _words(span["c"][1])


def _words(inlines: list[Node]) -> str:
    """Return the words of *inlines* with the no-break spaces that they have."""
    return "".join(node["c"] if node["t"] == "Str" else " " for node in inlines)


def _counted(span: Node, number: Number) -> Node:
    """Return the label *span* with its number as a field."""
    if ast.has_class(span, LABELS[0]):
        return _raw(fields.caption_label(number, "CaptionLabel"))
    before, _, after = _label(span).partition(number.number)
    inner = [*ast.string(before), _raw(fields.caption_label(number, "")), *ast.string(after)]
    return ast.span(inner, span["c"][0])


def _references(blocks: list[Node]) -> Iterator[Node]:
    """Yield the cross-references in *blocks*."""
    for node in ast.nodes(blocks):
        if node["t"] == "Link" and ast.has_class(node, "cross-reference"):
            yield node


def _target(link: Node) -> str:
    """Return the id that *link* leads to."""
    return str(link["c"][2][0]).removeprefix("#")


def _headings(blocks: list[Node], wanted: Set[str], count: int) -> dict[str, Repeated]:
    """Return what repeats each heading whose id is *wanted*, by that id.

    Args:
        blocks: The text.
        wanted: What references lead to.
        count: How many bookmarks there are already.
    """
    headings = [
        node
        for node in ast.nodes(blocks)
        if node["t"] == "Header"
        and ast.identifier(node) in wanted
        and not any(inner["t"] in UNREPEATED for inner in ast.nodes(node["c"][2]))
    ]
    return {
        ast.identifier(node): Repeated(words=ast.text(node["c"][2]), number=count + index)
        for index, node in enumerate(headings)
    }


def _marked(heading: Node, repeated: Repeated) -> Node:
    """Return *heading* with the bookmark around its words that fields repeat."""
    level, attributes, inlines = heading["c"]
    start, end = repeated.marks
    return ast.header(level, [_raw(start), *inlines, _raw(end)], attributes)


def _reference(
    link: Node, numbers: dict[str, tuple[Node, Number]], headings: dict[str, Repeated]
) -> Node:
    """Return *link* with the name of its target as a field, if that is what it says."""
    target, words = link["c"][2][0], _words(link["c"][1])
    _, number = numbers.get(_target(link), (None, None))
    heading = headings.get(_target(link))
    if heading and ast.text(link["c"][1]) == heading.words:
        return ast.link([_raw(heading.field())], target)
    if number is None:
        return link
    # A formula's number is named by a word that does not stand beside it.
    named = _NAMED.fullmatch(words) if number.sequence == KINDS["Span"] else None
    if named and named["number"] == number.number:
        return ast.link([_raw(fields.reference(number, named["before"], named["after"]))], target)
    return ast.link([_raw(fields.reference(number))], target) if words == number.name else link


_NAMED = re.compile(r"(?P<before>\D*)(?P<number>\d+)(?P<after>\D*)")


def _raw(markup: str) -> Node:
    """Return *markup* for the writer to pass on."""
    return {"t": "RawInline", "c": ["openxml", markup]}
