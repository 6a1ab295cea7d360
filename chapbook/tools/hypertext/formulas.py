"""Formulas as each kind of edition shows them.

On paper a formula is a picture of outlines that sits on the baseline and grows with the text
around it; its alternative text is the formula on one line (``chapbook.tools.linear``): TeX would be
read out as backslashes and braces, and a sentence in words would have to be written anew for
each language.  On a screen it is MathML, with the same line as ``alttext``.

A formula that cannot be set is a finding before anything is made; where a draft shows it all the
same, it is code, so that nobody takes it for text.
"""

import base64
import re
from collections.abc import Callable
from html import escape, unescape
from typing import Any

from chapbook.tools import formula_lines, formulas
from chapbook.tools.formulas import Drawing, UndrawableError
from chapbook.tools.linear import linear
from chapbook.tools.pandoc import ast, mathml
from chapbook.tools.pandoc.ast import Node

INLINE, DISPLAY = "formula-inline", "formula-display"
"""The classes of a picture, and of what holds one that stands on a line of its own."""

SPACING = {
    "\u0300": "`",
    "\u0301": "´",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "¯",
    "\u0305": "¯",
    "\u0306": "˘",
    "\u0307": "˙",
    "\u0308": "¨",
    "\u030a": "˚",
    "\u030c": "ˇ",
    "\u20d7": "→",
}
"""The sign that stands alone for each accent: the Nu checker (vnu) warns of a text that begins
with the combining one."""

COMBINING = re.compile(f"(?<=>)[{''.join(SPACING)}](?=<)")
"""An accent that is all the text of its element."""

INK = "#1b1f23"
"""The colour of text (``--ink``): a picture cannot see the colours of the page."""


FAMILY = "STIX Two Math"
FONT_FILE = f"fonts/{formulas.FILE_NAME}"

ELEMENT = re.compile(r"<math\b.*?</math>", re.S)
ANNOTATION = re.compile(r"<annotation\b.*?</annotation>", re.S)
TAGS = re.compile(r"<[^>]*>")

LONGEST = 12
"""Characters of a word that is kept on one line with the formula that it touches."""

Show = Callable[[Node, str], Node]
"""Shows a ``Math`` node, given its MathML."""


def pictured(blocks: list[Node], room_em: float = float("inf")) -> list[Node]:
    """Return *blocks* with formulas as pictures, for paper.

    Headings with formulas say their words in ``data-words``, for bookmarks and running heads:
    pictures have none there.

    Args:
        blocks: Of any kind.
        room_em: How wide displayed formulas may be, in sizes of type; broader ones are broken
            into lines where they can be.
    """
    return _replaced(_joined(_worded(blocks)), lambda node, found: _picture(node, found, room_em))


def marked_up(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with formulas as MathML, for web pages and books."""
    return _replaced(blocks, _element)


def kept(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with formulas as they are, for Word; those that cannot be set as code."""
    return _replaced(blocks, lambda node, _: node)


def _worded(blocks: list[Node]) -> list[Node]:
    """Return *blocks* in which headings with formulas carry their words as an attribute."""

    def visit(node: Node) -> Node:
        if node["t"] != "Header" or not mathml.inside(node):
            return node
        level, (identifier, classes, pairs), words = node["c"]
        pairs = [*pairs, ["words", ast.text(words)]]
        return {**node, "c": [level, [identifier, classes, pairs], words]}

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _joined(tree: Any) -> Any:
    """Return *tree* with each formula in one span with the marks that touch it.

    WeasyPrint may break a line on either side of a picture, so that a line would begin with
    a comma.
    """
    if isinstance(tree, dict):
        return {key: _joined(part) for key, part in tree.items()}
    if not isinstance(tree, list):
        return tree
    out: list[Any] = []
    is_open = False
    for part in map(_joined, tree):
        touches = bool(out) and _is_touching(out[-1], part)
        if touches and is_open:
            out[-1] = ast.span([*out[-1]["c"][1], part], ast.attr("", ["marked"]))
        elif touches:
            out[-1] = ast.span([out[-1], part], ast.attr("", ["marked"]))
        else:
            out.append(part)
        is_open = touches
    return out


def _is_touching(before: Any, part: Any) -> bool:
    """Tell whether *before* and *part* are a formula and a short word without a space."""
    if not isinstance(before, dict) or not isinstance(part, dict):
        return False
    last = before["c"][1][-1] if _is_joined(before) else before
    return (_is_inline(last) and _is_short(part)) or (_is_short(last) and _is_inline(part))


def _is_joined(node: Node) -> bool:
    return node.get("t") == "Span" and ast.has_class(node, "marked")


def _is_inline(node: Node) -> bool:
    return node.get("t") == "Math" and node["c"][0]["t"] == "InlineMath"


def _is_short(node: Node) -> bool:
    return node.get("t") == "Str" and len(node["c"]) <= LONGEST


def _replaced(blocks: list[Node], show: Show) -> list[Node]:
    """Return *blocks* with every formula as *show* shows it."""
    read = mathml.read(mathml.inside(blocks))
    if not read:
        return blocks

    def visit(node: Node) -> Node:
        if node["t"] != "Math":
            return node
        found = read[mathml.of(node)].mathml
        return show(node, found) if found else _typed(node)

    done: list[Node] = ast.changed(blocks, visit)
    return done


def characters(page: str) -> str:
    """Return the characters of all formulas on *page*, sorted; nothing without formulas."""
    elements = ELEMENT.findall(page)
    text = "".join(TAGS.sub("", ANNOTATION.sub("", element)) for element in elements)
    return "".join(sorted(set(unescape(text)) - set(" \n\t")))


def style_of_page(page: str) -> str:
    """Return the CSS that brings the font for the formulas on *page* along; or nothing."""
    used = characters(page)
    if not used:
        return ""
    data = base64.b64encode(formulas.font(used)).decode("ascii")
    return _style(f"url(data:font/woff;base64,{data})")


def style_of_book(text: str) -> str:
    """Return the CSS that names the font of ``files_of_book``; nothing without formulas."""
    return _style(f'url("../{FONT_FILE}")') if characters(text) else ""


def files_of_book(text: str) -> dict[str, bytes]:
    """Return the font for the formulas of *text*, by its path in the book; or nothing."""
    used = characters(text)
    return {FONT_FILE: formulas.font(used, None)} if used else {}


def _style(source: str) -> str:
    return (
        f'@font-face {{ font-family: "{FAMILY}"; src: {source} }}\n'
        f'math {{ font-family: "{FAMILY}", math }}\n'
    )


def _typed(node: Node) -> Node:
    """Return a formula that cannot be set as code."""
    return {"t": "Code", "c": [ast.attr(), node["c"][1]]}


def _element(node: Node, found: str) -> Node:
    """Return a formula as MathML that says itself in plain text too."""
    words = escape(linear(found))
    # A text that begins with a combining mark would join what stands before it.
    found = COMBINING.sub(lambda match: SPACING[match[0]], found)
    return _raw(found.replace("<math ", f'<math alttext="{words}" ', 1))


def _picture(node: Node, found: str, room_em: float) -> Node:
    """Return a formula as a picture on the baseline."""
    is_display = mathml.of(node).is_display
    try:
        drawing = formula_lines.drawn(found, room_em) if is_display else formulas.drawn(found)
    except UndrawableError:
        return _typed(node)
    words = escape(linear(found))
    image = (
        f'<img class="{INLINE}" role="math" alt="{words}" style="{_size(drawing)}" '
        f'src="{_address(drawing)}">'
    )
    # In a line even when displayed: WeasyPrint moves a block of a picture below all floats.
    return _raw(f'<span class="{DISPLAY}">{image}</span>' if is_display else image)


def _size(drawing: Drawing) -> str:
    """Return the CSS that makes a picture as large as the text around it and on its line."""
    return f"width: {drawing.width_em:.3f}em; vertical-align: {-drawing.depth_em:.3f}em"


def _address(drawing: Drawing) -> str:
    """Return the picture itself as an address."""
    svg = drawing.svg.replace('"black"', f'"{INK}"')
    data = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    return f"data:image/svg+xml;base64,{data}"


def _raw(markup: str) -> Node:
    """Return *markup* for the writer to pass on."""
    return {"t": "RawInline", "c": ["html", markup]}
