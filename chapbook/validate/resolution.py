"""Whether a picture has enough pixels for the size at which it is printed."""

import re
from collections.abc import Iterator

from chapbook.findings import Finding
from chapbook.model import Asset, AssetKind, Manuscript, Node
from chapbook.tools.pandoc import ast, tokens
from chapbook.validate import places
from chapbook.validate.alternatives import images

COLUMN_MM = 122.0
"""The width of the text column in print."""

BROADEST_MM = 164.0
"""The width that a figure reaches in print when it asks for more than the column."""

FLOOR_DPI = 150.0
"""Dots per inch below which a picture looks blurred on paper at reading distance."""

MM_PER_UNIT = {
    "": 25.4 / 96, "px": 25.4 / 96, "mm": 1.0, "cm": 10.0, "in": 25.4, "inch": 25.4,
    "pt": 25.4 / 72, "pc": 25.4 / 6, "em": 25.4 / 6, "%": COLUMN_MM / 100,
}  # fmt: skip
"""How many millimetres is one unit of a width?  CSS Values 4, section 6."""

LENGTH = re.compile(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*([a-z%]*)\s*$", re.I)


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield every use of a picture that is too large for its pixels."""
    seen: dict[str, int] = {}
    for image, _ in images(manuscript.blocks):
        target = image["c"][2][0]
        index = seen[target] = seen.get(target, -1) + 1
        asset = manuscript.assets.get(target)
        if asset is None or asset.kind is not AssetKind.RASTER:
            continue
        width_mm = printed_width_mm(image, asset)
        dots = asset.width / (width_mm / 25.4)
        if round(dots) < FLOOR_DPI:
            yield _coarse(manuscript, asset, width_mm, index)


def printed_width_mm(image: Node, asset: Asset) -> float:
    """Return how wide *asset* is printed where *image* stands.

    That is the width that is asked for; else the one that follows from the height that
    is asked for, at most the broadest that there is; else its own at 96 pixels an inch, at
    most the column.
    """
    asked = _length_mm(ast.value(image, "width"))
    if not asked and (height := _length_mm(ast.value(image, "height"))):
        asked = height * asset.width / asset.height
    if asked:
        return min(asked, BROADEST_MM)
    return min(asset.width * MM_PER_UNIT["px"], COLUMN_MM)


def _length_mm(text: str | None) -> float:
    """Return *text* in millimetres; 0 when it is no length that is known here."""
    match = LENGTH.match(text or "")
    return float(match[1]) * MM_PER_UNIT.get(match[2].lower(), 0.0) if match else 0.0


def _coarse(manuscript: Manuscript, asset: Asset, width_mm: float, index: int) -> Finding:
    """Return the finding about the use *index* (0-based) of *asset* at *width_mm*."""
    at = places.nth(manuscript.source, tokens.address(asset.target), index)
    dots = asset.width / (width_mm / 25.4)
    message = (
        f'"{asset.target}" has {asset.width:.0f} pixels across {width_mm:.0f} mm, '
        f"{dots:.0f} to the inch; print needs {FLOOR_DPI:.0f}"
    )
    fits_mm = int(asset.width / FLOOR_DPI * 25.4)
    needed = int(-(-width_mm * FLOOR_DPI // 25.4))
    fix = f"{{width={fits_mm}mm}}, or a picture at least {needed} pixels wide"
    return places.finding(manuscript.source, "image-coarse", at, message, fix)
