"""Pictures that a document holds or names, gathered below ``figures/``."""

import base64
import re
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from chapbook.begin import folder
from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".pdf", ".eps", ".webp", ".gif", ".tif", ".tiff")
"""Endings that LaTeX leaves out, the best first."""

HASH = re.compile(r"[0-9A-Fa-f]{24,}|picture-\d+")
"""A name that LibreOffice or we made up."""

INSIDE = re.compile(r"data:image/(?P<kind>[\w.+-]+)[^,]*?(?P<base64>;base64)?,(?P<data>.*)", re.S)
"""A picture inside of its address (RFC 2397)."""


def pictured(
    blocks: list[Node], roots: Sequence[Path]
) -> tuple[list[Node], dict[str, bytes], list[str]]:
    """Return *blocks* with pictures below ``figures/``, these files, and what was not found."""
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    lost: list[str] = []
    targets = dict.fromkeys(str(n["c"][2][0]) for n in ast.nodes(blocks) if n["t"] == "Image")
    for target in targets:
        path = _unpacked(target, roots[0]) or _picture(target, roots)
        if path is None:
            remote = re.match(r"(?:[a-z][a-z0-9+.-]*:|//)", target, re.I)
            lost += [] if remote else [f'picture not found: "{target}"']
            continue
        data = path.read_bytes()
        same = next((name for name, held in files.items() if held == data), None)
        names[target] = same or _free_name(path, files)
        files[names[target]] = data

    def moved(node: Node) -> Node:
        if node["t"] != "Image":
            return node
        attribute, inlines, (target, title) = node["c"]
        return {"t": "Image", "c": [attribute, inlines, [names.get(target, target), title]]}

    return ast.changed(blocks, moved), files, lost


def near(folder: Path, names: Sequence[str]) -> list[Path]:
    """Return *folder* and those of the folders *names* that lie below it."""
    within = [folder / name for name in names]
    return [folder, *(p for p in within if p.resolve().is_relative_to(folder.resolve()))]


def _unpacked(target: str, media: Path) -> Path | None:
    """Return the picture that the address *target* itself holds, written below *media*."""
    match = INSIDE.match(target)
    if not match:
        return None
    try:
        data = (
            base64.b64decode(match["data"]) if match["base64"] else unquote_to_bytes(match["data"])
        )
    except ValueError:
        return None
    path = media / f"picture-{zlib.crc32(data)}.{match['kind'].split('+')[0]}"
    path.write_bytes(data)
    return path


def _picture(target: str, roots: Sequence[Path]) -> Path | None:
    """Return the picture *target* in one of the folders *roots*, and never outside of them."""
    for root in roots:
        for name in (target, unquote(target)):
            for ending in ("", *PICTURES):
                try:
                    path = (root / f"{name}{ending}").resolve()
                    if path.is_file() and path.is_relative_to(root.resolve()):
                        return path
                except (OSError, ValueError):
                    continue
    return None


def _free_name(path: Path, taken: Mapping[str, bytes]) -> str:
    """Return a name below ``figures/`` for *path* that is safe everywhere and not *taken*."""
    stem = "picture" if HASH.fullmatch(path.stem) else folder.slug(path.stem, "figure")
    names = (
        f"figures/{stem}{end}{path.suffix.lower()}"
        for end in ("", *map("-{}".format, range(2, 9999)))
    )
    return next(name for name in names if name not in taken)
