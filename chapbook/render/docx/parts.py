"""Styles by name for everything that pandoc has no style for: boxes, citations, lists in them."""

from dataclasses import dataclass

from chapbook.model import Node
from chapbook.tools.pandoc import ast

URGENT = {"same-day", "emergency"}
"""The values of ``when`` that put a heavy frame around a see-doctor list."""

CITED_IN = "cited-in"
"""The class of the line below a reference that tells where it is cited."""

RULE = '<w:p><w:pPr><w:pStyle w:val="Rule"/></w:pPr></w:p>'
SIGN = "urgent.png"
"""The picture of the sign before the title of urgent advice."""
SIGN_HEIGHT = "4.2mm"
"""Its width stays below the hanging indent of the title, so that words stand below words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The styles of a part."""

    title: str
    text: str


LOOKS = {
    "key-points": Look(title="Box Title", text="Key Points"),
    "see-doctor": Look(title="See Doctor Title", text="See Doctor"),
    "questions": Look(title="Box Title", text="Questions"),
    "self-check": Look(title="Box Title", text="Self-Check"),
    "plain": Look(title="Box Title", text="Plain Words"),
    "discussion": Look(title="Box Title", text="Discussion"),
    "box": Look(title="Box Title", text="Box Text"),
    "glossary": Look(title="Part Title", text=""),
}
URGENT_LOOK = Look(title="See Doctor Urgent Title", text="See Doctor Urgent")
NONE = Look(title="Part Title", text="")


def styled(blocks: list[Node], look: Look = NONE) -> list[Node]:
    """Return *blocks* with the styles of the parts that they stand in."""
    return [_block(block, look) for block in blocks]


def in_style(style: str, blocks: list[Node]) -> Node:
    """Return *blocks* as paragraphs of *style*."""
    return ast.div(blocks, ast.attr("", [], custom_style=style))


def _block(block: Node, look: Look) -> Node:
    """Return *block* in the styles of *look*."""
    match block["t"]:
        case "Div":
            return _div(block, look)
        case "HorizontalRule":
            return {"t": "RawBlock", "c": ["openxml", RULE]}
        case "Para" | "Plain" if _is_picture(block):
            return in_style("Figure", [ast.para(block["c"])])
        case "Para" | "Plain" if look.text:
            return in_style(look.text, [ast.para(block["c"])])
        case "BulletList" | "OrderedList" if look.text:
            return in_style(look.text, [_spaced(block)])
    return block


def _div(block: Node, look: Look) -> Node:
    """Return a div, with what is in it styled by its class."""
    attributes, inner = block["c"]
    if ast.has_class(block, "part-title"):
        return ast.div([in_style(look.title, [*_signed(inner, look)])], attributes)
    if ast.has_class(block, "citations"):
        return ast.div([b for listed in inner for b in _citations(listed)], attributes)
    if ast.has_class(block, "csl-bib-body"):
        return ast.div([_reference(entry) for entry in inner], attributes)
    if ast.value(block, "custom-style"):
        return block
    if ast.has_class(block, "description"):
        head, *rest = inner
        return ast.div([in_style("Part Title", [head]), *styled(rest, look)], attributes)
    own = next((LOOKS[name] for name in ast.classes(block) if name in LOOKS), look)
    if ast.has_class(block, "see-doctor") and ast.value(block, "when") in URGENT:
        own = URGENT_LOOK
    return ast.div(styled(inner, own), attributes)


def _reference(entry: Node) -> Node:
    """Return an entry of the reference list; where it is cited stands in a style of its own."""
    attributes, inner = entry["c"]
    blocks = [
        ast.div([in_style("Cited In", [ast.para(b["c"]) for b in block["c"][1]])], block["c"][0])
        if ast.has_class(block, CITED_IN)
        else block
        for block in inner
    ]
    return ast.div(blocks, attributes)


def _signed(title: list[Node], look: Look) -> list[Node]:
    """Return the title of urgent advice with its sign; any other as it is."""
    if look is not URGENT_LOOK:
        return title
    sign = {"t": "Image", "c": [ast.attr("", [], height=SIGN_HEIGHT), [], [SIGN, ""]]}
    tab = {"t": "RawInline", "c": ["openxml", "<w:r><w:tab/></w:r>"]}
    first, *rest = title
    return [{**first, "c": [sign, tab, *first["c"]]}, *rest]


def _citations(listed: Node) -> list[Node]:
    """Return a list of styles and citations as paragraphs."""
    if listed["t"] != "DefinitionList":
        return [listed]
    out = []
    for term, definitions in listed["c"]:
        out.append(in_style("Citation Style", [ast.para(term)]))
        out += [in_style("Citation", definition) for definition in definitions]
    return out


def _spaced(listed: Node) -> Node:
    """Return a list whose items are paragraphs: pandoc styles no others."""

    def visit(node: Node) -> Node:
        return ast.para(node["c"]) if node["t"] == "Plain" else node

    spaced: Node = ast.changed(listed, visit)
    return spaced


def _is_picture(block: Node) -> bool:
    """Tell whether *block* is nothing but an image."""
    return len(block["c"]) == 1 and block["c"][0]["t"] == "Image"
