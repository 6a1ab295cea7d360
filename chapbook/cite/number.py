"""Numbering figures, tables, boxes and equations, and giving every part its title and an id."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chapbook.cite import identify
from chapbook.model import Node
from chapbook.tools.pandoc import ast, equations

KINDS = {"Figure": "figure", "Table": "table"}
"""The pandoc blocks that carry numbered captions, and their labels."""

BOXES = ("plain", "box")
"""Parts that stand beside the running text and are numbered as boxes."""

NAMED_BY_HEADING = ("questions", "self-check", "glossary")
"""Parts that need no title right below a heading, which says what they are."""

TITLED = (
    *("key-points", "see-doctor", "questions", "self-check", "glossary", "discussion", *BOXES),
    "statement",
)
"""Parts that get a title.  A theorem or exercise brings its own, with its number."""

NO_BREAK = "\u00a0"


@dataclass(slots=True)
class Numbering:
    """Counts what has been numbered so far, and remembers how each id is called."""

    labels: Mapping[str, str]
    taken: set[str]
    """Ids that the article uses."""
    counts: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """The printed name of each numbered thing, such as "Table 2", by its id."""

    def next(self, kind: str, identifier: str, tag: str = "") -> tuple[str, str]:
        """Return the id and the printed name of the next thing of *kind*.

        What its author calls by a *tag*, such as "S1", goes by that and is not counted.
        """
        number: int | str = tag or self.counts.get(kind, 0) + 1
        if isinstance(number, int):
            self.counts[kind] = number
        identifier = identifier or self.fresh(f"{kind}-{number}")
        name = self.labels[kind].format(number=number)
        self.names[identifier] = name.replace(" ", NO_BREAK)
        return identifier, self.names[identifier]

    def fresh(self, wanted: str) -> str:
        """Return *wanted*, or something like it, as an id that nothing has yet."""
        identifier = identify.unused(wanted, self.taken)
        self.taken.add(identifier)
        return identifier


def numbered(blocks: list[Node], labels: Mapping[str, str]) -> tuple[list[Node], dict[str, str]]:
    """Return *blocks* with captions and parts numbered, and the name of each by its id.

    Numbers follow the order of the text; what has no caption has no number.
    """
    numbering = Numbering(labels, {ast.identifier(node) for node in ast.nodes(blocks)})
    out = [_block(block, above, numbering) for above, block in _with_above(blocks)]
    return _with_equations(out, numbering), numbering.names


def _with_equations(blocks: list[Node], numbering: Numbering) -> list[Node]:
    r"""Return *blocks* with a number behind each formula that has a label.

    What LaTeX calls by ``\tag`` goes by that and is not counted.  All labels of a formula of
    several lines lead to its one number.
    """

    def visit(node: Node) -> Node:
        if node["t"] != "Span" or not ast.has_class(node, equations.CLASS):
            return node
        (identifier, classes, pairs), inner = node["c"]
        tag = ast.value(node, "tag")
        identifier, name = _equation(identifier, tag, numbering)
        for also in inner:
            if ast.identifier(also):
                numbering.names[ast.identifier(also)] = name
        shown = tag or f"({numbering.counts['equation']})"
        words = ast.span([{"t": "Str", "c": shown}], ast.attr("", ["equation-number"]))
        return ast.span([*inner, words], [identifier, classes, [p for p in pairs if p[0] != "tag"]])

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _equation(identifier: str, tag: str | None, numbering: Numbering) -> tuple[str, str]:
    """Return the id and the printed name of an equation."""
    if tag is None:
        return numbering.next("equation", identifier)
    name = numbering.labels["equation"].format(number=tag.strip("()")).replace(" ", NO_BREAK)
    identifier = identifier or numbering.fresh("equation-tagged")
    numbering.names[identifier] = name
    return identifier, name


def _with_above(blocks: list[Node]) -> list[tuple[Node | None, Node]]:
    """Pair each block with the one above it."""
    return list(zip([None, *blocks], blocks, strict=False))


def _block(block: Node, above: Node | None, numbering: Numbering) -> Node:
    """Number *block* and, before its end, what stands inside it."""
    if block["t"] in KINDS and _caption(block):
        return _captioned(block, numbering)
    if block["t"] == "Div":
        block = _part(block, above, numbering)
        inner = block["c"][1]
        return ast.div([_block(b, a, numbering) for a, b in _with_above(inner)], block["c"][0])
    if block["t"] in {"BulletList", "OrderedList", "BlockQuote"}:
        return _nested(block, numbering)
    return block


def _nested(block: Node, numbering: Numbering) -> Node:
    """Number what stands in a list or a quotation."""
    if block["t"] == "BlockQuote":
        return {**block, "c": [_block(b, None, numbering) for b in block["c"]]}
    items = block["c"] if block["t"] == "BulletList" else block["c"][1]
    done = [[_block(b, None, numbering) for b in item] for item in items]
    return {**block, "c": done if block["t"] == "BulletList" else [block["c"][0], done]}


def _caption(block: Node) -> list[Node]:
    """Return the blocks of the caption of a figure or table."""
    caption: list[Node] = block["c"][1][1]
    return caption


def _captioned(block: Node, numbering: Numbering) -> Node:
    """Return a figure or table with its number at the head of its caption."""
    identifier, name = numbering.next(KINDS[block["t"]], ast.identifier(block), _tag(block))
    first, *rest = _caption(block)
    head = [ast.span([{"t": "Str", "c": f"{name}."}], ast.attr("", ["caption-label"]))]
    first = {**first, "c": [*head, {"t": "Space"}, *first["c"]]}
    attributes, caption, *content = block["c"]
    attributes = [identifier, attributes[1], attributes[2]]
    return {**block, "c": [attributes, [caption[0], [first, *rest]], *content]}


def _tag(block: Node) -> str:
    """Return what the author of a figure or table calls it by, if not by a number."""
    images = [node for node in ast.nodes(block["c"][2]) if node["t"] == "Image"]
    own = images[0] if block["t"] == "Figure" and len(images) == 1 else block
    return ast.value(own, "tag") or ast.value(block, "tag") or ""


def _part(block: Node, above: Node | None, numbering: Numbering) -> Node:
    """Return a fenced part with its title, or any other div as it is."""
    kind = next((name for name in ast.classes(block) if name in TITLED), None)
    if kind is None:
        return block
    attributes, inner = block["c"]
    identifier = attributes[0]
    title: list[Node] = []
    if kind in BOXES:
        identifier, name = numbering.next(_series(block), identifier)
        title = [ast.span([{"t": "Str", "c": f"{name}."}], ast.attr("", ["caption-label"]))]
        title.append({"t": "Space"})
    elif kind in NAMED_BY_HEADING and above is not None and above["t"] == "Header":
        if identifier:
            numbering.names.setdefault(identifier, ast.text(above["c"][2]))
        return block
    else:
        identifier = identifier or numbering.fresh(kind)
    words = ast.value(block, "title") or numbering.labels[_label(block, kind)]
    numbering.names.setdefault(identifier, ast.value(block, "called") or words)
    heading = ast.div(
        [ast.para([*title, *ast.string(words)])], ast.attr(f"{identifier}-title", ["part-title"])
    )
    pairs = [pair for pair in attributes[2] if pair[0] not in {"title", "called"}]
    return ast.div([heading, *inner], [identifier, attributes[1], pairs])


def _series(box: Node) -> str:
    """Return what *box* is counted with: code with a title is a listing."""
    return "listing" if ast.has_class(box, "listing") else "box"


def _label(block: Node, kind: str) -> str:
    """Return the label that titles a part of *kind*."""
    return f"see-doctor-{ast.value(block, 'when')}" if kind == "see-doctor" else kind
