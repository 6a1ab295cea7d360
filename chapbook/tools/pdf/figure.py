"""Figures that are pages of PDF: read, and drawn in print as the vectors that they are.

WeasyPrint cannot embed PDF.  So a page is laid out as a picture of itself, and when the file
is finished, that picture is exchanged for the page as a form (ISO 32000-1, 8.10), which
whoever draws the picture then draws instead.
"""

import hashlib
import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

import pikepdf
from pikepdf import Array, Name

from chapbook.tools.pdf import matrix, press, tounicode
from chapbook.tools.pdf.press import Instruction

LEFT_OUT = ("/Annots", "/AA", "/Metadata", "/PieceInfo", "/StructParents", "/Thumb", "/B", "/Tabs")
"""What belongs to a page as part of its old document, not to how it looks."""

MARKING = {"BMC", "BDC", "EMC", "MP", "DP"}
"""Operators that refer to the old document's tags (ISO 32000-1, table 320)."""

OPENING_BYTES = 1024
"""Within so many bytes a PDF says that it is one (ISO 32000-1, annex H.3.4.1)."""


class UnreadableFigureError(Exception):
    """The bytes are not a PDF of which this page can be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A page of PDF, fit to be drawn in another file."""

    data: bytes
    """A PDF of that one page, without notes, links, programs and tags."""
    width_px: float
    """In CSS pixels, 1/96 inch."""
    height_px: float
    page_count: int
    """Of the whole file."""
    has_layers: bool
    """Whether it has parts that a viewer may hide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A page that is to be drawn where a picture of it was laid out."""

    pixels: str
    """SHA-256 of the picture's RGB values, row by row, in hexadecimal."""
    data: bytes
    """As ``Figure.data``."""


def is_pdf(data: bytes) -> bool:
    """Tell whether *data* says that it is PDF."""
    return b"%PDF-" in data[:OPENING_BYTES]


def read(data: bytes, page_number: int = 1) -> Figure:
    """Return one page (1-based) of the PDF *data*.

    Raises:
        UnreadableFigureError: It is damaged, locked by a password, or has no such page.
    """
    try:
        with warnings.catch_warnings(), pikepdf.open(io.BytesIO(data)) as file:
            # What pikepdf mends of a damaged file is not for the terminal.
            warnings.simplefilter("ignore")
            if not 0 < page_number <= len(file.pages):
                count = len(file.pages)
                raise UnreadableFigureError(f"it has {count} pages, and none is page {page_number}")
            return _figure(file, page_number - 1)
    except pikepdf.PasswordError as error:
        raise UnreadableFigureError("it is locked by a password") from error
    except (pikepdf.PdfError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise UnreadableFigureError(f"it is damaged: {error}") from error


def _figure(file: pikepdf.Pdf, page_index: int) -> Figure:
    """Return the page *page_index* of *file*."""
    has_layers = "/OCProperties" in file.Root
    single = pikepdf.new()
    single.pages.append(file.pages[page_index])
    page = single.pages[0]
    box = [float(edge) for edge in page.cropbox.as_list()]
    if box[2] <= box[0] or box[3] <= box[1]:
        raise UnreadableFigureError("its page has no area")
    for name in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", *LEFT_OUT):
        if name in page.obj:
            del page.obj[name]
    page.obj.MediaBox = Array([round(edge, 4) for edge in box])
    for each in single.objects:
        _cleaned(each)
    _unmarked(single, page.obj)
    press.mend(single, _drawn(single, page.obj))
    single.remove_unreferenced_resources()
    tounicode.mend(single)
    factor = float(page.obj.get("/UserUnit", 1)) * 96 / 72
    sides = ((box[2] - box[0]) * factor, (box[3] - box[1]) * factor)
    width, height = sides[::-1] if int(page.obj.get("/Rotate", 0)) % 180 else sides
    out = io.BytesIO()
    single.save(
        out,
        deterministic_id=True,
        compress_streams=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
    )
    return Figure(
        data=out.getvalue(),
        width_px=width,
        height_px=height,
        page_count=len(file.pages),
        has_layers=has_layers,
    )


def _cleaned(each: pikepdf.Object) -> None:
    """Take from a form or picture what PDF/A forbids and what changes nothing on paper."""
    if not isinstance(each, pikepdf.Stream):
        return
    for name in ("/Interpolate", "/Alternates", "/OPI", "/PieceInfo", "/Metadata"):
        if name in each and each.get("/Subtype") in {Name.Form, Name.Image}:
            del each[name]


def _drawn(file: pikepdf.Pdf, page: pikepdf.Object) -> list[pikepdf.Object]:
    """Return *page* and the forms of *file*, which hold all that is drawn but for fonts."""
    streams = [o for o in file.objects if isinstance(o, pikepdf.Stream)]
    return [page, *(o for o in streams if o.get("/Subtype") == Name.Form)]


def _unmarked(file: pikepdf.Pdf, page: pikepdf.Object) -> None:
    """Take the marks of tags out of what *page* of *file* and its forms draw."""
    for stream in _drawn(file, page):
        content = pikepdf.parse_content_stream(stream)
        kept = _without_idle_fonts([e for e in content if str(e.operator) not in MARKING])
        if len(kept) == len(content):
            continue
        drawn = pikepdf.unparse_content_stream(kept)
        if stream is page:
            page.Contents = file.make_stream(drawn)
        else:
            stream.write(drawn)
            if "/StructParents" in stream:
                del stream["/StructParents"]


def _without_idle_fonts(content: Sequence[Instruction]) -> list[Instruction]:
    """Return *content* without the choice of fonts in which nothing is set.

    ReportLab begins every page with one that is not in the file.
    """
    kept: list[Instruction] = []
    outer: list[bool] = []
    is_needed = False
    for each in reversed(content):
        match str(each.operator):
            case "Tj" | "TJ" | "'" | '"' | "Do":
                is_needed = True
            case "Q":
                outer.append(is_needed)
                is_needed = False
            case "q" if outer:
                is_needed = outer.pop() or is_needed
            case "Tf":
                if not is_needed:
                    continue
                is_needed = False
        kept.append(each)
    return kept[::-1]


def as_form(file: pikepdf.Pdf, data: bytes) -> pikepdf.Object:
    """Return the page in *data* (as ``Figure.data``) as a form of *file* that fills a unit square.

    That is the room in which a picture is drawn (ISO 32000-1, 8.9.5).
    """
    with pikepdf.open(io.BytesIO(data)) as single:
        page = single.pages[0]
        group = page.obj.get("/Group")
        form = page.as_form_xobject()
        if group is not None:
            form.Group = group
        form = file.copy_foreign(single.make_indirect(form))
    box = [float(edge) for edge in form.BBox.as_list()]
    own = pikepdf.Matrix(*[float(n) for n in form.get("/Matrix", Array([1, 0, 0, 1, 0, 0]))])
    left, low, right, high = matrix.bounds(own.shorthand, box)
    unit = pikepdf.Matrix(1 / (right - left), 0, 0, 1 / (high - low), 0, 0)
    unit = pikepdf.Matrix(1, 0, 0, 1, -left, -low) @ unit
    form.Matrix = (own @ unit).as_array()
    return form


def exchange(file: pikepdf.Pdf, figures: Sequence[Exchange]) -> int:
    """Draw *figures* in *file* where their pictures are; return how many pictures went.

    No picture is smoothed where it is enlarged any more, which PDF/A forbids.
    """
    wanted = {each.pixels: each.data for each in figures}
    count = 0
    for stream in list(file.objects):
        if not _is_picture(stream):
            continue
        if stream.get("/Interpolate"):
            del stream["/Interpolate"]
        # WeasyPrint writes what was PNG in this way and no other; JPEG cannot be unpacked here.
        kinds = (stream.get("/ColorSpace"), stream.get("/Filter"))
        if not wanted or kinds != (Name.DeviceRGB, Name.FlateDecode):
            continue
        data = wanted.get(hashlib.sha256(stream.read_bytes()).hexdigest())
        if data is not None:
            _become(stream, as_form(file, data))
            count += 1
    return count


def _is_picture(each: pikepdf.Object) -> TypeGuard[pikepdf.Stream]:
    return isinstance(each, pikepdf.Stream) and each.get("/Subtype") == Name.Image


def _become(picture: pikepdf.Stream, form: pikepdf.Object) -> None:
    """Make *picture* draw what *form* draws, so that all who draw it draw the form."""
    picture.write(form.read_bytes())
    for name in list(picture.keys()):
        if name != "/Length":
            del picture[name]
    for name, value in form.items():
        if name not in {"/Length", "/Filter", "/DecodeParms"}:
            picture[name] = value
