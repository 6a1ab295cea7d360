"""Forms: fields with and without what they show."""

import warnings
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
from pikepdf import Array, Dictionary, Name, String

from tests.packs.corpus import plain
from tests.packs.corpus.row import Awkward, told

XFA = """<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template
xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><subform name="a"/></template></xdp:xdp>"""

WAIT = "Please wait... If this message is not eventually replaced, your viewer cannot show it."


def _filled() -> pymupdf.Document:
    """Return a book with a text field, a box to tick, a list and a button, filled in."""
    made = plain.linked(plain.pages())
    kinds = (
        (pymupdf.PDF_WIDGET_TYPE_TEXT, "Ada Lovelace"),
        (pymupdf.PDF_WIDGET_TYPE_CHECKBOX, True),
        (pymupdf.PDF_WIDGET_TYPE_LISTBOX, "Oolong"),
        (pymupdf.PDF_WIDGET_TYPE_COMBOBOX, "Assam"),
    )
    for place, (kind, value) in enumerate(kinds):
        field = pymupdf.Widget()
        field.field_name, field.field_type = f"field-{place}", kind
        field.rect = pymupdf.Rect(72, 640 + 40 * place, 300, 670 + 40 * place)
        if kind in {pymupdf.PDF_WIDGET_TYPE_LISTBOX, pymupdf.PDF_WIDGET_TYPE_COMBOBOX}:
            field.choice_values = ["Assam", "Oolong"]
        field.field_value = value
        field.fill_color = (0.9, 0.95, 1)
        made[0].add_widget(field)
    return made


def filled(path: Path) -> None:
    """Write the book with fields that show what was typed."""
    plain.save(_filled(), path)


def unseen(path: Path) -> None:
    """Take away what the fields show, and ask viewers to draw them anew."""
    filled(path)
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        for note in file.pages[0].obj.Annots:
            if "/AP" in note and note.Subtype == "/Widget":
                del note.AP
        file.Root.AcroForm.NeedAppearances = True
        file.save(path)


def unseen_arabic(path: Path) -> None:
    """Say in Arabic what no page shows, and no program here can set in a form."""
    unseen(path)
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        for field in file.Root.AcroForm.Fields:
            if field.get("/FT") == "/Tx":
                field.V = String("\u0645\u0631\u062d\u0628\u0627")
        file.save(path)


def lost_fields(path: Path) -> None:
    """Leave fields on the page that the form does not list, and list one that is on no page."""
    filled(path)
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        away = Dictionary(FT=Name.Tx, T=String("away"), V=String("hidden"), Kids=Array([]))
        file.Root.AcroForm.Fields = Array([file.make_indirect(away)])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that fields are lost
            file.save(path)


def _with_xfa(file: pikepdf.Pdf, form: Any) -> None:
    """Put a form in XML beside the fields of *form*."""
    form.XFA = Array([String("template"), file.make_stream(XFA.encode())])
    file.Root.AcroForm = form


def hybrid(path: Path) -> None:
    """Hold the form twice: as fields, and in XML for one program."""
    filled(path)
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        _with_xfa(file, file.Root.AcroForm)
        file.save(path)


def xml_only(path: Path) -> None:
    """Hold nothing but a page that asks to wait, and XML."""
    made = pymupdf.open()
    page = made.new_page(width=595, height=842)
    page.insert_font(fontname="sans", fontfile=str(plain.FONT))
    page.insert_text((72, 100), WAIT, fontname="sans", fontsize=10)
    plain.save(made, path)
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        _with_xfa(file, Dictionary(Fields=Array([])))
        file.Root.NeedsRendering = True
        file.save(path)


def empty_form(path: Path) -> None:
    """Say that there is a form, without a field; many programs do."""
    with plain.opened() as file:
        file.Root.AcroForm = Dictionary(Fields=Array([]))
        file.save(path)


def circle(path: Path) -> None:
    """Let a field be its own parent."""
    filled(path)
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        for note in file.pages[0].obj.Annots:
            if note.Subtype == "/Widget":
                note.Parent = note
                note.Kids = Array([note])
        file.save(path)


def shared(path: Path) -> None:
    """Let pages share what they draw and what they draw with, and have a field each."""
    with plain.opened() as file:
        first = file.pages[0].obj
        held = first.Contents
        drawn = file.make_indirect(Array(list(held) if isinstance(held, Array) else [held]))
        resources, fields = file.make_indirect(first.Resources), []
        for index, page in enumerate(file.pages):
            page.obj.Contents, page.obj.Resources = drawn, resources
            look = file.make_stream(b"%d 0 0 rg 0 0 40 40 re f" % (index % 2))
            look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 40, 40])
            field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, F=4)
            field.T, field.V, field.AP = String(f"f{index}"), String("a"), Dictionary(N=look)
            field.Rect = Array([100 + 100 * index, 100, 140 + 100 * index, 140])
            fields.append(file.make_indirect(field))
            page.obj.Annots = Array([*page.obj.get("/Annots", []), fields[-1]])
        file.Root.AcroForm = Dictionary(Fields=Array(fields))
        file.save(path)


def layered(path: Path) -> None:
    """Hide the answers that were typed in, and a stamp, with a layer."""
    filled(path)
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        hidden = file.make_indirect(Dictionary(Type=Name.OCG, Name=String("answers")))
        shown = Dictionary(OFF=Array([hidden]), Order=Array([hidden]))
        file.Root.OCProperties = Dictionary(OCGs=Array([hidden]), D=shown)
        page = file.pages[0].obj
        page.Annots.append(file.make_indirect(_stamp(file)))
        for note in page.Annots:
            if note.Subtype != "/Link":
                note.OC = hidden
        file.save(path)


def _stamp(file: pikepdf.Pdf) -> Dictionary:
    """Return a red stamp."""
    form = file.make_stream(b"1 0 0 rg 0 0 60 60 re f")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 60, 60])
    made = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, F=4, AP=Dictionary(N=form))
    made.Rect = Array([400, 600, 460, 660])
    return made


def drawn_before(path: Path) -> None:
    """Fill in a form in a file of ours, in which we drew the fields of an earlier one."""
    filled(path)
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        page = file.pages[0]
        stamp = _stamp(file)
        page.obj.Resources.XObject = Dictionary(ChapbookLook1=stamp.AP.N)
        page.contents_add(b"q 1 0 0 1 400 600 cm /ChapbookLook1 Do Q")
        file.save(path)


ROWS = (
    Awkward(name="form", producer="pymupdf", make=filled, reasons=told("form"), is_usual=True),
    Awkward(
        name="form-unseen",
        producer="pymupdf",
        make=unseen,
        reasons=told("form"),
        is_drawn_alike=False,
    ),
    Awkward(
        name="form-unseen-arabic",
        producer="pymupdf",
        make=unseen_arabic,
        reasons=told("form", "form-without-appearance"),
        is_drawn_alike=False,
    ),
    Awkward(name="form-lost-fields", producer="pymupdf", make=lost_fields, reasons=told("form")),
    Awkward(name="form-shared", producer="pikepdf", make=shared, reasons=told("form")),
    Awkward(
        name="form-layers",
        producer="pymupdf",
        make=layered,
        reasons=told("form"),
        is_drawn_alike=False,  # PDFium shows annotations of hidden layers
    ),
    Awkward(name="form-drawn", producer="pymupdf", make=drawn_before, reasons=told("form")),
    Awkward(name="form-xfa", producer="pymupdf", make=hybrid, reasons=told("form")),
    Awkward(name="form-xfa-only", producer="pymupdf", make=xml_only, refusal="xfa"),
    Awkward(name="form-empty", producer="pikepdf", make=empty_form),
    Awkward(
        name="form-circle",
        producer="pymupdf",
        make=circle,
        reasons=told("form"),
        is_drawn_alike=False,
    ),
)
