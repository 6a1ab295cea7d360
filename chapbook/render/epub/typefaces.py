"""The faces of the book: parts of fonts, as files beside its text."""

from chapbook.render.faces import Face
from chapbook.tools import fonts
from chapbook.tools.fonts import Style

FOLDER = "fonts"

TEXT_FACES = tuple(
    Face(family=family, style=style)
    for family, styles in (
        (fonts.SERIF, (Style.REGULAR, Style.ITALIC, Style.SEMIBOLD, Style.SEMIBOLD_ITALIC)),
        (fonts.SANS, (Style.REGULAR, Style.ITALIC, Style.SEMIBOLD)),
    )
    for style in styles
)
"""What the text is set in, unless the reader prefers another face."""


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
