"""Cross-references: empty links take the name of what they lead to."""

import re
from collections.abc import Collection, Mapping

from chapbook.model import Node
from chapbook.tools.pandoc import ast

WORDED = "numref"
"""The class of a link whose own words have places for the number or title of its target."""

PLACE = re.compile(r"%s|\{(?P<which>number|name)\}")
"""Such a place, as Sphinx and mystmd write it."""

NUMBER = re.compile(r"\d[\w.]*")


def titles(blocks: list[Node]) -> dict[str, list[Node]]:
    """Return the words of every heading by its id, without notes and links."""
    return {
        ast.identifier(node): _bare(node["c"][2])
        for node in ast.nodes(blocks)
        if node["t"] == "Header" and ast.identifier(node)
    }


def _bare(inlines: list[Node]) -> list[Node]:
    """Return *inlines* fit to stand inside a link."""

    def visit(node: Node) -> Node | list[Node] | None:
        if node["t"] in {"Note", "Cite"}:
            return None
        return list(node["c"][1]) if node["t"] == "Link" else node

    bare: list[Node] = ast.changed(inlines, visit)
    return bare


def resolved(
    blocks: list[Node],
    names: Mapping[str, str],
    headings: Mapping[str, list[Node]],
    works: Collection[str],
) -> list[Node]:
    """Return *blocks* with every cross-reference filled.

    Two ways of writing one are read: an empty link ``[](#tab-a)``, which LaTeX's references
    have become, and ``@tab-a`` where no work has that key.

    Args:
        blocks: The article.
        names: Printed names of numbered things by id, such as "Table 2".
        headings: The words of headings by id.
        works: The keys of the bibliography.
    """

    def reference(target: str) -> Node:
        named = [{"t": "Str", "c": names[target]}] if target in names else None
        words = named or headings.get(target, [])
        return ast.link(words, f"#{target}", ast.attr("", ["cross-reference"]))

    def visit(node: Node) -> Node | list[Node]:
        target = _target(node)
        if target:
            return reference(target)
        if node["t"] == "Link" and ast.has_class(node, WORDED):
            return _worded(node, names, headings)
        keys = _keys(node)
        if keys and all(key not in works and (key in names or key in headings) for key in keys):
            return _listed([reference(key) for key in keys])
        return node

    filled: list[Node] = ast.changed(blocks, visit)
    return filled


def _target(node: Node) -> str:
    """Return the id that an empty link leads to, or nothing."""
    if node["t"] == "Link" and not node["c"][1] and node["c"][2][0].startswith("#"):
        return str(node["c"][2][0][1:])
    return ""


def _worded(node: Node, names: Mapping[str, str], headings: Mapping[str, list[Node]]) -> Node:
    """Return the link *node* with number and title of its target where its words want them."""
    target = node["c"][2][0].removeprefix("#")
    title = names.get(target) or ast.text(headings.get(target, [])) or target
    number = NUMBER.search(names.get(target, ""))

    def filled(match: re.Match[str]) -> str:
        return number[0] if number and match["which"] != "name" else title

    def visit(inner: Node) -> Node:
        is_text = inner["t"] == "Str"
        return {"t": "Str", "c": PLACE.sub(filled, inner["c"])} if is_text else inner

    words: list[Node] = ast.changed(node["c"][1], visit)
    return ast.link(words, f"#{target}", ast.attr("", ["cross-reference"]))


def _keys(node: Node) -> list[str]:
    """Return the keys that *node* cites; none when it is no citation."""
    return [c["citationId"] for c in node["c"][0]] if node["t"] == "Cite" else []


def _listed(links: list[Node]) -> list[Node]:
    """Return *links* with commas between them."""
    listed = links[:1]
    for link in links[1:]:
        listed += [{"t": "Str", "c": ","}, {"t": "Space"}, link]
    return listed
