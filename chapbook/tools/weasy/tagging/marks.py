"""Marks while pages are drawn, and the places where WeasyPrint is taught ours."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import pydyf

from chapbook.tools.weasy import scripts
from chapbook.tools.weasy.tagging import build, links, words, write
from chapbook.tools.weasy.tagging.gather import LAYOUT, Gathering


class Tagging:
    """What is known of one document before it is drawn."""

    def __init__(self, document: Any) -> None:
        gathering = Gathering(document.pages)
        self.artifacts = gathering.artifacts
        self.says = words.whole(list(gathering.marks.values()))
        """What texts say that begin or end within a word."""
        self.root = build.document(gathering.root, document.metadata.lang or "")
        self.marks = {mark.box: mark for mark in self.root.marks()}
        """By box; blanks that stand between blocks are none."""
        self.depth = 0
        """How many marks are open: none begins in another (ISO 14289-1, 7.1)."""

    @property
    def words(self) -> dict[Any, str]:
        """All that boxes say that begin or end within a word."""
        return {box: says.text for box, says in self.says.items()}

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Let the document be drawn and written with its tags."""
        token = _CURRENT.set(self)
        try:
            yield
        finally:
            _CURRENT.reset(token)


_CURRENT: ContextVar[Tagging | None] = ContextVar("tagging", default=None)


def mend(weasyprint: Any) -> None:
    """Teach *weasyprint*; it is changed in place."""
    stream = weasyprint.pdf.stream.Stream
    stream.marked = _marked
    stream.artifact = _artifact
    stream.end_text = _end_text
    weasyprint.pdf.add_tags = _add_tags
    inline = weasyprint.layout.inline
    inline.split_first_line = words.noting(inline.split_first_line)
    weasyprint.draw.draw_text = _spoken(weasyprint.draw.draw_text)


@contextmanager
def _marked(stream: Any, box: Any, _: str) -> Iterator[None]:
    """Draw *box* as the mark or the artifact that it is."""
    tagging = _CURRENT.get()
    if tagging is None or stream._tags is None:
        yield
        return
    if mark := tagging.marks.get(box):
        mark.mcid, mark.stream = len(stream._tags), stream
        stream._tags[box] = mark.mcid
        name = "Span" if mark.text else "Figure"
        properties = pydyf.Dictionary({"MCID": mark.mcid})
        with _open(tagging, stream, name, properties):
            yield
    else:
        with _open(tagging, stream, "Artifact", tagging.artifacts.get(box, LAYOUT)):
            yield


@contextmanager
def _artifact(stream: Any) -> Iterator[None]:
    """Draw a rule, a background or the like.  An underline is a part of its text."""
    tagging = _CURRENT.get()
    if tagging is None or stream._tags is None or tagging.depth:
        yield
        return
    with _open(tagging, stream, "Artifact", LAYOUT):
        yield


@contextmanager
def _open(tagging: Tagging, stream: Any, name: str, properties: Any) -> Iterator[None]:
    """Draw within one mark on *stream*; *properties* is a dictionary, or the words of one."""
    said = f"<<{properties}>>".encode() if isinstance(properties, str) else properties
    stream.begin_marked_content(name, said)
    tagging.depth += 1
    try:
        yield
    finally:
        tagging.depth -= 1
        stream.end_marked_content()


def _spoken(draw_text: Callable[..., None]) -> Callable[..., None]:
    """Return *draw_text* as one that tells whole words where lines break them."""

    def drawn(stream: Any, textbox: Any, *rest: Any) -> None:
        tagging = _CURRENT.get()
        says = tagging.says.get(textbox) if tagging else None
        begun, font = len(stream.stream), _font(stream)
        if tagging and textbox in tagging.marks and not textbox.text.strip():
            _blank(draw_text, stream, textbox, *rest)
        else:
            draw_text(stream, textbox, *rest)
        if says and not scripts.is_saying_all():
            drawing = stream.stream[begun:]
            stream.stream[begun:] = words.spoken(drawing, says, stream._fonts, font)

    return drawn


def _font(stream: Any) -> str:
    """Return the name of the font in which *stream* would set the next text, if it has one."""
    return str(stream._current_font[0]) if stream._current_font else ""


def _end_text(stream: Any) -> None:
    """End a text and know its font still, which holds for the next (ISO 32000-1, 9.3.1).

    WeasyPrint chooses it again behind every mark, which is every line.
    """
    stream._old_font = stream._current_font
    pydyf.Stream.end_text(stream)


def _blank(draw_text: Callable[..., None], stream: Any, textbox: Any, *rest: Any) -> None:
    """Draw the space between two words, which WeasyPrint leaves out where nothing is seen of it.

    Without it words run together for whoever does not measure (ISO 32000-1, 14.8.2.5).
    """
    # It asks the text whether there is something to draw.
    textbox.blank, textbox.text = textbox.text, "space"
    try:
        draw_text(stream, textbox, *rest)
    finally:
        textbox.text = textbox.blank
        del textbox.blank


def _add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: Any) -> None:
    """Write the structure tree, in place of ``weasyprint.pdf.tags.add_tags``."""
    tagging = _CURRENT.get()
    if tagging is None:
        raise RuntimeError("a tagged file is written within Tagging.applied")
    links.annotate(pdf, document.pages, tagging.root)
    write.tree(pdf, document.pages, page_streams, tagging.root)
