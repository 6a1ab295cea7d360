"""How wide words are in a face, letters that it lacks included."""

from functools import cache

import uharfbuzz as harfbuzz

from chapbook.tools.fonts import faces
from chapbook.tools.fonts.choice import is_drawn_without_glyph, parts
from chapbook.tools.fonts.families import Style

SPACE_EM = 0.25
"""About how wide a space is that no font has a glyph for."""


def width_em(family: str, style: Style, text: str) -> float:
    """Return how wide *text* is on one line, in parts of the size of its type.

    Letters are added up one by one, as they stand alone: kerning takes off less than a
    hundredth, and letters that are joined, as in Arabic, are narrower than this says.
    """
    return sum(_letter_em(family, style, letter) for letter in text)


@cache
def _letter_em(family: str, style: Style, letter: str) -> float:
    """Return the width of one *letter*, in the face that prints it."""
    near = faces.nearest(family, style)
    for part in parts(family, near, letter):
        if letter in part.characters:
            font = _font(part.family, part.style)
            glyph = font.get_nominal_glyph(ord(letter))
            advance: float = font.get_glyph_h_advance(glyph) / font.face.upem
            return advance
    return SPACE_EM if letter.isspace() or not is_drawn_without_glyph(letter) else 0.0


@cache
def _font(family: str, style: Style) -> harfbuzz.Font:
    """Return the face of *family* in *style*."""
    return harfbuzz.Font(harfbuzz.Face(harfbuzz.Blob(faces.static(family, style))))
