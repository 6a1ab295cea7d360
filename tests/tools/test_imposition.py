"""Pages on sheets for a printer, read back with programs that did not put them there."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from chapbook.tools import page_validation, pdf, verapdf, weasy
from chapbook.tools.page_validation import Profile
from tests.tools.test_pdf import COLOPHON

STYLE = """
@page { size: 60mm 80mm; margin: 8mm; @bottom-left { content: counter(page) } }
@page broad { size: 80mm 60mm }
body { font: 11pt "Source Serif Pro"; margin: 0 }
p { break-after: page; margin: 0 }
.broad { page: broad }
"""
WORDS = ("Tea", "Milk", "Lemon", "Sugar")


def pages(words: tuple[str, ...], path: Path) -> bytes:
    """Return a finished PDF with a page for each of *words*; the last is broad."""
    body = "".join(f"<p>{word}</p>" for word in words[:-1]) + f'<p class="broad">{words[-1]}</p>'
    html = f'<html lang="en-GB"><title>Tea</title><body>{body}</body></html>'
    layout = weasy.layout(weasy.PrintJob(html=html, stylesheets=[STYLE], files={}))
    assert pdf.finish(layout.pdf(), COLOPHON, path) == ()
    return path.read_bytes()


def slot(page_index: int | None, left_mm: float, **more: int) -> pdf.Slot:
    """Return a slot of the size of a page, at the foot of a sheet."""
    return pdf.Slot(
        page_index=page_index, left_mm=left_mm, bottom_mm=0, width_mm=60, height_mm=80, **more
    )


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return four pages."""
    return pages(WORDS, tmp_path_factory.mktemp("pages") / "pages.pdf")


@pytest.fixture(scope="module")
def sheets(source: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return these pages on two sides, one upside down, the broad one turned, with a fold mark."""
    path = tmp_path_factory.mktemp("sheets") / "sheets.pdf"
    fold = pdf.Mark(start_mm=(60, 6), end_mm=(60, 9), is_dashed=True)
    sides = (
        pdf.Side(
            width_mm=120,
            height_mm=80,
            marks=(fold,),
            slots=(slot(3, 0, turned_degrees=90), slot(0, 60)),
        ),
        pdf.Side(width_mm=120, height_mm=80, slots=(slot(1, 0), slot(2, 60, turned_degrees=180))),
    )
    assert pdf.impose([source], sides, COLOPHON, path) == ()
    return path


def halves(path: Path) -> list[tuple[set[str], set[str]]]:
    """Return the words on the left and the right half of every page, as PDFium finds them."""
    document = pypdfium2.PdfDocument(path)
    found = []
    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        left = text.get_text_bounded(0, 0, width / 2, height)
        right = text.get_text_bounded(width / 2, 0, width, height)
        found.append((set(left.split()), set(right.split())))
        text.close()
        page.close()
    document.close()
    return found


def test_every_page_stands_in_its_slot(sheets: Path) -> None:
    """What a slot shows is the page that was meant for it."""
    assert halves(sheets) == [({"Sugar", "4"}, {"Tea", "1"}), ({"Milk", "2"}, {"Lemon", "3"})]


def test_turned_pages_point_where_they_should(sheets: Path) -> None:
    """A quarter against the clock lets words run upwards, a half from right to left."""
    document = pypdfium2.PdfDocument(sheets)
    turned = _first_letters(document[0], "Sugar")
    upside_down = _first_letters(document[1], "Lemon")
    document.close()
    assert turned[1][1] > turned[0][1] + 3
    assert abs(turned[1][0] - turned[0][0]) < 3
    assert upside_down[1][0] < upside_down[0][0] - 3


def _first_letters(page: pypdfium2.PdfPage, word: str) -> list[tuple[float, float]]:
    """Return where the first two letters of *word* stand on *page*, in points."""
    text = page.get_textpage()
    index = text.get_text_range().index(word)
    boxes = [text.get_charbox(index + place) for place in (0, 1)]
    text.close()
    page.close()
    return [((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in boxes]


def test_type_keeps_its_size(sheets: Path) -> None:
    """Pages are placed, never scaled: no matrix in the file makes lengths other than they were."""
    with pikepdf.open(sheets) as file:
        for page in file.pages:
            for each in pikepdf.parse_content_stream(page, "cm"):
                if str(each.operator) == "cm":
                    a, b, c, d = (float(number) for number in each.operands[:4])
                    assert abs(a * d - b * c) == 1
                    assert {abs(a), abs(b)} == {0, 1}


def test_fonts_are_in_the_file_once(sheets: Path) -> None:
    """However many pages use a font, the sheets hold one copy of it."""
    with pikepdf.open(sheets) as file:
        names = [str(each.BaseFont) for each in file.objects if _is_font(each)]
    assert names
    assert len(names) == len(set(names))


def _is_font(each: object) -> bool:
    return isinstance(each, pikepdf.Dictionary) and each.get("/Subtype") == "/Type0"


def test_sheets_claim_to_be_archival_and_nothing_else(sheets: Path) -> None:
    """They have no tags, so they claim PDF/A-3u, which holds, and no PDF/UA, which would not."""
    with pikepdf.open(sheets) as file:
        assert "/StructTreeRoot" not in file.Root
        packet = file.Root.Metadata.read_bytes()
    assert b"<pdfaid:conformance>U<" in packet
    assert b"pdfuaid:part" not in packet
    assert page_validation.failures(sheets, Profile.A3U) == []


@pytest.mark.proof
def test_verapdf_agrees(sheets: Path) -> None:
    """A validator written elsewhere finds nothing in the sheets that PDF/A-3u forbids."""
    assert verapdf.failures(sheets, verapdf.Flavour.A3U) == []


def test_printers_are_told_how_to_print(source: bytes, tmp_path: Path) -> None:
    """Sheets ask to be printed at their own size, and turned over at the edge that is said."""
    for is_short, name in ((True, "/DuplexFlipShortEdge"), (False, "/DuplexFlipLongEdge")):
        path = tmp_path / f"{is_short}.pdf"
        says = pdf.Colophon(
            title="Tea",
            authors=["Ann"],
            lang="en",
            date=COLOPHON.date,
            is_handout=True,
            turns_at_short_edge=is_short,
        )
        side = pdf.Side(width_mm=60, height_mm=80, slots=(slot(0, 0),))
        pdf.impose([source], [side], says, path)
        with pikepdf.open(path) as file:
            wishes = file.Root.ViewerPreferences
            assert (wishes.PrintScaling, wishes.Duplex) == ("/None", name)


def test_what_reaches_over_a_slot_is_cut_off(source: bytes, tmp_path: Path) -> None:
    """A page larger than its slot is drawn in the middle of it, and nowhere else."""
    path = tmp_path / "cut.pdf"
    narrow = pdf.Slot(page_index=0, left_mm=50, bottom_mm=20, width_mm=20, height_mm=40)
    pdf.impose([source], [pdf.Side(width_mm=120, height_mm=80, slots=(narrow,))], COLOPHON, path)
    with pypdfium2.PdfDocument(path) as document:
        picture = document[0].render(scale=1).to_pil().convert("L").point(lambda v: 255 - v)
    assert picture.getbbox() is None  # the words stand at the left edge of the page


def test_same_pages_same_bytes(source: bytes, tmp_path: Path) -> None:
    """Two runs write the same file."""
    side = pdf.Side(width_mm=120, height_mm=80, slots=(slot(0, 0), slot(None, 60)))
    for name in ("one.pdf", "two.pdf"):
        pdf.impose([source], [side], COLOPHON, tmp_path / name)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_pages_of_several_files_share_a_sheet(source: bytes, tmp_path: Path) -> None:
    """A slot says from which file its page comes."""
    other = pages(("Rum", "Punch"), tmp_path / "other.pdf")
    side = pdf.Side(width_mm=120, height_mm=80, slots=(slot(0, 0), slot(0, 60, file_index=1)))
    pdf.impose([source, other], [side], COLOPHON, tmp_path / "both.pdf")
    assert halves(tmp_path / "both.pdf") == [({"Tea", "1"}, {"Rum", "1"})]


def awkward(change: Callable[[pikepdf.Pdf, Any], None], path: Path) -> pikepdf.Pdf:
    """Return a file of one page of 60 mm by 80 mm after *change*, put on a sheet of that size."""
    with pikepdf.new() as file:
        page = file.add_blank_page(page_size=(60 / 25.4 * 72, 80 / 25.4 * 72)).obj
        page.Contents = file.make_stream(b"")
        change(file, page)
        held = io.BytesIO()
        file.save(held)
    side = pdf.Side(width_mm=60, height_mm=80, slots=(slot(0, 0),))
    pdf.impose([held.getvalue()], [side], COLOPHON, path)
    return pikepdf.open(path)


def seen(path: Path) -> tuple[int, int, int, int] | None:
    """Return left, top, right and bottom of what is not white on the first page, in points."""
    with pypdfium2.PdfDocument(path) as document:
        picture = document[0].render(scale=1).to_pil().convert("L").point(lambda v: 255 - v)
    return picture.getbbox()


def square(file: pikepdf.Pdf) -> Any:
    """Return a form of *file* that draws a square of ten points."""
    form = file.make_stream(b"0 0 10 10 re f")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 10, 10])
    return form


@pytest.mark.parametrize(
    ("kind", "flags", "is_drawn"),
    [
        (Name.Stamp, 4, True),
        (Name.Highlight, 4 | 32, True),  # not on the screen
        (Name.Stamp, 0, False),
        (Name.Stamp, 4 | 2, False),
        (Name.Popup, 4, False),
    ],
)
def test_annotations_are_drawn_as_printers_do(
    tmp_path: Path, kind: Name, flags: int, is_drawn: bool
) -> None:
    """What is printed of a page is on its sheet, stamps and marks too; what is hidden is not."""

    def change(file: pikepdf.Pdf, page: Any) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=kind, F=flags, AP=Dictionary(N=square(file)))
        note.Rect = Array([20, 26, 30, 36])
        page.Annots = Array([7, file.make_indirect(note)])

    with awkward(change, tmp_path / "sheet.pdf") as file:
        assert "/Annots" not in file.pages[0].obj
    box = seen(tmp_path / "sheet.pdf")
    assert (box == pytest.approx(standing(20, 26), abs=1)) if is_drawn else box is None


def standing(left: int, bottom: int) -> tuple[float, float, float, float]:
    """Return where the square is seen whose lower left corner stands there."""
    height = 80 / 25.4 * 72
    return left, height - bottom - 10, left + 10, height - bottom


@pytest.mark.parametrize("is_note", [False, True])
def test_hidden_layers_stay_hidden(tmp_path: Path, is_note: bool) -> None:
    """Answers that a page hides are not printed, in what it draws or in an annotation."""

    def change(file: pikepdf.Pdf, page: Any) -> None:
        hidden = file.make_indirect(Dictionary(Type=Name.OCG, Name=String("answers")))
        told = Dictionary(Name=String("Layers"), OFF=Array([hidden]), Order=Array([hidden]))
        file.Root.OCProperties = Dictionary(OCGs=Array([hidden]), D=told)
        if is_note:
            note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, F=4, OC=hidden)
            note.Rect, note.AP = Array([20, 20, 30, 30]), Dictionary(N=square(file))
            page.Annots = Array([note])
        else:
            page.Resources = Dictionary(Properties=Dictionary(L=hidden))
            page.Contents = file.make_stream(b"/OC /L BDC 20 20 10 10 re f EMC")

    awkward(change, tmp_path / "sheet.pdf").close()
    assert seen(tmp_path / "sheet.pdf") is None


def test_pages_are_not_trimmed(tmp_path: Path) -> None:
    """Strips stand beyond where a print shop would have cut the page of somebody else."""

    def change(file: pikepdf.Pdf, page: Any) -> None:
        page.TrimBox = Array([40, 60, 120, 180])
        page.Contents = file.make_stream(b"20 20 10 10 re f")

    awkward(change, tmp_path / "sheet.pdf").close()
    assert seen(tmp_path / "sheet.pdf") == pytest.approx(standing(20, 20), abs=1)
