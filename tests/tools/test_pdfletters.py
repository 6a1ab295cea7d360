"""Where letters stand on a page, whatever forms they are in and whatever they are said to mean."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from chapbook.tools import pdfletters

SAID = b"/Span <</ActualText (ab)>> BDC BT /F 10 Tf 3 4 Td (Tea) Tj ET EMC"


@pytest.fixture
def in_form(tmp_path: Path) -> Path:
    """A page on which words stand in a form, twice: upright, and turned against the clock."""
    path = tmp_path / "form.pdf"
    face = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    with pikepdf.new() as pdf:
        form = pdf.make_stream(SAID)
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 50, 20])
        form.Resources = Dictionary(Font=Dictionary(F=face))
        page = pdf.add_blank_page(page_size=(400, 600))
        page.Resources = Dictionary(XObject=Dictionary(X=form))
        upright, turned = b"q 1 0 0 1 300 500 cm /X Do Q", b"q 0 2 -2 0 100 200 cm /X Do Q"
        page.Contents = pdf.make_stream(upright + b" " + turned)
        pdf.save(path)
    return path


def test_letters_of_annotations_count_where_they_are_printed(in_form: Path) -> None:
    """A stamp says its words on paper, and the text of the page does not hold them."""
    with pikepdf.open(in_form, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0].obj
        for flags in (0, 4):
            note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, F=flags)
            note.Rect, note.AP = Array([0, 0, 50, 20]), Dictionary(N=page.Resources.XObject.X)
            page.Annots = Array([*page.get("/Annots", []), pdf.make_indirect(note)])
        pdf.save(in_form)
    (seen,), (printed,) = (pdfletters.sheets(in_form, is_printed=each) for each in (False, True))
    assert len(printed.letters) == len(seen.letters) // 2 * 3
    assert printed.letters[-1].start == (3, 4)


def test_letters_in_forms_stand_where_they_are_seen(in_form: Path) -> None:
    """Words that are said in other words have the bounds of what is drawn, on the page."""
    (sheet,) = pdfletters.sheets(in_form)
    upright, turned = sheet.letters[0], sheet.letters[-1]
    assert (upright.start, upright.runs_up) == ((303, 504), False)
    assert (turned.start, turned.runs_up) == ((92, 206), True)
    assert 302 < upright.left < upright.right < 303 + 3 * 7
    assert 500 < upright.bottom < 505 < upright.top < 515
    assert 76 < turned.left < 90 < turned.right < 96
    assert 204 < turned.bottom < turned.top < 206 + 3 * 14
