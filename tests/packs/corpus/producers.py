"""Files as other programs write them."""

import ctypes
import subprocess
import tempfile
from pathlib import Path

import docx
import pymupdf
import pypdfium2
import pypdfium2.raw as pdfium

from tests.packs.corpus import plain, tagged
from tests.packs.corpus.row import Awkward, told

FORM = """<html lang="en"><title>A form</title><style>input { appearance: auto }</style>
<h1>A form</h1><form><label>Name <input name="name" value="Ada"></label>
<label><input type="checkbox" checked> Tea</label></form></html>"""


def untagged_story(path: Path) -> None:
    """Let WeasyPrint write a story without tags."""
    tagged.by_weasyprint(path)


def archival(path: Path) -> None:
    """Let WeasyPrint write PDF/A-3u."""
    tagged.by_weasyprint(path, pdf_variant="pdf/a-3u", pdf_tags=True)


def typed_form(path: Path) -> None:
    """Let WeasyPrint write a form with fields."""
    tagged.by_weasyprint(path, FORM, pdf_forms=True)


def printed_page(path: Path) -> None:
    """Let Chromium print a web page."""
    page = path.with_suffix(".html")
    page.write_text(tagged.STORY, "utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--no-pdf-header-footer"]
    command += [f"--print-to-pdf={path}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)
    page.unlink()


def _document(path: Path) -> None:
    """Write a Word file with headings, a list, a table and a break."""
    made = docx.Document()
    made.core_properties.title = "A handout"
    made.add_heading("A handout", 1)
    made.add_paragraph("It begins.")
    made.add_paragraph("First", style="List Bullet")
    table = made.add_table(2, 2)
    for place, word in enumerate(("Kind", "Minutes", "Green", "2")):
        table.cell(place // 2, place % 2).text = word
    made.add_page_break()
    made.add_heading("The end", 2)
    made.add_paragraph("It ends.")
    made.save(str(path))


def _exported(path: Path, said: str) -> None:
    """Let LibreOffice export a Word file as *said*."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{path.stem}.docx"
        _document(source)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = ["soffice", "--headless", profile, "--convert-to"]
        command += [f"pdf:writer_pdf_Export{said}", "--outdir", str(path.parent), str(source)]
        subprocess.run(command, check=True, capture_output=True)


def exported(path: Path) -> None:
    """Let LibreOffice export a Word file with tags."""
    _exported(path, ':{"UseTaggedPDF":{"type":"boolean","value":"true"}}')


def by_cairo(path: Path) -> None:
    """Let cairo draw the book anew, by way of poppler."""
    source = path.with_suffix(".source")
    source.write_bytes(plain.written())
    subprocess.run(["pdftocairo", "-pdf", str(source), str(path)], check=True, capture_output=True)
    source.unlink()


def by_pdfium(path: Path) -> None:
    """Put pages together with PDFium: two of another file, one drawn object by object.

    A link on the first leads to the page as it was in the other file.
    """
    with pypdfium2.PdfDocument.new() as made, pypdfium2.PdfDocument(plain.written()) as book:
        made.import_pages(book, [0, 2])
        page = made.new_page(420, 595)
        box = pdfium.FPDFPageObj_CreateNewRect(50, 100, 200, 150)
        pdfium.FPDFPageObj_SetFillColor(box, 20, 120, 60, 255)
        pdfium.FPDFPath_SetDrawMode(box, pdfium.FPDF_FILLMODE_ALTERNATE, False)
        pdfium.FPDFPage_InsertObject(page.raw, box)
        text = pdfium.FPDFPageObj_NewTextObj(made.raw, b"Helvetica", ctypes.c_float(20))
        said = ctypes.create_string_buffer("Drawn by hand".encode("utf-16-le") + b"\0\0")
        pdfium.FPDFText_SetText(text, ctypes.cast(said, ctypes.POINTER(ctypes.c_ushort)))
        pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, 50, 400)
        pdfium.FPDFPage_InsertObject(page.raw, text)
        page.gen_content()
        made.save(path)


def reflowed(path: Path) -> None:
    """Let MuPDF lay out HTML."""
    story = pymupdf.Story("<h1>A story</h1>" + "<p>It goes on and on, and then further.</p>" * 80)
    writer = pymupdf.DocumentWriter(str(path))
    box = pymupdf.Rect(72, 72, 523, 770)
    more = 1
    while more:
        device = writer.begin_page(pymupdf.Rect(0, 0, 595, 842))
        more, _ = story.place(box)
        story.draw(device)
        writer.end_page()
    writer.close()


ROWS = (
    Awkward(name="weasyprint", producer="WeasyPrint", make=untagged_story, is_usual=True),
    Awkward(name="weasyprint-archival", producer="WeasyPrint", make=archival, is_tagged=True),
    Awkward(name="weasyprint-form", producer="WeasyPrint", make=typed_form, reasons=told("form")),
    Awkward(
        name="chromium",
        producer="Chromium",
        make=printed_page,
        is_tagged=True,
        needs="chromium",
    ),
    Awkward(
        name="libreoffice", producer="LibreOffice", make=exported, is_tagged=True, needs="soffice"
    ),
    Awkward(name="cairo", producer="cairo", make=by_cairo),
    Awkward(
        name="pdfium",
        producer="PDFium",
        make=by_pdfium,
        reasons=told("fonts-not-embedded"),
        lost_links=1,
    ),
    Awkward(name="mupdf-story", producer="MuPDF", make=reflowed),
)
