"""Raster images: is it one, how large, and without the private data that cameras add.

Colours become sRGB, which is what every edition means by RGB, and numbers of 16 bits become 8.
"""

import io
import struct
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

MAX_PIXELS = 120_000_000
"""Larger pictures are refused: they would not fit into memory, and no printer needs them."""

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP", "DIB", "AVIF", "JPEG2000", "PPM")
"""What Pillow may read.  Not EPS, for which it would run a program."""

JPEG_QUALITY = 92
"""Of a photograph that must be written anew; no difference can be seen."""

GAMMA = 1 / 2.2
"""What PNG says of pictures for a usual screen (PNG 3, 11.3.2.2)."""


DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    RuntimeError,
    LookupError,
    TypeError,
    ArithmeticError,
    struct.error,
    ImageCms.PyCMSError,
)
"""What Pillow raises for damaged files, as trials with thousands of them showed."""


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
    frame_count: int = 1
    """How many pictures the file holds, of which this is the first."""


def read(data: bytes) -> Raster:
    """Return the first picture in *data*, upright and without EXIF, GPS, XMP or comments.

    A picture is decoded and written anew; JPEG in sRGB keeps its quality tables, so that
    nothing is lost that can be seen.  CMYK becomes RGB, which PDF/A and EPUB want.

    Raises:
        UnreadableImageError: It is no image, or a damaged or far too large one.
    """
    # WeasyPrint 70 switches this on for the whole process (weasyprint/images.py), and a
    # picture that is cut off would then pass, and be printed half.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            # Pillow warns of what is refused below, or harmless, on the terminal.
            warnings.simplefilter("ignore")
            Image.init()
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise UnreadableImageError(f"it has {opened.width} × {opened.height} pixels")
                return _written(opened)
    except UnidentifiedImageError as error:
        raise UnreadableImageError("it is of no kind that is known here") from error
    except DAMAGED as error:
        raise UnreadableImageError(str(error) or "it is damaged") from error
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
    return _raster(out, "image/webp", ".webp", picture, 1)


def columns(data: bytes, count: int) -> list[tuple[int, int, int]]:
    """Return red, green and blue in the middle of each of *count* equal columns of a picture."""
    with Image.open(io.BytesIO(data)) as opened:
        picture = opened.convert("RGB")
    middle = picture.height // 2
    found = []
    for index in range(count):
        x = int((index + 0.5) * picture.width / count)
        red, green, blue = picture.crop((x, middle, x + 1, middle + 1)).tobytes()
        found.append((red, green, blue))
    return found


def grey(picture: Image.Image, *, as_jpeg: bool) -> bytes:
    """Return *picture* in 256 shades: as JPEG, or the bytes of its pixels row by row."""
    if picture.mode not in {"1", "L", "RGB"}:
        picture = picture.convert("RGB")
    picture = picture.convert("L")
    if not as_jpeg:
        return picture.tobytes()
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()


def is_grey(picture: Image.Image) -> bool:
    """Tell whether no pixel of *picture* has a colour."""
    red, green, blue = picture.convert("RGB").split()
    return red.tobytes() == green.tobytes() == blue.tobytes()


def has_white_edges(picture: Image.Image, band_px: int) -> bool:
    """Tell whether nothing is drawn in the outer *band_px* pixels of *picture*."""
    picture = picture.convert("L")
    width, height = picture.size
    bands = (
        (0, 0, width, band_px),
        (0, height - band_px, width, height),
        (0, 0, band_px, height),
        (width - band_px, 0, width, height),
    )
    return all(picture.crop(band).getextrema()[0] == 255 for band in bands)


def srgb_profile() -> bytes:
    """Return the ICC profile of sRGB."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _written(opened: Image.Image) -> Raster:
    """Write the first frame of *opened* anew."""
    is_jpeg = opened.format in {"JPEG", "MPO"}
    # An MPO holds a preview or the other eye's view behind the one that everybody shows.
    frame_count = 1 if is_jpeg else getattr(opened, "n_frames", 1)
    opened.seek(0)
    opened.load()
    turned = opened.getexif().get(0x0112, 1) != 1
    picture = _in_srgb(_in_eight_bits(ImageOps.exif_transpose(opened)), opened.info)
    out = io.BytesIO()
    if is_jpeg:
        untouched = not turned and opened.format == "JPEG" and picture.mode == opened.mode
        untouched = untouched and picture.tobytes() == opened.tobytes()
        quality = "keep" if untouched else JPEG_QUALITY
        (opened if untouched else picture).save(
            out, "JPEG", quality=quality, icc_profile=None, exif=b"", comment=b""
        )
        return _raster(out, "image/jpeg", ".jpg", picture, 1)
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    clean.save(out, "PNG")
    return _raster(out, "image/png", ".png", picture, frame_count)


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """Return *picture* with one byte for each value, without palette, transparency as such.

    Numbers of 16 bits are scaled, and those that have no bounds are stretched from their
    least to their greatest.
    """
    info = picture.info
    if picture.mode in {"P", "PA", "La", "RGBa"} or "transparency" in info:
        seen_through = picture.has_transparency_data or picture.mode in {"PA", "La", "RGBa"}
        grey = picture.mode == "La"
        picture = picture.convert("RGBa" if grey else picture.mode)
        picture = picture.convert("RGBA" if seen_through else "RGB")
    elif picture.mode.startswith("I;16"):
        picture = picture.convert("I").point(lambda level: level / 257).convert("L")
    elif picture.mode in {"I", "F"}:
        picture = _stretched(picture)
    picture.info = info
    return picture


def _stretched(picture: Image.Image) -> Image.Image:
    """Return grey *picture* of 32 bits in 8."""
    low, high = picture.getextrema()
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    if picture.mode == "I" and low >= 0 and high <= 65535:
        low, high = 0, 65535
    elif picture.mode == "F" and low >= 0 and high <= 1:
        low, high = 0, 1
    factor = 255 / (high - low) if high > low else 0
    return picture.convert("F").point(lambda v: v * factor - low * factor).convert("L")


def _in_srgb(picture: Image.Image, info: dict[str | tuple[int, int], object]) -> Image.Image:
    """Return *picture* in the colours that editions mean by their numbers."""
    alpha = picture.getchannel("A") if picture.mode in {"RGBA", "LA"} else None
    plain = picture.convert(picture.mode.removesuffix("A")) if alpha else picture
    profile, gamma = info.get("icc_profile"), info.get("gamma")
    if isinstance(profile, bytes) and profile:
        plain = _converted(plain, profile)
    elif isinstance(gamma, float) and "srgb" not in info and abs(gamma - GAMMA) > 0.03 and gamma:
        levels = [round(255 * (level / 255) ** (GAMMA / gamma)) for level in range(256)]
        plain = plain.point(levels * len(plain.getbands())) if plain.mode != "1" else plain
    if plain.mode == "LAB":
        lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        plain = ImageCms.profileToProfile(plain, lab, srgb, outputMode="RGB") or plain
    if plain.mode not in {"1", "L", "RGB"}:
        plain = plain.convert("RGB")
    if alpha:
        plain = plain.convert(plain.mode)
        plain.putalpha(alpha)
    return plain


def _converted(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return *picture*, whose numbers mean what *profile* says, in sRGB.

    A profile that does not fit the picture, or that says nothing new, changes nothing.
    """
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if picture.mode == "1" or "srgb" in ImageCms.getProfileDescription(opened).lower():
            return picture
        srgb = ImageCms.createProfile("sRGB")
        if picture.mode == "L":
            colour = ImageCms.profileToProfile(picture, opened, srgb, outputMode="RGB")
            return colour.convert("L") if colour else picture
        return ImageCms.profileToProfile(picture, opened, srgb, outputMode="RGB") or picture
    except (ImageCms.PyCMSError, OSError):
        return picture


def _raster(
    out: io.BytesIO, media_type: str, ending: str, picture: Image.Image, frame_count: int
) -> Raster:
    """Describe what was written to *out*."""
    return Raster(
        data=out.getvalue(),
        media_type=media_type,
        ending=ending,
        width_px=picture.width,
        height_px=picture.height,
        frame_count=frame_count,
    )
