"""Elements that make sense inside their parent only, and what elements hold as pandoc has it."""

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node
from chapbook.tools.pandoc.meaning.tags import Element

PARTIAL = "_element"
"""The kind of the node in which a part waits for its parent to be read."""

PARTS = {"caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"}
PARTS |= {"li", "dt", "dd", "summary", "figcaption"}

INLINE_KINDS = {
    *("Str", "Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps"),
    *("Quoted", "Cite", "Code", "Space", "SoftBreak", "LineBreak", "Math", "RawInline", "Link"),
    *("Image", "Note", "Span"),
}


def waiting(element: Element) -> Node:
    """Return *element* as a node that waits for its parent."""
    return {"t": PARTIAL, "element": element}


def part(node: Node) -> Element | None:
    """Return the element that waits in *node*, if one does."""
    return node["element"] if node["t"] == PARTIAL else None


def unpacked(node: Node) -> list[Node]:
    """Return *node*, or what was typed for a part that stands outside its whole."""
    element = part(node)
    return [node] if element is None else as_typed(element)


def as_typed(element: Element) -> list[Node]:
    """Return the tags of *element* with what stands between them."""
    inner = [piece for child in element.children for piece in unpacked(child)]
    return [piece for piece in (element.start, *inner, element.end) if piece]


def is_whole(element: Element) -> bool:
    """Tell whether *element* holds no part of something that it is not."""
    return all(child["t"] != PARTIAL for child in element.children)


def all_of(element: Element, names: set[str]) -> list[Element] | None:
    """Return the parts of *element*; ``None`` if it holds anything that is none of *names*."""
    found = []
    for child in element.children:
        inner = part(child)
        if inner is None or inner.tag.name not in names or not is_whole(inner):
            return None
        found.append(inner)
    return found


def without(element: Element, name: str) -> tuple[Element | None, list[Node]] | None:
    """Return the part *name* of *element* and all else; ``None`` if other parts are in it."""
    found, rest = None, []
    for child in element.children:
        inner = part(child)
        if inner is None:
            rest.append(child)
        elif inner.tag.name == name and is_whole(inner) and found is None:
            found = inner
        else:
            return None
    return found, rest


def inlines(children: list[Node]) -> list[Node]:
    """Return the inlines of *children*, blocks or inlines."""
    out: list[Node] = []
    for child in children:
        if child["t"] in {"Para", "Plain"}:
            out += [{"t": "Space"}, *child["c"]] if out else child["c"]
        elif child["t"] in INLINE_KINDS:
            out.append(child)
    return out


def holds_text_only(children: list[Node]) -> bool:
    """Tell whether *children* can be written in one line."""
    return all(child["t"] in INLINE_KINDS | {"Para", "Plain"} for child in children)


def blocks(children: list[Node]) -> list[Node]:
    """Return *children* as blocks: inlines among them become text of their own."""
    out: list[Node] = []
    run: list[Node] = []
    for child in children:
        if child["t"] in INLINE_KINDS:
            run.append(child)
            continue
        out += [ast.plain(run)] if run else []
        run = []
        out.append(child)
    return out + ([ast.plain(run)] if run else [])


def paragraphs(children: list[Node]) -> list[Node]:
    """Return *children* as blocks, text in paragraphs."""
    return [ast.para(b["c"]) if b["t"] == "Plain" else b for b in blocks(children)]
