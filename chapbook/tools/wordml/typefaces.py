"""The faces of all editions, embedded, so that the file looks and breaks alike on every machine.

They are embedded whole, not cut down to the article's letters: an editor types others.
The licence of our faces (SIL Open Font License 1.1) permits it, and so does their own
flag (OS/2 fsType 0); faces that a theme brings along are embedded where their flag permits
it, and else only named.  A program that ignores embedded fonts takes the alternative that
the table names.

Source: ISO/IEC 29500-1, 17.8 (fonts) and 17.8.1 (embedding: the first 32 bytes are
combined with the font's key, which is why a part ends in ``.odttf``).
"""

import re
import uuid
from functools import cache

from chapbook.tools import fonts, theme
from chapbook.tools.fonts import Style
from chapbook.tools.wordml import xml
from chapbook.tools.wordml.package import Package
from chapbook.tools.wordml.sheet import Look

PART = "word/fontTable.xml"
STYLES = "word/styles.xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"

ALTERNATIVES = {
    fonts.SERIF: ("Georgia", "roman"),
    fonts.SANS: ("Calibri", "swiss"),
    fonts.LARGE_PRINT: ("Verdana", "swiss"),
}
"""Which face of Windows and macOS comes closest in width and colour, and of what kind is it?"""

FACES = {
    "embedRegular": Style.REGULAR,
    "embedBold": Style.BOLD,
    "embedItalic": Style.ITALIC,
    "embedBoldItalic": Style.BOLD_ITALIC,
}
"""The faces that Word knows of a family, in the order of its schema."""

COMPLEX = {fonts.SERIF: "Amiri"}
COMPLEX |= dict.fromkeys((fonts.SANS, fonts.LARGE_PRINT), "IBM Plex Sans Arabic")
"""Which face sets letters from right to left beside a family."""

SCRIPTS = {"Arab"}
"""Scripts for which a theme names no face of its own, so that these count."""

LATER = {fonts.SERIF: "Source Serif 4", fonts.SANS: "Source Sans 3"}
"""The next edition of each family, which has Greek and Cyrillic italics too."""

FEW = 4
"""So many different letters of another script, such as the α and β of an English text, do not
change the faces of all of it."""

THEME = "word/theme/theme1.xml"

COMPLEX_FACES = {"embedRegular": Style.REGULAR, "embedBold": Style.BOLD}

_CODE = b'w:val="VerbatimChar"'
_TOKEN = b'Tok"'
"""How text names the styles of code."""

_ARABIC = re.compile("[\u0600-\u06ff]")

OBFUSCATED = 32
"""How many bytes at the beginning of a font are combined with its key."""


def finish(package: Package, look: Look) -> None:
    """Name the fonts of *package*, those of *look*, and put them into it."""
    package.default("odttf", CONTENT_TYPE)
    rows = []
    named = LATER if _needs_later(package) else {}
    families = {fonts.SERIF: look.text_face, fonts.SANS: look.label_face}
    exchanged = {f'"{old}"': f'"{named.get(new, new)}"' for old, new in families.items()}
    exchanged |= {f'"{COMPLEX[old]}"': f'"{_beside(new)}"' for old, new in families.items()}
    slots = re.compile("|".join(exchanged))
    renamed = slots.sub(lambda m: exchanged[m[0]], package.parts[THEME].decode("utf-8"))
    for early in dict.fromkeys(families.values()):
        family, (other, kind) = named.get(early, early), ALTERNATIVES[theme.stand_in(early)]
        embedded = [_embedded(package, family, *pair) for pair in _embeddable(family)]
        rows.append(
            f'<w:font w:name="{family}"><w:altName w:val="{other}"/><w:family w:val="{kind}"/>'
            f'<w:pitch w:val="variable"/>{"".join(embedded)}</w:font>'
        )
    package.parts[THEME] = renamed.encode("utf-8")
    if _holds_code(package):
        embedded = [_embedded(package, fonts.MONO, *pair) for pair in FACES.items()]
        rows.append(
            f'<w:font w:name="{fonts.MONO}"><w:altName w:val="Consolas"/><w:family '
            f'w:val="modern"/><w:pitch w:val="fixed"/>{"".join(embedded)}</w:font>'
        )
    if any(_ARABIC.search(package.parts[part].decode("utf-8")) for part in _texts(package)):
        beside = {_beside(family): theme.stand_in(family) for family in families.values()}
        rows += [_complex(package, early, family) for family, early in beside.items()]
    package.put(PART, xml.fragment(f"<w:fonts>{''.join(rows)}</w:fonts>"))


def _beside(family: str) -> str:
    """Return the face that sets letters from right to left beside *family*."""
    return COMPLEX[theme.stand_in(family)]


def _embeddable(family: str) -> list[tuple[str, Style]]:
    """Return the faces of *family* to embed: of a theme's own those that may be edited."""
    own = fonts.own.files(family)
    if not own:
        return list(FACES.items())
    near = {slot: fonts.nearest(family, style) for slot, style in FACES.items()}
    first = {style: slot for slot, style in reversed(near.items())}
    return [
        (slot, s)
        for slot, s in near.items()
        if first[s] == slot and fonts.own.may_be_edited(own[s])
    ]


def _needs_later(package: Package) -> bool:
    """Tell whether *package* holds letters that our italics lack and their next edition has."""
    held = set("".join(package.parts[part].decode("utf-8") for part in _texts(package)))
    lacking = {c for c in held if c.isalpha() and ord(c) not in _italic(fonts.SERIF)}
    return sum(ord(c) in _italic(LATER[fonts.SERIF]) for c in lacking) > FEW


def _italic(family: str) -> frozenset[int]:
    return fonts.coverage(family, Style.ITALIC)


def _texts(package: Package) -> list[str]:
    """Return the parts of *package* that hold text."""
    return [part for part in package.parts if re.fullmatch(r"word/[a-z]+\d?\.xml", part)]


def _holds_code(package: Package) -> bool:
    """Tell whether some text of *package* is set as code."""
    texts = [package.parts[part] for part in _texts(package) if part != STYLES]
    return any(style in text for text in texts for style in (_CODE, _TOKEN))


def _complex(package: Package, beside: str, family: str) -> str:
    """Return the row of *family*, which sets letters from the right, embedded."""
    embedded = [_embedded(package, family, slot, style) for slot, style in COMPLEX_FACES.items()]
    kind = ALTERNATIVES[beside][1]
    return (
        f'<w:font w:name="{family}"><w:altName w:val="Arial"/><w:family w:val="{kind}"/>'
        f'<w:pitch w:val="variable"/>{"".join(embedded)}</w:font>'
    )


def _embedded(package: Package, family: str, slot: str, style: Style) -> str:
    """Add one face to *package* and return the element that names it."""
    data, key = _obfuscated(family, style)
    name = f"fonts/{family}-{style.value}.odttf".replace(" ", "")
    package.parts[f"word/{name}"] = data
    relation = package.relate(PART, "font", name)
    return f'<w:{slot} r:id="{relation}" w:fontKey="{{{key}}}"/>'


def _obfuscated(family: str, style: Style) -> tuple[bytes, str]:
    """Return a face as it is embedded, and its key; the same face has always the same one."""
    return _masked(family, style, fonts.static(family, style))


@cache
def _masked(family: str, style: Style, data: bytes) -> tuple[bytes, str]:
    """Return *data*, the face of *family* in *style*, as it is embedded, and its key."""
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:font:{family}:{style.value}")
    mask = key.bytes[::-1] * (OBFUSCATED // 16)
    head = bytes(a ^ b for a, b in zip(data[:OBFUSCATED], mask, strict=True))
    return head + data[OBFUSCATED:], str(key).upper()
