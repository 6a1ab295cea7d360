r"""References to figures, tables and sections, as other programs leave them.

"Figure 1" as a reference field, "Figure~\ref{fig:pot}"  ->  [](#fig-1)
"""

import re
from collections.abc import Mapping
from functools import cache

from chapbook.begin import captions
from chapbook.tools import labels
from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node


@cache
def _names() -> re.Pattern[str]:
    """Return what finds the word for a figure or a table alone, as before a reference."""
    said = {
        labels.load(lang)[kind].replace("{number}", "").strip()
        for lang in labels.languages()
        for kind in captions.IDS
    }
    words = said | {word for kind in captions.ABBREVIATED.values() for word in kind}
    words |= {"Section", "Sections", "Sec", "Eq", "Equation"}
    names = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"(?:{names})\.?\u00a0?", re.I)


def referred(blocks: list[Node], names: Mapping[str, str]) -> list[Node]:
    """Return *blocks* with references to figures, tables and sections as empty links.

    Args:
        blocks: The text.
        names: New ids by old ones.
    """
    heads = {ast.identifier(n): ast.identifier(n) for n in ast.nodes(blocks) if n["t"] == "Header"}
    inner = {
        ast.identifier(span): ast.identifier(node)
        for node in ast.nodes(blocks)
        if node["t"] == "Header"
        for span in ast.nodes(node["c"][2])
        if span["t"] == "Span" and ast.identifier(span)
    }
    known = {**heads, **inner, **names}
    used = {known.get(str(n["c"][2][0])[1:], "") for n in ast.nodes(blocks) if n["t"] == "Link"}
    linked: list[Node] = ast.changed(blocks, lambda node: _reference(node, known))
    named: list[Node] = ast.changed(linked, lambda node: _named(node, used))
    bare: list[Node] = ast.changed(named, _without_word)
    return bare


def _reference(node: Node, known: Mapping[str, str]) -> Node | list[Node]:
    """Return a link inside of the text as a reference, if it only says a number."""
    if node["t"] != "Link" or not str(node["c"][2][0]).startswith("#"):
        return node
    target = known.get(str(node["c"][2][0])[1:])
    words = ast.text(node["c"][1])
    if target is None:
        typed = ast.value(node, "reference-type")
        return ast.link([], str(node["c"][2][0])) if typed else list(node["c"][1])
    is_number = re.fullmatch(r"\[?[\d.]*\]?|\[[^\]]*\]", words)
    says_label = any(captions.label(kind).fullmatch(f"{words} ") for kind in captions.IDS)
    bare = [] if is_number or says_label or ast.value(node, "reference-type") else node["c"][1]
    return ast.link(bare, f"#{target}")


def _named(node: Node, used: set[str]) -> Node | list[Node]:
    """Return a heading with its id only if something refers to it; a mark without text goes."""
    if node["t"] == "Header":
        level, attribute, inlines = node["c"]
        name = attribute[0] if attribute[0] in used else ""
        return ast.header(level, inlines, [re.sub(r"\s", "-", name), [], []])
    if node["t"] == "Span" and not ast.classes(node) and not ast.attributes(node)[2]:
        inner: list[Node] = node["c"][1]
        return inner
    return node


def sized(node: Node) -> Node:
    """Return a picture in a line with its width in a unit of ours, and no height."""
    if node["t"] != "Image":
        return node
    attribute, inlines, target = node["c"]
    pairs = [[key, value] for key, value in attribute[2] if key not in {"width", "height"}]
    if wide := captions.width(ast.value(node, "width") or ""):
        pairs.append(["width", wide])
    return {"t": "Image", "c": [[attribute[0], attribute[1], pairs], inlines, target]}


def _without_word(node: Node) -> Node:
    """Return a paragraph without "Figure" before each reference, which brings its own word."""
    if node["t"] not in {"Para", "Plain", "Header"}:
        return node
    inlines = list(node["c"][2] if node["t"] == "Header" else node["c"])
    kept: list[Node] = []
    for inline in inlines:
        if inline["t"] == "Link" and not inline["c"][1]:
            if len(kept) > 1 and kept[-1]["t"] in ast.BLANK and _is_word(kept[-2]):
                kept = _cut(kept[:-1])
            elif kept and _is_word(kept[-1]) and str(kept[-1]["c"]).endswith("\u00a0"):
                kept = _cut(kept)
        kept.append(inline)
    return {**node, "c": [*node["c"][:2], kept] if node["t"] == "Header" else kept}


def _is_word(node: Node) -> bool:
    """Tell whether *node* ends in the word for a numbered thing."""
    return node["t"] == "Str" and bool(_names().fullmatch(str(node["c"]).lstrip("([")))


def _cut(kept: list[Node]) -> list[Node]:
    """Return *kept* without the word at its end; a bracket before it stays."""
    text = str(kept[-1]["c"])
    bracket = text[: len(text) - len(text.lstrip("(["))]
    return [*kept[:-1], *([{"t": "Str", "c": bracket}] if bracket else [])]
