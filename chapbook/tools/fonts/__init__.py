"""The fonts of every edition: where they are, what they can print, parts to embed.

They come from PyPI packages and are the only fonts that a build sees, so that no host
font leaks into an edition.  Editions get static faces, which PDF/A wants: those of
variable fonts are cut at the weights that style sheets ask for.

    families    what there is, and who stands in for whom
    faces       one face: its bytes, its letters, the part of it that a text needs
    choice      which faces a text needs
    config      what fontconfig is told
"""

from chapbook.tools.fonts.choice import Part, missing, parts
from chapbook.tools.fonts.config import files, folders, fontconfig
from chapbook.tools.fonts.faces import BASIC_LATIN, coverage, file, nearest, static, subset
from chapbook.tools.fonts.families import (
    FAMILIES,
    LARGE_PRINT,
    MONO,
    SANS,
    SERIF,
    SUBSTITUTES,
    TEXT_FAMILIES,
    WEIGHTS,
    Style,
)

__all__ = [
    "BASIC_LATIN",
    "FAMILIES",
    "LARGE_PRINT",
    "MONO",
    "SANS",
    "SERIF",
    "SUBSTITUTES",
    "TEXT_FAMILIES",
    "WEIGHTS",
    "Part",
    "Style",
    "coverage",
    "file",
    "files",
    "folders",
    "fontconfig",
    "missing",
    "nearest",
    "parts",
    "static",
    "subset",
]
