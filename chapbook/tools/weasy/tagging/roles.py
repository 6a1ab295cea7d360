"""Which standard type an element of HTML is (ISO 32000-1, 14.8.4), and what it says of itself."""

from typing import Any

from chapbook.tools.weasy.tagging.nodes import Mark, Node

TRANSPARENT = ""
"""The element says nothing: what is in it stands in the element around it."""

ARIA = {
    "article": "Art",
    "caption": "Caption",
    "cell": "TD",
    "columnheader": "TH",
    "complementary": "Sect",
    "doc-abstract": "Sect",
    "doc-appendix": "Sect",
    "doc-bibliography": "Sect",
    "doc-endnote": "Note",
    "doc-endnotes": "Sect",
    "doc-epigraph": "BlockQuote",
    "doc-example": "Sect",
    "doc-footnote": "Note",
    "doc-glossary": "Sect",
    "doc-index": "Sect",
    "doc-pullquote": "BlockQuote",
    "doc-qna": "Sect",
    "doc-tip": "Sect",
    "doc-toc": "TOC",
    "list": "L",
    "listitem": "LI",
    "math": "Formula",
    "none": TRANSPARENT,
    "note": "Sect",
    "presentation": TRANSPARENT,
    "region": "Sect",
    "row": "TR",
    "table": "Table",
}
"""What ``role`` says, which says more than the name of an element (WAI-ARIA 1.2, DPUB-ARIA 1.1)."""

HTML = {
    "article": "Art",
    "aside": "Sect",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "code": "Code",
    "dd": "DD",
    "dl": "L",
    "dt": "DT",
    "figcaption": "Caption",
    "figure": "Figures",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "img": "Figure",
    "kbd": "Code",
    "li": "LI",
    "menu": "L",
    "nav": "TOC",
    "ol": "L",
    "p": "P",
    "pre": "Pre",
    "q": "Quote",
    "samp": "Code",
    "section": "Sect",
    "svg": "Figure",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
}
"""What the other elements are.  DT, DD, Figures and Pre are ours until ``build`` has seen what is
in them."""

LABELS = {"csl-left-margin", "note-mark"}
"""The classes of what stands before an entry of a list that is not made of ``li``."""

NUMBERING = {
    "decimal": "Decimal",
    "decimal-leading-zero": "Decimal",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "lower-greek": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "none": "None",
}
"""What ``list-style-type`` is as ``ListNumbering`` (table 347)."""


def role(node: Node) -> str:
    """Return the standard type of *node*; ``TRANSPARENT`` for one that says nothing."""
    if node.pseudo:
        return _generated(node)
    if node.areas:
        return "Link"
    if LABELS & set(node.classes):
        return "Lbl"
    said = next((name for name in node.roles if name in ARIA), None)
    if said and not (said == "list" and node.tag in {"ul", "ol"}):
        return ARIA[said]
    return "Note" if node.is_foot else HTML.get(node.tag, TRANSPARENT)


def _generated(node: Node) -> str:
    """Return what generated content is."""
    if node.pseudo in {"marker", "footnote-marker"}:
        return "Lbl"
    if node.pseudo == "footnote-call":
        return "Reference"
    return "Link" if node.areas else TRANSPARENT


def alternative(node: Node) -> str:
    """Return what is said in place of the picture *node*; empty where nothing is."""
    for name in ("aria-label", "alt", "title"):
        if said := node.get(name):
            return said
    if node.tag == "svg":
        for child in node.element:
            if str(child.tag).rpartition("}")[2] == "title":
                return " ".join("".join(child.itertext()).split())
    return ""


def is_picture(kid: Any) -> bool:
    """Tell whether *kid* is a mark that is a picture."""
    return isinstance(kid, Mark) and not kid.text


def numbering(node: Node) -> str:
    """Return how the list *node* is numbered."""
    items = (kid for kid in node.kids if isinstance(kid, Node) and kid.tag == "li" and kid.boxes)
    first = next(items, None)
    style = first.style if first else None
    if style is None or "list-item" not in style["display"]:
        return "None"
    kind = style["list_style_type"]
    if isinstance(kind, str):
        return NUMBERING.get(kind, "Decimal")
    # A sign of one's own, given as a string or made of symbols.
    return "Disc" if kind[0] == "string" else "Decimal"


def lang(node: Node) -> str:
    """Return the language that *node* says of itself; empty where it says none."""
    if node.pseudo or node.element is None:
        return ""
    xml = node.element.get("{http://www.w3.org/XML/1998/namespace}lang")
    return node.get("lang") or str(xml or node.get("xml:lang")).strip()
