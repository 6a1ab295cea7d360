"""The theme of an article as Word is told of it."""

import re

from chapbook.model import Theme
from chapbook.tools import theme, wordml

COLOURS = {"ink", "quiet", "accent", "warning", "hairline", "tint"}
COLOURS |= {"code-string", "code-number", "code-name"}
"""The tokens whose colours ``styles.xml`` names; no two of them have the same one there."""

SIZES = ("text", "title", "subtitle", "section", "subsection", "small", "label")

REM = re.compile(r"(?P<number>\d*\.?\d+)(?:r?em)?")
"""A size beside that of running text, and a line height."""
NOTHING = re.compile(r"0[a-z]*|none")


def of(look: Theme) -> wordml.Look:
    """Return what *look* says of Word's pages, by the colours and sizes of ``styles.xml``."""
    named, light = theme.colours("tokens.css"), look.light
    larger = theme.print_pt(look) / theme.PRINT_PT
    sizes = {f"size-{name}": larger * _times(look, f"size-{name}") for name in SIZES}
    return wordml.Look(
        text_face=look.text_face,
        label_face=look.label_face,
        colours={named[key][1:].upper(): _code(light[key]) for key in named if key in COLOURS},
        keyword=_code(light["code-keyword"]),
        sizes=sizes,
        leading=_times(look, "leading"),
        ground=_code(light["box"]) if light["box"] != light["paper"] else "",
        rules=NOTHING.fullmatch(theme.token(look, "box-rule").strip()) is None,
        band=_code(light["band"]) if light["band"] != light["paper"] else "",
        on_band=_code(light["on-band"]),
    )


def _code(colour: str) -> str:
    """Return ``#rrggbb`` as Word writes it."""
    return colour[1:].upper()


def _times(look: Theme, token: str) -> float:
    """Return how many times as large *token* is as usual; 1 for what cannot be compared."""
    usual, said = (REM.fullmatch(theme.token(t, token)) for t in (theme.usual(), look))
    return float(said["number"]) / float(usual["number"]) if usual and said else 1.0
