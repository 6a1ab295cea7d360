"""One face: its bytes, the letters that it has, and the part of it that a text needs."""

import importlib.util
import io
from functools import cache
from pathlib import Path

import uharfbuzz as harfbuzz
from fontTools.ttLib import TTFont

from chapbook.errors import MissingToolError
from chapbook.tools.fonts import families
from chapbook.tools.fonts.families import FAMILIES, NEAREST, WEIGHTS, Family, Style

FEATURES = (
    "kern", "liga", "onum", "lnum", "tnum", "pnum", "sups", "subs", "frac", "locl", "mark",
    "mkmk", "ccmp", "calt", "case",
)  # fmt: skip
"""The OpenType features that an embedded font keeps; one of a complex script keeps all."""

NAME_IDS = (0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17)
"""The names that an embedded font keeps: family, style, copyright and licence.
OpenType 1.9.1, "name", Name IDs."""

FIRST_PRINTED = 0x20
"""Code points below it are control characters."""
PRIVATE = range(0xE000, 0xF900)
"""Code points that mean something else in every font (Unicode Standard, 23.5)."""

_PUNCTUATION = "\u00a0\u2010\u2013\u2014\u2018\u2019\u201c\u201d\u2026"

BASIC_LATIN = "".join(map(chr, range(0x20, 0x7F))) + _PUNCTUATION
"""What an embedded font can always print, so that a label added later does not fall out."""

_LETTERS = "eeeeeetttttaaaaooooiiiinnnnssshhhrrrddllccuummwwffggyyppbbvk"
"""Letters about as often as English has them."""

_VARIATION = ("STAT", "avar", "fvar", "gvar", "HVAR", "MVAR", "cvar")
"""Tables that only a variable font has a use for."""


@cache
def folder(package: str, inside: str = "files") -> Path:
    """Return the folder *inside* the package *package* that holds its fonts.

    Raises:
        MissingToolError: The package is not installed.
    """
    # Found, not imported: importing puts every font file into the module's namespace.
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise MissingToolError(
            f"the fonts of {package} are not installed",
            fix="pip install -r requirements/product.txt",
        )
    return Path(spec.submodule_search_locations[0]) / inside


def file(family: str, style: Style = Style.REGULAR) -> Path:
    """Return the file that holds *family* in *style*, as its package carries it.

    Raises:
        KeyError: The family or its style is not one of ours.
        MissingToolError: The package is not installed.
    """
    row = FAMILIES[family]
    return folder(row.package, row.folder) / f"{row.stem}{row.endings[style]}"


def nearest(family: str, style: Style) -> Style:
    """Return the style of *family* that stands in for *style*; no slope is ever made up."""
    endings = families.row(family).endings
    return next((near for near in NEAREST[style] if near in endings), Style.REGULAR)


def _blob(family: str, style: Style) -> harfbuzz.Blob:
    """Return the font of *family* in *style*."""
    row = families.row(family)
    return harfbuzz.Blob(row.data[style]) if row.data else _blob_of_file(file(family, style))


def _blob_of_file(path: Path) -> harfbuzz.Blob:
    return harfbuzz.Blob.from_file_path(str(path))


@cache
def coverage(family: str, style: Style = Style.REGULAR) -> frozenset[int]:
    """Return the code points that *family* has a glyph for in *style*.

    Not its empty glyphs for control characters, nor what it has for private use.
    """
    face = harfbuzz.Face(_blob(family, style))
    return frozenset(p for p in face.unicodes if p >= FIRST_PRINTED and p not in PRIVATE)


@cache
def mean_width_em(family: str) -> float:
    """Return how wide a small letter of *family* is in the mean, in parts of its size."""
    face = harfbuzz.Face(_blob(family, Style.REGULAR))
    font = harfbuzz.Font(face)
    glyphs = [font.get_nominal_glyph(ord(letter)) for letter in _LETTERS]
    known = [glyph for glyph in glyphs if glyph]
    widths = sum(font.get_glyph_h_advance(glyph) for glyph in known)
    return widths / face.upem / len(known) if known else 0.5


def static(family: str, style: Style) -> bytes:
    """Return *family* in *style* as a static TrueType font with all its letters."""
    row = families.row(family)
    if row.data:
        return row.data[style]
    if not row.is_variable:
        return file(family, style).read_bytes()
    wanted = harfbuzz.SubsetInput()
    wanted.keep_everything()
    return _cut(family, style, wanted)


@cache
def subset(family: str, style: Style, text: str, flavor: str | None = "woff") -> bytes:
    """Return the face of *family* in *style*, cut down to the characters of *text*.

    HarfBuzz cuts: it takes a fiftieth of the time of fontTools.  The same text gives the
    same bytes, in whatever order its characters come.

    Args:
        family: One of ours, or one that a theme brought along.
        style: One of the family's styles.
        text: Every character to keep, beside ``BASIC_LATIN`` in a family that text is set
            in; what the face lacks is left out.
        flavor: ``woff``, or ``None`` for plain TrueType.
    """
    wanted = harfbuzz.SubsetInput()
    always = BASIC_LATIN if families.substitutes(family) else ""
    wanted.unicode_set.update({ord(c) for c in text + always})
    if not families.row(family).is_complex:
        wanted.layout_feature_tag_set.clear()
        wanted.layout_feature_tag_set.update({_tag(feature) for feature in FEATURES})
    wanted.name_id_set.update(NAME_IDS)
    wanted.flags = harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.NOTDEF_OUTLINE
    cut = _cut(family, style, wanted)
    return _packed(cut, flavor) if flavor else cut


def _cut(family: str, style: Style, wanted: harfbuzz.SubsetInput) -> bytes:
    """Return what is *wanted* of a face, static."""
    row = families.row(family)
    whole = harfbuzz.Face(_blob(family, style))
    for axis, position in _pins(row, style).items():
        wanted.pin_axis_location(whole, axis, position)
    data = bytes(wanted.subset(whole).blob.data)
    return _named(data, family, style) if row.is_variable else data


def _pins(row: Family, style: Style) -> dict[str, float]:
    """Return where each axis of a variable font is pinned; nothing for a static one."""
    return {"wght": WEIGHTS[style], **row.axes} if row.is_variable else {}


def _named(data: bytes, family: str, style: Style) -> bytes:
    """Return the font *data* with the names of one face, in place of those of all weights.

    fontconfig goes by them; OpenType 1.9.1, "name" and "OS/2".
    """
    said = {1: family, 2: style.value, 4: f"{family} {style.value}"}
    said[6] = f"{family.replace(' ', '')}-{style.value.replace(' ', '')}"
    with TTFont(io.BytesIO(data), recalcTimestamp=False) as font:
        names = font["name"]
        for name_id in (3, 16, 17, 21, 22, 25):
            names.removeNames(nameID=name_id)
        for name_id, words in said.items():
            names.setName(words, name_id, 3, 1, 0x409)
        for table in _VARIATION:
            if table in font:
                del font[table]
        return _saved(font)


def _tag(feature: str) -> int:
    """Return the four letters of an OpenType tag as the number that HarfBuzz wants."""
    return int.from_bytes(feature.encode("ascii"), "big")


def _packed(font_data: bytes, flavor: str) -> bytes:
    """Return the font in the packing *flavor*.

    WOFF rather than WOFF2: a seventh larger, but thirty times as fast to make.
    """
    with TTFont(io.BytesIO(font_data), recalcTimestamp=False) as font:
        font.flavor = flavor
        return _saved(font)


def _saved(font: TTFont) -> bytes:
    """Return the bytes of *font*, its tables in their order."""
    out = io.BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()
