"""One image of an article: from the bytes of its file to what editions show."""

import base64
import hashlib
import re
import zlib
from pathlib import Path

from chapbook.errors import ToolError
from chapbook.findings import Finding, Place
from chapbook.load import mistaken
from chapbook.model import Asset, AssetKind
from chapbook.tools import raster, svg, thumbnail
from chapbook.tools.pdf import figure, trial

PAGE = re.compile(r"#(?:.*&)?page=(\d+)", re.I)
"""Which page of a PDF (RFC 8118, 3)."""

DPI = 300
MOST_PX = 2835
"""A page of PDF as a picture is no wider than the broadest figure, 240 mm, needs."""

OBSTACLES = (
    ("not embedded", "it names fonts that are not inside it"),
    ("CMYK", "its colours are those of a printing press (CMYK)"),
    (".notdef", "it says of some letters that they are missing from its fonts"),
    ("ToUnicode", "it does not say which letters its signs are"),
)
"""What the judge of PDF/A says, and what that means to people."""

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="{width:.4f}" height="{height:.4f}" viewBox="0 0 {width:.4f} {height:.4f}">'
    '<image width="{width:.4f}" height="{height:.4f}" preserveAspectRatio="none" '
    'xlink:href="data:image/png;base64,{data}"/></svg>'
)


def read(target: str, path: Path, data: bytes, at: Place) -> tuple[Asset | None, list[Finding]]:
    """Return the image in *data*, and what is wrong or worth knowing about it.

    What it is is told from the bytes, whatever the name says.

    Args:
        target: As the article names it.
        path: The file.
        data: What the file holds.
        at: Where the article names it first.
    """
    try:
        plain = mistaken.unpacked(data)
        if figure.is_pdf(plain):
            return _page(target, path, plain, at)
        if mistaken.is_drawing(plain):
            return _drawing(target, path, at, svg.read(plain))
        if known := mistaken.explained(plain, target):
            return None, [_unreadable(target, at, known[0], known[1])]
        if path.suffix.lower() == ".svg" and plain.lstrip().startswith(b"<"):
            return _drawing(target, path, at, svg.read(plain))
        return _picture(target, path, at, raster.read(plain))
    except (
        svg.UnreadableDrawingError,
        raster.UnreadableImageError,
        figure.UnreadableFigureError,
        ToolError,
        OSError,
        ValueError,
        EOFError,
        zlib.error,
    ) as error:
        return None, [_unreadable(target, at, str(error))]


def _unreadable(target: str, at: Place, why: str, fix: str = "") -> Finding:
    """Return the finding about an image that cannot be shown."""
    shown = target if len(target) < 80 else f"{target[:60]}…"
    message = f'"{shown}" cannot be read as an image: {why}'
    return Finding(code="image-unreadable", place=at, message=message, fix=fix)


def _picture(
    target: str, path: Path, at: Place, picture: raster.Raster
) -> tuple[Asset, list[Finding]]:
    """Describe a picture; say so when it moves or has pages."""
    asset = Asset(
        target=target,
        path=path,
        name=_name(path.stem, picture.data, picture.ending),
        kind=AssetKind.RASTER,
        media_type=picture.media_type,
        data=picture.data,
        width=picture.width_px,
        height=picture.height_px,
    )
    if picture.frame_count == 1:
        return asset, []
    message = f'"{target}" holds {picture.frame_count} pictures, of which the first is shown'
    return asset, [Finding(code="image-part", place=at, message=message)]


def _drawing(
    target: str, path: Path, at: Place, drawing: svg.Drawing
) -> tuple[Asset | None, list[Finding]]:
    """Describe a drawing, unless it reaches outside."""
    if drawing.asks_for:
        message = f'the drawing "{target}" asks for {", ".join(drawing.asks_for)}'
        return None, [Finding(code="image-reference", place=at, message=message)]
    asset = Asset(
        target=target,
        path=path,
        name=_name(path.stem, drawing.data, ".svg"),
        kind=AssetKind.VECTOR,
        media_type="image/svg+xml",
        data=drawing.data,
        width=drawing.width_px,
        height=drawing.height_px,
    )
    return asset, []


def _page(target: str, path: Path, data: bytes, at: Place) -> tuple[Asset, list[Finding]]:
    """Describe a page of PDF: vectors for print, and a picture of it for the other editions."""
    asked = PAGE.search(target)
    page = figure.read(data, int(asked[1]) if asked else 1)
    width_px = max(1, min(round(page.width_px / 96 * DPI), MOST_PX))
    png, pixels = thumbnail.page_picture(page.data, 0, width_px)
    encoded = base64.b64encode(png).decode("ascii")
    shown = _SVG.format(width=page.width_px, height=page.height_px, data=encoded).encode()
    obstacles = trial.obstacles(page.data)
    if page.has_layers:
        obstacles = ("it has layers that can be hidden", *obstacles)
    asset = Asset(
        target=target,
        path=path,
        name=_name(path.stem, shown, ".svg"),
        kind=AssetKind.VECTOR,
        media_type="image/svg+xml",
        data=shown,
        width=page.width_px,
        height=page.height_px,
        page=b"" if obstacles else page.data,
        page_pixels="" if obstacles else pixels,
    )
    return asset, _remarks(target, at, page.page_count if not asked else 1, obstacles)


def _remarks(target: str, at: Place, page_count: int, obstacles: tuple[str, ...]) -> list[Finding]:
    """Return what is worth knowing about a page of PDF."""
    found = []
    if page_count > 1:
        message = f'"{target}" has {page_count} pages, of which the first is shown'
        fix = f"{target}#page=2   (for the second page)"
        found.append(Finding(code="image-part", place=at, message=message, fix=fix))
    if obstacles:
        why = next((said for word, said in OBSTACLES if word in obstacles[0]), obstacles[0])
        message = f'"{target}" is printed as pixels, {DPI} to the inch: {why}'
        found.append(Finding(code="image-pixels", place=at, message=message))
    return found


def _name(stem: str, data: bytes, ending: str) -> str:
    """Return a name that tells what it is and differs where the bytes differ."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-").lower() or "image"
    return f"{plain[:60]}-{hashlib.sha256(data).hexdigest()[:8]}{ending}"
