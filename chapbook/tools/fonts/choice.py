"""Which faces a text needs: its own, and for what that lacks, others."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from chapbook.tools.fonts import faces
from chapbook.tools.fonts.families import TEXT_FAMILIES, Style, substitutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A face and the characters of a text that it prints."""

    family: str
    style: Style
    characters: str
    """Sorted, each once."""


@cache
def parts(family: str, style: Style, text: str) -> tuple[Part, ...]:
    """Return what prints *text* where *family* in *style* is asked for.

    Its own face comes first, with all that it has of the text; then those that stand in
    for it, each with what none before has.  What no font has is left out.
    """
    own = {c for c in text if ord(c) in faces.coverage(family, style)}
    rest = {c for c in set(text) - own if not is_drawn_without_glyph(c)}
    found = [Part(family=family, style=style, characters="".join(sorted(own)))]
    return (*found, *_others(family, style, rest))


def _others(family: str, style: Style, rest: set[str]) -> Iterator[Part]:
    """Yield the faces that stand in for *family* in *style*, with their share of *rest*."""
    for other in substitutes(family):
        if not rest:
            return
        near = faces.nearest(other, style)
        share = {c for c in rest if ord(c) in faces.coverage(other, near)}
        if share:
            yield Part(family=other, style=near, characters="".join(sorted(share)))
            rest = rest - share


def missing(text: str, families: Iterable[str] = TEXT_FAMILIES) -> list[str]:
    """Return the characters of *text* that no regular face can print for *families*.

    Each is listed once, in the order of the text.  An accent that is typed as a
    character of its own counts with the letter below it where a font has both in one.
    """
    characters = dict.fromkeys(unicodedata.normalize("NFC", text))
    rest = [c for c in characters if not is_drawn_without_glyph(c)]
    asked = tuple(families)
    for family in dict.fromkeys([*asked, *(s for f in asked for s in substitutes(f))]):
        if not rest:
            break
        covered = faces.coverage(family)
        rest = [c for c in rest if ord(c) not in covered]
    return rest


def is_drawn_without_glyph(character: str) -> bool:
    """Tell whether *character* is set without a glyph of its own.

    Spaces are made from the width that they stand for, and U+2011 from the hyphen
    (HarfBuzz, hb-ot-shape-normalize.cc); line ends and tabs are spaces; marks of
    direction, joiners, soft hyphens and variation selectors show nothing (Unicode
    Standard, 5.21, "Default Ignorable Code Points").
    """
    point = ord(character)
    return (
        unicodedata.category(character) in {"Zs", "Zl", "Zp"}
        or character in "\t\n\r\u00ad\u034f\u061c\u2011\ufeff"
        or 0x200B <= point <= 0x200F
        or 0x202A <= point <= 0x202E
        or 0x2060 <= point <= 0x206F
        or 0xFE00 <= point <= 0xFE0F
    )
