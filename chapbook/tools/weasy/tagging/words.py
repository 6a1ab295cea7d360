"""Words that are broken over two lines: read back, they are whole (ISO 32000-1, 14.9.4).

The first part says the whole word, the second says nothing.  Nothing is U+200B, since PDFium,
which Chrome reads with, takes an empty text for none.  So a word counts where it begins, on its
line as on its page.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pydyf

from chapbook.tools.weasy.tagging.nodes import Mark

NOTHING = "\u200b"
SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """What a text says that begins or ends within a word."""

    silent: int = 0
    """So many of its first characters are said on the line before."""
    rest: str | None = None
    """What follows on the next line of the word that it ends with; nothing for a whole word."""
    hyphen: str = ""
    """What stands at its end and is not said."""
    text: str = ""
    """All that it says, for whoever wants no parts."""


def noting(split: Callable[..., Any]) -> Callable[..., Any]:
    """Return WeasyPrint's *split_first_line* as one that notes where it breaks a word."""

    def first_line(text: str, style: Any, *rest: Any, **more: Any) -> Any:
        found = split(text, style, *rest, **more)
        layout, resume_index = found[0], found[2]
        hyphen = style["hyphenate_character"]
        if resume_index and hyphen and layout.text.endswith(hyphen):
            taken = text.encode()[:resume_index].decode().rstrip(SOFT_HYPHEN)
            layout.breaks_word = layout.text[: -len(hyphen)].rstrip(SOFT_HYPHEN) == taken
        return found

    return first_line


def whole(marks: Sequence[Mark]) -> dict[Any, Says]:
    """Return by its box what each of *marks* says that begins or ends within a word.

    Args:
        marks: All of a document; those of one text are in order.
    """
    following: dict[int, Mark] = {}
    last: dict[Any, Mark] = {}
    for mark in marks:
        key = (mark.box.element, mark.box.element_tag)
        if mark.text and (before := last.get(key)) and before.is_broken:
            following[id(before)] = mark
        last[key] = mark
    rests: dict[int, str] = {}
    for mark in reversed(marks):
        if after := following.get(id(mark)):
            rests[id(mark)] = _begun(after, rests)
    silent = {id(after): len(_first_word(_plain(after))) for after in following.values()}
    return {
        mark.box: _says(mark, silent.get(id(mark), 0), rests.get(id(mark)))
        for mark in marks
        if id(mark) in silent or id(mark) in rests
    }


def _says(mark: Mark, silent: int, rest: str | None) -> Says:
    hyphen = mark.box.style["hyphenate_character"] if rest is not None else ""
    text = mark.text.removesuffix(hyphen)[silent:] if hyphen else mark.text[silent:]
    return Says(
        silent=silent,
        rest=rest,
        hyphen=hyphen,
        text=((text.rstrip(SOFT_HYPHEN) + rest) if rest is not None else text) or NOTHING,
    )


def _plain(mark: Mark) -> str:
    """Return the text of *mark* without a hyphen that is only drawn."""
    hyphen = mark.box.style["hyphenate_character"] if mark.is_broken else ""
    return mark.text.removesuffix(hyphen) if hyphen else mark.text


def _first_word(text: str) -> str:
    """Return *text* up to its first white space."""
    found = re.match(r"\S*", text)
    return found[0] if found else ""


def _begun(mark: Mark, rests: dict[int, str]) -> str:
    """Return what *mark* adds to the word that the line before began."""
    text = _plain(mark)
    word = _first_word(text)
    return (word + rests.get(id(mark), "") if word == text else word).replace(SOFT_HYPHEN, "")


_SHOWN = re.compile(rb"\[(.*)\] TJ", re.S)
_PART = re.compile(rb"<([0-9a-f]*)>|[^<>]+")


@dataclass(slots=True)
class _Glyph:
    """A glyph, or a number between two, in the operators that draw a text."""

    operator: int
    code: bytes
    """As it is written, such as ``<0029>`` or ``-18``."""
    text: str
    """What it stands for; a number for nothing."""


def spoken(operators: list[Any], says: Says, fonts: Any, font: str = "") -> list[Any]:
    """Return *operators*, which draw a text, with marks that say what *says* has.

    Args:
        operators: Of pydyf: bytes, or what can be written as such.
        says: What is to be said.
        fonts: WeasyPrint's fonts of the document.
        font: The name of that which is chosen before the first operator.
    """
    glyphs = list(_glyphs(operators, fonts, font))
    if not glyphs:
        return operators
    first = _reach(glyphs, says.silent) if says.silent else 0
    last = len(glyphs) if says.rest is None else _word_start(glyphs, first)
    marks: dict[int, list[bytes]] = {}
    if first:
        marks.setdefault(0, []).append(_begin(NOTHING if last >= first else says.text))
        marks.setdefault(first, []).append(_END)
    if says.rest is not None:
        drawn = "".join(glyph.text for glyph in glyphs[last:])
        marks.setdefault(last, []).append(_begin(_stripped(drawn, says) + says.rest))
        marks.setdefault(len(glyphs), []).append(_END)
    return _written(operators, glyphs, marks)


_END = b"EMC"


def _begin(text: str) -> bytes:
    said = pydyf.Dictionary({"ActualText": pydyf.String(text)})
    return b"/Span " + bytes(said.data) + b" BDC"


def _stripped(drawn: str, says: Says) -> str:
    """Return the characters *drawn* at a line's end without the hyphen."""
    return drawn.removesuffix(says.hyphen).replace(SOFT_HYPHEN, "")


def _characters(fonts: Any, name: str) -> dict[int, str]:
    """Return what the glyphs of the font *name* stand for."""
    found: dict[int, str] = next((f.to_unicode for f in fonts.values() if f.hash == name), {})
    return found


def _glyphs(operators: list[Any], fonts: Any, font: str) -> Iterator[_Glyph]:
    """Yield the glyphs that *operators* draw, and the numbers between them."""
    characters = _characters(fonts, font)
    for index, operator in enumerate(operators):
        data = operator if isinstance(operator, bytes) else b""
        if data.endswith(b" Tf"):
            characters = _characters(fonts, data.split()[0][1:].decode())
        shown = _SHOWN.fullmatch(data)
        for part in _PART.finditer(shown[1]) if shown else ():
            codes = part[1]
            if codes is None:
                yield _Glyph(index, part[0], "")
                continue
            for at in range(0, len(codes), 4):
                code = codes[at : at + 4]
                yield _Glyph(index, b"<" + code + b">", characters.get(int(code, 16), ""))


def _reach(glyphs: list[_Glyph], count: int) -> int:
    """Return how many of *glyphs* it takes for *count* characters."""
    said = 0
    for index, glyph in enumerate(glyphs):
        if said >= count and glyph.text:
            return index
        said += len(glyph.text)
    return len(glyphs)


def _word_start(glyphs: list[_Glyph], first: int) -> int:
    """Return where the word begins that *glyphs* end with, not before *first*."""
    for index in range(len(glyphs) - 1, first - 1, -1):
        if glyphs[index].text and not glyphs[index].text.strip():
            return index + 1
    return first


def _written(
    operators: list[Any], glyphs: list[_Glyph], marks: dict[int, list[bytes]]
) -> list[Any]:
    """Return *operators* with *marks*, each before the glyph of its number."""
    found: list[Any] = []
    at = 0
    for index, operator in enumerate(operators):
        inside = [n for n in range(at, len(glyphs)) if glyphs[n].operator == index]
        if not inside:
            found.append(operator)
            continue
        run: list[bytes] = []
        for number in inside:
            if number in marks:
                found += [*_shown(run), *marks.pop(number)]
                run = []
            run.append(glyphs[number].code)
        found += _shown(run)
        at = inside[-1] + 1
        if at == len(glyphs):
            found += marks.pop(at, [])
    return found


def _shown(run: list[bytes]) -> list[bytes]:
    """Return what draws the glyphs of *run*."""
    return [b"[" + b"".join(run) + b"] TJ"] if run else []
