"""Fonts and images as ``data:`` addresses, so that one file holds a whole page."""

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from chapbook.model import Asset, AssetKind
from chapbook.tools import fonts, raster
from chapbook.tools.fonts import Style

WEIGHTS = {
    Style.REGULAR: (400, "normal"),
    Style.ITALIC: (400, "italic"),
    Style.SEMIBOLD: (600, "normal"),
    Style.SEMIBOLD_ITALIC: (600, "italic"),
    Style.BOLD: (700, "normal"),
    Style.BOLD_ITALIC: (700, "italic"),
}
"""How does CSS ask for each style: ``font-weight`` and ``font-style``."""

UNESCAPED = "/:;,=()!*'$&@?+-._~"
"""What may stand in a ``data:`` address as it is (RFC 3986) and saves the room of an escape."""


PICTURES_BYTES = 400_000
"""What all pictures may weigh together, so that a page with fonts and text keeps below 1 MB
although Base64 adds a third."""

WIDTHS_PX = (1600, 1280, 1024, 800, 640, 480, 320, 160)
"""The widths to try; the column is about 700 CSS pixels wide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A style of a family that something is set in."""

    family: str
    style: Style


def font_faces(faces: Iterable[Face], text: str) -> str:
    """Return the CSS that brings *faces* along, cut down to the characters of *text*."""
    return "\n".join(_font_face(face, text) for face in faces)


def _font_face(face: Face, text: str) -> str:
    """Return the ``@font-face`` rule of one face."""
    weight, slope = WEIGHTS[face.style]
    font = base64.b64encode(fonts.subset(face.family, face.style, text)).decode("ascii")
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {weight}; '
        f"font-style: {slope}; src: url(data:font/woff;base64,{font}) format(woff) }}"
    )


def images(assets: Iterable[Asset]) -> dict[str, str]:
    """Return the address of each of *assets* by its target.

    A drawing is shown as an image of its own, which cannot see the fonts of the page and
    in turn cannot disturb the page with its ids and styles; so it brings its fonts along.
    Pictures are scaled down where together they would make the page too heavy.
    """
    used = list(assets)
    width_px = _width_that_fits([a for a in used if a.kind is AssetKind.RASTER])
    drawings = {a.target: a.data.decode("utf-8") for a in used if a.kind is AssetKind.VECTOR}
    # One set of characters for all, so that drawings alike in their faces share the work.
    text = "".join(sorted(set("".join(drawings.values()))))
    rules = {face: _font_face(face, text) for face in _faces(drawings.values())}
    addresses = {}
    for asset in used:
        drawing = drawings.get(asset.target)
        if drawing is None:
            addresses[asset.target] = _picture(asset, width_px)
        else:
            style = "".join(rules[face] for face in _faces([drawing]))
            addresses[asset.target] = _drawing(drawing, style)
    return addresses


def _width_that_fits(pictures: Sequence[Asset]) -> int | None:
    """Return the greatest of ``WIDTHS_PX`` at which *pictures* keep within their room.

    Nothing when they do as they are; the smallest width when they do not even there.
    """
    if sum(len(picture.data) for picture in pictures) <= PICTURES_BYTES:
        return None
    for width_px in WIDTHS_PX:
        if sum(len(_scaled(p, width_px)[0]) for p in pictures) <= PICTURES_BYTES:
            return width_px
    return WIDTHS_PX[-1]


def _scaled(picture: Asset, width_px: int) -> tuple[bytes, str]:
    """Return *picture* at *width_px* and its media type; unchanged where that is no gain."""
    scaled = raster.smaller(picture.data, width_px)
    if len(scaled.data) >= len(picture.data):
        return picture.data, picture.media_type
    return scaled.data, scaled.media_type


def _picture(picture: Asset, width_px: int | None) -> str:
    """Return the address of *picture*, scaled down to *width_px* if that is given."""
    data, media_type = picture.data, picture.media_type
    if width_px is not None:
        data, media_type = _scaled(picture, width_px)
    return f"data:{media_type};base64,{base64.b64encode(data).decode('ascii')}"


def _drawing(drawing: str, style: str) -> str:
    """Return the address of *drawing* with the rules of *style* inside."""
    if style:
        drawing = re.sub(r"(<svg\b[^>]*[^/]>)", rf"\1<style>{style}</style>", drawing, count=1)
    # Escaped and not Base64: the fonts in it are Base64 already and would grow twice.
    return f"data:image/svg+xml,{quote(drawing, safe=UNESCAPED)}"


def _faces(drawings: Iterable[str]) -> list[Face]:
    """Return the faces of ours that *drawings* name, in a fixed order."""
    found: dict[tuple[str, Style], Face] = {}
    for drawing in drawings:
        weights = set(re.findall(r"font-weight\s*[:=]\s*[\"']?\s*(\w+)", drawing))
        slanted = re.search(r"font-style\s*[:=]\s*[\"']?\s*(?:italic|oblique)", drawing)
        styles = [Style.REGULAR]
        styles += [Style.SEMIBOLD] if "600" in weights else []
        styles += [Style.BOLD] if weights & {"bold", "bolder", "700", "800", "900"} else []
        styles += [Style.ITALIC] if slanted else []
        for family in fonts.FAMILIES:
            if family in drawing and "<text" in drawing:
                found |= {
                    (family, style): Face(family=family, style=style)
                    for style in styles
                    if style in fonts.FAMILIES[family].endings
                }
    return [found[key] for key in sorted(found, key=lambda k: (k[0], k[1].value))]
