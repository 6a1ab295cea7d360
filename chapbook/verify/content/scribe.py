"""Writes down what a reader comes upon, each text where it belongs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from chapbook.verify.content.parts import FORMULA, Block, Content, Rows, normal

_Kind = TypeVar("_Kind")


@dataclass(slots=True)
class _Page:
    """Where text is written at present: the running text, or a note, a caption, a cell."""

    pieces: list[str] = field(default_factory=list)
    """Of the block that is being written."""
    blocks: list[Block] = field(default_factory=list)


_Twice = tuple[list[_Kind], list[_Kind]]
"""What stands outside of notes, and what in notes, which each edition sets elsewhere."""


class Scribe:
    """Takes text and its divisions in reading order, and returns them as ``Content``."""

    def __init__(self) -> None:
        self._pages = [_Page()]
        self._captions: list[str] = []
        self._notes: list[str] = []
        self._tables: _Twice[Rows] = ([], [])
        self._rows: list[list[list[str]]] = []
        """The rows of the tables that are open, the innermost last."""
        self._citations: _Twice[str] = ([], [])
        self._is_in_note = False
        self._alternatives: _Twice[str] = ([], [])
        self._formulas: list[str] = []
        self._unsaid_count = 0
        self._furniture: list[str] = []
        self.is_title = False
        """Whether the blocks at hand name a part."""

    def write(self, text: str) -> None:
        """Add *text* to the block at hand."""
        self._pages[-1].pieces.append(text)

    def end(self, level: int = 0) -> None:
        """End the block at hand, which is a heading of *level*, or none."""
        page = self._pages[-1]
        text = normal("".join(page.pieces))
        page.pieces.clear()
        if text:
            page.blocks.append(Block(text=text, level=level, is_title=self.is_title))

    def formula(self, words: str = "") -> None:
        """Note a formula, in *words* where it has any, and what stands for it in the text."""
        self._formulas.append(" ".join(words.split()))
        self.write(FORMULA)

    def picture(self, alternative: str | None) -> None:
        """Note a picture; with empty words for it, it is decoration."""
        if alternative is None:
            self._unsaid_count += 1
        elif normal(alternative):
            self._alternatives[self._is_in_note].append(normal(alternative))

    def furniture(self, text: str) -> None:
        """Note what the edition adds of its own."""
        if normal(text):
            self._furniture.append(normal(text))

    @contextmanager
    def citation(self) -> Iterator[None]:
        """What is written meanwhile is a citation, and text as well."""
        page = self._pages[-1]
        start = len(page.pieces)
        yield
        self._citations[self._is_in_note].append(normal("".join(page.pieces[start:])))

    @contextmanager
    def _apart(self, into: list[str]) -> Iterator[None]:
        """What is written meanwhile is one text of *into* and no running text."""
        self._pages.append(_Page())
        place = len(into)
        yield
        self.end()
        into.insert(place, " ".join(block.text for block in self._pages.pop().blocks))

    @contextmanager
    def note(self) -> Iterator[None]:
        """What is written meanwhile is a note."""
        self._is_in_note = True
        with self._apart(self._notes):
            yield
        self._is_in_note = False

    @contextmanager
    def caption(self) -> Iterator[None]:
        """What is written meanwhile is a caption."""
        with self._apart(self._captions):
            yield

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is written meanwhile is furniture."""
        texts: list[str] = []
        with self._apart(texts):
            yield
        self._furniture += filter(None, texts)

    @contextmanager
    def table(self) -> Iterator[None]:
        """The cells that are written meanwhile are those of one table."""
        self.end()
        tables = self._tables[self._is_in_note]
        place = len(tables)
        self._rows.append([])
        yield
        rows = tuple(tuple(row) for row in self._rows.pop() if row)
        tables.insert(place, rows)

    def row(self) -> None:
        """Begin a row."""
        self._rows[-1].append([])

    @contextmanager
    def cell(self) -> Iterator[None]:
        """What is written meanwhile is a cell of the row at hand."""
        with self._apart(self._rows[-1][-1]):
            yield

    def content(self) -> Content:
        """Return all that was written."""
        self.end()
        return Content(
            blocks=tuple(self._pages[0].blocks),
            captions=tuple(filter(None, self._captions)),
            notes=tuple(self._notes),
            tables=(*self._tables[0], *self._tables[1]),
            citations=tuple(filter(None, [*self._citations[0], *self._citations[1]])),
            alternatives=(*self._alternatives[0], *self._alternatives[1]),
            formulas=tuple(self._formulas),
            unsaid_count=self._unsaid_count,
            furniture=tuple(self._furniture),
        )
