"""Pictures beside a page, under names that every system can write."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from lxml import etree

from chapbook.bundle.webpages.page import WebFile
from chapbook.tools import epub, svg, thumbnail

SHARPER = 2
"""How many pixels a drawing has for each of CSS, since screens show more of them."""

MAX_WIDTH_PX = 2400
"""No drawing is made wider: pages are about 800 wide."""

PREFIX = "img_"
"""Before each name, so that none is the end of another: Moodle looks for names in the page as
strings, and would find "types.png" in "subtypes.png"."""

HASHED = re.compile(r"-[0-9a-f]{8}$")
"""What ``cite`` puts behind the names of pictures; with it, each change would be a new file
to a platform, and the old one would stay."""


def beside(
    page: etree._Element, path: str, images: Mapping[str, bytes], *, once: bool = False
) -> tuple[WebFile, ...]:
    """Let *page* name its pictures as files in its own folder, and return these files.

    Args:
        page: Its ``body``.
        path: Its path in the package.
        images: Pictures by the last part of what ``src`` says.
        once: Whether a picture that is shown twice is two files.  Moodle exchanges addresses as
            strings, once for each picture, and so damages those that stand twice.

    Raises:
        ToolError: A drawing cannot be drawn.
    """
    folder = str(PurePosixPath(path).parent)
    made: dict[str, WebFile] = {}
    for number, image in enumerate(page.iter("img")):
        name = PurePosixPath(image.get("src", "")).name
        if name not in images:
            continue
        key = f"{number} {name}" if once else name
        if key not in made:
            taken = [PurePosixPath(file.path).name for file in made.values()]
            made[key] = _file(folder, name, images[name], taken)
        if name.endswith(".svg"):
            image.set("width", f"{svg.read(images[name]).width_px:.0f}")
        image.set("src", PurePosixPath(made[key].path).name)
    return tuple(made.values())


def _file(folder: str, name: str, data: bytes, taken: Collection[str]) -> WebFile:
    """Return the picture *name* as a file of *folder*."""
    ending = PurePosixPath(name).suffix.lower()
    if ending == ".svg":
        ending, data = ".png", _drawn(data)
    plain = _plain(PurePosixPath(name).stem)
    unique = plain
    count = 1
    while f"{unique}{ending}" in taken:
        count += 1
        unique = f"{plain}-{count}"
    media_type = epub.MEDIA_TYPES[ending]
    return WebFile(path=f"{folder}/{unique}{ending}", data=data, media_type=media_type)


def _plain(stem: str) -> str:
    """Return *stem* in small ASCII letters, digits and hyphens, without its hash."""
    bare = HASHED.sub("", stem)
    letters = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode()
    return PREFIX + (re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")[:40] or "picture")


@lru_cache(maxsize=128)
def _drawn(drawing: bytes) -> bytes:
    """Return *drawing* as PNG; several packages hold the same one."""
    width_px = svg.read(drawing).width_px * SHARPER
    return thumbnail.svg_png(drawing, min(round(width_px), MAX_WIDTH_PX))
