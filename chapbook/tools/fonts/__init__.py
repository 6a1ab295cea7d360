"""The fonts of every edition: where they are, what they can print, parts to embed.

They come from PyPI packages and are the only fonts that a build sees, so that no host
font leaks into an edition.  Editions get static faces, which PDF/A wants: those of
variable fonts are cut at the weights that style sheets ask for.

    families    what there is, and who stands in for whom
    faces       one face: its bytes, its letters, the part of it that a text needs
    choice      which faces a text needs
    widths      how wide words are
    config      what fontconfig is told
    own         families that a theme brings along
"""

from chapbook.tools.fonts import own
from chapbook.tools.fonts.choice import Part, missing, parts
from chapbook.tools.fonts.config import files, folders, fontconfig
from chapbook.tools.fonts.faces import (
    BASIC_LATIN,
    coverage,
    file,
    mean_width_em,
    nearest,
    static,
    subset,
)
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
    adopted,
    row,
    substitutes,
)
from chapbook.tools.fonts.widths import width_em

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
    "adopted",
    "coverage",
    "file",
    "files",
    "folders",
    "fontconfig",
    "mean_width_em",
    "missing",
    "nearest",
    "own",
    "parts",
    "row",
    "static",
    "subset",
    "substitutes",
    "width_em",
]
