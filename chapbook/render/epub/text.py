"""The text of the book, as pandoc is to write it.

What its EPUB writer gets wrong or cannot know is settled on the model first: ids that
no XML file may hold, links into nothing, images, titles of parts, HTML typed by hand.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from chapbook.editions import Edition
from chapbook.model import Article, Node
from chapbook.render import html, split
from chapbook.render.epub import figures
from chapbook.tools.epub import LEADS_TO
from chapbook.tools.hypertext import formulas, lists
from chapbook.tools.pandoc import ast, identifiers

DROPPED = ("discussion",)
"""Parts for teachers; readers do not see them."""

LINE = 48
"""Characters of table text across a page that many readers have."""
GAP = 2
"""Characters between two columns."""

SCHEMES = {"http", "https", "mailto", "tel", "ftp"}
"""What a link out of a book may begin with.  Files beside the article are not in the book; which
they are is kept for packs."""

KEPT_KEYS = {"width", "height", "lang", "dir", "title", "start", "startFrom", "role"}
"""Attributes that pass; the others are ours, or could run or load something."""

CHECK_BOXES = {"☐": "☐", "☒": "✓"}
"""What stands for an empty and for a ticked box: pandoc would make form fields, which
a book cannot keep, and our faces have no crossed box."""


def blocks(article: Article, row: Edition) -> list[Node]:
    """Return everything that the edition *row* of *article* shows, chapters as level 1."""
    lead, body, end = (
        html.selected(part, row.name, DROPPED)
        for part in (article.lead, article.body, article.appendix)
    )
    taken = {ast.identifier(node) for node in ast.nodes([lead, body, end])}
    opening = _opening(article, lead, taken)
    text = _raised(body)
    if text and not _begins_chapter(text) and (not lead or _title(lead[0])):
        text = [_titled(article, taken), *text]
    whole = formulas.marked_up([*opening, *text, *end])
    names = identifiers.safe(whole)
    written: list[Node] = ast.changed(whole, lambda node: _node(node, article, names))
    return written


def _opening(article: Article, lead: list[Node], taken: set[str]) -> list[Node]:
    """Return the chapter before the first section: abstract and key points, or nothing."""
    if article.abstract:
        heading = ast.string(article.labels["abstract"])
        return [
            ast.header(1, heading, ast.attr(_fresh("abstract", taken), ["abstract"])),
            *article.abstract,
            *_with_headings(lead, 2),
        ]
    if lead and not _title(lead[0]):
        return [_titled(article, taken), *_with_headings(lead, 2)]
    return _with_headings(lead, 1)


def _titled(article: Article, taken: set[str]) -> Node:
    """Return the article's title as the heading of text that has none."""
    identifier = _fresh("text", taken)
    return ast.header(1, ast.string(article.metadata.title), ast.attr(identifier))


def _with_headings(lead: list[Node], level: int) -> list[Node]:
    """Return *lead* with the titles of its parts as headings of *level*, for the contents."""
    done: list[Node] = []
    for block in lead:
        title = _title(block)
        if title:
            identifier, classes, pairs = block["c"][0]
            attributes = ast.attr(f"{identifier}-title")
            done.append(ast.header(level, title["c"][1][0]["c"], attributes))
            block = ast.div(block["c"][1][1:], [identifier, [*classes, "opening"], pairs])
        done.append(block)
    return done


def _title(block: Node) -> Node | None:
    """Return the title of the part *block*, if it is one and has one."""
    first = block["c"][1][0] if block["t"] == "Div" and block["c"][1] else None
    return first if first and ast.has_class(first, "part-title") else None


def _raised(body: list[Node]) -> list[Node]:
    """Return *body* with its highest headings on level 1."""
    levels = [node["c"][0] for node in ast.nodes(body) if node["t"] == "Header"]
    by = min(levels, default=1) - 1

    def visit(node: Node) -> Node:
        if node["t"] != "Header":
            return node
        return ast.header(node["c"][0] - by, node["c"][2], node["c"][1])

    raised: list[Node] = ast.changed(body, visit)
    return raised


def _begins_chapter(blocks: list[Node]) -> bool:
    """Tell whether *blocks* begin with a heading of level 1."""
    return bool(blocks[0]["t"] == "Header" and blocks[0]["c"][0] == 1)


def _fresh(wanted: str, taken: set[str]) -> str:
    """Return *wanted*, or something like it that is not *taken*."""
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted}-{count}"
    taken.add(name)
    return name


def _node(node: Node, article: Article, names: Mapping[str, str]) -> Node | list[Node]:
    """Return *node* as the writer is to see it, its ids and links by *names*."""
    match node["t"]:
        case "Image":
            return figures.image(node, article, names)
        case "Figure":
            return figures.block(node, article, names)
        case "Link":
            return _link(node, names)
        case "Div":
            return _part(node, names)
        case "Table":
            parts = split.by_characters(node, LINE, GAP, article.labels["continued"])
            return [_framed(_named(part, names)) for part in parts]
    return _ticked(_named(node, names))


def _framed(table: Node) -> Node:
    """Return *table* in the frame whose width decides how it is set."""
    return ast.div([table], ast.attr("", ["table-frame"]))


def _named(node: Node, names: Mapping[str, str]) -> Node:
    """Return *node* with a safe id and harmless attributes."""
    index = ast.ATTR_INDEX.get(node["t"])
    if index is None:
        return node
    content: list[Any] = list(node["c"])
    identifier, classes, pairs = content[index]
    kept = [[k, v] for k, v in pairs if k in KEPT_KEYS or k.startswith("aria-")]
    # XHTML has both, and reading systems go by either (HTML Standard, "The lang attribute").
    kept += [["xml:lang", value] for key, value in kept if key == "lang"]
    content[index] = [names.get(identifier, identifier), classes, kept]
    return {**node, "c": content}


def _link(node: Node, names: Mapping[str, str]) -> Node:
    """Return a link that leads somewhere, or its words alone."""
    attributes, inlines, (target, title) = node["c"]
    inside = identifiers.target(target, names)
    parts = urlsplit(target)
    if inside or parts.scheme.lower() in SCHEMES:
        return _named({**node, "c": [attributes, inlines, [inside or target, title]]}, names)
    words = _named(ast.span(inlines, attributes), names)
    if parts.path and not parts.scheme and not parts.netloc:
        words["c"][0][2].append([LEADS_TO, target])
    return words


def _part(node: Node, names: Mapping[str, str]) -> Node:
    """Return a part as a note of its own, named by its title; any other div as it is."""
    (identifier, classes, pairs), inner = node["c"]
    when = ast.value(node, "when")
    classes = [*classes, f"when-{when}"] if when else classes
    if set(classes) & set(html.BOXED) and _title(node):
        title = names[f"{identifier}-title"]
        pairs = [*pairs, ["role", "note"], ["aria-labelledby", title]]
    return _named(ast.div(inner, [identifier, classes, pairs]), names)


def _ticked(node: Node) -> Node:
    """Return a list with signs where it has boxes to tick; any other node as it is."""
    if node["t"] == "OrderedList":
        return lists.marked(node)
    if node["t"] != "BulletList":
        return node
    return lists.marked({**node, "c": [_item(item) for item in node["c"]]})


def _item(item: list[Node]) -> list[Node]:
    """Return an item of a list with a sign where it has a box to tick."""
    inlines = item[0]["c"] if item and item[0]["t"] in {"Plain", "Para"} else []
    if [node["t"] for node in inlines[:2]] != ["Str", "Space"]:
        return item
    box = CHECK_BOXES.get(inlines[0]["c"])
    if box is None:
        return item
    sign = {"t": "Str", "c": f"{box}\u00a0"}
    return [{**item[0], "c": [sign, *inlines[2:]]}, *item[1:]]
