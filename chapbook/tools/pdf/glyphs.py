"""What the codes of a font stand for, and how wide they are (ISO 32000-1, 9.6 to 9.10)."""

from typing import Any

import pikepdf

from chapbook.tools.pdf import tounicode

EM = 1000.0
"""Widths are thousandths of the size of the type."""


class Glyphs:
    """The codes of one font."""

    def __init__(self, font: Any) -> None:
        self.code_bytes = 2 if font.get("/Subtype") == "/Type0" else 1
        table = font.get("/ToUnicode")
        said = table.read_bytes() if isinstance(table, pikepdf.Stream) else b""
        self.characters = tounicode.characters(said)
        self.widths, self.usual_width = _broad(font) if self.code_bytes == 2 else _narrow(font)

    def read(self, codes: bytes) -> tuple[str, float]:
        """Return the characters of *codes*, and their width for type of size 1."""
        step = self.code_bytes
        numbers = [int.from_bytes(codes[at : at + step]) for at in range(0, len(codes), step)]
        text = "".join(self._character(number) for number in numbers)
        width = sum(self.widths.get(number, self.usual_width) for number in numbers)
        return text, width / EM

    def count(self, codes: bytes) -> tuple[int, int]:
        """Return how many codes there are, and how many are a space for ``Tw`` (9.3.3)."""
        spaces = codes.count(b" ") if self.code_bytes == 1 else 0
        return len(codes) // self.code_bytes, spaces

    def _character(self, code: int) -> str:
        """Return what *code* stands for; without a table, what Windows holds it for."""
        said = self.characters.get(code)
        if said is not None:
            return said
        return bytes([code]).decode("cp1252", "replace") if self.code_bytes == 1 else "\ufffd"


def _narrow(font: Any) -> tuple[dict[int, float], float]:
    """Return the widths of a font with codes of one byte, in thousandths."""
    first = int(font.get("/FirstChar", 0))
    factor = EM * float(font.FontMatrix[0]) if "/FontMatrix" in font else 1.0
    widths = {
        first + place: float(width) * factor for place, width in enumerate(font.get("/Widths", []))
    }
    return widths, 500.0


def _broad(font: Any) -> tuple[dict[int, float], float]:
    """Return the widths of a composite font, in thousandths (9.7.4.3)."""
    descendant = font["/DescendantFonts"][0]
    found: dict[int, float] = {}
    rest = iter(descendant.get("/W", []))
    for first in rest:
        second = next(rest, None)
        if isinstance(second, pikepdf.Array):
            found |= {int(first) + place: float(width) for place, width in enumerate(second)}
        elif second is not None:
            width = float(next(rest, 0))
            found |= dict.fromkeys(range(int(first), int(second) + 1), width)
    return found, float(descendant.get("/DW", EM))
