"""Pictures at the size in which they are printed: drawings as PNG, fine enough for paper.

A drawing without words goes with its PNG, and programs that can show it do.
"""

import re
from collections.abc import Mapping

from chapbook.licences import LICENCES
from chapbook.model import Article, Asset, AssetKind, Node, Theme
from chapbook.render.docx.parts import SIGN
from chapbook.settings import TEMPLATES
from chapbook.tools import svg, theme, thumbnail
from chapbook.tools.pandoc import ast
from chapbook.tools.wordml import MEASURE_MM

DPI = 300
HIGHEST_MM = 190
"""A picture with its caption fits on a page."""

MM_PER_UNIT = {"mm": 1.0, "cm": 10.0, "in": 25.4, "inch": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96}
MM_PER_UNIT |= {"": 25.4 / 96, "em": 25.4 / 6, "%": MEASURE_MM / 100}
"""How long is one unit?  CSS Values 4, section 6.2; per cent are of the text's width."""

DRAWING = ".svg"
"""What the name of a drawing has behind that of the picture made from it."""

LENGTH = re.compile(r"\s*([\d.]+)\s*([a-z%]*)\s*", re.I)


def fitted(blocks: list[Node], article: Article, files: dict[str, bytes]) -> list[Node]:
    """Return *blocks* with every image named, sized and credited; the files go to *files*."""

    def visit(node: Node) -> Node:
        match node["t"]:
            case "Image" if node["c"][2][0] == SIGN:
                files[SIGN] = thumbnail.svg_png(_sign(article.theme), 160)
                return node
            case "Image":
                return _image(node, _asset(node["c"][2][0], article), files)
            case "Figure":
                return _figure(node, article)
        return node

    done: list[Node] = ast.changed(blocks, visit)
    return done


def drawings(files: Mapping[str, bytes]) -> dict[bytes, bytes]:
    """Return the drawings among *files*, by the picture made from each.

    A drawing with words is not among them: Word would set them in faces of the reader's
    machine, wider or narrower than those that the drawing was made for.
    """
    return {
        data: files[f"{name}{DRAWING}"]
        for name, data in files.items()
        if f"{name}{DRAWING}" in files
    }


def _sign(look: Theme) -> bytes:
    """Return the sign of urgent advice in the colour of its frame."""
    usual = theme.colours("tokens.css")["warning"]
    drawing = (TEMPLATES / "docx/urgent.svg").read_text("utf-8")
    return drawing.replace(usual, look.light["warning"]).encode("utf-8")


def _asset(target: str, article: Article) -> Asset:
    """Return the image *target*: one of the article's, or its theme's logo."""
    logo = article.theme.logo
    return logo if logo and logo.target == target else article.assets[target]


def _image(node: Node, asset: Asset, files: dict[str, bytes]) -> Node:
    """Return an image that names a file of *files*."""
    width_mm, height_mm = _size_mm(node, asset)
    name, data = asset.name, asset.data
    if asset.kind is AssetKind.VECTOR:
        width_px = max(1, round(width_mm / 25.4 * DPI))
        name = f"{asset.name}-{width_px}.png"
        data = thumbnail.svg_png(asset.data, width_px)
        if not svg.read(asset.data).text.strip():
            files[f"{name}{DRAWING}"] = asset.data
    files[name] = data
    (identifier, classes, pairs), alt, (_, title) = node["c"]
    kept = [[key, value] for key, value in pairs if key not in {"width", "height"}]
    size = [["width", f"{width_mm:.2f}mm"], ["height", f"{height_mm:.2f}mm"]]
    return {**node, "c": [[identifier, classes, [*kept, *size]], alt, [name, title]]}


def _size_mm(node: Node, asset: Asset) -> tuple[float, float]:
    """Return the width and height in which an image is printed."""
    asked = {key: _length_mm(ast.value(node, key)) for key in ("width", "height")}
    ratio = asset.height / asset.width
    width = asked["width"] or (asked["height"] or 0) / ratio or asset.width * MM_PER_UNIT["px"]
    width = min(width, MEASURE_MM, HIGHEST_MM / ratio)
    return width, width * ratio


def _length_mm(text: str | None) -> float | None:
    """Return *text* in millimetres; nothing for what is no length."""
    match = LENGTH.fullmatch(text or "")
    if match is None or match[2].lower() not in MM_PER_UNIT:
        return None
    return float(match[1]) * MM_PER_UNIT[match[2].lower()]


def _figure(node: Node, article: Article) -> Node:
    """Return a figure whose caption says who made it and where it is described."""
    images = [inner for inner in ast.nodes(node["c"][2]) if inner["t"] == "Image"]
    more = [part for image in images for part in (_credit(image, article), _below(image, article))]
    added = [inline for part in more if part for inline in ({"t": "Space"}, *part)]
    attributes, (short, caption), *content = node["c"]
    if not caption or not added:
        return node
    *before, last = caption
    caption = [*before, {**last, "c": [*last["c"], *added]}]
    return {**node, "c": [attributes, [short, caption], *content]}


def _credit(image: Node, article: Article) -> list[Node]:
    """Return whose picture it is, as a link to where it comes from."""
    credit = ast.value(image, "credit")
    if not credit:
        return []
    licence = ast.value(image, "licence")
    words = article.labels["credit-licensed" if licence else "credit"].format(
        credit=credit, licence=LICENCES.get(licence or "", (licence, None))[0]
    )
    source = ast.value(image, "source")
    said = [ast.link(ast.string(words), source)] if source else ast.string(words)
    return [*said, {"t": "Str", "c": "."}]


def _below(image: Node, article: Article) -> list[Node]:
    """Return a link to the long description of an image."""
    described = ast.value(image, "description")
    if not described:
        return []
    return [ast.link(ast.string(article.labels["described-below"]), described)]
