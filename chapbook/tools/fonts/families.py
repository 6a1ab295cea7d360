"""Which families there are, what each is for, and who stands in for whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

SERIF = "Source Serif Pro"
SANS = "Source Sans Pro"
LARGE_PRINT = "Atkinson Hyperlegible"
MONO = "Source Code Pro"

TEXT_FAMILIES = (SERIF, SANS)
"""What editions are set in, unless a reader needs larger letters."""


class Style(Enum):
    """A face of a family, by the weight and slope that style sheets ask for."""

    REGULAR = "Regular"
    ITALIC = "Italic"
    SEMIBOLD = "Semibold"
    SEMIBOLD_ITALIC = "Semibold Italic"
    BOLD = "Bold"
    BOLD_ITALIC = "Bold Italic"

    @property
    def is_slanted(self) -> bool:
        """Whether it is an italic."""
        return "Italic" in self.value


NEAREST = {
    Style.REGULAR: (Style.REGULAR,),
    Style.ITALIC: (Style.ITALIC, Style.REGULAR),
    Style.SEMIBOLD: (Style.SEMIBOLD, Style.BOLD, Style.REGULAR),
    Style.SEMIBOLD_ITALIC: (Style.SEMIBOLD_ITALIC, Style.BOLD_ITALIC, Style.SEMIBOLD, Style.BOLD),
    Style.BOLD: (Style.BOLD, Style.SEMIBOLD, Style.REGULAR),
    Style.BOLD_ITALIC: (Style.BOLD_ITALIC, Style.SEMIBOLD_ITALIC, Style.BOLD, Style.SEMIBOLD),
}
"""What a family that lacks a style has in its place, the best first."""

_SOURCE = {
    Style.REGULAR: "-Regular.ttf",
    Style.ITALIC: "-It.ttf",
    Style.SEMIBOLD: "-Semibold.ttf",
    Style.SEMIBOLD_ITALIC: "-SemiboldIt.ttf",
    Style.BOLD: "-Bold.ttf",
    Style.BOLD_ITALIC: "-BoldIt.ttf",
}
_PLAIN = {
    Style.REGULAR: "-Regular.ttf",
    Style.ITALIC: "-Italic.ttf",
    Style.BOLD: "-Bold.ttf",
    Style.BOLD_ITALIC: "-BoldItalic.ttf",
}
_UPRIGHT = {Style.REGULAR: "-Regular.ttf", Style.BOLD: "-Bold.ttf"}
_PLEX = {**_UPRIGHT, Style.SEMIBOLD: "-SemiBold.ttf"}

WEIGHTS = {
    Style.REGULAR: 400,
    Style.ITALIC: 400,
    Style.SEMIBOLD: 600,
    Style.SEMIBOLD_ITALIC: 600,
    Style.BOLD: 700,
    Style.BOLD_ITALIC: 700,
}
"""How heavy is each style on the scale of CSS and OpenType?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family as a package carries it."""

    package: str
    """The importable package."""
    stem: str
    """What the file names begin with."""
    endings: dict[Style, str]
    """What they go on with, for each style that is used."""
    folder: str = "files"
    """Where in the package they lie."""
    axes: dict[str, float] = field(default_factory=dict)
    """Where a variable font is pinned beside its weight, by the tags of its axes."""
    is_variable: bool = False
    """Whether the files hold all weights; a face is then cut from them."""
    is_complex: bool = False
    """Whether its letters change with their neighbours, so that every rule of the font counts."""
    data: Mapping[Style, bytes] = field(default_factory=dict)
    """The fonts themselves, of a family that a theme brings along and no package carries."""
    stands_in: str = ""
    """The one of ours that sets what such a family lacks."""


def _variable(package: str, stem: str, upright: str, italic: str, **axes: float) -> Family:
    """Return a family of one upright and one italic variable font."""
    return Family(
        package=package,
        stem=stem,
        endings={style: italic if style.is_slanted else upright for style in Style},
        axes=axes,
        is_variable=True,
    )


def _noto(script: str, stem: str = "NotoSans") -> Family:
    """Return a Noto family without italics."""
    styles = (Style.REGULAR, Style.SEMIBOLD, Style.BOLD)
    return Family(
        package="manimgx_fonts",
        folder="",
        stem=f"{stem}{script}",
        endings=dict.fromkeys(styles, "[wght].ttf"),
        is_variable=True,
        is_complex=True,
    )


SCRIPTS = (
    *("Hebrew", "Devanagari", "Armenian", "Georgian", "Bengali", "Ethiopic", "Gujarati"),
    *("Gurmukhi", "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala"),
    *("Tamil", "Telugu", "Thai"),
)
"""Scripts that Noto Sans sets beside either of our faces."""

_ROMAN_4, _ITALIC_4 = "[opsz,wght].ttf", "-Italic[opsz,wght].ttf"
_ROMAN_3, _ITALIC_3 = "[wght].ttf", "-Italic[wght].ttf"
_ROMAN_N, _ITALIC_N = "[wdth,wght].ttf", "-Italic[wdth,wght].ttf"

FAMILIES = {
    SERIF: Family(package="font_source_serif_pro", stem="SourceSerifPro", endings=_SOURCE),
    SANS: Family(package="font_source_sans_pro", stem="SourceSansPro", endings=_SOURCE),
    LARGE_PRINT: Family(
        package="fontpkg_atkinson_hyperlegible", stem="AtkinsonHyperlegible", endings=_PLAIN
    ),
    # Drawn for the size of running text, as its static ancestor is.
    "Source Serif 4": _variable(
        "fontpkg_source_serif_4", "SourceSerif4", _ROMAN_4, _ITALIC_4, opsz=12
    ),
    "Source Sans 3": _variable("fontpkg_source_sans_3", "SourceSans3", _ROMAN_3, _ITALIC_3),
    MONO: _variable("fontpkg_source_code_pro", "SourceCodePro", _ROMAN_3, _ITALIC_3),
    "Noto Serif": _variable("fontpkg_noto_serif", "NotoSerif", _ROMAN_N, _ITALIC_N, wdth=100),
    # Its italics lean to the left and are for verse; Arabic stresses by weight.
    "Amiri": Family(package="fontpkg_amiri", stem="Amiri", endings=_UPRIGHT, is_complex=True),
    "IBM Plex Sans Arabic": Family(
        package="fontpkg_ibm_plex_sans_arabic",
        stem="IBMPlexSansArabic",
        endings=_PLEX,
        is_complex=True,
    ),
    **{f"Noto Sans {script}": _noto(script) for script in SCRIPTS},
    "Noto Sans Symbols": _noto("Symbols"),
    "Noto Emoji": _noto("", "NotoEmoji"),
    # Signs of mathematics that an author types without a formula; then arrows and stars.
    "STIX Two Math": Family(
        package="ziamath",
        folder="fonts",
        stem="STIXTwoMath",
        endings={Style.REGULAR: "-Regular.ttf"},
    ),
    "DejaVu Sans": Family(
        package="ziafont", folder="fonts", stem="DejaVuSans", endings={Style.REGULAR: ".ttf"}
    ),
}
"""Every family by its name, which is the one that fontconfig and style sheets know."""

_EITHER = (
    *(f"Noto Sans {script}" for script in SCRIPTS),
    *("Noto Sans Symbols", "Noto Emoji", MONO, "STIX Two Math", "DejaVu Sans"),
)

SUBSTITUTES = {
    SERIF: ("Source Serif 4", "Noto Serif", "Amiri", SANS, "Source Sans 3", *_EITHER),
    SANS: ("Source Sans 3", "IBM Plex Sans Arabic", SERIF, "Noto Serif", *_EITHER),
    LARGE_PRINT: (SANS, "Source Sans 3", "IBM Plex Sans Arabic", SERIF, "Noto Serif", *_EITHER),
    MONO: (SANS, "Source Sans 3", "IBM Plex Sans Arabic", SERIF, "Noto Serif", *_EITHER),
}
"""Where a character is looked for that a family lacks, in this order."""


adopted: dict[str, Family] = {}
"""Families that themes brought along in this process, by their names."""


def row(name: str) -> Family:
    """Return the family *name*, ours or adopted.

    Raises:
        KeyError: There is none.
    """
    return adopted[name] if name in adopted else FAMILIES[name]


def substitutes(name: str) -> tuple[str, ...]:
    """Return where a character is looked for that the family *name* lacks, in this order."""
    if name in adopted:
        other = adopted[name].stands_in
        return (other, *SUBSTITUTES[other])
    return SUBSTITUTES.get(name, ())
