"""The fonts of every edition: where they are, what they can print, parts to embed.

They come from PyPI packages as static files and are the only fonts that a build
sees, so that no host font leaks into an edition.
"""

import importlib.util
import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import uharfbuzz as harfbuzz
from fontTools.ttLib import TTFont

from chapbook.errors import MissingToolError

SERIF = "Source Serif Pro"
SANS = "Source Sans Pro"
LARGE_PRINT = "Atkinson Hyperlegible"

TEXT_FAMILIES = (SERIF, SANS)
"""Where a character is looked for, in this order; what neither has cannot be printed."""


class Style(Enum):
    """A face of a family, by the weight and slope that style sheets ask for."""

    REGULAR = "Regular"
    ITALIC = "Italic"
    SEMIBOLD = "Semibold"
    SEMIBOLD_ITALIC = "Semibold Italic"
    BOLD = "Bold"
    BOLD_ITALIC = "Bold Italic"


_SOURCE_ENDINGS = {
    Style.REGULAR: "Regular",
    Style.ITALIC: "It",
    Style.SEMIBOLD: "Semibold",
    Style.SEMIBOLD_ITALIC: "SemiboldIt",
    Style.BOLD: "Bold",
    Style.BOLD_ITALIC: "BoldIt",
}
_ATKINSON_ENDINGS = {
    Style.REGULAR: "Regular",
    Style.ITALIC: "Italic",
    Style.BOLD: "Bold",
    Style.BOLD_ITALIC: "BoldItalic",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family as a package carries it."""

    package: str
    """The importable package; its fonts lie in ``files/``."""
    stem: str
    """What the file names begin with."""
    endings: dict[Style, str]
    """What they go on with, for each style that is used."""


FAMILIES = {
    SERIF: Family(package="font_source_serif_pro", stem="SourceSerifPro", endings=_SOURCE_ENDINGS),
    SANS: Family(package="font_source_sans_pro", stem="SourceSansPro", endings=_SOURCE_ENDINGS),
    LARGE_PRINT: Family(
        package="fontpkg_atkinson_hyperlegible",
        stem="AtkinsonHyperlegible",
        endings=_ATKINSON_ENDINGS,
    ),
}
"""Every family by its name, which is the one that fontconfig and style sheets know."""

FEATURES = (
    "kern", "liga", "onum", "lnum", "tnum", "pnum", "sups", "subs", "frac", "locl", "mark",
    "mkmk", "ccmp", "calt", "case",
)  # fmt: skip
"""The OpenType features that an embedded font keeps."""

NAME_IDS = (0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17)
"""The names that an embedded font keeps: family, style, copyright and licence.
OpenType 1.9.1, "name", Name IDs."""

_PUNCTUATION = "\u00a0\u2010\u2013\u2014\u2018\u2019\u201c\u201d\u2026"

BASIC_LATIN = "".join(map(chr, range(0x20, 0x7F))) + _PUNCTUATION
"""What an embedded font can always print, so that a label added later does not fall out."""


def folders() -> tuple[Path, ...]:
    """Return the folders that hold the fonts.

    Raises:
        MissingToolError: A package is not installed.
    """
    return tuple(_folder(family.package) for family in FAMILIES.values())


def file(family: str, style: Style = Style.REGULAR) -> Path:
    """Return the font file of *family* in *style*.

    Raises:
        KeyError: The family or its style is not one of ours.
        MissingToolError: The package is not installed.
    """
    row = FAMILIES[family]
    return _folder(row.package) / f"{row.stem}-{row.endings[style]}.ttf"


def files() -> tuple[Path, ...]:
    """Return every font file that a build may use."""
    return tuple(file(name, style) for name, row in FAMILIES.items() for style in row.endings)


def fontconfig(cache_folder: Path) -> str:
    """Return a fontconfig file that knows our fonts and no others.

    Everything in the folders is refused by pattern and our files are let in by name:
    the packages hold each face twice, as TrueType and as OpenType, and weights that
    nothing uses.

    Args:
        cache_folder: Where fontconfig keeps what it finds out; it makes the folder.

    Source: the fontconfig user manual, "selectfont".
    """
    rows = [f"  <dir>{escape(str(folder))}</dir>" for folder in folders()]
    let_in = [f"      <glob>{escape(str(path))}</glob>" for path in files()]
    return "\n".join(
        [
            '<?xml version="1.0"?>',
            '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
            "<fontconfig>",
            "  <reset-dirs/>",
            *rows,
            f"  <cachedir>{escape(str(cache_folder))}</cachedir>",
            "  <selectfont>",
            "    <acceptfont>",
            *let_in,
            "    </acceptfont>",
            "    <rejectfont><glob>*</glob></rejectfont>",
            "  </selectfont>",
            "</fontconfig>",
            "",
        ]
    )


@cache
def coverage(family: str, style: Style = Style.REGULAR) -> frozenset[int]:
    """Return the code points that *family* has a glyph for in *style*."""
    with TTFont(file(family, style), lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing(text: str, families: Iterable[str] = TEXT_FAMILIES) -> list[str]:
    """Return the characters of *text* that no regular face of *families* can print.

    Each is listed once, in the order of the text.  An accent that is typed as a
    character of its own counts with the letter below it where a font has both in one.
    """
    covered = frozenset[int]().union(*(coverage(family) for family in families))
    characters = dict.fromkeys(unicodedata.normalize("NFC", text))
    return [c for c in characters if ord(c) not in covered and not _drawn_without_glyph(c)]


def _drawn_without_glyph(character: str) -> bool:
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


@cache
def subset(family: str, style: Style, text: str, flavor: str | None = "woff") -> bytes:
    """Return the face of *family* in *style*, cut down to the characters of *text*.

    HarfBuzz cuts: it takes a fiftieth of the time of fontTools.  The same text gives the
    same bytes, in whatever order its characters come.

    Args:
        family: A key of ``FAMILIES``.
        style: One of the family's styles.
        text: Every character to keep beside ``BASIC_LATIN``; what the face lacks is left out.
        flavor: ``woff``, or ``None`` for plain TrueType.
    """
    wanted = harfbuzz.SubsetInput()
    wanted.unicode_set.update({ord(c) for c in text + BASIC_LATIN})
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update({_tag(feature) for feature in FEATURES})
    wanted.name_id_set.update(NAME_IDS)
    wanted.flags = harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.NOTDEF_OUTLINE
    whole = harfbuzz.Face(harfbuzz.Blob.from_file_path(str(file(family, style))))
    cut = bytes(wanted.subset(whole).blob.data)
    return _packed(cut, flavor) if flavor else cut


def _tag(feature: str) -> int:
    """Return the four letters of an OpenType tag as the number that HarfBuzz wants."""
    return int.from_bytes(feature.encode("ascii"), "big")


def _packed(font_data: bytes, flavor: str) -> bytes:
    """Return the font in the packing *flavor*.

    WOFF rather than WOFF2: a seventh larger, but thirty times as fast to make.
    """
    out = io.BytesIO()
    with TTFont(io.BytesIO(font_data), recalcTimestamp=False) as font:
        font.flavor = flavor
        font.save(out, reorderTables=None)
    return out.getvalue()


@cache
def _folder(package: str) -> Path:
    """Return the folder of the fonts that *package* carries."""
    # Found, not imported: importing puts every font file into the module's namespace.
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise MissingToolError(
            f"the fonts of {package} are not installed",
            fix="pip install -r requirements/product.txt",
        )
    return Path(spec.submodule_search_locations[0]) / "files"
