"""The text of marked content, read out of what pages draw (ISO 32000-1, 14.6).

Text is what ``ToUnicode`` says of the glyphs, or what ``ActualText`` says in their place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from chapbook.tools.pdf import matrix
from chapbook.tools.pdf.glyphs import Glyphs
from chapbook.tools.pdf.matrix import Matrix, Point

Mark = tuple[tuple[int, int], int]
"""A stream (object and generation number; of the page for its contents) and an MCID in it."""

_DEEPEST = 20
"""Forms within forms: more than this is a circle."""


SPACE = 0.2
"""A gap of so much of the size of the type stands for a space, as in what TeX writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Text that is drawn at once; lengths are points from the lower left of the page."""

    text: str
    start: Point
    """Where the first glyph begins, on the baseline."""
    end: Point
    """Where the last glyph ends."""
    size_pt: float


@dataclass(slots=True)
class _Open:
    """Marked content that has begun."""

    mark: Mark | None
    """Its own, or that of the content it stands in."""
    artifact: tuple[str, str] | None = None
    """Type and subtype of the artifact, as "Pagination" and "Header"; "" where none is given."""
    says: str | None = None
    """What ActualText puts in place of its glyphs."""
    drawn: list[Piece] = field(default_factory=list)
    """The glyphs in whose place it speaks."""


@dataclass(slots=True, kw_only=True)
class _State:
    """What decides where and how text is drawn (8.4, 9.3)."""

    ctm: Matrix = matrix.IDENTITY
    glyphs: Glyphs | None = None
    size: float = 0.0
    character_spacing: float = 0.0
    word_spacing: float = 0.0
    scaling: float = 1.0
    leading: float = 0.0
    rise: float = 0.0

    def copied(self) -> "_State":
        """Return the same once more, for ``q``."""
        return _State(**{name: getattr(self, name) for name in self.__slots__})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """What the marks of one page hold."""

    marks: Mapping[Mark, tuple[Piece, ...]]
    """The text of each mark; marks that hold pictures only are there, too."""
    outside: tuple[tuple[str, str, Piece], ...]
    """Other text: type and subtype of the artifact ("" where none is given), or "Unmarked"."""


class _Reader:
    """Reads the content of one page."""

    def __init__(self, fonts: dict[Any, Glyphs]) -> None:
        self.fonts = fonts
        self.marks: dict[Mark, list[Piece]] = {}
        self.outside: list[tuple[str, str, Piece]] = []
        self.open: list[_Open] = []
        self.state = _State()
        self.saved: list[_State] = []
        self.line = self.pen = matrix.IDENTITY

    def read(self, content: Any, resources: Any, stream: tuple[int, int], depth: int = 0) -> None:
        """Read *content*, a page or a form, which draws with *resources*."""
        self.resources, self.stream, self.depth = resources, stream, depth
        for one in pikepdf.parse_content_stream(content):
            act = _ACTS.get(str(one.operator))
            if act and isinstance(one, pikepdf.ContentStreamInstruction):
                act(self, list(one.operands))

    def save(self, _: list[Any]) -> None:
        self.saved.append(self.state.copied())

    def restore(self, _: list[Any]) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def transform(self, numbers: list[Any]) -> None:
        self.state.ctm = matrix.times(matrix.of(numbers), self.state.ctm)

    def begin_text(self, _: list[Any]) -> None:
        self.line = self.pen = matrix.IDENTITY

    def place(self, numbers: list[Any]) -> None:
        self.line = self.pen = matrix.of(numbers)

    def move(self, numbers: list[Any]) -> None:
        self.line = self.pen = matrix.moved(self.line, float(numbers[0]), float(numbers[1]))

    def move_and_lead(self, numbers: list[Any]) -> None:
        self.state.leading = -float(numbers[1])
        self.move(numbers)

    def next_line(self, _: list[Any]) -> None:
        self.move([0, -self.state.leading])

    def font(self, operands: list[Any]) -> None:
        self.state.size = float(operands[1])
        font = self.resources.get("/Font", {}).get(str(operands[0]))
        if font is None:
            self.state.glyphs = None
            return
        key = font.objgen if font.is_indirect else id(font)
        self.state.glyphs = self.fonts.get(key) or self.fonts.setdefault(key, Glyphs(font))

    def show(self, operands: list[Any]) -> None:
        self.show_spaced([[operands[-1]]])

    def show_next(self, operands: list[Any]) -> None:
        self.next_line([])
        self.show(operands)

    def show_set(self, operands: list[Any]) -> None:
        self.state.word_spacing, self.state.character_spacing = map(float, operands[:2])
        self.show_next(operands)

    def show_spaced(self, operands: list[Any]) -> None:
        """Draw strings with numbers between them, which move the pen back (9.4.3)."""
        state = self.state
        start = self._point()
        text = ""
        for part in operands[0]:
            if isinstance(part, pikepdf.String):
                text += self._drawn(bytes(part))
            else:
                gap = -float(part) / 1000
                self.pen = matrix.moved(self.pen, gap * state.size * state.scaling, 0)
                text += " " if gap > SPACE and text[-1:].strip() else ""
        scale = matrix.scale(matrix.times(self.pen, state.ctm))
        self._say(Piece(text=text, start=start, end=self._point(), size_pt=abs(state.size) * scale))

    def _drawn(self, codes: bytes) -> str:
        """Move the pen over the glyphs of *codes* and return their characters."""
        state = self.state
        if state.glyphs is None:
            return ""
        text, width = state.glyphs.read(codes)
        count, spaces = state.glyphs.count(codes)
        advance = width * state.size + count * state.character_spacing
        advance += spaces * state.word_spacing
        self.pen = matrix.moved(self.pen, advance * state.scaling, 0)
        return text

    def _point(self) -> Point:
        return matrix.applied(matrix.times(self.pen, self.state.ctm), 0.0, 0.0)

    def _say(self, piece: Piece) -> None:
        """Put *piece* where it belongs: to a mark, an artifact, or in place of it to words."""
        speaking = next((each for each in self.open if each.says is not None), None)
        if speaking:  # the outermost speaks for all within
            speaking.drawn.append(piece)
            return
        kinds = [each.artifact for each in self.open if each.artifact is not None]
        mark = self.open[-1].mark if self.open else None
        if kinds:
            self.outside.append((*kinds[-1], piece))
        elif mark is None:
            self.outside.append(("Unmarked", "", piece))
        else:
            self.marks[mark].append(piece)

    def begin_mark(self, operands: list[Any]) -> None:
        """Begin marked content with properties or without (14.6)."""
        said = operands[1] if len(operands) > 1 else {}
        if isinstance(said, pikepdf.Name):
            said = self.resources.get("/Properties", {}).get(str(said), {})
        mark = self.open[-1].mark if self.open else None
        if "/MCID" in said:
            mark = (self.stream, int(said["/MCID"]))
            self.marks.setdefault(mark, [])
        artifact = None
        if operands and operands[0] == pikepdf.Name.Artifact:
            artifact = str(said.get("/Type", "/"))[1:], str(said.get("/Subtype", "/"))[1:]
            mark = None
        says = said.get("/ActualText")
        self.open.append(_Open(mark, artifact, None if says is None else str(says)))

    def end_mark(self, _: list[Any]) -> None:
        """End what began last; what it says in other words counts once, for all that it drew."""
        if not self.open:
            return
        done = self.open.pop()
        if done.says is None or not done.drawn:
            return
        first, last = done.drawn[0], done.drawn[-1]
        size = max(each.size_pt for each in done.drawn)
        piece = Piece(text=done.says, start=first.start, end=last.end, size_pt=size)
        outer = self.open
        self.open = [*outer, _Open(done.mark, done.artifact)]
        self._say(piece)
        self.open = outer

    def draw(self, operands: list[Any]) -> None:
        """Read a form that is drawn; what it marks with ids of its own is of its own stream."""
        form = self.resources.get("/XObject", {}).get(str(operands[0]))
        if form is None or form.get("/Subtype") != "/Form" or self.depth >= _DEEPEST:
            return
        outer = self.resources, self.stream, self.depth
        kept = self.state.copied(), self.saved, self.open[:]
        self.saved = []
        if "/Matrix" in form:
            self.transform(list(form["/Matrix"]))
        self.read(form, form.get("/Resources", outer[0]), form.objgen, outer[2] + 1)
        self.resources, self.stream, self.depth = outer
        self.state, self.saved, self.open = kept


def _number(name: str, factor: float = 1.0) -> Any:
    """Return what sets the number *name* of a state."""

    def act(reader: _Reader, operands: list[Any]) -> None:
        setattr(reader.state, name, float(operands[0]) * factor)

    return act


_ACTS: dict[str, Any] = {
    "q": _Reader.save,
    "Q": _Reader.restore,
    "cm": _Reader.transform,
    "BT": _Reader.begin_text,
    "Tm": _Reader.place,
    "Td": _Reader.move,
    "TD": _Reader.move_and_lead,
    "T*": _Reader.next_line,
    "Tf": _Reader.font,
    "Tc": _number("character_spacing"),
    "Tw": _number("word_spacing"),
    "Tz": _number("scaling", 0.01),
    "TL": _number("leading"),
    "Ts": _number("rise"),
    "Tj": _Reader.show,
    "TJ": _Reader.show_spaced,
    "'": _Reader.show_next,
    '"': _Reader.show_set,
    "BDC": _Reader.begin_mark,
    "BMC": _Reader.begin_mark,
    "EMC": _Reader.end_mark,
    "Do": _Reader.draw,
}
"""What each operator does to text (ISO 32000-1, annex A)."""


def pages(file: pikepdf.Pdf) -> Iterator[PageText]:
    """Yield what the marks of each page of *file* hold."""
    fonts: dict[Any, Glyphs] = {}
    for page in file.pages:
        reader = _Reader(fonts)
        if "/Contents" in page.obj:
            reader.read(page, page.obj.get("/Resources", {}), page.obj.objgen)
        yield PageText(
            marks={mark: tuple(pieces) for mark, pieces in reader.marks.items()},
            outside=tuple(reader.outside),
        )


def unmarked(content: Any, resources: Any, fonts: dict[Any, Glyphs]) -> tuple[Piece, ...]:
    """Return the text that *content*, a stream without marks, draws with *resources*.

    Args:
        content: The stream.
        resources: What it names.
        fonts: Those that were read before, which grow.
    """
    reader = _Reader(fonts)
    reader.read(content, resources, (0, 0))
    return tuple(piece for _, _, piece in reader.outside)
