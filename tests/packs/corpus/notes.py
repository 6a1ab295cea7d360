"""What stands on pages and is no part of them: comments, stamps, layers."""

from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
from pikepdf import Array, Dictionary, Name, Operator, String

from tests.packs.corpus import plain
from tests.packs.corpus.row import Awkward


def comments(path: Path) -> None:
    """Write the book with what students leave in one: marks, lines, ink, stamps, notes."""
    made = plain.linked(plain.pages())
    page = made[0]
    page.add_highlight_annot(pymupdf.Rect(72, 185, 300, 205))
    page.add_underline_annot(pymupdf.Rect(72, 135, 200, 155))
    page.add_ink_annot([[(100, 700), (150, 720), (200, 690)]])
    page.add_line_annot((300, 700), (400, 720))
    page.add_polygon_annot([(300, 640), (360, 640), (330, 680)])
    page.add_freetext_annot(pymupdf.Rect(72, 740, 300, 780), "Read this!")
    page.add_stamp_annot(pymupdf.Rect(400, 640, 540, 700), stamp=1)
    page.add_text_annot((500, 150), "A comment with a popup")
    made[1].add_caret_annot((100, 300))
    made[1].add_file_annot((400, 700), b"a file", "note.txt")
    plain.save(made, path)


def redactions(path: Path) -> None:
    """Mark words to be blacked out, without doing it: they are still there."""
    made = plain.linked(plain.pages())
    made[0].add_redact_annot(pymupdf.Rect(72, 185, 300, 205), fill=(0, 0, 0))
    plain.save(made, path)


def shared(path: Path) -> None:
    """Put one link and one stamp on all three pages, two of them turned, and the link twice."""
    with plain.opened() as file:
        action = Dictionary(S=Name.URI, URI=String("https://example.org/all"))
        said = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 60, 200, 80]))
        said.A = action
        note, stamp = file.make_indirect(said), file.make_indirect(_stamp(file, 300))
        for index, page in enumerate(file.pages):
            page.obj.Rotate = 90 * index
            page.obj.Annots = Array([*page.obj.get("/Annots", []), note, stamp])
        file.pages[0].obj.Annots.append(note)
        file.save(path)


def _stamp(file: pikepdf.Pdf, left: int) -> Dictionary:
    """Return a stamp that is no square, so that it is seen how it is turned."""
    form = file.make_stream(b"0.8 0 0 rg 0 0 60 20 re f 0 0 20 60 re f")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 60, 60])
    made = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, F=4, AP=Dictionary(N=form))
    made.Rect = Array([left, 300, left + 60, 360])
    return made


def equal_stamps(path: Path) -> None:
    """Put three equal stamps on pages that are turned."""
    with plain.opened() as file:
        for page in file.pages:
            stamps = [file.make_indirect(_stamp(file, 100 + 80 * place)) for place in range(3)]
            page.obj.Rotate = 270
            page.obj.Annots = Array([*page.obj.get("/Annots", []), *stamps])
        file.save(path)


def shared_lists(path: Path) -> None:
    """Let all pages refer to one and the same list of annotations."""
    with plain.opened() as file:
        notes = file.make_indirect(Array(list(file.pages[0].obj.Annots)))
        for page in file.pages:
            page.obj.Annots = notes
        file.save(path)


def odd_notes(path: Path) -> None:
    """Put null, a number, an empty dictionary and one without a place among annotations."""
    with plain.opened() as file:
        page = file.pages[0].obj
        gone = file.make_indirect(Dictionary())
        odd = [None, 7, Dictionary(), Dictionary(Subtype=Name.Text), gone, String("note")]
        odd.append(Dictionary(Subtype=Name.Square, Rect=Array([1, 2, 3])))
        odd.append(Dictionary(Subtype=Name.Square, Rect=Array([1, 2, None, String("4")])))
        page.Annots = Array([*page.Annots, *odd])
        file.pages[1].obj.Annots = Dictionary(Subtype=Name.Link)
        file.pages[2].obj.Annots = Name.None_
        file.save(path)


def odd_points(path: Path) -> None:
    """Say in words and in odd numbers of numbers which points an annotation marks."""
    with plain.opened() as file:
        page = file.pages[0].obj
        page.Rotate = 90
        for place, (kind, key, points) in enumerate(
            (
                (Name.Highlight, "/QuadPoints", Array([1, 2, None])),
                (Name.Ink, "/InkList", Array([1, 2])),
                (Name.Polygon, "/Vertices", Name.None_),
                (Name.Line, "/L", Array([String("a"), 2, 3, 4])),
            )
        ):
            note = Dictionary({"/Type": Name.Annot, "/Subtype": kind, key: points})
            note.Rect = Array([300, 40 + 30 * place, 350, 60 + 30 * place])
            note.AP = Dictionary(N=file.make_stream(b"0 0 9 9 re f"), D=Name.None_)
            page.Annots = Array([*page.Annots, file.make_indirect(note)])
        file.save(path)


def unseen_notes(path: Path) -> None:
    """Hide annotations, and leave out whether others are printed."""
    with plain.opened() as file:
        for page in file.pages:
            for flags in (2, 32, 0):
                form = file.make_stream(b"1 0 0 rg 0 0 50 20 re f")
                form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 50, 20])
                note = Dictionary(Type=Name.Annot, Subtype=Name.Square, F=flags)
                note.Rect, note.AP = Array([300, 60, 350, 80]), Dictionary(N=form)
                page.obj.Annots = Array([*page.obj.get("/Annots", []), file.make_indirect(note)])
        file.save(path)


def _layered(path: Path, base: str) -> None:
    """Write a page in two layers, one of which is not shown."""
    with plain.opened() as file:
        groups = [
            file.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))
            for name in ("shown", "answers")
        ]
        page = file.pages[0].obj
        page.Resources.Properties = Dictionary(L0=groups[0], L1=groups[1])
        extra = b"/OC /L0 BDC 0 0.6 0 rg 300 700 60 60 re f EMC "
        extra += b"/OC /L1 BDC 0.8 0 0 rg 400 700 60 60 re f EMC"
        streams = page.Contents if isinstance(page.Contents, Array) else [page.Contents]
        page.Contents = Array([*streams, file.make_stream(b"\n" + extra)])
        off = Dictionary(OFF=Array([groups[1]])) if base == "on" else Dictionary(BaseState=Name.OFF)
        if base == "off":
            off.ON = Array([groups[0]])
        off.Order = Array(groups)
        file.Root.OCProperties = Dictionary(OCGs=Array(groups), D=off)
        file.save(path)


def layers(path: Path) -> None:
    """Hide a layer with answers by naming it."""
    _layered(path, "on")


def layers_off(path: Path) -> None:
    """Hide all layers but one."""
    _layered(path, "off")


def odd_layers(path: Path) -> None:
    """Say of layers in null, numbers and names which there are, and of one both on and off."""
    _layered(path, "off")
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        said = file.Root.OCProperties
        shown, answers = list(said.OCGs)
        said.OCGs = Array([None, 7, shown, answers])
        said.D.ON, said.D.OFF = Array([None, 5, shown, answers]), Array([Name.A, answers])
        said.D.Order, said.D.AS, said.D.Locked = Array([None, [shown]]), Name.A, Dictionary()
        file.save(path)


def layers_of_nothing(path: Path) -> None:
    """Write words where layers should be listed."""
    _layered(path, "on")
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        said = file.Root.OCProperties
        said.OCGs, said.D = Name.A, Array([Name.B])
        file.save(path)


def odd_looks(path: Path) -> None:
    """Write names and lists where an annotation should have a look, and where its flags are."""
    with plain.opened() as file:
        page = file.pages[0].obj
        flat = file.make_stream(b"0 0 9 9 re f", BBox=Array([0, 0, 0, 0]))
        for look in (Name.X, Array([]), Dictionary(N=Array([])), Dictionary(N=flat)):
            note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, AP=look, F=Name.X)
            note.Rect = Array([300, 300, 320, 320])
            page.Annots = Array([*page.Annots, file.make_indirect(note)])
        file.save(path)


def memberships(path: Path) -> None:
    """Let a picture be seen only where two layers agree, by an expression and by a policy."""
    _layered(path, "on")
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        groups = list(file.Root.OCProperties.OCGs)
        either = Dictionary(Type=Name.OCMD, OCGs=Array(groups), P=Name.AllOn)
        either.VE = Array([Name.And, *groups])
        form = file.make_stream(b"0 0 1 rg 0 0 40 40 re f")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 40, 40])
        form.OC = file.make_indirect(either)
        page: Any = file.pages[1].obj
        page.Resources.XObject = Dictionary(X0=form)
        streams = page.Contents if isinstance(page.Contents, Array) else [page.Contents]
        page.Contents = Array([*streams, file.make_stream(b"\nq 1 0 0 1 300 60 cm /X0 Do Q")])
        file.save(path)


def marked(path: Path) -> None:
    """Leave marks of tags in what pages draw, without a tree that they belong to."""
    with plain.opened() as file:
        for page in file.pages:
            found = list(pikepdf.parse_content_stream(page))
            start = ([Name.P, Dictionary(MCID=3)], Operator("BDC"))
            page.obj.Contents = file.make_stream(
                pikepdf.unparse_content_stream([start, *found, ([], Operator("EMC"))])
            )
            page.obj.StructParents = 7
        file.save(path)


ROWS = (
    Awkward(name="comments", producer="pymupdf", make=comments),
    Awkward(name="redactions", producer="pymupdf", make=redactions, refusal="redaction"),
    Awkward(name="shared-notes", producer="pikepdf", make=shared, is_usual=True),
    Awkward(name="equal-stamps", producer="pikepdf", make=equal_stamps),
    Awkward(name="shared-lists", producer="pikepdf", make=shared_lists),
    Awkward(name="odd-notes", producer="pikepdf", make=odd_notes, is_drawn_alike=False),
    Awkward(name="odd-points", producer="pikepdf", make=odd_points, is_drawn_alike=False),
    Awkward(name="unseen-notes", producer="pikepdf", make=unseen_notes),
    Awkward(name="layers", producer="pikepdf", make=layers, is_usual=True),
    Awkward(name="layers-off", producer="pikepdf", make=layers_off),
    Awkward(name="layers-both", producer="pikepdf", make=memberships),
    Awkward(name="layers-odd", producer="pikepdf", make=odd_layers),
    Awkward(name="layers-lost", producer="pikepdf", make=layers_of_nothing),
    Awkward(name="odd-looks", producer="pikepdf", make=odd_looks),
    Awkward(name="marked", producer="pikepdf", make=marked),
)
