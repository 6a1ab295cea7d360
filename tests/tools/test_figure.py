"""Pages of PDF as figures: vectors stay vectors, and no claim of the file is lost."""

import datetime as dt
import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from chapbook.tools import pdf, thumbnail, weasy
from chapbook.tools.pdf import figure, tounicode, trial

PICTURES = Path(__file__).parents[1] / "articles" / "good" / "pictures" / "figures"
OVERLAYS = Path(__file__).parents[1] / "articles" / "overlays"

SQUARES = b"0 0.3 0.8 rg 10 10 80 80 re f 0.8 0.2 0.1 rg 110 10 80 80 re f"


def page(content: bytes = SQUARES, **entries: object) -> bytes:
    """Return a PDF of one page of 200 by 100 points that draws *content*."""
    file = pikepdf.new()
    one = file.add_blank_page(page_size=(200, 100)).obj
    one.Contents = file.make_stream(content)
    one.Resources = Dictionary()
    for name, value in entries.items():
        one[f"/{name}"] = value
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def laid_out(data: bytes, path: Path, jpeg: bytes = b"") -> tuple[pdf.Broken, ...]:
    """Lay the page *data* out as a figure 80 mm wide, write it to *path*, return broken rules."""
    one = figure.read(data)
    png, pixels = thumbnail.page_picture(one.data, 0, 400)
    more = '<img alt="Teal." src="b.jpg">' if jpeg else ""
    html = f'<html lang="en"><title>Two squares</title><img alt="Two." src="a.png">{more}</html>'
    job = weasy.PrintJob(
        html=html,
        stylesheets=["@page { margin: 20mm } img { width: 80mm }"],
        files={"a.png": (png, "image/png"), "b.jpg": (jpeg, "image/jpeg")},
    )
    layout = weasy.layout(job)
    says = pdf.Colophon(
        title="Two squares", authors=["Ann Lee"], lang="en", date=dt.date(2026, 1, 31)
    )
    drawn = [pdf.Exchange(pixels=pixels, data=one.data)]
    return pdf.finish(layout.pdf(), says, path, drawn)


def colours(path: Path) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the colours a quarter and three quarters across the figure, and half down it."""
    picture = pypdfium2.PdfDocument(path)[0].render(scale=1).to_pil().convert("RGB")
    # 20 mm of margin, 80 mm by 40 mm of figure, in points.
    left, right = ((round((20 + mm) / 25.4 * 72), round(40 / 25.4 * 72)) for mm in (20, 60))
    return picture.getpixel(left), picture.getpixel(right)


BLUE, RED = (0, 76, 204), (204, 51, 26)


def test_a_page_is_drawn_where_its_picture_was(tmp_path: Path) -> None:
    """No picture is left, the form draws the same in the same place, and all claims hold."""
    path = tmp_path / "a.pdf"
    assert laid_out(page(), path) == ()
    with pikepdf.open(path) as file:
        kinds = [o.Subtype for o in file.objects if isinstance(o, pikepdf.Stream) and "/BBox" in o]
        assert kinds == [Name.Form]
        assert not [o for o in file.objects if isinstance(o, pikepdf.Stream) and "/Width" in o]
    flat = [*zip(sum(colours(path), ()), BLUE + RED, strict=True)]
    assert all(abs(found - wanted) < 3 for found, wanted in flat)


def test_a_photograph_beside_it_stays_a_photograph(tmp_path: Path) -> None:
    """JPEG cannot be compared by its pixels, and is left alone."""
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(out, "JPEG")
    path = tmp_path / "a.pdf"
    assert laid_out(page(), path, out.getvalue()) == ()
    with pikepdf.open(path) as file:
        pictures = [o for o in file.objects if isinstance(o, pikepdf.Stream) and "/Width" in o]
        assert [o.Filter for o in pictures] == [Name.DCTDecode]


def test_colours_of_the_press_look_as_before(tmp_path: Path) -> None:
    """CMYK becomes the RGB that a viewer shows for it, so that all editions agree."""
    data = page(b"1 0 0 0 k 10 10 80 80 re f q 0 1 1 0.2 k 110 10 80 80 re f Q 0 0 0 1 K 0 0 m S")
    path = tmp_path / "a.pdf"
    assert laid_out(data, path) == ()
    before = pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().convert("RGB")
    wanted = before.getpixel((50, 50)) + before.getpixel((150, 50))
    assert all(abs(a - b) < 3 for a, b in zip(sum(colours(path), ()), wanted, strict=True))
    assert wanted[:3] != wanted[3:]


def test_a_turned_and_cropped_page_stands_as_viewers_show_it(tmp_path: Path) -> None:
    """A page turned by half a circle has its red square on the left."""
    path = tmp_path / "a.pdf"
    turned = page(Rotate=180, CropBox=Array([0, 0, 200, 100]), MediaBox=Array([-50, 0, 250, 150]))
    assert laid_out(turned, path) == ()
    left, right = colours(path)
    assert left[0] > 150 > left[2]
    assert right[2] > 150 > right[0]


@pytest.mark.parametrize(
    ("entries", "size"),
    [
        ({}, (200, 100)),
        ({"Rotate": 90}, (100, 200)),
        ({"CropBox": Array([10, 10, 90, 90])}, (80, 80)),
        ({"UserUnit": 2}, (400, 200)),
    ],
)
def test_the_size_of_a_page_is_what_viewers_show(
    entries: dict[str, object], size: tuple[int, int]
) -> None:
    """Cropping, turning and the unit of the page count; sizes are pixels of 1/96 inch."""
    one = figure.read(page(**entries))
    assert (one.width_px * 0.75, one.height_px * 0.75) == pytest.approx(size)


def test_what_belongs_to_the_old_document_stays_there() -> None:
    """Notes, links, programs and tags of the page do not come along; what it draws does."""
    marked = b"/P <</MCID 0>> BDC " + SQUARES + b" EMC"
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents="me")
    one = figure.read(page(marked, Annots=Array([note]), StructParents=3, AA=Dictionary()))
    with pikepdf.open(io.BytesIO(one.data)) as file:
        only = file.pages[0].obj
        assert not {"/Annots", "/StructParents", "/AA"} & set(only.keys())
        assert b"BDC" not in only.Contents.read_bytes()
        assert b"110 10 80 80 re" in only.Contents.read_bytes()


def test_a_font_in_which_nothing_is_set_does_not_matter() -> None:
    """ReportLab names Helvetica on every page; only if words are set in it is it missed."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    fonts = Dictionary(Font=Dictionary(F1=font))
    for words, is_missed in ((b"", False), (b"(a) Tj ", True)):
        content = b"q BT /F1 12 Tf " + words + b"ET Q " + SQUARES
        one = figure.read(page(content, Resources=fonts))
        assert bool(trial.obstacles(one.data)) == is_missed


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"/DeviceCMYK cs 1 0 0 0 scn 10 10 80 80 re f", "CMYK"),
        (b"1 0 0 0 k 10 10 80 80 re f", ""),
        (b"0 0 1 rg 10 10 80 80 re f", ""),
    ],
)
def test_what_costs_the_claim_is_found_before(content: bytes, word: str) -> None:
    """A colour space of a press may not stand in an archival file; its plain colours are mended."""
    found = trial.obstacles(figure.read(page(content)).data)
    assert [word in message for message in found] == ([True] if word else [])


@pytest.mark.parametrize(
    ("data", "page_number", "message"),
    [
        (b"%PDF-1.7\nnothing", 1, "damaged"),
        (page(), 2, "none is page 2"),
        (page(), 0, "none is page 0"),
        (page(MediaBox=Array([0, 0, 0, 0])), 1, "no area"),
    ],
)
def test_what_is_no_page_says_why(data: bytes, page_number: int, message: str) -> None:
    """A damaged file and a page that is not there are named as such."""
    with pytest.raises(figure.UnreadableFigureError, match=message):
        figure.read(data, page_number)


def test_a_locked_file_says_so() -> None:
    """Nobody can look into a file that asks for a password."""
    locked = (OVERLAYS / "image-unreadable" / "locked" / "glass.pdf").read_bytes()
    with pytest.raises(figure.UnreadableFigureError, match="password"):
        figure.read(locked)


def test_a_table_of_characters_is_written_as_the_standard_wants() -> None:
    """Codes of one byte that were declared as two keep their characters, in one byte."""
    table = (
        b"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        b"2 beginbfrange <30> <32> [<0030> <0031> <03B1>] <41> <42> <0061> endbfrange\n"
        b"1 beginbfchar <50> <00660069> endbfchar"
    )
    file = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, ToUnicode=file.make_stream(table))
    font = file.make_indirect(font)
    tounicode.mend(file)
    said = font.ToUnicode.read_bytes()
    assert b"<00> <ff>" in said
    for entry in (b"<30> <0030>", b"<32> <03b1>", b"<42> <0062>", b"<50> <00660069>"):
        assert entry in said
