"""Figures: their images, and the way from each to its long description."""

from collections.abc import Mapping

from chapbook.model import Article, Node
from chapbook.tools.pandoc import ast, identifiers

FOLDER = "images"
"""Where the images lie, below the folder of the package document."""


def image(node: Node, article: Article, names: Mapping[str, str]) -> Node:
    """Return an image that shows a file of the book; its words where there is no such file.

    Only images of the article that were read and found sound are in the book.
    """
    (identifier, classes, pairs), alt, (target, title) = node["c"]
    asset = article.assets.get(target)
    if asset is None:
        return ast.span(alt, [names.get(identifier, identifier), ["missing-image"], []])
    kept = [[k, v] for k, v in pairs if k in {"width", "height", "lang", "dir"}]
    kept += [["description", link] for link in [_description(node, names)] if link]
    if not alt:
        kept.append(["alt", ""])
    identifier = names.get(identifier, identifier)
    return {**node, "c": [[identifier, classes, kept], alt, [f"{FOLDER}/{asset.name}", title]]}


def block(node: Node, article: Article, names: Mapping[str, str]) -> Node:
    """Return a figure in a div that carries its id, with the way to its description below.

    pandoc 3.9 mends links between chapters for ids of divs and not for those of
    figures; the id can go back once it does.
    """
    (identifier, classes, _), caption, content = node["c"]
    identifier = names.get(identifier, identifier)
    images = [n for n in ast.nodes(content) if n["t"] == "Image"]
    descriptions = [d for n in images if (d := ast.value(n, "description"))]
    content = ast.changed(content, _bare)
    words = _described(caption[1], article)
    below = [
        ast.div([ast.plain([ast.link(words, d)])], ast.attr("", ["figure-description"]))
        for d in descriptions
    ]
    figure = {**node, "c": [ast.attr(), [caption[0], [*caption[1], *below]], content]}
    return ast.div([figure], [identifier, ["figure", *classes], []])


def _description(node: Node, names: Mapping[str, str]) -> str:
    """Return the link to the long description of an image, by the ids of the book."""
    return identifiers.target(ast.value(node, "description") or "", names)


def _described(caption: list[Node], article: Article) -> list[Node]:
    """Return the words that lead to the long description of the figure with *caption*."""
    labels = [n for n in ast.nodes(caption) if ast.has_class(n, "caption-label")]
    if not labels:
        return ast.string(article.labels["described-below"])
    name = ast.text(labels[0]).rstrip(".")
    return ast.string(article.labels["description"].format(figure=name))


def _bare(node: Node) -> Node:
    """Return an image without the way to its description, which stands below the figure."""
    if node["t"] != "Image":
        return node
    (identifier, classes, pairs), alt, target = node["c"]
    kept = [[k, v] for k, v in pairs if k != "description"]
    return {**node, "c": [[identifier, classes, kept], alt, target]}
