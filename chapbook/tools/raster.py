"""Raster images: is it one, how large, and without the private data that cameras add."""

import io
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

MAX_PIXELS = 120_000_000
"""Larger pictures are refused: they would not fit into memory, and no printer needs them."""

KEPT_FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg"}
"""Formats that every edition can hold; all others become PNG."""


class UnreadableImageError(Exception):
    """The bytes are not an image that can be read whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """A picture fit to embed."""

    data: bytes
    media_type: str
    ending: str
    width_px: int
    height_px: int


def read(data: bytes) -> Raster:
    """Return the picture in *data*, upright and without EXIF, GPS, XMP or comments.

    A picture is decoded and written anew; JPEG keeps its quality tables, so that
    nothing is lost that can be seen.  CMYK becomes RGB, which PDF/A and EPUB want.

    Raises:
        UnreadableImageError: It is no image, or a damaged or far too large one.
    """
    # WeasyPrint 70 switches this on for the whole process (weasyprint/images.py), and a
    # picture that is cut off would then pass, and be printed half.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise UnreadableImageError(f"it has {opened.width} × {opened.height} pixels")
            return _written(opened)
    except UnidentifiedImageError as error:
        raise UnreadableImageError("it is of no kind that is known here") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableImageError(str(error)) from error
    except Image.DecompressionBombError as error:
        raise UnreadableImageError("it has far too many pixels") from error


def smaller(data: bytes, width_px: int) -> Raster:
    """Return the picture in *data* as WebP, scaled down where it is wider than *width_px*.

    Every browser shows WebP; a photograph takes about a tenth of what PNG makes of it.

    Args:
        data: A picture that ``read`` returned.
        width_px: At least 1.
    """
    with Image.open(io.BytesIO(data)) as opened:
        icc = opened.info.get("icc_profile")
        picture = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    if picture.width > width_px:
        height_px = max(1, round(picture.height * width_px / picture.width))
        picture = picture.resize((width_px, height_px), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=80, method=4, icc_profile=icc)
    return _raster(out, "image/webp", ".webp", picture)


def _written(opened: Image.Image) -> Raster:
    """Write the first frame of *opened* anew."""
    was = opened.format
    opened.load()
    turned = opened.getexif().get(0x0112, 1) != 1
    picture = ImageOps.exif_transpose(opened)
    if picture.mode in {"CMYK", "YCbCr", "LAB", "HSV"}:
        picture = picture.convert("RGB")
    elif picture.mode in {"I", "F"} or picture.mode.startswith("I;"):
        picture = picture.convert("I").point(lambda level: level / 257).convert("L")
    icc = opened.info.get("icc_profile") if opened.mode == picture.mode else None
    out = io.BytesIO()
    if was == "JPEG":
        quality = "keep" if not turned and picture.mode == opened.mode else 92
        source = opened if quality == "keep" else picture
        source.save(out, "JPEG", quality=quality, icc_profile=icc, exif=b"", comment=b"")
        return _raster(out, "image/jpeg", ".jpg", picture)
    clean = Image.new(picture.mode, picture.size)
    if picture.mode == "P":
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
        clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    clean.save(out, "PNG", icc_profile=icc)
    return _raster(out, "image/png", ".png", picture)


def _raster(out: io.BytesIO, media_type: str, ending: str, picture: Image.Image) -> Raster:
    """Describe what was written to *out*."""
    return Raster(
        data=out.getvalue(),
        media_type=media_type,
        ending=ending,
        width_px=picture.width,
        height_px=picture.height,
    )
