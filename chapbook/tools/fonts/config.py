"""What fontconfig is told: our faces, no others, and who stands in for whom."""

import importlib.metadata
import os
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from chapbook.tools.fonts import faces
from chapbook.tools.fonts.families import FAMILIES, SUBSTITUTES, Style

RECIPE = 1
"""Goes up when ``faces.static`` makes other bytes of the same font, and when fontconfig is
told other things about fonts that it has scanned before."""

_ONE_LANGUAGE = (
    '  <match target="pattern"><edit name="lang" mode="assign"><string>en</string></edit></match>'
)
"""The text's language would count more than its slope: of a family whose italics lack Greek,
a Greek text would get the upright face for everything.  Letters decide, not languages."""

_SLANTED = "Slanted"
"""Stands behind the name of a family's italics."""


def folders() -> tuple[Path, ...]:
    """Return the folders of the packages that hold the fonts.

    Raises:
        MissingToolError: A package is not installed.
    """
    found = (faces.folder(row.package, row.folder) for row in FAMILIES.values())
    return tuple(dict.fromkeys(found))


def files(cut_folder: Path) -> tuple[Path, ...]:
    """Return every font file that a build may use.

    Args:
        cut_folder: Where the faces of variable fonts are; those that are not there yet
            are made.
    """
    return tuple(
        _cut_file(cut_folder, name, style) if row.is_variable else faces.file(name, style)
        for name, row in FAMILIES.items()
        for style in row.endings
    )


def _cut_file(folder: Path, family: str, style: Style) -> Path:
    """Return the file in *folder* of a face of a variable font, made if need be.

    Two builds may make it at once; each puts a whole file in its place.
    """
    version = importlib.metadata.version(FAMILIES[family].package.replace("_", "-"))
    path = folder / f"{family}-{style.value}-{version}-{RECIPE}.ttf".replace(" ", "")
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(faces.static(family, style))
        draft.replace(path)
    return path


def fontconfig(cache_folder: Path) -> str:
    """Return a fontconfig file that knows our fonts and no others.

    Everything in the folders is refused by pattern and our files are let in by name:
    the packages hold each face twice, as TrueType and as OpenType, and weights that
    nothing uses.  Programs ask for "emoji" of their own accord; they get ours.

    Args:
        cache_folder: Where fontconfig keeps what it finds out, and where the faces of
            variable fonts are; it is made.

    Source: the fontconfig user manual, "selectfont" and "alias".
    """
    ours = files(cache_folder / "faces")
    rows = [f"  <dir>{escape(str(f))}</dir>" for f in dict.fromkeys(path.parent for path in ours)]
    return "\n".join(
        [
            '<?xml version="1.0"?>',
            '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
            "<fontconfig>",
            "  <reset-dirs/>",
            *rows,
            f"  <cachedir>{escape(str(cache_folder / f'scanned-{RECIPE}'))}</cachedir>",
            _ONE_LANGUAGE,
            *(rule for family in SUBSTITUTES for rule in _slanted(family)),
            *_aliases(),
            "  <selectfont>",
            "    <acceptfont>",
            *(f"      <glob>{escape(str(path))}</glob>" for path in ours),
            "    </acceptfont>",
            "    <rejectfont><glob>*</glob></rejectfont>",
            "  </selectfont>",
            "</fontconfig>",
            "",
        ]
    )


def _slanted(family: str) -> Iterator[str]:
    """Yield the rules that make the italics of *family* a family of their own.

    fontconfig ranks families above slopes: for a letter that the italic lacks it would
    take the upright face of the same family before the italic of another.
    """
    is_slanted = '<test name="slant" compare="more_eq"><int>100</int></test>'
    for target in ("scan", "pattern"):
        yield f'  <match target="{target}">'
        yield f'    <test name="family"><string>{escape(family)}</string></test>{is_slanted}'
        yield '    <edit name="family" mode="assign" binding="same">'
        yield f"      <string>{escape(family)} {_SLANTED}</string></edit>"
        yield "  </match>"


def _aliases() -> Iterator[str]:
    """Yield the rules that say who stands in for a family, in which order."""
    upright = {**SUBSTITUTES, "emoji": ("Noto Emoji",)}
    slanted = {
        f"{family} {_SLANTED}": [f"{o} {_SLANTED}" if o in SUBSTITUTES else o for o in others]
        for family, others in SUBSTITUTES.items()
    }
    for family, substitutes in {**upright, **slanted}.items():
        named = "".join(f"<family>{escape(other)}</family>" for other in substitutes)
        yield f'  <alias binding="same"><family>{escape(family)}</family>'
        yield f"    <accept>{named}</accept></alias>"
