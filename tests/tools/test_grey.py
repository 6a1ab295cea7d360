"""Files in black and its shades: what is on other plates, and what it becomes."""

import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from chapbook.tools import colour
from chapbook.tools.pdf import grey


def drawing(content: bytes, **resources: object) -> pikepdf.Pdf:
    """Return a file with one page of 100 by 100 points that draws *content*."""
    file = pikepdf.new()
    page = file.add_blank_page(page_size=(100, 100)).obj
    page.Contents = file.make_stream(content)
    page.Resources = Dictionary({f"/{name}": value for name, value in resources.items()})
    return file


def seen(file: pikepdf.Pdf) -> tuple[int, int, int]:
    """Return what the middle of the page looks like."""
    out = io.BytesIO()
    file.save(out)
    picture = pypdfium2.PdfDocument(out.getvalue())[0].render(scale=1).to_pil().convert("RGB")
    found = picture.getpixel((50, 50))
    assert isinstance(found, tuple)
    red, green, blue = found
    return int(red), int(green), int(blue)


def picture(file: pikepdf.Pdf, mode: str, form: str) -> pikepdf.Stream:
    """Return a green picture of *mode* as an image of *file*, packed as *form* says."""
    green = Image.new("RGB", (8, 8), (0, 128, 0)).convert(mode)
    out = io.BytesIO()
    if form == "JPEG":
        green.save(out, "JPEG")
        stream = pikepdf.Stream(file, out.getvalue(), Filter=Name.DCTDecode)
    else:
        stream = pikepdf.Stream(file, green.tobytes())
    space = {"RGB": Name.DeviceRGB, "L": Name.DeviceGray}.get(mode)
    if space is None:
        palette = bytes(green.getpalette() or b"")
        count = len(palette) // 3 - 1
        space = Array([Name.Indexed, Name.DeviceRGB, count, pikepdf.String(palette)])
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width = stream.Height = 8
    stream.BitsPerComponent, stream.ColorSpace = 8, space
    return stream


@pytest.mark.parametrize(
    ("content", "rgb"),
    [
        (b"0 0.4 0.2 rg 0 0 100 100 re f", (0, 102, 51)),
        (b"/DeviceRGB cs 0.8 0.1 0.1 sc 0 0 100 100 re f", (204, 26, 26)),
        (b"q 1 0 0 rg Q 0 0 1 rg 0 0 100 100 re f", (0, 0, 255)),
        (b"120 w 0 0.5 0.5 RG 0 50 m 100 50 l S", (0, 128, 128)),
        (b"1 1 0 rg 0 0 100 100 re f", (255, 255, 0)),
    ],
)
def test_a_colour_becomes_the_grey_of_its_luminance(
    content: bytes, rgb: tuple[int, int, int]
) -> None:
    """It is as light as the colour was, so that it stands out as much from white."""
    file = drawing(content)
    assert list(grey.colours(file))
    grey.convert(file)
    assert list(grey.colours(file)) == []
    red, green, blue = seen(file)
    assert red == green == blue
    before = "#{:02x}{:02x}{:02x}".format(*rgb)
    after = f"#{red:02x}{green:02x}{blue:02x}"
    assert colour.contrast(after, "#ffffff") == pytest.approx(
        colour.contrast(before, "#ffffff"), rel=0.02
    )


@pytest.mark.parametrize(
    "content",
    [b"0 1 1 0 k 0 0 100 100 re f", b"q 0.2 0.1 0 0.5 k 0 0 100 100 re f Q"],
)
def test_ink_of_a_press_becomes_black(content: bytes) -> None:
    """Cyan, magenta and yellow are on no plate any more."""
    file = drawing(content)
    assert list(grey.colours(file))
    grey.convert(file)
    assert list(grey.colours(file)) == []
    assert len(set(seen(file))) == 1


@pytest.mark.parametrize(("mode", "form"), [("RGB", "JPEG"), ("RGB", "raw"), ("P", "raw")])
def test_a_picture_becomes_grey(mode: str, form: str) -> None:
    """Photographs, and drawings with a palette, keep their shapes and lose their colours."""
    file = drawing(b"100 0 0 100 0 0 cm /A Do")
    image = file.make_indirect(picture(file, mode, form))
    file.pages[0].obj.Resources = Dictionary(XObject=Dictionary(A=image))
    assert seen(file)[1] > seen(file)[0] + 90
    grey.convert(file)
    assert list(grey.colours(file)) == []
    red, green, blue = seen(file)
    assert red == green == blue
    assert 60 < red < 110


def test_a_picture_that_is_grey_stays_as_it_is() -> None:
    """Nothing is written anew that has no colour."""
    file = drawing(b"100 0 0 100 0 0 cm /A Do")
    image = file.make_indirect(picture(file, "L", "raw"))
    file.pages[0].obj.Resources = Dictionary(XObject=Dictionary(A=image))
    before = image.read_raw_bytes()
    grey.convert(file)
    assert image.read_raw_bytes() == before


def test_a_gradient_becomes_grey() -> None:
    """The colours at its ends, and where several are stitched together, are shades."""
    half = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1)
    joined = Dictionary(
        FunctionType=3, Domain=[0, 1], Functions=[half, half], Bounds=[0.5], Encode=[0, 1, 1, 0]
    )
    file = drawing(b"/S sh")
    shading = file.make_indirect(
        Dictionary(
            ShadingType=2,
            ColorSpace=Name.DeviceRGB,
            Coords=[0, 0, 100, 0],
            Function=joined,
            Extend=[True, True],
        )
    )
    file.pages[0].obj.Resources = Dictionary(Shading=Dictionary(S=shading))
    assert any("shading" in said for said in grey.colours(file))
    grey.convert(file)
    assert list(grey.colours(file)) == []
    assert len(set(seen(file))) == 1


def test_what_is_drawn_inside_forms_and_patterns_becomes_grey() -> None:
    """A form and a tiling pattern have drawings of their own."""
    file = drawing(b"/Pattern cs /P scn 0 0 100 100 re f /F Do")
    inside = Array([0, 0, 100, 100])
    form = file.make_stream(b"1 0 0 rg 40 40 20 20 re f", Subtype=Name.Form, BBox=inside)
    tile = file.make_stream(
        b"0 0 1 rg 0 0 100 100 re f",
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=inside,
        XStep=100,
        YStep=100,
        Resources=Dictionary(),
    )
    file.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=form), Pattern=Dictionary(P=tile))
    assert len(list(grey.colours(file))) == 2
    grey.convert(file)
    assert list(grey.colours(file)) == []
    assert len(set(seen(file))) == 1


def test_a_picture_in_the_text_becomes_grey() -> None:
    """Inline images have no object of their own and are found all the same."""
    file = drawing(b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID \x00\x80\x00 EI Q")
    assert list(grey.colours(file)) == ["a picture in the text"]
    grey.convert(file)
    assert list(grey.colours(file)) == []
    assert len(set(seen(file))) == 1
