"""The faces of the book: parts of fonts for its text, and fonts inside its drawings.

A drawing that a page shows as an image cannot see the fonts of the book (SVG
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

FOLDER = "fonts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A face as a style sheet asks for it."""

    family: str
    style: Style
    weight: int
    is_italic: bool = False

    @property
    def file_name(self) -> str:
        """Its name in the book."""
        return f"{self.family}-{self.style.value}.ttf".replace(" ", "-").lower()

    def rule(self, source: str) -> str:
        """Return the ``@font-face`` rule that takes it from *source*, a ``url()``."""
        slope = "italic" if self.is_italic else "normal"
        return (
            f'@font-face {{ font-family: "{self.family}"; font-weight: {self.weight}; '
            f"font-style: {slope}; src: {source} }}"
        )


def _faces(family: str) -> tuple[Face, ...]:
    """Return the faces of *family* that the style sheet uses."""
    return (
        Face(family=family, style=Style.REGULAR, weight=400),
        Face(family=family, style=Style.ITALIC, weight=400, is_italic=True),
        Face(family=family, style=Style.SEMIBOLD, weight=600),
    )


TEXT_FACES = (
    *_faces(fonts.SERIF),
    Face(family=fonts.SERIF, style=Style.SEMIBOLD_ITALIC, weight=600, is_italic=True),
    *_faces(fonts.SANS),
)
"""What the text is set in, unless the reader prefers another face."""

DRAWING_FACES = (
    *TEXT_FACES,
    Face(family=fonts.SERIF, style=Style.BOLD, weight=700),
    Face(family=fonts.SANS, style=Style.BOLD, weight=700),
)
"""What drawings may ask for."""


def files(text: str) -> dict[str, bytes]:
    """Return the font files for *text*, by their paths below ``EPUB/``."""
    characters = "".join(sorted(set(text)))
    return {
        f"{FOLDER}/{face.file_name}": fonts.subset(face.family, face.style, characters, None)
        for face in TEXT_FACES
    }


def rules() -> str:
    """Return the ``@font-face`` rules of the book's style sheet."""
    return "\n".join(face.rule(f'url("../{FOLDER}/{face.file_name}")') for face in TEXT_FACES)


def in_drawing(data: bytes) -> bytes:
    """Return the drawing *data* with the faces that it names inside it."""
    root = etree.fromstring(data)
    words = "".join("".join(text.itertext()) for text in root.iter(f"{{{svg.SVG}}}text"))
    asked = " ".join(_style_texts(root))
    found = [face for face in DRAWING_FACES if words and _is_asked_for(face, asked)]
    if not found:
        return data
    style = etree.Element(f"{{{svg.SVG}}}style", type="text/css")
    style.text = "\n".join(face.rule(_as_data(face, words)) for face in found)
    root.append(style)
    drawing: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return drawing


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
    if face.family not in asked:
        return False
    weights = {400: "", 600: "600", 700: "700|bold"}[face.weight]
    has_weight = not weights or re.search(rf"\b(?:{weights})\b", asked) is not None
    return has_weight and (not face.is_italic or "italic" in asked)


def _as_data(face: Face, words: str) -> str:
    """Return *face*, cut down to *words*, as a ``url()`` that holds it."""
    part = fonts.subset(face.family, face.style, words)
    return f'url("data:font/woff;base64,{base64.b64encode(part).decode("ascii")}")'
