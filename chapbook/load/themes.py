"""Reading the theme of an article: one of ours, or a folder beside the article."""

from dataclasses import replace
from pathlib import Path, PurePosixPath

from chapbook.findings import Finding, Place
from chapbook.load import images, typefaces
from chapbook.load.confine import inside
from chapbook.load.typefaces import Brought
from chapbook.model import Asset, Theme
from chapbook.tools import theme

LOGO = "theme-logo"
"""What the logo's file is called in editions, before its ending."""


def read(folder: Path, name: str, at: Place) -> tuple[Theme, list[Finding], dict[str, Path]]:
    """Read the theme *name*.

    Args:
        folder: The article's.
        name: That of one of ours, or the path of a folder below *folder*: ``./house``.
        at: Where the article names it.

    Returns:
        The theme, the usual one where there is no such; what is wrong with it; and the
        files of the article's folder that were read.
    """
    if "/" not in name:
        own = theme.FOLDER / theme.ALIASES.get(name, name)
        if name not in {*theme.names(), *theme.ALIASES}:
            return theme.usual(), [], {}
        made, found, _ = _read(own, "", name)
        return made, found, {}
    below = PurePosixPath(name).as_posix()
    prefix = "" if below == "." else f"{below}/"
    path, problem = inside(folder, f"{prefix}{theme.FILE}", at, "theme-unknown")
    if path is None:
        return theme.usual(), problem, {}
    made, found, inputs = _read(folder, prefix, name)
    return replace(made, file=f"{prefix}{theme.FILE}"), found, inputs


def _read(folder: Path, below: str, name: str) -> tuple[Theme, list[Finding], dict[str, Path]]:
    """Read the theme whose files are named *below* and more, relative to *folder*."""
    file = f"{below}{theme.FILE}"
    path = folder / file
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        broken = Finding(code="theme-broken", place=Place(file=file), message="it is not UTF-8")
        return theme.usual(), [broken], {file: path}
    brought = typefaces.read(folder, below, text)
    made, faults = theme.read(name, text, brought.declared)
    found = [*(_finding(file, fault) for fault in faults), *brought.findings]
    picture, problems, inputs = _logo(folder, below, text)
    made = replace(_sound(made, brought), logo=picture)
    return made, [*found, *problems], {file: path, **inputs, **brought.inputs}


def _sound(made: Theme, brought: Brought) -> Theme:
    """Return the theme *made* without faces that cannot be used: a finding says why."""
    unfit, usual = {*brought.declared} - {*brought.sound}, theme.usual()
    return replace(
        made,
        text_face=usual.text_face if made.text_face in unfit else made.text_face,
        label_face=usual.label_face if made.label_face in unfit else made.label_face,
    )


def _finding(file: str, fault: theme.Fault) -> Finding:
    place = Place(file=file, line=fault.line)
    return Finding(code="theme-broken", place=place, message=fault.message, fix=fault.fix)


def _logo(
    folder: Path, below: str, text: str
) -> tuple[Asset | None, list[Finding], dict[str, Path]]:
    """Read the logo that the theme's file *text* names."""
    name, line = theme.logo(text)
    if not name:
        return None, [], {}
    target, at = f"{below}{name}", Place(file=f"{below}{theme.FILE}", line=line)
    assets, found, inputs = images.read(folder, [(target, at)])
    named = [replace(a, name=f"{LOGO}{Path(a.name).suffix}") for a in assets.values()]
    return next(iter(named), None), found, inputs
