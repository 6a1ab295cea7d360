"""Blocks freed of what a handout cannot use: citations, notes, links to pages it lacks."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from chapbook.model import Article, Item, Node
from chapbook.tools.labels import joined
from chapbook.tools.pandoc import ast

CLOSING = tuple(".,;:!?)]»”’")
"""Before these a space that a citation leaves behind is wrong."""

OPENING = tuple("([«„“‘")
"""After these no space stands."""

BLANK = {"Space", "SoftBreak"}


def without_marks(blocks: list[Node], article: Article) -> list[Node]:
    """Return *blocks* as plain text for paper: no citations, notes or links.

    A citation that is part of its sentence ("Smith found that ...") leaves the names.
    """
    names = {str(item["id"]): _names(item, article.labels) for item in article.references}

    def visit(node: Node) -> Node | list[Node] | None:
        match node["t"]:
            case "Note":
                return None
            case "Link":
                return list(node["c"][1])
            case "SmallCaps":
                return list(node["c"])
        return node

    bare: list[Node] = ast.changed(_without_cites(blocks, names), visit)
    return bare


def _names(item: Item, labels: Mapping[str, str]) -> str:
    """Return the names of those who made *item*, or its title."""
    people = item.get("author") or item.get("editor") or []
    known = [str(p.get("family") or p.get("literal") or p.get("given") or "") for p in people]
    return joined([n for n in known if n], labels) or str(item.get("title", ""))


def _without_cites(tree: Any, names: Mapping[str, str]) -> Any:
    """Return *tree* with the citations in every list of inlines taken out."""
    if isinstance(tree, list):
        parts = [_without_cites(part, names) for part in tree]
        cited = any(isinstance(part, dict) and part.get("t") == "Cite" for part in parts)
        return _joined(parts, names) if cited else parts
    if isinstance(tree, dict):
        return {key: _without_cites(part, names) for key, part in tree.items()}
    return tree


def _joined(inlines: list[Node], names: Mapping[str, str]) -> list[Node]:
    """Return *inlines* without citations, and without the spaces that stood around them."""
    out: list[Node] = []
    for index, node in enumerate(inlines):
        if node["t"] != "Cite":
            if not (node["t"] in BLANK and out and out[-1]["t"] in BLANK):
                out.append(node)
            continue
        said = [c["citationId"] for c in node["c"][0] if c["citationMode"]["t"] == "AuthorInText"]
        words = ast.string(", ".join(names[key] for key in said if names.get(key)))
        if words:
            out += words if not out or _opens(out[-1]) else [{"t": "Space"}, *words]
        elif out and out[-1]["t"] in BLANK and _closes(inlines[index + 1 :]):
            out.pop()
    return out[1:] if out and out[0]["t"] in BLANK else out


def _opens(before: Node) -> bool:
    """Tell whether a word may follow *before* without a space."""
    return before["t"] in BLANK or (before["t"] == "Str" and before["c"].endswith(OPENING))


def _closes(following: list[Node]) -> bool:
    """Tell whether a sentence or the text ends before *following*, citations aside."""
    rest = next((node for node in following if node["t"] != "Cite"), None)
    return rest is None or (rest["t"] == "Str" and rest["c"].startswith(CLOSING))


def with_live_links(blocks: list[Node], elsewhere: Collection[str] = ()) -> list[Node]:
    """Return *blocks* with links only to what stands in them, or to an id in *elsewhere*.

    Other links to parts of the article become their words, and a figure no longer says
    that a description follows.
    """
    known = identifiers(blocks) | set(elsewhere)

    def visit(node: Node) -> Node | list[Node]:
        if node["t"] == "Link":
            target = node["c"][2][0]
            lost = target.startswith("#") and target[1:] not in known
            return list(node["c"][1]) if lost else node
        if node["t"] == "Image":
            (identifier, classes, pairs), *rest = node["c"]
            pairs = [pair for pair in pairs if pair[0] != "description"]
            return {**node, "c": [[identifier, classes, pairs], *rest]}
        return node

    live: list[Node] = ast.changed(blocks, visit)
    return live


def identifiers(blocks: Iterable[Node]) -> set[str]:
    """Return every id in *blocks*."""
    return {ast.identifier(node) for node in ast.nodes(list(blocks)) if "c" in node} - {""}


def cited(blocks: list[Node]) -> set[str]:
    """Return the keys of the works that *blocks* cite."""
    return {
        str(citation["citationId"])
        for node in ast.nodes(blocks)
        if node["t"] == "Cite"
        for citation in node["c"][0]
    }


def first(tree: list[Node], wanted: Callable[[Node], bool]) -> Node | None:
    """Return the first node of *tree* that is *wanted*, or nothing."""
    return next((node for node in ast.nodes(tree) if wanted(node)), None)
