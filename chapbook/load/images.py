"""Reading the images of an article: found, confined, sound and without private data."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from chapbook.findings import Finding, Place
from chapbook.load.confine import inside
from chapbook.model import Asset, AssetKind
from chapbook.tools import raster, svg

REMOTE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.I)


def read(
    folder: Path, targets: Iterable[tuple[str, Place]]
) -> tuple[dict[str, Asset], list[Finding], dict[str, Path]]:
    """Read the images *targets*, each with the place of its first use.

    Returns:
        The sound images by target, what is wrong with the others, and the files read.
    """
    assets: dict[str, Asset] = {}
    findings: list[Finding] = []
    inputs: dict[str, Path] = {}
    for target, at in targets:
        if REMOTE.match(target):
            message = f'"{target}" is not a file in the article\'s folder'
            fix = f"curl -O '{target}', then link to the file" if "://" in target else ""
            findings.append(Finding(code="image-remote", place=at, message=message, fix=fix))
            continue
        path, problem = inside(folder, target, at, "image-missing")
        findings += problem
        if path is None:
            continue
        inputs[target] = path
        asset = _asset(target, path, at)
        if isinstance(asset, Asset):
            assets[target] = asset
        else:
            findings.append(asset)
    return assets, findings, inputs


def _asset(target: str, path: Path, at: Place) -> Asset | Finding:
    """Read one image, or say what is wrong with it."""
    try:
        data = path.read_bytes()
        head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
        if path.suffix.lower() == ".svg" or head.startswith((b"<svg", b"<?xml")):
            return _drawing(target, path, at, svg.read(data))
        picture = raster.read(data)
    except (svg.UnreadableDrawingError, raster.UnreadableImageError, OSError) as error:
        message = f'"{target}" cannot be read as an image: {error}'
        return Finding(code="image-unreadable", place=at, message=message)
    return Asset(
        target=target,
        path=path,
        name=_name(path.stem, picture.data, picture.ending),
        kind=AssetKind.RASTER,
        media_type=picture.media_type,
        data=picture.data,
        width=picture.width_px,
        height=picture.height_px,
    )


def _drawing(target: str, path: Path, at: Place, drawing: svg.Drawing) -> Asset | Finding:
    """Describe a drawing, unless it reaches outside."""
    if drawing.asks_for:
        message = f'the drawing "{target}" asks for {", ".join(drawing.asks_for)}'
        return Finding(code="image-reference", place=at, message=message)
    return Asset(
        target=target,
        path=path,
        name=_name(path.stem, drawing.data, ".svg"),
        kind=AssetKind.VECTOR,
        media_type="image/svg+xml",
        data=drawing.data,
        width=drawing.width_px,
        height=drawing.height_px,
    )


def _name(stem: str, data: bytes, ending: str) -> str:
    """Return a name that tells what it is and differs where the bytes differ."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-").lower() or "image"
    return f"{plain}-{hashlib.sha256(data).hexdigest()[:8]}{ending}"
