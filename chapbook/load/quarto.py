"""Quarto's divs, in pandoc's document model, as what an article has for the same.

::: {.callout-tip title="Title"}        a box
::: {#fig-x layout-ncol=2}              one figure of several images
::: {#tbl-x}                            a table with its caption
::: {.panel-tabset}                     sections, one below the other
::: {.content-visible when-format="html"}
"""

import re
from collections.abc import Callable, Mapping

from chapbook.load import conditional, statements
from chapbook.model import Node
from chapbook.tools.pandoc import ast

CALLOUT = re.compile(r"(?:callout-|rmd)(?P<kind>\w+)")
"""The class of a callout in Quarto, and in bookdown."""

NUMBERED = re.compile(r"(?P<kind>fig|tbl|tab|lst)[-:]")
"""How the id of a div begins that is a figure, a table or a listing."""

Labels = Mapping[str, str]


def understood(blocks: list[Node], labels: Labels) -> list[Node]:
    """Return *blocks* with Quarto's divs as parts, figures and tables of the article."""
    blocks = _with_captions(blocks)
    blocks = statements.understood(conditional.understood(_tabs_opened(blocks, 0)), labels)
    done = ast.changed(blocks, lambda node: _node(node, labels))
    # Only now: until here the words of an image may be the caption of a part of a figure.
    described: list[Node] = ast.changed(
        done, lambda node: _linked(_described(node)) if node["t"] == "Image" else node
    )
    return described


def _node(node: Node, labels: Labels) -> Node | list[Node] | None:
    """Return what stands in place of *node*."""
    if node["t"] == "Div":
        return _div(node, labels)
    return _listing(node) if node["t"] == "CodeBlock" else node


def _div(node: Node, labels: Labels) -> Node | list[Node] | None:
    """Return what stands in place of the div *node*."""
    callout = next(filter(None, map(CALLOUT.fullmatch, ast.classes(node))), None)
    if callout and f"callout-{callout['kind']}" in labels:
        return _callout(node, labels[f"callout-{callout['kind']}"])
    if match := NUMBERED.match(ast.identifier(node)):
        return DIVS[match["kind"]](node)
    return list(node["c"][1]) if _is_layout(node) else node


def _described(image: Node) -> Node:
    """Return *image* with its ``fig-alt`` as alternative text.

    Of an image in a line writers take the words between the brackets for that; where there
    are none, ``alt`` counts, which pandoc reads of figures only.
    """
    alt = ast.value(image, "fig-alt")
    if alt is None and not image["c"][1]:
        alt = ast.value(image, "alt") or None
    if alt is None:
        return image
    (identifier, classes, pairs), _, target = image["c"]
    kept = [[key, value] for key, value in pairs if key not in {"fig-alt", "alt"}]
    return {**image, "c": [[identifier, classes, [*kept, ["alt", alt]]], ast.string(alt), target]}


def _with_captions(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with ``Listing: words`` beside labelled code as its caption."""
    out: list[Node] = []
    waiting: Node | None = None
    for block in blocks:
        is_caption = block["t"] == "Para" and ast.text(block).startswith("Listing: ")
        labelled = block["t"] == "CodeBlock" and NUMBERED.match(ast.identifier(block))
        if waiting is not None:
            out.append(_captioned(block, waiting) if labelled else waiting)
            out += [] if labelled else [block]
            waiting = None
        elif is_caption:
            waiting = block
        else:
            out.append(block)
    return [*out, waiting] if waiting is not None else out


def _captioned(code: Node, caption: Node) -> Node:
    """Return *code* with the words of the paragraph *caption* as its caption."""
    (identifier, classes, pairs), text = code["c"]
    words = ast.text(caption).removeprefix("Listing: ")
    return {**code, "c": [[identifier, classes, [*pairs, ["lst-cap", words]]], text]}


def _linked(image: Node) -> Node:
    """Return *image* as a link to where its ``fig-link`` leads."""
    target = ast.value(image, "fig-link")
    if not target:
        return image
    (identifier, classes, pairs), *rest = image["c"]
    kept = [[key, value] for key, value in pairs if key != "fig-link"]
    return ast.link([{**image, "c": [[identifier, classes, kept], *rest]}], target, ast.attr())


def _listing(code: Node) -> Node | list[Node]:
    """Return *code* as a listing with a title, if it has a caption, below the name of its file."""
    identifier, classes, pairs = ast.attributes(code)
    caption = ast.value(code, "lst-cap") or ast.value(code, "caption")
    file = ast.value(code, "filename")
    if not caption and not file:
        return code
    kept = [[key, value] for key, value in pairs if key not in {"lst-cap", "caption", "filename"}]
    named = [ast.para([{"t": "Code", "c": [ast.attr(), file]}])] if file else []
    if not caption:
        return [*named, {**code, "c": [[identifier, classes, kept], code["c"][1]]}]
    bare = {**code, "c": [["", classes, kept], code["c"][1]]}
    return ast.div([*named, bare], [identifier, ["box", "listing"], [["title", caption]]])


def _callout(div: Node, kind: str) -> Node:
    """Return a callout as a box that says its *kind*, and its title if it has one."""
    identifier, _, _ = ast.attributes(div)
    inner = list(div["c"][1])
    title = ast.value(div, "title") or ""
    if not title and inner and inner[0]["t"] == "Header":
        title = ast.text(inner[0]["c"][2])
        identifier = identifier or ast.identifier(inner[0])
        inner = inner[1:]
    else:
        title = re.sub(r"[*_`]", "", title)
    words = ": ".join(dict.fromkeys(part for part in (kind, title) if part)) or "…"
    if kind and title.casefold() == kind.casefold():
        words = kind
    return ast.div(inner, [identifier, ["box", "callout"], [["title", words]]])


def _is_layout(div: Node) -> bool:
    """Tell whether *div* only says how its content is placed."""
    classes = set(ast.classes(div))
    placed = any(key.startswith("layout") for key, _ in ast.attributes(div)[2])
    return not ast.identifier(div) and (placed or bool(classes & LAYOUT))


LAYOUT = {
    *("column-margin", "column-body", "column-body-outset", "column-page", "column-screen"),
    *("column-page-right", "column-page-left", "aside", "columns", "column", "incremental"),
    *("nonincremental", "fragment", "panel-fill", "panel-center", "panel-sidebar", "cell"),
    *("cell-output", "cell-output-display", "cell-output-stdout", "hero", "lead"),
}
"""Classes that place their content; ours stands in the running text."""


def _caption_of(div: Node) -> tuple[list[Node], list[Node]]:
    """Return the content of *div*, and its last paragraph if that is a caption."""
    inner = list(div["c"][1])
    if len(inner) > 1 and inner[-1]["t"] in {"Para", "Plain"} and ast.text(inner[-1]):
        return inner[:-1], inner[-1]["c"]
    return inner, []


def _figure(div: Node) -> Node | list[Node]:
    """Return a div with images and a caption as one figure."""
    inner, caption = _caption_of(div)
    images = [node for node in ast.nodes(inner) if node["t"] == "Image"]
    if not caption or not images:
        return div
    if len(images) == 1:
        content = [ast.plain(images)]
    else:
        inner = [part for block in inner for part in _subfigures(block)]
        content = [_lettered(block, index) for index, block in enumerate(inner)]
    attributes = [ast.identifier(div), ["subfigures"] if len(images) > 1 else [], []]
    return {"t": "Figure", "c": [attributes, [None, [ast.plain(caption)]], content]}


def _subfigures(block: Node) -> list[Node]:
    """Return the images of *block*, one a block."""
    if block["t"] in {"Para", "Plain"}:
        return [ast.plain([node]) for node in ast.nodes(block) if node["t"] == "Image"] or [block]
    return [block]


def _lettered(block: Node, index: int) -> Node:
    """Return the part *index* (0-based) of a figure, its letter before its caption."""
    caption = block["c"][1][1] if block["t"] == "Figure" else []
    images = [node for node in ast.nodes(block) if node["t"] == "Image"]
    if not images:
        return block
    own = ast.identifier(block) if block["t"] == "Figure" else ast.identifier(images[0])
    bare = [_unsized(image) for image in images]
    words = [{"t": "Str", "c": f"({letters(index)})"}]
    told = [inline for part in caption for inline in part["c"]]
    if block["t"] != "Figure":
        told = images[0]["c"][1]
    words += [{"t": "Space"}, *told] if told else []
    return ast.div([ast.para(bare), ast.para(words)], ast.attr(own, ["subfigure"]))


def _unsized(image: Node) -> Node:
    """Return *image* without its id, and without its share of a width that it has no more."""
    (_, classes, pairs), *rest = image["c"]
    kept = [[key, value] for key, value in pairs if key != "width" or not value.endswith("%")]
    return {**image, "c": [["", classes, kept], *rest]}


def letters(index: int) -> str:
    """Return the letter of the part *index* (0-based) of a figure."""
    return chr(ord("a") + index % 26)


def _table(div: Node) -> Node | list[Node]:
    """Return a div with a table and a caption as a table with both."""
    inner, caption = _caption_of(div)
    tables = [index for index, block in enumerate(inner) if block["t"] == "Table"]
    if len(tables) != 1:
        return div
    table = inner[tables[0]]
    attributes, own, *rest = table["c"]
    told = [None, [ast.plain(caption)]] if caption else own
    if not told[1]:
        return div
    named = [ast.identifier(div), *attributes[1:]]
    inner[tables[0]] = {**table, "c": [named, told, *rest]}
    return inner


def _code(div: Node) -> Node:
    """Return a div with code and a caption as a box."""
    inner, caption = _caption_of(div)
    first = inner[0] if inner else div
    if first["t"] == "Para" and ast.text(first).startswith("Listing: "):
        inner, caption = inner[1:], ast.string(ast.text(first).removeprefix("Listing: "))
    if not caption:
        return div
    return ast.div(inner, [ast.identifier(div), ["box", "listing"], [["title", ast.text(caption)]]])


DIVS: Mapping[str, Callable[[Node], Node | list[Node]]] = {
    "fig": _figure,
    "tbl": _table,
    "tab": _table,
    "lst": _code,
}
"""What a div with such an id becomes."""


def _tabs_opened(blocks: list[Node], above: int) -> list[Node]:
    """Return *blocks* with tabs as sections below the heading that they stand under.

    Args:
        blocks: What may hold tabs.
        above: The level of the heading before it.
    """
    out: list[Node] = []
    for block in blocks:
        if block["t"] == "Header":
            above = block["c"][0]
        if block["t"] != "Div":
            out.append(block)
            continue
        inner = _tabs_opened(block["c"][1], above)
        if not {"panel-tabset", "tabset"} & set(ast.classes(block)):
            out.append({**block, "c": [block["c"][0], inner]})
            continue
        levels = [tab["c"][0] for tab in inner if tab["t"] == "Header"]
        shift = above + 1 - min(levels, default=above + 1)
        out += [_shifted(tab, shift) for tab in inner]
    return out


def _shifted(block: Node, shift: int) -> Node:
    """Return *block* with its level, if it is a heading, *shift* deeper."""
    if block["t"] != "Header":
        return block
    return ast.header(min(block["c"][0] + shift, 6), block["c"][2], block["c"][1])
