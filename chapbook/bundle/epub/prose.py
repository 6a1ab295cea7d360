"""What the instructor wrote, as XHTML: introductions, instructions, notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from chapbook.bundle.addresses import SCHEME, Addresses
from chapbook.bundle.epub.document import TITLE, address
from chapbook.model import Asset, Node
from chapbook.tools import hypertext
from chapbook.tools.hypertext import Notes
from chapbook.tools.pandoc import ast, identifiers, write

OPTIONS = ("--wrap=none", "--mathml", write.HIGHLIGHTED)
"""Without sections: one would reach over the end of its text to the next that is written."""

SCHEMES = {"http", "https", "mailto", "tel", "ftp"}
"""What a link out of a book may begin with."""

PICTURES = "images"
"""The folder of the pictures of notes, below ``EPUB/``."""

BACK = "↑"
"""What leads from a note back to its call: many devices draw pandoc's arrow as a picture."""

_BACK = "↩\ufe0e"
_LOWEST = 6
_KEPT = {"lang", "dir", "width", "height", "alt"}
_CUT = "<!--cut-->"
"""What stands between two texts that pandoc writes at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A text."""

    key: str
    """What it is asked for by."""
    blocks: Sequence[Node]
    page: str = TITLE
    """The name of the page that it stands on, from which pictures are addressed."""
    prefix: str = ""
    """What its ids begin with, so that they are unique on their page."""
    below: int = 1
    """The level of the heading that it stands below."""


def written(
    texts: Sequence[Prose], assets: Mapping[str, Asset], addresses: Addresses
) -> dict[str, str]:
    """Return *texts* as XHTML for pages below the folder ``EPUB/``, by their keys.

    Args:
        texts: In any order.
        assets: Their pictures, by target; what is not there becomes its words.
        addresses: Where links to readings lead.

    Raises:
        ToolError: pandoc failed.
    """
    ready = [_prepared(each, assets, addresses) for each in texts]
    # Notes go to the end of what is written at once.
    alone = {
        index: _html(blocks, each.prefix)
        for index, (each, blocks) in enumerate(zip(texts, ready, strict=True))
        if any(node["t"] == "Note" for node in ast.nodes(blocks))
    }
    cut = {"t": "RawBlock", "c": ["html", _CUT]}
    others = [blocks for index, blocks in enumerate(ready) if index not in alone]
    together = iter(_html([n for blocks in others for n in (*blocks, cut)], "").split(_CUT))
    return {
        text.key: alone[index] if index in alone else next(together).strip()
        for index, text in enumerate(texts)
    }


def pictures(texts: Sequence[Prose], assets: Mapping[str, Asset]) -> list[Asset]:
    """Return the pictures that *texts* show."""
    nodes = (node for each in texts for node in ast.nodes(list(each.blocks)))
    targets = [node["c"][2][0] for node in nodes if node["t"] == "Image"]
    return [assets[target] for target in dict.fromkeys(targets) if target in assets]


def _html(blocks: list[Node], prefix: str) -> str:
    """Return *blocks* as pandoc writes them, the ids of notes with *prefix*."""
    if not blocks:
        return ""
    options = (*OPTIONS, f"--id-prefix={prefix}")
    html, _ = hypertext.fragment(blocks, lambda target: target, Notes.END, options)
    return html.replace(_BACK, BACK)


def _prepared(text: Prose, assets: Mapping[str, Asset], addresses: Addresses) -> list[Node]:
    """Return the blocks of *text* with ids, links and pictures as the book has them."""
    blocks = list(text.blocks)
    # Of what is written alone, pandoc prefixes the ids.
    has_notes = any(node["t"] == "Note" for node in ast.nodes(blocks))
    prefix = "" if has_notes else text.prefix
    names = {old: f"{prefix}{new}" for old, new in identifiers.safe(blocks).items()}

    def visit(node: Node) -> Node | list[Node]:
        match node["t"]:
            case "RawBlock" | "RawInline":
                return []
            case "Header":
                level, attributes, inlines = node["c"]
                level = min(level + text.below, _LOWEST)
                return _named(ast.header(level, inlines, attributes), names)
            case "Image":
                return _image(node, assets, text.page)
            case "Link":
                return _link(node, names, addresses)
        return _named(node, names)

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _named(node: Node, names: Mapping[str, str]) -> Node:
    """Return *node* with an id that XML takes, and harmless attributes."""
    index = ast.ATTR_INDEX.get(node["t"])
    if index is None:
        return node
    content = list(node["c"])
    identifier, classes, pairs = content[index]
    kept = [[key, value] for key, value in pairs if key in _KEPT]
    kept += [["xml:lang", value] for key, value in kept if key == "lang"]
    content[index] = [names.get(identifier, identifier), classes, kept]
    return {**node, "c": content}


def _image(node: Node, assets: Mapping[str, Asset], page: str) -> Node | list[Node]:
    """Return a picture of the book as *page* shows it, or its words where there is none."""
    attributes, inlines, (target, title) = node["c"]
    asset = assets.get(target)
    if asset is None:
        return list(inlines)
    source = address(f"{PICTURES}/{asset.name}", page)
    return _named({**node, "c": [attributes, inlines, [source, title]]}, {})


def _link(node: Node, names: Mapping[str, str], addresses: Addresses) -> Node | list[Node]:
    """Return a link that leads somewhere, or its words alone."""
    attributes, inlines, (target, title) = node["c"]
    href = identifiers.target(target, names)
    if not href and (found := addresses.target(target)):
        href = f"{SCHEME}{found.identifier}" + (f"#{found.fragment}" if found.fragment else "")
    if not href and urlsplit(target).scheme.lower() in SCHEMES:
        href = target
    if not href:
        return list(inlines)
    return _named({**node, "c": [attributes, inlines, [href, title]]}, names)
