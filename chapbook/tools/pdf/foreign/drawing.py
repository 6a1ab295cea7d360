"""What pages draw: how much it is, with which letters, and whether anybody can hear it."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Dictionary

from chapbook.tools.pdf.foreign import resources
from chapbook.tools.pdf.foreign.reasons import (
    MOST_CONTENT_BYTES,
    MOST_PIXELS,
    MOST_STREAM_BYTES,
    Refusal,
    problem,
)
from chapbook.tools.pdf.foreign.report import Problem

_DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_LETTERS = re.compile(rb"\bTf\b")
_PICTURE = re.compile(rb"\bBI\s")

_DRAWING_BYTES = 2_000
"""A page without letters and pictures that draws so much is no blank one with a rule."""

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(slots=True)
class _Seen:
    """What the pages looked at so far draw with."""

    costs: dict[Any, int] = field(default_factory=dict)
    """By form, the bytes that are read to draw it, with all forms in it."""
    has_letters: dict[Any, bool] = field(default_factory=dict)
    fonts: dict[Any, tuple[str, bool, bool]] = field(default_factory=dict)
    """By number, the name of a font, whether it is embedded, and whether it names its letters."""
    unembedded: dict[str, list[int]] = field(default_factory=dict)
    """By the name of a font, the pages that need it."""
    nameless: dict[str, list[int]] = field(default_factory=dict)
    """Fonts of drawn letters (Type 3) that do not say which characters these are."""


def look(pages: Mapping[int, Any]) -> Iterator[Problem]:
    """Yield what is to be said of what *pages*, by index, draw.

    Raises:
        Refusal: A page draws too much, or what cannot be read.
    """
    seen = _Seen()
    silent = [index + 1 for index, page in pages.items() if _is_silent(page, index + 1, seen)]
    if silent:
        yield problem("scanned", silent)
    if seen.unembedded:
        names, numbers = _told(seen.unembedded)
        yield problem("fonts-not-embedded", numbers, what=names)
    if seen.nameless:
        names, numbers = _told(seen.nameless)
        yield problem("letters-without-names", numbers, what=names)


def content(page: Any) -> bytes:
    """Return all that *page*, or a form, draws, as one.

    Raises:
        pikepdf.PdfError: It cannot be unpacked.
    """
    held = page if isinstance(page, pikepdf.Stream) else page.get("/Contents")
    parts = list(held) if isinstance(held, pikepdf.Array) else [held]
    return b"\n".join(each.read_bytes() for each in parts if isinstance(each, pikepdf.Stream))


def _packed(number: int, error: pikepdf.PdfError) -> Problem:
    """Say that what a page draws cannot be unpacked: because it never ends, or is broken.

    qpdf tells these apart in its words only (``Pl_Flate.cc``).
    """
    if "memory limit" in str(error):
        what = f"what is drawn on a page has more than {MOST_STREAM_BYTES >> 20} MB unpacked"
        return problem("too-large", [number], what=what)
    return problem("damaged", [number], what="what is drawn on a page cannot be unpacked")


def _told(fonts: Mapping[str, Collection[int]]) -> tuple[str, list[int]]:
    """Return names of *fonts*, and the pages that any of them is on."""
    names = sorted(fonts)
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return shown, [number for numbers in fonts.values() for number in numbers]


def _is_silent(page: Any, number: int, seen: _Seen) -> bool:
    """Look at one page; tell whether it shows something and has no letters."""
    try:
        data = content(page)
    except pikepdf.PdfError as error:
        raise Refusal(_packed(number, error)) from error
    cost = len(data) + _drawn_cost(data, page, seen)
    if cost > MOST_CONTENT_BYTES:
        what = f"a page draws {cost >> 20} MB, and at most {MOST_CONTENT_BYTES >> 20} can be"
        raise Refusal(problem("too-large", [number], what=what))
    letters, pictures = bool(_LETTERS.search(data)), bool(_PICTURE.search(data))
    for holder in resources.holders(page):
        _note_fonts(holder, number, seen)
        letters = letters or (holder is not page and _has_letters(holder, seen))
        pictures = _check_pictures(holder, number) or pictures
    return not letters and (pictures or cost > _DRAWING_BYTES)


def _drawn_cost(data: bytes, holder: Any, seen: _Seen) -> int:
    """Return how many bytes are read to draw the forms that *data*, of *holder*, names."""
    things = resources.of(holder).get("/XObject", Dictionary())
    total = 0
    for name in _DRAWN.findall(data):
        thing = things.get("/" + name.decode("latin-1"))
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form":
            total += _form_cost(thing, seen)
    return total


def _form_cost(form: Any, seen: _Seen) -> int:
    if form.objgen not in seen.costs:
        seen.costs[form.objgen] = 0  # a form that draws itself is drawn once
        data = form.read_bytes()
        seen.has_letters[form.objgen] = bool(_LETTERS.search(data))
        seen.costs[form.objgen] = len(data) + _drawn_cost(data, form, seen)
    return seen.costs[form.objgen]


def _has_letters(form: Any, seen: _Seen) -> bool:
    """Tell whether *form* sets letters; what is never drawn sets none."""
    return seen.has_letters.get(form.objgen, False)


def _check_pictures(holder: Any, number: int) -> bool:
    """Tell whether *holder* has pictures.

    Raises:
        Refusal: One has too many pixels.
    """
    found = False
    for thing in resources.entries(holder, "/XObject"):
        if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") != "/Image":
            continue
        found = True
        pixels = int(thing.get("/Width", 0)) * int(thing.get("/Height", 0))
        if pixels > MOST_PIXELS:
            what = f"a picture has {pixels // 1_000_000} million pixels"
            raise Refusal(problem("too-large", [number], what=what))
    return found


def _note_fonts(holder: Any, number: int, seen: _Seen) -> None:
    """Write down what is missing of the fonts of *holder*."""
    for font in resources.entries(holder, "/Font"):
        if not isinstance(font, pikepdf.Dictionary):
            continue
        key = font.objgen if font.is_indirect else None
        if key is None or key not in seen.fonts:
            seen.fonts[key] = _judged(font)
        name, is_embedded, has_names = seen.fonts[key]
        if not is_embedded:
            seen.unembedded.setdefault(name, []).append(number)
        elif not has_names:
            seen.nameless.setdefault(name, []).append(number)


def _judged(font: Any) -> tuple[str, bool, bool]:
    """Return the name of *font*, whether it is embedded, and whether it names its letters."""
    if font.get("/Subtype") == "/Type3":
        return _font_name(font), True, "/ToUnicode" in font
    return _font_name(font), _is_embedded(font), True


def _is_embedded(font: Any) -> bool:
    """Tell whether *font* brings its shapes along (ISO 32000-1, 9.9)."""
    within = font.get("/DescendantFonts")
    own = within[0] if isinstance(within, pikepdf.Array) and len(within) else font
    told = own.get("/FontDescriptor")
    return isinstance(told, pikepdf.Dictionary) and any(key in told for key in _FILES)


def _font_name(font: Any) -> str:
    """Return what *font* is called, without the tag of a subset."""
    said = str(font.get("/BaseFont", font.get("/Name", "/without a name")))[1:]
    return re.sub(r"^[A-Z]{6}\+", "", said)
