import base64
import gzip
import io
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from chapbook.findings import Place
from chapbook.load import images, picture
from chapbook.model import Asset
from chapbook.tools import svg
from tests.conftest import GOOD

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


def _found(folder: Path, target: str) -> tuple[str, str]:
    """Return message and fix of the one finding about *target*."""
    assets, (finding,), _ = images.read(folder, [(target, HERE)])
    assert not assets
    return finding.message, finding.fix


@pytest.mark.parametrize(
    ("data", "message", "fix"),
    [
        (b"", "empty", "again"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "Git", "git lfs pull"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "web page", "browser"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "PostScript", "epstopdf 'a b.x'"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC", "write a b.jpg"),
        (b"\xff\x0a\xfa\x7f", "JPEG XL", "djxl"),
        (b"8BPS\0\x01", "Photoshop", "magick"),
        (b"PK\x03\x04\x14\0", "packed", "Export"),
        (b"\xff\xd8\xff\xc1\0\x11\x0c\0\x10\0\x10", "8 bits", "-depth 8"),
        (b"\x1f\x8bnothing", "cannot be read", ""),
        (b"%PDF-1.4\nnothing", "damaged", ""),
    ],
)
def test_what_is_no_image_says_what_it_is(
    tmp_path: Path, data: bytes, message: str, fix: str
) -> None:
    """A file that somebody takes for an image is named, with what to do about it."""
    (tmp_path / "a b.x").write_bytes(data)
    says, does = _found(tmp_path, "a b.x")
    assert message in says
    assert fix in does


def test_a_packed_drawing_that_never_ends_is_refused(tmp_path: Path) -> None:
    """A few bytes that unpack to very many are not unpacked."""
    (tmp_path / "a.svgz").write_bytes(gzip.compress(b"<svg>" + b" " * 60_000_000))
    assert "50 MB" in _found(tmp_path, "a.svgz")[0]


@pytest.mark.parametrize("name", ["a.svgz", "a.png", "a.svg", "a"])
def test_a_drawing_is_one_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    """Comments before the root, packing and a wrong ending do not hide a drawing."""
    data = b"<!-- by hand -->\n<svg xmlns='http://www.w3.org/2000/svg' width='8' height='4'/>"
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("z") else data)
    asset = _read(tmp_path, name)
    assert (asset.media_type, asset.width, asset.height) == ("image/svg+xml", 8, 4)


def test_a_picture_named_as_a_drawing_is_a_picture(tmp_path: Path) -> None:
    """What counts is what the file holds."""
    Image.new("RGB", (4, 2)).save(tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "a.svg")
    assert _read(tmp_path, "a.svg").media_type == "image/png"


@pytest.mark.parametrize("target", ["a.png?raw=true", "a.png#top", "a.png?x=1#top"])
def test_what_follows_a_name_as_in_an_address_does_not_matter(tmp_path: Path, target: str) -> None:
    """Articles from GitHub name files as addresses do; the file itself is read."""
    Image.new("RGB", (4, 2)).save(tmp_path / "a.png")
    assets, findings, inputs = images.read(tmp_path, [(target, HERE)])
    assert findings == []
    assert assets[target].width == 4
    assert list(inputs) == ["a.png"]


def test_an_image_within_the_text_is_read(tmp_path: Path) -> None:
    """A ``data:`` address is decoded, in Base64 or in percent; it is no file that was read."""
    out = io.BytesIO()
    Image.new("RGB", (4, 2)).save(out, "PNG")
    png = f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
    drawing = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='8'/%3E"
    assets, findings, inputs = images.read(tmp_path, [(png, HERE), (drawing, HERE)])
    assert (findings, inputs) == ([], {})
    assert assets[png].media_type == "image/png"
    assert assets[drawing].media_type == "image/svg+xml"


@pytest.mark.parametrize(
    ("target", "line"),
    [
        ("https://example.org/a/plot.png", "curl -L -o plot.png https://example.org/a/plot.png"),
        ("//example.org/plot.png", "curl -L -o plot.png https://example.org/plot.png"),
        ("https://e.org/a%20b.png?x=1&y=2", "curl -L -o a-b.png 'https://e.org/a%20b.png?x=1&y=2'"),
        ("https://example.org/", "curl -L -o image.png https://example.org/"),
        ("https://e.org/$(rm -rf).png", "curl -L -o rm--rf-.png 'https://e.org/$(rm -rf).png'"),
        ("file:///home/me/plot.png", "plot.png"),
        ("C:/Users/me/plot.png", ""),
    ],
)
def test_a_remote_image_comes_with_the_line_to_fetch_it(
    tmp_path: Path, target: str, line: str
) -> None:
    """The line can be pasted into a shell, whatever the address holds."""
    assert _found(tmp_path, target)[1].startswith(line)


def test_images_are_fetched_to_where_the_others_are(tmp_path: Path) -> None:
    """With a folder ``figures`` the line puts the image there."""
    (tmp_path / "figures").mkdir()
    fix = _found(tmp_path, "https://example.org/plot.png")[1]
    assert "-o figures/plot.png " in fix
    assert fix.endswith("write figures/plot.png")


@pytest.mark.parametrize("typed", ["NFC", "NFD"])
@pytest.mark.parametrize("kept", ["NFC", "NFD"])
def test_accents_are_the_same_in_either_form(tmp_path: Path, typed: str, kept: str) -> None:
    """A name that macOS keeps with its accents apart is found, however it is typed."""
    Image.new("RGB", (4, 2)).save(tmp_path / unicodedata.normalize(kept, "Größe é.png"))
    target = unicodedata.normalize(typed, "Größe é.png")
    for each in (target, quote(target)):
        assets, findings, _ = images.read(tmp_path, [(each, HERE)])
        assert findings == []
        assert list(assets) == [each]


def test_a_name_in_other_capitals_is_found_out(tmp_path: Path) -> None:
    """The right name is said where only capitals differ."""
    Image.new("RGB", (4, 2)).save(tmp_path / "Photo.PNG")
    assert _found(tmp_path, "photo.png")[1] == "Photo.PNG"


SOUND = sorted((GOOD / "pictures" / "figures").iterdir())


@settings(max_examples=80, deadline=None)
@given(
    path=st.sampled_from(SOUND),
    length=st.floats(0, 1),
    changes=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=5),
)
def test_a_damaged_file_is_an_image_or_a_finding(
    path: Path, length: float, changes: list[tuple[float, int]]
) -> None:
    """Whatever happened to a file, reading it never ends in an error of the program."""
    data = bytearray(path.read_bytes())
    data = data[: int(len(data) * length)] if length < 0.5 else data
    for where, value in changes:
        if data:
            data[int(where * len(data))] = value
    asset, findings = picture.read(path.name, path, bytes(data), HERE)
    assert asset is not None or [f.code for f in findings] in (
        ["image-unreadable"],
        ["image-reference"],
    )
