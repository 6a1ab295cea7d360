"""The style sheets and fonts of several books as those of one, each stored once.

Finished books bring style sheets that differ in the faces that their letters need and hardly in
anything else, and fonts that are cut down to these letters.  Sheets that say the same besides are
one; a font is cut anew to the letters of all books.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chapbook.tools import faces, typefaces

FOLDER = "styles"

_FACE = re.compile(r"@font-face\s*\{([^}]*)\}\s*")
_FILE = re.compile(r"url\(\"?([^\")]+)\"?\)")
_RANGE = re.compile(r"unicode-range:\s*([^;]+)")
_RUN = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")


@dataclass(frozen=True, slots=True)
class Styled:
    """What a book says about looks."""

    sheet: str
    """Its style sheet; it names fonts in the folder ``../fonts/``."""
    fonts: Mapping[str, bytes]
    """By file name."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The style sheets and fonts of all."""

    files: Mapping[str, bytes]
    """By path below ``EPUB/``."""
    sheets: tuple[str, ...]
    """The path of the sheet of each book, in the order in which they were given."""


def joined(books: Sequence[Styled]) -> Joined:
    """Return the style sheets and fonts of *books* as those of one book."""
    fonts, renamed = _fonts([book.fonts for book in books])
    rules: dict[str, dict[str, set[int]]] = {}
    bare = []
    for book, names in zip(books, renamed, strict=True):
        rest = _FACE.sub("", book.sheet).strip() + "\n"
        bare.append(rest)
        wanted = rules.setdefault(rest, {})
        for match in _FACE.finditer(book.sheet):
            head, points = _rule(match[1], names)
            wanted.setdefault(head, set()).update(points)
    paths = {rest: f"{FOLDER}/book{f'-{n}' if n else ''}.css" for n, rest in enumerate(rules)}
    sheets = {paths[rest]: f"{_faces(wanted)}\n{rest}".encode() for rest, wanted in rules.items()}
    files = {**sheets, **{f"{typefaces.FOLDER}/{name}": data for name, data in fonts.items()}}
    return Joined(files, tuple(paths[rest] for rest in bare))


def _rule(said: str, names: Mapping[str, str]) -> tuple[str, set[int]]:
    """Return what a rule for a face says besides its characters, and these.

    Args:
        said: The declarations of the rule.
        names: What the font files of its book are called now.
    """
    ranges = _RANGE.search(said)

    def placed(match: re.Match[str]) -> str:
        return f'url("../{typefaces.FOLDER}/{names[posixpath.basename(match[1])]}")'

    head = _FILE.sub(placed, _RANGE.sub("", said)).strip().rstrip("; ")
    return head, _points(ranges[1]) if ranges else set()


def _points(ranges: str) -> set[int]:
    """Return the code points that *ranges* of a style sheet mean."""
    runs = [(int(m[1], 16), int(m[2] or m[1], 16)) for m in _RUN.finditer(ranges)]
    return {point for first, last in runs for point in range(first, last + 1)}


def _faces(wanted: Mapping[str, set[int]]) -> str:
    """Return the rules for faces, those for all characters first: later ones take precedence."""
    ordered = sorted(wanted.items(), key=lambda rule: bool(rule[1]))
    return "\n".join(f"@font-face {{ {head}{_only(points)} }}" for head, points in ordered)


def _only(points: Iterable[int]) -> str:
    """Return the declaration that a face is for *points* only; nothing for all."""
    characters = "".join(map(chr, sorted(points)))
    return f"; unicode-range: {faces.ranges(characters)}" if characters else ""


def _fonts(
    books: Sequence[Mapping[str, bytes]],
) -> tuple[dict[str, bytes], list[dict[str, str]]]:
    """Return the fonts of all *books*, and for each book what its files are called now."""
    versions: dict[str, list[bytes]] = defaultdict(list)
    for book in books:
        for name, data in book.items():
            if data not in versions[name]:
                versions[name].append(data)
    fonts: dict[str, bytes] = {}
    renamed: list[dict[str, str]] = [{} for _ in books]
    for name, held in sorted(versions.items()):
        one = _one(name, held)
        for number, data in enumerate([one] if one else held):
            fonts[_numbered(name, number)] = data
        for book, names in zip(books, renamed, strict=True):
            if name in book:
                names[name] = _numbered(name, 0 if one else held.index(book[name]))
    return fonts, renamed


def _one(name: str, held: Sequence[bytes]) -> bytes:
    """Return one font with the letters of all that are *held* under *name*.

    Nothing where it is none of ours: a theme that is not at hand brought it along.
    """
    if len(held) == 1:
        return held[0]
    try:
        return typefaces.joined(name, held)
    except KeyError:
        return b""


def _numbered(name: str, number: int) -> str:
    """Return *name* for the first of several, else with its *number* (0-based)."""
    stem, ending = posixpath.splitext(name)
    return f"{stem}-{number + 1}{ending}" if number else name
