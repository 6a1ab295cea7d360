"""What reading on a screen adds to the blocks: ways back, and room to move.

Notes get a section of their own with links both ways; tables and drawings that are
wider than a phone scroll within a frame that the keyboard reaches.
"""

from collections.abc import Mapping
from typing import Any

from chapbook.model import Article, Asset, AssetKind, Node
from chapbook.render.lettered import letters
from chapbook.tools.hypertext import pagebreak
from chapbook.tools.pandoc import ast

NOTES_ID = "footnotes"
"""The id of the notes' section; articles have sections called "Notes" of their own."""

DEEPEST = 5
"""HTML has six levels of headings and the title takes one; pandoc makes deeper ones paragraphs."""

SCROLLED_PX = 320
"""Drawings wider than this many CSS pixels keep a legible size and scroll."""


def prepared(blocks: list[Node], article: Article) -> list[Node]:
    """Return *blocks*, chosen for one edition, as a screen wants them."""
    blocks = _with_notes(blocks, article.labels)

    def visit(node: Node) -> Node:
        match node["t"]:
            case "Span" | "Div" if pagebreak.is_marker(node):
                node = pagebreak.titled(node)
            case "Header":
                level, *rest = node["c"]
                node = {**node, "c": [min(level, DEEPEST), *rest]}
            case "Image":
                node = _sized(node, article.assets)
            case "Math" if node["c"][0]["t"] == "DisplayMath":
                node = ast.span([node], ast.attr("", ["formula"], role="group", tabindex="0"))
            case "Figure":
                node = _figure(node, article)
            case "Table":
                node = _table(node, article.labels)
        return node

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _with_notes(blocks: list[Node], labels: Mapping[str, str]) -> list[Node]:
    """Return *blocks* with links in place of notes, and the notes before the references.

    Notes have letters, as in print: numbers are for citations.
    """
    notes: list[list[Node]] = []

    def visit(node: Node) -> Node:
        if node["t"] != "Note":
            return node
        notes.append(node["c"])
        attributes = ast.attr(f"fnref{len(notes)}", ["footnote-ref"], role="doc-noteref")
        call = {"t": "Superscript", "c": ast.string(letters(len(notes)))}
        return ast.link([call], f"#fn{len(notes)}", attributes)

    text = ast.changed(blocks, visit)
    if not notes:
        return blocks
    named = ast.attr(NOTES_ID, ["appendix"], role="doc-endnotes")
    items = [[_note(number, note, labels)] for number, note in enumerate(notes, start=1)]
    listed = {"t": "OrderedList", "c": [[1, {"t": "LowerAlpha"}, {"t": "Period"}], items]}
    at = next(i for i, b in enumerate(text) if ast.identifier(b) in {"references", "how-to-cite"})
    return [*text[:at], ast.header(1, ast.string(labels["notes"]), named), listed, *text[at:]]


def _note(number: int, note: list[Node], labels: Mapping[str, str]) -> Node:
    """Return one note, ending with the link back to where it is called."""
    back = ast.link(
        [{"t": "Str", "c": "↑"}],
        f"#fnref{number}",
        ast.attr("", ["footnote-back"], role="doc-backlink", aria_label=labels["back-to-text"]),
    )
    *before, last = note or [ast.para([])]
    if last["t"] in {"Para", "Plain"}:
        last = {**last, "c": [*last["c"], {"t": "Space"}, back]}
        before = [*before, last]
    else:
        before = [*before, last, ast.para([back])]
    return ast.div(before, ast.attr(f"fn{number}", ["note"]))


def _sized(image: Node, assets: Mapping[str, Asset]) -> Node:
    """Return *image* with its size, so that the page does not jump while it loads."""
    (identifier, classes, pairs), alt, target = image["c"]
    asset = assets.get(target[0])
    if asset is None or {"width", "height"} & {key for key, _ in pairs}:
        return image
    size = [["width", str(round(asset.width))], ["height", str(round(asset.height))]]
    return {**image, "c": [[identifier, classes, [*pairs, *size]], alt, target]}


def _figure(figure: Node, article: Article) -> Node:
    """Return *figure* with a link to its description; drawings in a frame that scrolls."""
    attributes, caption, blocks = figure["c"]
    named = _named(caption, f"{attributes[0]}-caption")
    images = [node for node in ast.nodes(blocks) if node["t"] == "Image"]
    described = next((v for i in images if (v := ast.value(i, "description"))), None)
    if named and described:
        named = _with_description(named, described, article.labels)
    assets = [article.assets.get(image["c"][2][0]) for image in images]
    if named and any(a and a.kind is AssetKind.VECTOR and a.width > SCROLLED_PX for a in assets):
        blocks = [ast.div(blocks, _frame("drawing", aria_labelledby=f"{attributes[0]}-caption"))]
    return {**figure, "c": [attributes, named or caption, blocks]}


def _with_description(caption: list[Any], target: str, labels: Mapping[str, str]) -> list[Any]:
    """Return *caption* with a link to the long description of its figure."""
    label = next(n for n in ast.nodes(caption) if n["t"] == "Span" and _is_label(n))
    name = ast.text(label).removesuffix(".")
    words = labels["description"].format(figure=name)
    link = ast.link(ast.string(words), target, ast.attr("", ["description-link"]))
    short, [*before, last] = caption
    return [short, [*before, {**last, "c": [*last["c"], {"t": "Space"}, link]}]]


def _is_label(span: Node) -> bool:
    """Tell whether *span* is the number at the head of a caption."""
    return ast.has_class(span, "caption-label")


def _table(table: Node, labels: Mapping[str, str]) -> Node:
    """Return *table* in a frame that scrolls, named by its caption."""
    attributes, caption, *content = table["c"]
    named = _named(caption, f"{attributes[0]}-caption") if attributes[0] else []
    if named:
        frame = _frame("table", aria_labelledby=f"{attributes[0]}-caption")
    else:
        frame = _frame("table", aria_label=labels["table"].format(number="").strip())
    return ast.div([{**table, "c": [attributes, named or caption, *content]}], frame)


def _named(caption: list[Any], identifier: str) -> list[Any]:
    """Return *caption* with its first paragraph in a span; nothing where there is none."""
    short, blocks = caption
    if not blocks or blocks[0]["t"] not in {"Para", "Plain"}:
        return []
    first, *rest = blocks
    words = ast.span(first["c"], ast.attr(identifier, ["caption-text"]))
    return [short, [{**first, "c": [words]}, *rest]]


def _frame(kind: str, **names: str) -> ast.Attr:
    """Return the attribute of a frame that scrolls sideways and takes the keyboard's focus.

    A group and no region: forty tables as forty landmarks would bury the real ones.
    """
    return ast.attr("", ["scroller", kind], role="group", tabindex="0", **names)
