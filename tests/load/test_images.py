import io
from pathlib import Path

import pytest
from PIL import Image

from chapbook.findings import Place
from chapbook.load import images
from chapbook.model import Asset
from chapbook.tools import svg

HERE = Place(file="article.md", line=3)


def _read(folder: Path, name: str) -> Asset:
    """Return the image *name*, which must be sound."""
    assets, findings, inputs = images.read(folder, [(name, HERE)])
    assert findings == []
    assert list(inputs) == [name]
    return assets[name]


def _save(folder: Path, name: str, mode: str, **options: object) -> None:
    """Write a picture of 4 by 2 pixels in *mode*."""
    Image.new(mode, (4, 2), 1).save(folder / name, **options)


def _opened(asset: Asset) -> Image.Image:
    return Image.open(io.BytesIO(asset.data))


def test_a_photograph_taken_sideways_is_turned_upright(tmp_path: Path) -> None:
    """The turn that EXIF asks for is made in the pixels, for EXIF is taken out."""
    exif = Image.Exif()
    exif[0x0112] = 6
    _save(tmp_path, "a.jpg", "RGB", exif=exif)
    asset = _read(tmp_path, "a.jpg")
    assert (asset.width, asset.height) == (2, 4)
    assert _opened(asset).size == (2, 4)
    assert not _opened(asset).getexif()


@pytest.mark.parametrize(
    ("name", "mode", "media_type"),
    [
        ("a.jpg", "CMYK", "image/jpeg"),
        ("a.jpg", "L", "image/jpeg"),
        ("a.png", "P", "image/png"),
        ("a.png", "I;16", "image/png"),
        ("a.png", "1", "image/png"),
        ("a.png", "LA", "image/png"),
        ("a.gif", "P", "image/png"),
        ("a.tiff", "CMYK", "image/png"),
        ("a.bmp", "RGB", "image/png"),
        ("a.webp", "RGBA", "image/png"),
    ],
)
def test_every_usual_picture_becomes_png_or_jpeg(
    tmp_path: Path, name: str, mode: str, media_type: str
) -> None:
    """Whatever a camera or a program writes, editions get a form that all of them hold."""
    _save(tmp_path, name, mode)
    asset = _read(tmp_path, name)
    assert asset.media_type == media_type
    assert _opened(asset).get_format_mimetype() == media_type
    assert _opened(asset).mode in {"RGB", "RGBA", "L", "LA", "1", "P"}
    assert (asset.width, asset.height) == (4, 2)


def test_sixteen_bits_keep_their_shades(tmp_path: Path) -> None:
    """A grey of half the range stays one when 16 bits become 8."""
    picture = Image.new("I;16", (2, 2), 32768)
    picture.save(tmp_path / "a.png")
    assert _opened(_read(tmp_path, "a.png")).convert("L").getpixel((0, 0)) in {127, 128}


def test_a_transparent_picture_stays_so(tmp_path: Path) -> None:
    """Transparency is part of the picture."""
    Image.new("RGBA", (2, 2), (9, 9, 9, 0)).save(tmp_path / "a.png")
    assert _opened(_read(tmp_path, "a.png")).convert("RGBA").getpixel((0, 0)) == (9, 9, 9, 0)


def test_names_are_plain_and_tell_different_pictures_apart(tmp_path: Path) -> None:
    """Two pictures of one name in two folders keep apart in every archive."""
    for number, folder in enumerate(("a", "b")):
        (tmp_path / folder).mkdir()
        Image.new("L", (2, 2), number).save(tmp_path / folder / "Größe 1 & 2.png")
    one = _read(tmp_path, "a/Größe 1 & 2.png").name
    other = _read(tmp_path, "b/Gr%C3%B6%C3%9Fe%201%20&%202.png").name
    assert one != other
    assert one.isascii()
    assert set(one) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ('width="96" height="48"', (96, 48)),
        ('width="1in" viewBox="0 0 2 1"', (96, 48)),
        ('width="100%" viewBox="0 0 30 20"', (30, 20)),
        ("", (300, 150)),
    ],
)
def test_a_drawing_knows_its_size(size: str, expected: tuple[float, float]) -> None:
    """Sizes are CSS pixels, from width and height or the shape of the view box."""
    drawing = svg.read(f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>'.encode())
    assert (drawing.width_px, drawing.height_px) == expected


def test_a_drawing_loses_what_its_editor_knows() -> None:
    """Metadata and comments of the drawing program are taken out; title and text stay."""
    drawing = svg.read(
        b'<svg xmlns="http://www.w3.org/2000/svg"><!-- c:/users/me --><metadata>me</metadata>'
        b"<title>A box</title><text>Box</text></svg>"
    )
    assert b"me" not in drawing.data
    assert b"<title>A box</title>" in drawing.data
    assert drawing.text == "Box"


@pytest.mark.parametrize(
    "inner",
    [
        '<use href="other.svg#a"/>',
        '<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="file:///etc/passwd"/>',
        '<rect fill="url(other.svg#a)"/>',
        '<rect style="fill:url( https://example.org/a )"/>',
        '<rect onclick="alert(1)"/>',
        "<style>@font-face {src: url('a.woff')}</style>",
        "<foreignObject/>",
    ],
)
def test_a_drawing_that_reaches_outside_says_what_for(inner: str) -> None:
    """Nothing is loaded and nothing run from within a drawing."""
    drawing = svg.read(f'<svg xmlns="http://www.w3.org/2000/svg">{inner}</svg>'.encode())
    assert len(drawing.asks_for) == 1


@pytest.mark.parametrize("inner", ['<use href="#a"/>', '<a href="https://example.org"/>'])
def test_links_and_uses_within_a_drawing_are_fine(inner: str) -> None:
    """A drawing may refer to itself, and link to the web."""
    drawing = svg.read(f'<svg xmlns="http://www.w3.org/2000/svg">{inner}</svg>'.encode())
    assert drawing.asks_for == ()
