"""Fonts and images as ``data:`` addresses, so that one file holds a whole page."""

import base64
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from chapbook.model import Asset, AssetKind
from chapbook.tools import faces, fonts, raster
from chapbook.tools.faces import Face
from chapbook.tools.fonts import Style

UNESCAPED = "/:;,=()!*'$&@?+-._~"
"""What may stand in a ``data:`` address as it is (RFC 3986) and saves the room of an escape."""


PICTURES_BYTES = 400_000
"""What all pictures may weigh together, so that a page with fonts and text keeps below 1 MB
although Base64 adds a third."""

WIDTHS_PX = (1600, 1280, 1024, 800, 640, 480, 320, 160)
"""The widths to try; the column is about 700 CSS pixels wide."""


def font_faces(wanted: Iterable[Face], text: str) -> str:
    """Return the CSS that brings the faces *wanted* along, cut down to what *text* needs."""
    return faces.rules(wanted, text)


def images(assets: Iterable[Asset]) -> dict[str, str]:
    """Return the address of each of *assets* by its target.

    A drawing is shown as an image of its own, which cannot see the fonts of the page and
    in turn cannot disturb the page with its ids and styles; so it brings its fonts along.
    Pictures are scaled down where together they would make the page too heavy.
    """
    used = list(assets)
    width_px = _width_that_fits([a for a in used if a.kind is AssetKind.RASTER])
    return {
        asset.target: _drawing(asset.data)
        if asset.kind is AssetKind.VECTOR
        else _picture(asset, width_px)
        for asset in used
    }


def address(asset: Asset) -> str:
    """Return the address of *asset*, as it is."""
    return _drawing(asset.data) if asset.kind is AssetKind.VECTOR else _picture(asset, None)


def page_faces(text_face: str, label_face: str, page: str) -> list[Face]:
    """Return the faces that *page*, HTML set in two families, shows."""
    families = tuple(dict.fromkeys((text_face, label_face)))
    styles = [Style.REGULAR, Style.SEMIBOLD]
    if re.search(r"<(?:em|i|cite)\b", page):
        styles.append(Style.ITALIC)
    return [Face(family=f, style=fonts.nearest(f, style)) for f in families for style in styles]


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


def _drawing(data: bytes) -> str:
    """Return the address of the drawing *data* with its faces inside."""
    # Escaped and not Base64: the fonts in it are Base64 already and would grow twice.
    return f"data:image/svg+xml,{quote(faces.in_drawing(data), safe=UNESCAPED)}"
