"""Faces that a theme brings along: whether they can be used, and making them known.

Once adopted, a family is looked up by its name like those of ours; the same name with other
files replaces it.  fontconfig never sees it: pages name its files in ``@font-face`` rules.
"""

import io
from collections.abc import Mapping

from fontTools.ttLib import TTFont, TTLibError

from chapbook.tools.fonts import choice, faces, families
from chapbook.tools.fonts.families import Family, Style

SIGNATURES = {b"\0\1\0\0": "ttf", b"true": "ttf", b"OTTO": "otf"}
"""How a font file begins, and the ending that tells its outlines (OpenType 1.9.1, "Font
Tables"): what is packed for the web, or holds several fonts, begins otherwise."""

NEEDED = frozenset(range(0x20, 0x7F))
"""What every face must have: the letters, digits and marks of ASCII.  Others stand in for the
rest."""

USAGE = 0xF
"""The bits of ``fsType`` that say for what a font may be embedded; where several are set, the
least strict counts (OpenType 1.9.1, "OS/2", fsType)."""
RESTRICTED, EDITABLE = 0x2, 0x8
NO_PARTS, ONLY_BITMAPS = 0x100, 0x200
"""Bits of ``fsType``: every edition but Word's holds a part of the font, drawn by outlines."""


def fault(data: bytes) -> str:
    """Return why the font file *data* cannot be used; nothing where it can."""
    if data[:4] in {b"wOFF", b"wOF2"}:
        return "is packed for the web: unpack it to .ttf or .otf"
    if data[:4] == b"ttcf":
        return "holds several fonts: take one out of it"
    if data[:4] not in SIGNATURES:
        return "is no TrueType or OpenType font"
    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            return _fault(font)
    except (TTLibError, KeyError, ValueError, AssertionError, EOFError):
        return "is a damaged font"


def _fault(font: TTFont) -> str:
    """Return why *font* cannot be used; nothing where it can."""
    if "fvar" in font or "CFF2" in font:
        return "is a variable font, which archives of PDF refuse: cut static faces from it"
    if "glyf" not in font and "CFF " not in font:
        return "has no outlines"
    rights = font["OS/2"].fsType
    if rights & USAGE == RESTRICTED:
        return f"must not be embedded, says its maker (OS/2 fsType {rights})"
    if rights & (NO_PARTS | ONLY_BITMAPS):
        return f"must not be embedded in part, says its maker (OS/2 fsType {rights})"
    missing = sorted(NEEDED - set(font.getBestCmap() or {}))
    if missing:
        shown = " ".join(map(chr, missing[:12]))
        return f"lacks {len(missing)} of the letters and marks of ASCII: {shown}"
    return ""


def may_be_edited(data: bytes) -> bool:
    """Tell whether a document that people change may hold the sound font *data*, whole.

    Word reads no embedded font with outlines of PostScript.
    """
    with TTFont(io.BytesIO(data), lazy=True) as font:
        rights = font["OS/2"].fsType & USAGE
        return ending(data) == "ttf" and (rights == 0 or bool(rights & EDITABLE))


def ending(data: bytes) -> str:
    """Return how the name of a file with the sound font *data* ends."""
    return SIGNATURES[data[:4]]


def adopt(family: str, stands_in: str, files: Mapping[Style, bytes]) -> None:
    """Let *family* be looked up like one of ours.

    Args:
        family: Its name, which none of ours has.
        stands_in: That of ours which sets what it lacks.
        files: A sound font for each style that it has; regular is one of them.
    """
    row = Family(
        package="",
        stem="",
        endings=dict.fromkeys(files, ""),
        data=dict(files),
        stands_in=stands_in,
        is_complex=True,
    )
    if families.adopted.get(family) == row:
        return
    families.adopted[family] = row
    for remembered in (faces.coverage, faces.subset, faces.mean_width_em, choice.parts):
        remembered.cache_clear()


def files(family: str) -> Mapping[Style, bytes]:
    """Return the font files of *family*, by their styles; nothing for one of ours."""
    row = families.adopted.get(family)
    return row.data if row else {}
