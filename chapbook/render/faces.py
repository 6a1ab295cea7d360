"""Faces that travel with an edition: rules of a style sheet, and fonts inside drawings.

A drawing that a page shows as an image cannot see the fonts of the page (SVG
Integration, 3.2: no outside resources), so that its labels would be set in another
face and run over their boxes.  It gets the faces that it names, as data.
"""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from chapbook.tools import fonts, svg
from chapbook.tools.fonts import Style

WEIGHTS = {
    Style.REGULAR: (400, "normal"),
    Style.ITALIC: (400, "italic"),
    Style.SEMIBOLD: (600, "normal"),
    Style.SEMIBOLD_ITALIC: (600, "italic"),
    Style.BOLD: (700, "normal"),
    Style.BOLD_ITALIC: (700, "italic"),
}
"""How does CSS ask for each style: ``font-weight`` and ``font-style``."""

WORDS = {400: r"", 600: r"\b600\b", 700: r"\b(?:[789]00|bold|bolder)\b"}
"""How a drawing says that it wants a weight; the regular one goes without saying."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A style of a family that something is set in."""

    family: str
    style: Style

    @property
    def file_name(self) -> str:
        """Its name as a file: ``source-serif-pro-semibold.ttf``."""
        return f"{self.family}-{self.style.value}.ttf".replace(" ", "-").lower()

    def rule(self, source: str) -> str:
        """Return the ``@font-face`` rule that takes it from *source*, a ``url()``."""
        weight, slope = WEIGHTS[self.style]
        return (
            f'@font-face {{ font-family: "{self.family}"; font-weight: {weight}; '
            f"font-style: {slope}; src: {source} }}"
        )

    def as_data(self, text: str) -> str:
        """Return it, cut down to the characters of *text*, as a ``url()`` that holds it."""
        characters = "".join(sorted(set(text)))
        part = base64.b64encode(fonts.subset(self.family, self.style, characters))
        return f"url(data:font/woff;base64,{part.decode('ascii')})"


def in_drawing(data: bytes) -> bytes:
    """Return the drawing *data* with the faces that it names inside it."""
    root = etree.fromstring(data)
    words = "".join("".join(text.itertext()) for text in root.iter(f"{{{svg.SVG}}}text"))
    asked = " ".join(_style_texts(root))
    found = [face for face in _known() if words and _is_asked_for(face, asked)]
    if not found:
        return data
    style = etree.Element(f"{{{svg.SVG}}}style", type="text/css")
    style.text = "\n".join(face.rule(face.as_data(words)) for face in found)
    root.append(style)
    drawing: bytes = etree.tostring(root, encoding="utf-8")
    return drawing


def _known() -> Iterator[Face]:
    """Yield every face that we have, in a fixed order."""
    for name, family in fonts.FAMILIES.items():
        for style in family.endings:
            yield Face(family=name, style=style)


def _style_texts(root: etree._Element) -> Iterator[str]:
    """Yield everything in a drawing that may name a font."""
    for element in root.iter(etree.Element):
        if element.tag == f"{{{svg.SVG}}}style":
            yield element.text or ""
        for name in ("font-family", "font-weight", "font-style", "font", "style"):
            value = element.get(name)
            if value:
                yield f"{name}:{value};"


def _is_asked_for(face: Face, asked: str) -> bool:
    """Tell whether a drawing that says *asked* about fonts may need *face*."""
    weight, slope = WEIGHTS[face.style]
    is_slanted = slope == "normal" or re.search(r"italic|oblique", asked) is not None
    return face.family in asked and is_slanted and re.search(WORDS[weight], asked) is not None
