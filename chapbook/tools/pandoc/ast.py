"""pandoc's document model as JSON: building blocks, looking through them, changing them.

A node is ``{"t": "Para", "c": [...]}``; a node without content has no ``c``.
An attribute is ``[identifier, [classes], [[key, value], ...]]``.
Source: pandoc-types 1.23, Text.Pandoc.Definition.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

Node = dict[str, Any]
Attr = list[Any]
Visit = Callable[[Node], Node | list[Node] | None]

API_VERSION = [1, 23, 1]
"""The version of pandoc-types that documents are written in."""

ATTR_INDEX = {"Header": 1, "Div": 0, "Span": 0, "Link": 0, "Image": 0, "CodeBlock": 0, "Code": 0}
ATTR_INDEX |= {"Table": 0, "Figure": 0}
"""Where the attribute stands among the parts of a node."""


def document(blocks: list[Node], meta: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a whole document for pandoc to read."""
    return {"pandoc-api-version": API_VERSION, "meta": meta or {}, "blocks": blocks}


def attr(identifier: str = "", classes: Iterable[str] = (), **pairs: str) -> Attr:
    """Return an attribute; in the names of *pairs* an underscore stands for a hyphen."""
    return [identifier, list(classes), [[k.replace("_", "-"), v] for k, v in pairs.items()]]


def string(text: str) -> list[Node]:
    """Return *text* as inlines: words, with breakable spaces between them."""
    inlines: list[Node] = []
    for index, word in enumerate(text.split(" ")):
        if index:
            inlines.append({"t": "Space"})
        if word:
            inlines.append({"t": "Str", "c": word})
    return inlines


def para(inlines: list[Node]) -> Node:
    """Return a paragraph."""
    return {"t": "Para", "c": inlines}


def plain(inlines: list[Node]) -> Node:
    """Return a block of text that is not a paragraph, as in a tight list."""
    return {"t": "Plain", "c": inlines}


def span(inlines: list[Node], attributes: Attr) -> Node:
    """Return a span."""
    return {"t": "Span", "c": [attributes, inlines]}


def div(blocks: list[Node], attributes: Attr) -> Node:
    """Return a div."""
    return {"t": "Div", "c": [attributes, blocks]}


def header(level: int, inlines: list[Node], attributes: Attr) -> Node:
    """Return a heading."""
    return {"t": "Header", "c": [level, attributes, inlines]}


def link(inlines: list[Node], target: str, attributes: Attr | None = None) -> Node:
    """Return a link."""
    return {"t": "Link", "c": [attributes or attr(), inlines, [target, ""]]}


_NO_ATTR: Attr = attr()


def _attribute(node: Node) -> Attr:
    """Return the attribute of *node* itself, to be read only: a text is asked for it a lot."""
    index = ATTR_INDEX.get(node["t"])
    found: Attr = _NO_ATTR if index is None else node["c"][index]
    return found


def attributes(node: Node) -> Attr:
    """Return the attribute of *node*; an empty one for a node that can have none."""
    index = ATTR_INDEX.get(node["t"])
    return attr() if index is None else list(node["c"][index])


def identifier(node: Node) -> str:
    """Return the id of *node*, or nothing."""
    return str(_attribute(node)[0])


def with_identifier(node: Node, identifier: str) -> Node:
    """Return *node*, which can have an attribute, with another id."""
    index = ATTR_INDEX[node["t"]]
    content = list(node["c"])
    content[index] = [identifier, *content[index][1:]]
    return {**node, "c": content}


def classes(node: Node) -> list[str]:
    """Return the classes of *node*."""
    return list(_attribute(node)[1])


def value(node: Node, key: str) -> str | None:
    """Return the value of the attribute *key* of *node*; the first where there are several."""
    return next((v for k, v in _attribute(node)[2] if k == key), None)


def has_class(node: Node, name: str) -> bool:
    """Tell whether *node* has the class *name*."""
    return name in _attribute(node)[1]


def nodes(tree: Any) -> Iterator[Node]:
    """Yield every node of *tree*, outer before inner, in the order of the text."""
    # A stack rather than recursion: this is where a large article spends its time.
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if type(part) is list:
            waiting.extend(p for p in reversed(part) if type(p) is dict or type(p) is list)
        elif type(part) is dict:
            if "t" in part:
                yield part
            waiting.extend(p for p in reversed(part.values()) if type(p) is dict or type(p) is list)


def changed(tree: Any, visit: Visit) -> Any:
    """Return *tree* with *visit* applied to every node, inner before outer.

    *visit* returns a node to stand in place of its argument, several nodes to stand
    there, or ``None`` for nothing at all.  It must not change its argument: *tree* itself
    is left as it was, and parts without nodes are shared with what is returned.
    """
    if type(tree) is list:
        return _changed_list(tree, visit)
    if type(tree) is not dict:
        return tree
    if "t" not in tree:
        return {key: changed(part, visit) for key, part in tree.items()}
    content = tree.get("c")
    if type(content) is list or type(content) is dict:
        tree = {**tree, "c": changed(content, visit)}
    return visit(tree)


def _changed_list(parts: list[Any], visit: Visit) -> list[Any]:
    """Return *parts* changed; a node may give way to several, or to none."""
    out: list[Any] = []
    for part in parts:
        if type(part) is list:
            out.append(_changed_list(part, visit))
        elif type(part) is not dict:
            out.append(part)
        else:
            new = changed(part, visit)
            if type(new) is list:
                out.extend(new)
            elif new is not None:
                out.append(new)
    return out


def text(tree: Any) -> str:
    """Return the words of *tree*, without notes, with single spaces."""
    return " ".join("".join(_pieces(tree)).split())


SILENT = {"Note", "RawInline", "RawBlock"}
"""Nodes whose content is not part of the running text."""

BLANK = {"Space", "SoftBreak", "LineBreak"}
PARAGRAPHS = {"Para", "Plain", "Header"}

PLAIN = "plain"
"""The key under which a formula carries its words; TeX is none."""

TEXT_INDEX = {"Code": 1, "Math": 1, "CodeBlock": 1, "Cite": 1}
"""Where the words stand among the parts of a node that holds other strings too."""


def _pieces(tree: Any) -> Iterator[str]:
    """Yield the text of *tree* piece by piece; blocks are kept apart by a space."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, list):
        for part in tree:
            if isinstance(part, dict | list):
                yield from _pieces(part)
    elif isinstance(tree, dict):
        yield from _node_pieces(tree)


def _node_pieces(node: Node) -> Iterator[str]:
    """Yield the text of one *node*."""
    kind, content = node.get("t"), node.get("c", [])
    if kind in SILENT:
        return
    if kind in BLANK:
        yield " "
    elif PLAIN in node:
        yield str(node[PLAIN])
    elif kind == "Quoted":
        before, after = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
        yield before
        yield from _pieces(content[1])
        yield after
    else:
        yield from _pieces(content[TEXT_INDEX[kind]] if kind in TEXT_INDEX else content)
        if kind in PARAGRAPHS:
            yield " "
