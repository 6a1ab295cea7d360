"""How fields of a form look, made of what they say where the file leaves that to viewers.

Source: ISO 32000-2, 12.7.4.3 (variable text), 12.7.5.2 (buttons).
"""

import re
from typing import Any

import pikepdf
from pikepdf import Annotation, Array, Dictionary, FormFieldFlag, Name

_FONT = re.compile(rb"/([^\s/<>\[\]()]+)\s+[-+.\d]+\s+Tf\b")

_CHECK = b"q 0 G 1.2 w 1 J %.2f %.2f m %.2f %.2f l %.2f %.2f l S Q"
"""A check mark, which needs no font."""

_SHAPE = ((0.2, 0.5), (0.42, 0.25), (0.8, 0.8))
"""Its corners, in parts of the square that it stands in."""

_ONLY_ONE_LINE = FormFieldFlag.tx_multiline | FormFieldFlag.tx_password


def of(note: Any) -> Any:
    """Return the stream that draws *note*; nothing if there is none."""
    looks = note.get("/AP")
    look = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
    if isinstance(look, pikepdf.Dictionary) and not isinstance(look, pikepdf.Stream):
        look = look.get(str(note.get("/AS", "/Off")))
    return look if isinstance(look, pikepdf.Stream) else None


def choose(note: Any) -> None:
    """Let *note*, a button with a look for each state and none chosen, look as its value says.

    Source: ISO 32000-2, 12.7.5.2.3 (AS is one of the looks, and that is the field's value or Off).
    """
    said = note.get("/AP")
    looks = said.get("/N") if isinstance(said, pikepdf.Dictionary) else None
    if not isinstance(looks, pikepdf.Dictionary) or str(note.get("/AS")) in looks:
        return
    for state in (inherited(note, "/V"), Name.Off):
        if isinstance(state, pikepdf.Name) and state in looks:
            note.AS = state
            return


def make(file: pikepdf.Pdf, note: Any) -> None:
    """Give *note*, a field without a look, one that shows its value, if that can be done.

    Nobody wraps lines here, and the fonts of forms have letters of Latin script only; so other
    fields stay as they are.
    """
    kind, value = inherited(note, "/FT"), inherited(note, "/V")
    flags = FormFieldFlag(int(inherited(note, "/Ff") or 0))
    if kind == "/Btn":
        if not flags & FormFieldFlag.btn_pushbutton:
            _check(file, note)
    elif kind in {"/Tx", "/Ch"} and not flags & _ONLY_ONE_LINE and _is_latin(value):
        _give_font(file, note)
        theirs = file.acroform.get_field_for_annotation(Annotation(note))
        theirs.generate_appearance(Annotation(note))


def says(value: Any) -> bool:
    """Tell whether a field of *value* is filled in."""
    if isinstance(value, pikepdf.Name):
        return str(value) != "/Off"
    return value is not None and bool(str(value).strip())


def inherited(note: Any, key: str) -> Any:
    """Return what *note*, or a field above it, says under *key* (12.7.4.1)."""
    for _ in range(50):
        if key in note or not isinstance(note.get("/Parent"), pikepdf.Dictionary):
            break
        note = note.Parent
    return note.get(key)


def _is_latin(value: Any) -> bool:
    return isinstance(value, pikepdf.String) and all(ord(each) < 256 for each in str(value))


def _check(file: pikepdf.Pdf, note: Any) -> None:
    """Draw a check mark into *note* if it is the button that is pressed."""
    if note.get("/AS", inherited(note, "/V")) in {None, "/Off"}:
        return
    left, bottom, right, top = (float(each) for each in note.Rect)
    width, height = abs(right - left), abs(top - bottom)
    side = min(width, height)
    corner = ((width - side) / 2, (height - side) / 2)
    points = [corner[axis] + side * part for point in _SHAPE for axis, part in enumerate(point)]
    look = file.make_stream(_CHECK % tuple(points))
    look.BBox = Array([0, 0, width, height])
    note.AP = Dictionary(N=look)


def _give_font(file: pikepdf.Pdf, note: Any) -> None:
    """Let the font that *note* names be one that can be written in byte by byte.

    qpdf writes a letter as one byte, in the encodings that it knows; where the file has another
    font, or none, it is Helvetica, as the standard fonts of forms are (9.6.2.2).
    """
    form: Any = file.Root.AcroForm
    named = _FONT.search(bytes(_appearance(form, note)))
    if named is None:
        return
    resources = _copied(form.get("/DR"))
    fonts = _copied(resources.get("/Font"))
    key = "/" + named[1].decode("latin-1")
    if fonts.get(key, Dictionary()).get("/Encoding") != "/WinAnsiEncoding":
        fonts[key] = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
    resources.Font = fonts
    form.DR = resources


def _copied(held: Any) -> Dictionary:
    """Return a dictionary with what *held* has; an empty one if it is none."""
    return Dictionary(dict(held.items()) if isinstance(held, pikepdf.Dictionary) else {})


def _appearance(form: Any, note: Any) -> Any:
    """Return how *note* says that its text is set; empty where nobody says it."""
    said = inherited(note, "/DA")
    said = form.get("/DA") if said is None else said
    return said if isinstance(said, pikepdf.String) else b""
