"""The faces of a book: parts of fonts, as files beside its text."""

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from fontTools.ttLib import TTFont

from chapbook.model import Theme
from chapbook.tools import fonts, formulas, theme
from chapbook.tools.faces import Face
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


def joined(file_name: str, held: Sequence[bytes]) -> bytes:
    """Return one font with the letters of all fonts *held* that books call *file_name*.

    Raises:
        KeyError: No font of ours has that name.
    """
    if file_name == formulas.FILE_NAME:
        return formulas.font(_letters(held), None)
    face = {face.file_name: face for face in _known()}[file_name]
    return fonts.subset(face.family, face.style, _letters(held), None)


def _known() -> Iterator[Face]:
    """Yield every face that a book may hold."""
    for name in (*fonts.FAMILIES, *fonts.adopted):
        for style in fonts.row(name).endings:
            yield Face(family=name, style=style)


def _letters(held: Sequence[bytes]) -> str:
    """Return the characters of all fonts *held*, sorted."""
    points: set[int] = set()
    for data in held:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            points |= set(font.getBestCmap())
    return "".join(map(chr, sorted(points)))


def in_faces(sheet: str, look: Theme) -> str:
    """Return *sheet* with the families of *look*; many e-readers know no custom properties."""
    families = {
        theme.family(theme.SERIF): theme.family(look.text_face),
        theme.family(theme.SANS): theme.family(look.label_face),
    }
    return re.sub("|".join(families), lambda match: families[match[0]], sheet)


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
