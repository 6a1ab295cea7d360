"""The faces of the book: parts of fonts, as files beside its text."""

import re
from collections import defaultdict
from collections.abc import Iterator

from chapbook.model import Theme
from chapbook.render.faces import Face
from chapbook.tools import fonts
from chapbook.tools.fonts import Part, Style

FOLDER = "fonts"

CODE = re.compile(r"<code\b.*?</code>|<[^>]*\bkbd\b[^>]*>[^<]*", re.S)
"""What is set in the face of code."""

TEXT_STYLES = (Style.REGULAR, Style.ITALIC, Style.SEMIBOLD, Style.SEMIBOLD_ITALIC)
LABEL_STYLES = (Style.REGULAR, Style.ITALIC, Style.SEMIBOLD)
"""The styles of the two families that the text is set in, unless the reader prefers another."""

CODE_FACES = tuple(
    Face(family=fonts.MONO, style=style) for style in (Style.REGULAR, Style.ITALIC, Style.SEMIBOLD)
)
"""What code is set in, where there is some."""


def files(text: str, theme: Theme) -> dict[str, bytes]:
    """Return the font files for *text* in *theme*, by their paths below ``EPUB/``."""
    wanted: dict[Face, str] = defaultdict(str)
    for face, its_text in _faces(text, theme):
        for part in face.parts(its_text):
            wanted[_holder(part)] += part.characters
    return {
        f"{FOLDER}/{face.file_name}": fonts.subset(
            face.family, face.style, "".join(sorted(set(characters))), None
        )
        for face, characters in wanted.items()
    }


def rules(text: str, theme: Theme) -> str:
    """Return the ``@font-face`` rules of a style sheet for *text* in *theme*."""
    return "\n".join(rule for face, its in _faces(text, theme) for rule in _rules(face, its))


def _faces(text: str, theme: Theme) -> Iterator[tuple[Face, str]]:
    """Yield each face that pages of the XHTML *text* need, with the letters set in it."""
    yield from ((face, text) for face in _families(theme))
    code = "".join(sorted(set("".join(CODE.findall(text)))))
    if code:
        yield from ((face, code) for face in CODE_FACES)


def _families(theme: Theme) -> Iterator[Face]:
    """Yield each face that the two families of *theme* have for text and labels."""
    families = ((theme.text_face, TEXT_STYLES), (theme.label_face, LABEL_STYLES))
    wanted = [
        Face(family=family, style=fonts.nearest(family, style))
        for family, styles in families
        for style in styles
    ]
    yield from dict.fromkeys(wanted)


def _rules(face: Face, text: str) -> Iterator[str]:
    """Yield the rule of *face*, then those of the faces that stand in for it."""
    own, *others = face.parts(text)
    yield face.rule(_source(own))
    for part in others:
        yield face.rule(_source(part), part.characters)


def _source(part: Part) -> str:
    return f'url("../{FOLDER}/{_holder(part).file_name}")'


def _holder(part: Part) -> Face:
    """Return the face that *part* is a part of."""
    return Face(family=part.family, style=part.style)
