"""A page as a small picture of few colours, and how two such pictures differ."""

import io
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from chapbook.tools import thumbnail
from chapbook.tools.pdf import read as anatomy

DOTS_PER_INCH = 48
"""Enough to see every line, too little to read: files stay small."""

LEVELS = 5
"""Steps from none to all of each colour; 216 colours, so that two colours of one grey differ."""

BLOCK_PX = 4
"""A square of so many pixels, a twelfth of an inch, is compared by what it is on average."""

STEP = 24
"""Grey that a block may gain or lose: edges that were shifted by a part of a pixel."""

TOLERATED = 0.002
"""So many of the blocks of a page may differ by more, where the typesetting libraries differ."""

Pages = dict[str, Image.Image]
"""Pictures of pages by their names."""


def pages(pdf: Path) -> list[Image.Image]:
    """Return the pages of the file *pdf* as small pictures."""
    data = pdf.read_bytes()
    return [
        page(thumbnail.page_png(data, index, round(width_mm * DOTS_PER_INCH / 25.4)))
        for index, (width_mm, _) in enumerate(anatomy.anatomy(pdf).sizes_mm)
    ]


def page(png: bytes) -> Image.Image:
    """Return a picture in the few colours that are kept."""
    bands = Image.open(io.BytesIO(png)).convert("RGB").split()
    weights = (36, 6, 1)
    red, green, blue = (
        band.point([round(value * LEVELS / 255) * weight for value in range(256)])
        for band, weight in zip(bands, weights, strict=True)
    )
    picture = ImageChops.add(ImageChops.add(red, green), blue)
    picture.putpalette(
        [
            (index // weight) % (LEVELS + 1) * 255 // LEVELS
            for index in range((LEVELS + 1) ** 3)
            for weight in weights
        ]
    )
    return picture


def save(picture: Image.Image, path: Path) -> None:
    """Write *picture* to *path* as PNG."""
    picture.save(path, "PNG", optimize=True)


def read(path: Path) -> Image.Image:
    """Return the picture in the file *path*."""
    with Image.open(path) as opened:
        opened.load()
        return opened


def is_same(one: Image.Image, other: Image.Image) -> bool:
    """Tell whether two pictures are equal, pixel for pixel."""
    return one.size == other.size and _rgb(one).tobytes() == _rgb(other).tobytes()


def is_alike(one: Image.Image, other: Image.Image) -> bool:
    """Tell whether two pictures differ by no more than edges of letters do.

    Other versions of Pango, HarfBuzz or FreeType place a letter a part of a pixel further; they
    do not move a line.
    """
    if one.size != other.size:
        return False
    size = -(-one.width // BLOCK_PX), -(-one.height // BLOCK_PX)
    difference = ImageChops.difference(
        *(_rgb(each).convert("L").resize(size, Image.Resampling.BOX) for each in (one, other))
    )
    changed = sum(difference.histogram()[STEP:])
    return changed <= TOLERATED * size[0] * size[1]


def beside(old: Image.Image | None, new: Image.Image | None) -> Image.Image:
    """Return the old page, the new page, and where they differ, side by side.

    In the third, what is gone is red and what is new is blue.
    """
    some = old or new
    assert some is not None  # one of the two is there
    blank = Image.new("RGB", some.size, "white")
    before, after = (_rgb(each) if each else blank for each in (old, new))
    size = max(before.width, after.width), max(before.height, after.height)
    before, after = _on(before, size), _on(after, size)
    gone, come = before.convert("L"), after.convert("L")
    both = ImageChops.darker(gone, come)
    difference = Image.merge("RGB", (come, both, gone))
    sheet = Image.new("RGB", (3 * size[0] + 20, size[1]), "#888888")
    for index, each in enumerate((before, after, difference)):
        sheet.paste(each, (index * (size[0] + 10), 0))
    return sheet


def sheet(pictures: Pages) -> Image.Image:
    """Return all of *pictures*, each below its name, one below the other."""
    gap = 16
    width = max(each.width for each in pictures.values())
    height = sum(each.height + gap for each in pictures.values())
    whole = Image.new("RGB", (width, height), "#dddddd")
    pen, top = ImageDraw.Draw(whole), 0
    for name, each in pictures.items():
        pen.text((4, top + 2), name, fill="black")
        whole.paste(each, (0, top + gap))
        top += each.height + gap
    return whole


def _rgb(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB")


def _on(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return *picture* at the upper left of a white sheet of *size*."""
    whole = Image.new("RGB", size, "white")
    whole.paste(picture, (0, 0))
    return whole
