"""Raster images: sound ones pass without private data, damaged ones are refused."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from chapbook.tools import raster, weasy

CUT_OFF = Path(__file__).parents[1] / "articles/overlays/image-unreadable/cut-off/shades.png"


def test_a_picture_that_is_cut_off_is_refused_whatever_was_imported() -> None:
    """WeasyPrint makes Pillow take half a picture for a whole one; reading does not let it."""
    weasy.warm_up()
    with pytest.raises(raster.UnreadableImageError):
        raster.read(CUT_OFF.read_bytes())


def test_where_a_picture_was_taken_is_not_kept() -> None:
    """No EXIF, GPS or comment of a photograph passes, and it stands upright."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Secret Cameras Ltd"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(out, "JPEG", exif=exif, comment=b"at home")
    assert b"Secret Cameras" in out.getvalue()
    clean = raster.read(out.getvalue())
    assert (clean.width_px, clean.height_px) == (20, 40)
    assert not Image.open(io.BytesIO(clean.data)).getexif()
    assert b"Secret" not in clean.data
    assert b"at home" not in clean.data


@pytest.mark.parametrize("mode", ["CMYK", "I;16", "P", "RGBA", "1", "LA"])
def test_every_kind_of_pixel_becomes_one_that_editions_hold(mode: str) -> None:
    """CMYK, sixteen bits and palettes become what PDF/A and EPUB hold."""
    out = io.BytesIO()
    Image.new(mode, (8, 8)).save(out, "TIFF" if mode == "CMYK" else "PNG")
    clean = raster.read(out.getvalue())
    assert clean.media_type == "image/png"
    assert Image.open(io.BytesIO(clean.data)).mode in {"RGB", "RGBA", "L", "LA", "1"}


BLUE, RED = (30, 90, 200), (200, 60, 30)


def _two_colours() -> Image.Image:
    """Return a picture whose left half is blue and whose right half is red."""
    picture = Image.new("RGB", (40, 20), RED)
    picture.paste(BLUE, (0, 0, 20, 20))
    return picture


def _colours(clean: raster.Raster) -> list[tuple[int, ...]]:
    """Return the colours of the two halves of what was read."""
    picture = Image.open(io.BytesIO(clean.data)).convert("RGB")
    return [tuple(picture.getpixel((x, 10))) for x in (8, 32)]


def _near(found: list[tuple[int, ...]], wanted: list[tuple[int, ...]], most: int = 4) -> bool:
    """Tell whether no value differs by more than *most*."""
    pairs = zip(found, wanted, strict=True)
    return all(abs(a - b) <= most for one, two in pairs for a, b in zip(one, two, strict=True))


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def _png(depth: int, rows: bytes, *chunks: tuple[bytes, bytes]) -> bytes:
    """Return an RGB PNG of 40 by 20 pixels, put together by hand (PNG 3, 5)."""
    header = struct.pack(">IIBBBBB", 40, 20, depth, 2, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


@pytest.mark.parametrize(
    ("mode", "kind", "options"),
    [
        ("RGB", "PNG", {}),
        ("RGB", "PNG", {"transparency": (1, 2, 3)}),
        ("RGBA", "PNG", {}),
        ("RGB", "JPEG", {"quality": 95}),
        ("RGB", "JPEG", {"quality": 95, "progressive": True}),
        ("CMYK", "JPEG", {"quality": 95}),
        ("CMYK", "TIFF", {}),
        ("RGB", "TIFF", {"compression": "tiff_lzw"}),
        ("RGB", "WEBP", {"lossless": True}),
        ("RGB", "WEBP", {"quality": 95}),
        ("RGB", "BMP", {}),
        ("RGB", "AVIF", {"quality": 95}),
        ("RGB", "JPEG2000", {}),
        ("RGB", "PPM", {}),
    ],
)
def test_colours_are_those_of_the_file(mode: str, kind: str, options: dict[str, object]) -> None:
    """No format and no kind of pixel changes what is blue and what is red."""
    data = _saved(_two_colours().convert(mode), kind, **options)
    assert _near(_colours(raster.read(data)), [BLUE, RED])


def test_sixteen_bits_of_each_colour_are_scaled() -> None:
    """RGB of 16 bits a channel keeps its colours."""
    line = b"".join(struct.pack(">3H", *(c * 257 for c in p)) for p in [BLUE] * 20 + [RED] * 20)
    assert _colours(raster.read(_png(16, (b"\0" + line) * 20))) == [BLUE, RED]


def test_light_that_is_stored_linearly_is_shown_as_it_is_meant() -> None:
    """A gamma of 1 in a PNG is applied, as browsers do."""
    linear = [bytes(round(255 * (c / 255) ** 2.2) for c in p) for p in (BLUE, RED)]
    line = linear[0] * 20 + linear[1] * 20
    gamma = (b"gAMA", struct.pack(">I", 100_000))
    assert _near(_colours(raster.read(_png(8, (b"\0" + line) * 20, gamma))), [BLUE, RED])
    assert not _near(_colours(raster.read(_png(8, (b"\0" + line) * 20))), [BLUE, RED])


@pytest.mark.parametrize(("mode", "factor"), [("F", 1 / 255), ("I", 257), ("I;16", 257)])
def test_grey_of_any_depth_keeps_its_shades(mode: str, factor: float) -> None:
    """Half grey is half grey in floating point from 0 to 1 and in 16 bits."""
    level = 128 * factor
    picture = Image.new(mode, (40, 20), level if mode == "F" else round(level))
    assert _near(_colours(raster.read(_saved(picture, "TIFF"))), [(128,) * 3] * 2, 1)


def test_only_the_first_picture_of_several_is_taken() -> None:
    """The count of pictures tells that there are more; the first is the one that is read."""
    first, second = _two_colours(), Image.new("RGB", (40, 20), "white")
    for kind in ("GIF", "WEBP", "TIFF", "PNG"):
        clean = raster.read(_saved(first, kind, save_all=True, append_images=[second]))
        assert clean.frame_count == 2
        assert _near(_colours(clean), [BLUE, RED])


def test_a_picture_in_another_colour_space_is_converted() -> None:
    """The numbers change where a profile gives them another meaning; sRGB keeps its own."""
    srgb, lab = map(ImageCms.createProfile, ("sRGB", "LAB"))
    ours, unfit = (ImageCms.ImageCmsProfile(p).tobytes() for p in (srgb, lab))
    swapped = ours.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "BGR!".encode("utf-16-be"))
    for profile, wanted in ((ours, [BLUE, RED]), (unfit, [BLUE, RED])):
        clean = raster.read(_saved(_two_colours(), "PNG", icc_profile=profile))
        assert _colours(clean) == wanted
    clean = raster.read(_saved(_two_colours(), "PNG", icc_profile=swapped))
    assert _near(_colours(clean), [BLUE[::-1], RED[::-1]], 8)
    assert "icc_profile" not in Image.open(io.BytesIO(clean.data)).info


def test_a_bomb_is_refused_before_it_goes_off(recwarn: pytest.WarningsRecorder) -> None:
    """A few bytes that would unfold to billions of pixels are refused by their header."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    head = b"IHDR" + header
    data = b"\x89PNG\r\n\x1a\n\0\0\0\x0d" + head + struct.pack(">I", zlib.crc32(head))
    data += struct.pack(">I", 1000) + b"IDAT"
    with pytest.raises(raster.UnreadableImageError, match="pixels"):
        raster.read(data)
    assert not recwarn
