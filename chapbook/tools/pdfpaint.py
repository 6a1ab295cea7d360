"""What is painted on a page of a PDF beside its text, and the ground that each text stands on.

The ground is looked at, not worked out: a page is drawn without its text, hard-edged, and the
pixels where a text stands are counted by their colours.  So pictures, gradients, stripes and
whatever lies over what is all seen as a reader sees them.  Lengths are points (1/72 inch) from the
lower left corner of the page.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pypdfium2.raw as pdfium

SCALE = 1.0
"""Pixels to the point; letters of 7 pt still stand on five rows of them."""

COVERING = 0.3
"""A shape that lies over so large a part of a text is looked at."""

Bounds = tuple[float, float, float, float]
"""Left, bottom, right and top."""


class Kind(Enum):
    """What a shape is made of."""

    PATH = "path"
    IMAGE = "image"
    SHADING = "shading"
    FORM = "form"
    """Drawn elsewhere in the file, and used here."""


_KINDS = {
    pdfium.FPDF_PAGEOBJ_PATH: Kind.PATH,
    pdfium.FPDF_PAGEOBJ_IMAGE: Kind.IMAGE,
    pdfium.FPDF_PAGEOBJ_SHADING: Kind.SHADING,
    pdfium.FPDF_PAGEOBJ_FORM: Kind.FORM,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Something painted that is no text."""

    kind: Kind
    left: float
    bottom: float
    right: float
    top: float
    """All four as far as its clipping lets it be seen."""
    is_artifact: bool
    """Whether the file marks it as furniture or as decoration."""
    is_in_figure: bool
    """Whether it is part of a picture or a drawing."""
    is_white: bool
    """Whether it is a white ground and nothing else, which cannot be seen on paper."""
    dots_per_inch: float = 0
    """How many pixels of an image are shown on an inch; the lesser of both directions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """How a text is painted."""

    colour: str
    """As ``#rrggbb``."""
    opacity: float
    """0 to 1."""
    is_bold: bool
    grounds: tuple[tuple[str, float], ...]
    """The colours behind it, each with its share of the place, the largest first."""
    is_hidden: bool
    """Whether something that is painted later hides a part of it."""


def bounds(thing: Any) -> Bounds:
    """Return left, bottom, right and top of what is painted."""
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(thing, *sides)
    left, bottom, right, top = (float(side.value) for side in sides)
    return left, bottom, right, top


def marks(thing: Any) -> set[str]:
    """Return the tags of the marked content that *thing* stands in."""
    found = set()
    length, buffer = ctypes.c_ulong(), (ctypes.c_ushort * 64)()
    for index in range(pdfium.FPDFPageObj_CountMarks(thing)):
        mark = pdfium.FPDFPageObj_GetMark(thing, index)
        pdfium.FPDFPageObjMark_GetName(mark, buffer, 128, length)
        found.add(bytes(buffer)[: length.value].decode("utf-16-le", "replace").rstrip("\0"))
    return found


def is_text(thing: Any) -> bool:
    """Tell whether *thing* is text."""
    return bool(pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_TEXT)


def shapes(things: Sequence[Any]) -> Iterator[Shape]:
    """Yield what is painted of *things* that is no text, in order."""
    for thing in things:
        kind = _KINDS.get(pdfium.FPDFPageObj_GetType(thing))
        if kind is None:
            continue
        left, bottom, right, top = _seen(thing)
        within = marks(thing)
        yield Shape(
            kind=kind,
            left=left,
            bottom=bottom,
            right=right,
            top=top,
            is_artifact="Artifact" in within,
            is_in_figure="Figure" in within,
            is_white=kind is Kind.PATH and _is_white(thing),
            dots_per_inch=_dots(thing) if kind is Kind.IMAGE else 0,
        )


def _is_white(path: Any) -> bool:
    """Tell whether *path* is filled with white, and its outline is not drawn."""
    filled, is_stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, filled, is_stroked)
    return bool(filled.value and not is_stroked.value and _fill(path)[0] == "#ffffff")


def _seen(thing: Any) -> Bounds:
    """Return the bounds of *thing* without what its clipping cuts away."""
    left, bottom, right, top = bounds(thing)
    clip = pdfium.FPDFPageObj_GetClipPath(thing)
    for index in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
        points = list(_points(clip, index))
        if points:
            across, up = [x for x, _ in points], [y for _, y in points]
            left, right = max(left, min(across)), min(right, max(across))
            bottom, top = max(bottom, min(up)), min(top, max(up))
    return left, bottom, max(left, right), max(bottom, top)


def _points(clip: Any, path_index: int) -> Iterator[tuple[float, float]]:
    """Yield the corners of one path of a clipping."""
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFClipPath_CountPathSegments(clip, path_index)):
        segment = pdfium.FPDFClipPath_GetPathSegment(clip, path_index, index)
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            yield float(x.value), float(y.value)


def _dots(image: Any) -> float:
    """Return the pixels that an image shows on an inch."""
    across, down = ctypes.c_uint(), ctypes.c_uint()
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFImageObj_GetImagePixelSize(image, across, down)
    pdfium.FPDFPageObj_GetMatrix(image, matrix)
    width, height = (
        (matrix.a**2 + matrix.b**2) ** 0.5 / 72,
        (matrix.c**2 + matrix.d**2) ** 0.5 / 72,
    )
    return min(across.value / width, down.value / height) if width and height else 0


class Look:
    """One page as it is seen: with its text where that matters, and without."""

    def __init__(self, page: Any, things: Sequence[Any]) -> None:
        """Draw *page*, on which *things* are painted in this order; its text is switched off."""
        self._height: float = page.get_height()
        self._texts = [thing for thing in things if is_text(thing)]
        self._over = list(_coverings(things))
        self._whole = self._drawn(page) if self._over else None
        for thing in self._texts:
            pdfium.FPDFPageObj_SetIsActive(thing, False)
        self._ground = self._drawn(page) if len(self._texts) < len(things) else None

    @staticmethod
    def _drawn(page: Any) -> Any:
        """Return the page as a picture without grey edges, whose colours are those of the file."""
        bitmap = page.render(scale=SCALE, no_smoothtext=True, no_smoothpath=True)
        return bitmap.to_pil().convert("RGB")

    def paint(self, text: Any) -> Paint:
        """Return how *text* is painted."""
        place = bounds(text)
        colour, opacity = _fill(text)
        return Paint(
            colour=colour,
            opacity=opacity,
            is_bold=pdfium.FPDFFont_GetWeight(pdfium.FPDFTextObj_GetFont(text)) >= BOLD,
            grounds=self._grounds(place),
            is_hidden=any(
                each is text and self._is_blank(_shared(place, over)) for each, over in self._over
            ),
        )

    def _grounds(self, place: Bounds) -> tuple[tuple[str, float], ...]:
        """Return the colours at *place*, each with its share; none beside the page."""
        if self._ground is None:
            return (("#ffffff", 1.0),)
        left, top, right, bottom = self._box(place)
        box = (
            max(left, 0),
            max(top, 0),
            min(right, self._ground.width),
            min(bottom, self._ground.height),
        )
        if box[0] >= box[2] or box[1] >= box[3]:
            return ()
        pixels = self._ground.crop(box)
        total = pixels.width * pixels.height
        return tuple(
            (f"#{red:02x}{green:02x}{blue:02x}", count / total)
            for count, (red, green, blue) in sorted(pixels.getcolors(total), reverse=True)
        )

    def _is_blank(self, place: Bounds) -> bool:
        """Tell whether nothing of the text can be seen at *place*."""
        assert self._whole is not None  # there are coverings
        box = self._box(place)
        ground = self._ground or self._whole
        return bool(self._whole.crop(box).tobytes() == ground.crop(box).tobytes())

    def _box(self, place: Bounds) -> tuple[int, int, int, int]:
        """Return left, top, right and bottom of *place* in pixels: one of them at least."""
        left, bottom, right, top = (side * SCALE for side in place)
        height = self._height * SCALE
        across, down = round(left), round(height - top)
        return across, down, max(across + 1, round(right)), max(down + 1, round(height - bottom))


BOLD = 700
"""The weight from which letters are bold (CSS Fonts 4, 2.2.2)."""


def _fill(thing: Any) -> tuple[str, float]:
    """Return the colour that a text or a path is filled with, and its opacity."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
    return f"#{red.value:02x}{green.value:02x}{blue.value:02x}", alpha.value / 255


def _coverings(things: Sequence[Any]) -> Iterator[tuple[Any, Bounds]]:
    """Yield each text over much of which a shape that is painted later lies, and the shape's place.

    Args:
        things: What is painted on a page, in that order.
    """
    below: list[tuple[Any, Bounds]] = []
    for thing in things:
        if is_text(thing):
            below.append((thing, bounds(thing)))
        elif below:
            place = _seen(thing)
            yield from ((text, place) for text, at in below if _share(at, place) >= COVERING)


def _shared(one: Bounds, other: Bounds) -> Bounds:
    """Return the place that is in both."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    return left, bottom, max(left, min(one[2], other[2])), max(bottom, min(one[3], other[3]))


def _share(one: Bounds, other: Bounds) -> float:
    """Return how much of *one*, 0 to 1, lies in *other*."""
    left, bottom, right, top = _shared(one, other)
    area = (one[2] - one[0]) * (one[3] - one[1])
    return (right - left) * (top - bottom) / area if area else 0.0
