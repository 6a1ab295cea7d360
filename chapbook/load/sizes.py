"""How large images are to be: one width, in a unit that every edition understands.

Whatever the article asks for, an image keeps its shape: a height becomes the width that
belongs to it, and where both are asked for, the image fits into the room that they make.
"""

import re
from collections import Counter
from collections.abc import Mapping

from chapbook.findings import Finding, Place
from chapbook.model import Asset, Node, Source
from chapbook.tools import lengths
from chapbook.tools.lengths import Length
from chapbook.tools.pandoc import ast, tokens

COLUMN_MM = 122.0
"""Width of the text column in print, of which per cent are."""
PAGE_MM = 240.0
"""Height of the text in print, of which per cent of a height are."""

SAYS_NOTHING = {"", "auto", "inherit", "initial", "none"}


def understood(
    blocks: list[Node], assets: Mapping[str, Asset], text: Source
) -> tuple[list[Node], list[Finding]]:
    """Return *blocks* in which an image has at most a ``width``, and sizes that say nothing."""
    findings: list[Finding] = []
    uses: Counter[str] = Counter()

    def visit(node: Node) -> Node:
        if node["t"] != "Image":
            return node
        (identifier, classes, pairs), alt, (target, title) = node["c"]
        index = uses[target]
        uses[target] += 1
        asked: dict[str, Length] = {}
        for key, value in ((k, v) for k, v in pairs if k in {"width", "height"}):
            length = lengths.read(value)
            if length:
                asked[key] = length
            elif value.strip().lower() not in SAYS_NOTHING:
                findings.append(_finding(text, target, index, (key, value)))
        kept = [[key, value] for key, value in pairs if key not in {"width", "height"}]
        width = _width(asked.get("width"), asked.get("height"), assets.get(target))
        if width:
            kept.append(["width", str(width)])
        return {**node, "c": [[identifier, classes, kept], alt, [target, title]]}

    done: list[Node] = ast.changed(blocks, visit)
    return done, findings


def _width(width: Length | None, height: Length | None, asset: Asset | None) -> Length | None:
    """Return the width of an image, for which a width and a height are asked."""
    if height is None or asset is None:
        return width
    if height.unit == "%":
        height = Length(number=height.mm(PAGE_MM), unit="mm")
    widest = height.times(asset.width / asset.height)
    if width is None or widest.mm(COLUMN_MM) < width.mm(COLUMN_MM) * 0.99:
        return widest
    return width


def _finding(text: Source, target: str, index: int, pair: tuple[str, str]) -> Finding:
    """Return the finding about a size that says nothing, at the use *index* (0-based)."""
    key, value = pair
    message = f'the {key} "{value}" of "{target[:60]}" is no length'
    return Finding(
        code="image-size",
        place=_place(text, target, index, value),
        message=message,
        fix=f"{key}=80mm, or in cm, in, pt, px or %",
    )


def _place(text: Source, target: str, index: int, value: str) -> Place:
    """Return where the *value* of the use *index* of an image stands, or where the image does."""
    found = list(tokens.address(target).finditer(text.searchable))
    if not found:
        return Place(file=text.name)
    start = found[min(index, len(found) - 1)].end("at")
    # Attributes of an image follow on its line, or the next where it is wrapped.
    near = text.searchable[start : start + 500].partition("\n\n")[0]
    match = re.search(rf"(?<=[=:\s\"']){re.escape(value)}", near) if value else None
    return text.place(start + match.start() if match else found[-1].start("at"))
