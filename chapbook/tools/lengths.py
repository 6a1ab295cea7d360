"""Lengths as people write them: CSS units, per cent, and TeX's share of the line."""

import re
from dataclasses import dataclass

MM_PER_UNIT = {
    "px": 25.4 / 96,
    "mm": 1.0,
    "cm": 10.0,
    "q": 0.25,
    "in": 25.4,
    "inch": 25.4,
    "pt": 25.4 / 72,
    "bp": 25.4 / 72,
    "pc": 25.4 / 6,
    "em": 25.4 / 6,
    "rem": 25.4 / 6,
    "ex": 25.4 / 12,
}
"""How many millimetres is one unit?  CSS Values 4, section 6; ``bp`` is TeX's name of a CSS
point, and letters are taken to be of 12 points."""

RELATIVE = {"em": "em", "rem": "em", "%": "%", "vw": "%"}
"""Units that each edition resolves, by what stands for them."""

LENGTH = re.compile(r"(?P<number>\d+(?:[.,]\d*)?|[.,]\d+)\s*(?P<unit>[a-z]*|%)", re.I)
SHARE = re.compile(
    r"(?P<number>\d*\.?\d*)\s*\*?\s*\\(?:text|line|column|h)(?P<of>width|size|height)\s*(?:\{\})?"
)
"""``0.8\\textwidth`` and ``.5\\textheight``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A length greater than nothing."""

    number: float
    unit: str
    """``mm``, ``em``, or ``%`` of the measure."""

    def mm(self, measure_mm: float) -> float:
        """Return the length in millimetres where the measure is *measure_mm*."""
        factor = measure_mm / 100 if self.unit == "%" else MM_PER_UNIT[self.unit]
        return self.number * factor

    def times(self, factor: float) -> "Length":
        """Return *factor* times this length."""
        return Length(number=self.number * factor, unit=self.unit)

    def __str__(self) -> str:
        """Return the length as CSS writes it."""
        return f"{round(self.number, 2):g}{self.unit}"


def read(text: str) -> Length | None:
    """Return the length that *text* says; nothing when it says none.

    A bare number is in pixels, as in HTML.  Pixels become millimetres, since pandoc writes
    them as an attribute, which print does not obey.
    """
    said = text.strip()
    if share := SHARE.fullmatch(said):
        number = float(share["number"] or 1) * 100
        return Length(number=number, unit="%") if number else None
    match = LENGTH.fullmatch(said)
    if match is None:
        return None
    number, unit = float(match["number"].replace(",", ".")), match["unit"].lower() or "px"
    if not number or unit not in MM_PER_UNIT.keys() | RELATIVE.keys():
        return None
    if unit in RELATIVE:
        return Length(number=number, unit=RELATIVE[unit])
    return Length(number=number * MM_PER_UNIT[unit], unit="mm")
