"""Lists of HTML, and what unfolds on a screen."""

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node
from chapbook.tools.pandoc.meaning import parts
from chapbook.tools.pandoc.meaning.tags import Element

STYLES = {"a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}
NOT_IN_TITLE = {"Note", "Cite", "Image", "Math", "Link"}
"""What a title that is an attribute cannot hold."""


def items(element: Element) -> list[Node] | None:
    """Return a list of bullets or numbers."""
    found = parts.all_of(element, {"li"})
    if not found:
        return None
    held = [parts.blocks(item.children) for item in found]
    if element.tag.name == "ul":
        return [{"t": "BulletList", "c": held}]
    start = element.attribute("start")
    style = {"t": STYLES.get(element.attribute("type"), "Decimal")}
    first = int(start) if start.isdecimal() else 1
    return [{"t": "OrderedList", "c": [[first, style, {"t": "Period"}], held]}]


def lines(element: Element) -> list[Node] | None:
    """Return a list that stands inside a line, as in a cell: a line for each item."""
    found = parts.all_of(element, {"li"})
    if not found:
        return None
    out: list[Node] = []
    for number, item in enumerate(found, 1):
        sign = f"{number}." if element.tag.name == "ol" else "•"
        out += [{"t": "LineBreak"}, {"t": "Str", "c": sign}, {"t": "Space"}, *item.children]
    return [*out, {"t": "LineBreak"}]


def definitions(element: Element) -> list[Node] | None:
    """Return a list of terms with what is said about each."""
    found = parts.all_of(element, {"dt", "dd"})
    if not found or found[0].tag.name != "dt":
        return None
    entries: list[tuple[list[Node], list[list[Node]]]] = []
    for item in found:
        if item.tag.name == "dt":
            if not parts.holds_text_only(item.children):
                return None
            entries.append((parts.inlines(item.children), []))
        else:
            entries[-1][1].append(parts.blocks(item.children))
    return [{"t": "DefinitionList", "c": [[term, said] for term, said in entries]}]


def details(element: Element) -> list[Node] | None:
    """Return a box with the summary as its title; on paper nothing can be unfolded."""
    divided = parts.without(element, "summary")
    if divided is None:
        return None
    summary, rest = divided
    title = parts.inlines(summary.children) if summary else []
    if summary and not parts.holds_text_only(summary.children):
        return None
    inner = parts.paragraphs(rest)
    pairs = {"title": ast.text(title)} if ast.text(title) else {}
    if any(node["t"] in NOT_IN_TITLE for node in ast.nodes(title)):
        inner, pairs = [ast.para([{"t": "Strong", "c": title}]), *inner], {}
    return [ast.div(inner, ast.attr(element.attribute("id"), ["box"], **pairs))]
