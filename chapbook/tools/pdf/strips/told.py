"""What strips on finished pages say, read back from what each page draws last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from chapbook.tools.pdf import marked
from chapbook.tools.pdf.marked import Piece
from chapbook.tools.pdf.read import FAULTS, UnreadablePdfError
from chapbook.tools.pdf.strips.fitting import Box

Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A header or footer (ISO 32000-1, 14.8.2.2.2) among what is drawn last on a page."""

    text: str
    subtype: str
    """``Header`` or ``Footer``."""
    box: Box
    """The place that it says it takes, in points from the lower left of the page."""
    smallest_pt: float
    """The smallest size of its type."""


def told(path: Path) -> tuple[tuple[Told, ...], ...]:
    """Return what the last stream of each page of the PDF at *path* tells in headers and footers.

    Raises:
        UnreadablePdfError: It is damaged, encrypted or no PDF.
        OSError: It cannot be opened.
    """
    try:
        with pikepdf.open(path) as file:
            known = _Known()
            return tuple(tuple(_of_page(known, page.obj)) for page in file.pages)
    except FAULTS as error:
        raise UnreadablePdfError(str(error)) from error


class _Known:
    """What was read of one file: its fonts, and the forms that many pages draw."""

    def __init__(self) -> None:
        self._aside = pikepdf.new()
        """Holds what is read but once: a file reads all of itself before it takes a new object."""
        self._fonts: dict[Any, Any] = {}
        self._forms: dict[Any, tuple[Piece, ...]] = {}

    def pieces(self, drawn: list[Instruction], resources: Any) -> Iterator[Piece]:
        """Yield the text of *drawn*, which draws with *resources*.

        Forms that are but put somewhere, or turned by a quarter, are read once, however many
        pages draw them: their words and the size of their type are the same everywhere.
        """
        forms = [*_put(drawn, resources)]
        if forms and None not in forms:
            for form in forms:
                yield from self._form(form)
            return
        stream = self._aside.make_stream(pikepdf.unparse_content_stream(drawn))
        yield from marked.unmarked(stream, resources, self._fonts)

    def _form(self, form: Any) -> tuple[Piece, ...]:
        if form.objgen not in self._forms:
            stream = self._aside.make_stream(b"/F Do")
            resources = Dictionary(XObject=Dictionary(F=form))
            self._forms[form.objgen] = marked.unmarked(stream, resources, self._fonts)
        return self._forms[form.objgen]


_WHOLE = ([1.0, 0.0, 0.0, 1.0], [0.0, 1.0, 1.0, 0.0])
"""Matrices, without signs and places, that change no size."""


def _put(drawn: list[Instruction], resources: Any) -> Iterator[Any]:
    """Yield the forms that *drawn* puts somewhere; ``None`` for whatever else it does."""
    forms = resources.get("/XObject", Dictionary())
    for at in range(0, len(drawn), 4):
        four = drawn[at : at + 4]
        if [str(one.operator) for one in four] != ["q", "cm", "Do", "Q"]:
            yield None
            return
        turned = [abs(float(number)) for number in list(four[1].operands)[:4]]
        form: Any = forms.get(str(four[2].operands[0]))
        is_form = isinstance(form, pikepdf.Stream) and form.is_indirect
        yield form if is_form and turned in _WHOLE else None


def _of_page(known: _Known, page: Any) -> Iterator[Told]:
    """Yield the headers and footers of one page, in the order in which they are drawn."""
    contents = page.get("/Contents")
    last = contents[-1] if isinstance(contents, Array) and len(contents) else contents
    if not isinstance(last, pikepdf.Stream):
        return
    for said, drawn in _artifacts(pikepdf.parse_content_stream(last)):
        if said.get("/Type") != Name.Pagination or "/BBox" not in said:
            continue
        pieces = [*known.pieces(drawn, page.get("/Resources", Dictionary()))]
        left, bottom, right, top = (float(edge) for edge in said.BBox)
        yield Told(
            text="".join(piece.text for piece in pieces),
            subtype=str(said.get("/Subtype", "/"))[1:],
            box=(left, bottom, right, top),
            smallest_pt=min((p.size_pt for p in pieces if p.text.strip()), default=0.0),
        )


def _artifacts(content: Sequence[Instruction]) -> Iterator[tuple[Any, list[Instruction]]]:
    """Yield the properties of each artifact in *content*, and what it draws."""
    said: Any = None
    drawn: list[Instruction] = []
    depth = 0
    for one in content:
        operator = str(one.operator)
        if depth:
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
            if depth:
                drawn.append(one)
            else:
                yield said, drawn
        elif operator == "BDC" and one.operands[0] == Name.Artifact:
            said, drawn, depth = one.operands[1], [], 1
