"""Faces that travel with an edition: rules of a style sheet, and fonts inside drawings.

A drawing that a page shows as an image cannot see the fonts of the page (SVG
Integration, 3.2: no outside resources), so that its labels would be set in another
face and run over their boxes.  It gets the faces that it names, as data.

What a family lacks comes from those that stand in for it, under its own name and for
just these characters, so that no style sheet has to know of them.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from chapbook.model import Theme
from chapbook.tools import fonts, svg
from chapbook.tools.fonts import Part, Style

SLOPES = {True: "italic", False: "normal"}
"""How CSS names a slope, by whether a style has one."""

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
        of_theme = fonts.own.files(self.family)
        kind = fonts.own.ending(of_theme[self.style]) if of_theme else "ttf"
        return f"{self.family}-{self.style.value}.{kind}".replace(" ", "-").lower()

    @property
    def data(self) -> bytes:
        """The whole font."""
        return fonts.static(self.family, self.style)

    def parts(self, text: str) -> tuple[Part, ...]:
        """Return what prints *text*: this face, then those that stand in for it."""
        return fonts.parts(self.family, self.style, "".join(sorted(set(text))))

    def rule(self, source: str, characters: str = "") -> str:
        """Return the ``@font-face`` rule that takes it from *source*, a ``url()``.

        Args:
            source: Where the font is.
            characters: What it is used for; everything, where nothing is said.
        """
        only = f"; unicode-range: {ranges(characters)}" if characters else ""
        return (
            f'@font-face {{ font-family: "{self.family}"; '
            f"font-weight: {fonts.WEIGHTS[self.style]}; "
            f"font-style: {SLOPES[self.style.is_slanted]}; src: {source}{only} }}"
        )

    def rules(self, text: str) -> str:
        """Return the rules that bring along, as data, all that prints *text*."""
        own, *others = self.parts(text)
        return "\n".join(
            [
                self.rule(_as_data(own)),
                *(self.rule(_as_data(part), part.characters) for part in others),
            ]
        )


def ranges(characters: str) -> str:
    """Return sorted *characters* as style sheets say it: ``U+62A-62C, U+644``."""
    points = [ord(c) for c in characters]
    breaks = [i for i, (a, b) in enumerate(pairwise(points), start=1) if b != a + 1]
    runs = pairwise([0, *breaks, len(points)])
    return ", ".join(
        f"U+{points[a]:X}" if b == a + 1 else f"U+{points[a]:X}-{points[b - 1]:X}" for a, b in runs
    )


def _as_data(part: Part) -> str:
    """Return *part* as a ``url()`` that holds it."""
    data = base64.b64encode(fonts.subset(part.family, part.style, part.characters))
    return f"url(data:font/woff;base64,{data.decode('ascii')})"


def of_pages(look: Theme) -> dict[Face, str]:
    """Return the faces that *look* brings along for pages, each with the name of its file."""
    families = dict.fromkeys((look.text_face, look.label_face))
    wanted = [
        Face(family=family, style=style) for family in families for style in fonts.own.files(family)
    ]
    return {face: f"theme-face-{n}.{fonts.own.ending(face.data)}" for n, face in enumerate(wanted)}


def rules_of_pages(look: Theme) -> str:
    """Return the rules that let pages use the faces which *look* brings along."""
    return "\n".join(face.rule(f'url("{name}")') for face, name in of_pages(look).items())


def files_of_pages(look: Theme) -> dict[str, tuple[bytes, str]]:
    """Return the files that these rules name: bytes and media type by name."""
    found = {name: face.data for face, name in of_pages(look).items()}
    return {name: (data, f"font/{name.rpartition('.')[2]}") for name, data in found.items()}


def rules(wanted: Iterable[Face], text: str) -> str:
    """Return the rules that bring the faces *wanted* along, cut down to what *text* needs."""
    return "\n".join(face.rules(text) for face in wanted)


def in_drawing(data: bytes) -> bytes:
    """Return the drawing *data* with the faces that it names inside it."""
    root = etree.fromstring(data)
    words = "".join("".join(text.itertext()) for text in root.iter(f"{{{svg.SVG}}}text"))
    asked = " ".join(_style_texts(root))
    found = [face for face in _known() if words and _is_asked_for(face, asked)]
    if not found:
        return data
    style = etree.Element(f"{{{svg.SVG}}}style", type="text/css")
    style.text = rules(found, words)
    root.append(style)
    drawing: bytes = etree.tostring(root, encoding="utf-8")
    return drawing


def _known() -> Iterator[Face]:
    """Yield every face that a drawing may name, in a fixed order."""
    for name in (*fonts.SUBSTITUTES, *fonts.adopted):
        for style in fonts.row(name).endings:
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
    weight = fonts.WEIGHTS[face.style]
    is_slanted = not face.style.is_slanted or re.search(r"italic|oblique", asked) is not None
    return face.family in asked and is_slanted and re.search(WORDS[weight], asked) is not None
