"""What WeasyPrint 70 does not do for text that runs from right to left.

Copied or read aloud, such text comes out in the order in which its glyphs are drawn, and
joined letters as their parts; each line of it therefore says what it means, as
``ActualText``.  In drawings letters are set one by one, so that Arabic is not joined and
runs the wrong way; there its texts are set as a whole.  A first line that is indented, or hangs, is
given its room but not moved: what hangs runs over the margin at the other end.

Sources: ISO 32000-1, 14.9.4 (replacement text); SVG 1.1, 10.5 (text and its direction);
CSS 2.2, 16.1 (``text-indent`` is seen from the starting edge).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

import pydyf

_FROM_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Blocks of Unicode that are kept for scripts from right to left (UAX 9, DerivedBidiClass)."""


class _Whole(str):
    """A text that is one letter to whoever goes through its letters."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


def mend(weasyprint: Any) -> None:
    """Teach *weasyprint* all three; it is changed in place."""
    inline = weasyprint.layout.inline
    inline.get_next_linebox = _indented(inline.get_next_linebox)
    weasyprint.draw.draw_text = _meant(weasyprint.draw.draw_text)
    # Who draws text is found by name and by comparison.
    before, after = weasyprint.svg.text, _joined(weasyprint.svg.text)
    weasyprint.svg.text = after
    tags = weasyprint.svg.TAGS
    tags.update({tag: after for tag, draw in tags.items() if draw is before})


def runs_from_right(text: str) -> bool:
    """Tell whether a letter of *text* belongs to a script that runs from right to left."""
    return _FROM_RIGHT.search(text) is not None


_SAYS_ALL: ContextVar[Mapping[Any, str] | None] = ContextVar("says_all", default=None)
"""What boxes say in other words than they show, where all text says what it means: programs that
find text from the right turn round what stands beside it too."""


def is_saying_all() -> bool:
    """Tell whether all text that is drawn says what it means."""
    return _SAYS_ALL.get() is not None


@contextmanager
def saying_all(others: Mapping[Any, str]) -> Iterator[None]:
    """Let all text that is drawn meanwhile say what it means.

    Args:
        others: The words of boxes that say something else than they show, such as whole words
            where lines break them.
    """
    token = _SAYS_ALL.set(others)
    try:
        yield
    finally:
        _SAYS_ALL.reset(token)


def _indented(next_line: Callable[..., Any]) -> Callable[..., Any]:
    """Return *next_line* as one that indents lines from the right at their right end.

    What it returns begins where a line without an indent would, and is as much shorter or longer:
    the indent is a part of the line's width and stands at its left.
    """

    @wraps(next_line)
    def following(context: Any, linebox: Any, *rest: Any) -> Any:
        line, resume_at = next_line(context, linebox, *rest)
        if line is not None and linebox.text_indent and line.style["direction"] == "rtl":
            for child in line.children:
                if not child.is_floated():
                    child.translate(dx=-linebox.text_indent, ignore_floats=True)
        return line, resume_at

    return following


def _meant(draw_text: Callable[..., None]) -> Callable[..., None]:
    """Return *draw_text* as one that says what a line means."""

    @wraps(draw_text)
    def drawn(stream: Any, textbox: Any, *rest: Any) -> None:
        others = _SAYS_ALL.get()
        # A space that is drawn under another name says itself.
        if others is None or not textbox.text.strip() or hasattr(textbox, "blank"):
            draw_text(stream, textbox, *rest)
            return
        with _saying(stream, others.get(textbox, textbox.text)):
            draw_text(stream, textbox, *rest)

    return drawn


def _joined(draw: Callable[..., None]) -> Callable[..., None]:
    """Return *draw* as one that sets a text of joined letters in one piece."""

    @wraps(draw)
    def drawn(svg: Any, node: Any, font_size: float) -> None:
        text = node.text or ""
        if not _is_to_join(node, text):
            draw(svg, node, font_size)
            return
        element = node._etree_node
        element.text = _Whole(text)
        with _saying(svg.stream, text):
            draw(svg, node, font_size)
        element.text = text

    return drawn


@contextmanager
def _saying(stream: Any, text: str) -> Iterator[None]:
    """Say that what is drawn on *stream* means *text*."""
    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(text)}))
    try:
        yield
    finally:
        stream.end_marked_content()


def _is_to_join(node: Any, text: str) -> bool:
    """Tell whether *text* runs from the right and has no letter with a place of its own."""
    placed = (node.get(name) or "" for name in ("x", "y", "dx", "dy", "rotate"))
    return runs_from_right(text) and all(len(p.replace(",", " ").split()) < 2 for p in placed)
