"""Raster images: sound ones pass without private data, damaged ones are refused."""

import io
from pathlib import Path

import pytest
from PIL import Image

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
