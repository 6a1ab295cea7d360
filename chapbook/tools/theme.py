"""Themes: a file of values for the tokens of all editions, read and written as CSS.

``templates/css/tokens.css`` holds what a theme does not say, and the theme ``journal`` the
colours of dark screens.  Colours are written as ``#rrggbb``, so that code can measure their
contrast and Word can be given them.
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from chapbook.model import Theme
from chapbook.settings import TEMPLATES
from chapbook.tools import fonts, lengths, offprint

FOLDER = TEMPLATES / "themes"
FILE = "theme.toml"

USUAL = "journal"
"""The theme of an article that names none."""

ALIASES = {"default": USUAL}
"""Other names of themes."""

FACES = (fonts.SERIF, fonts.SANS, fonts.LARGE_PRINT)
"""The families that a theme may choose: those for which others stand in, letter by letter."""

SERIF, SANS = fonts.SERIF, fonts.SANS

PRINT_PT = 10.0
"""``--print-size`` in ``tokens.css``."""

GENERIC = {SERIF: "serif"}
"""The kind of each family where it is not sans-serif."""

_TOKEN = re.compile(r"--([a-z][a-z-]*):\s*([^;]+);")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_SAFE = re.compile(r"[\w#%.,()+*/ -]+")
"""What the value of a token may consist of: nothing that ends it, no address, no string."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a theme's file."""

    line: int
    """1-based; 0 when it is about no line."""
    message: str
    fix: str = ""


def names() -> tuple[str, ...]:
    """Return the names of the themes that come with the program, sorted."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob(f"*/{FILE}")))


def usual() -> Theme:
    """Return the theme of an article that names none."""
    return read(USUAL, (FOLDER / USUAL / FILE).read_text("utf-8"))[0]


def read(name: str, text: str, own: Collection[str] = ()) -> tuple[Theme, list[Fault]]:
    """Return what *text*, the file of the theme *name*, says, and what is wrong with it.

    What is wrong counts as not said.

    Args:
        name: What the article calls it.
        text: What its file holds.
        own: The families that it brings along.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        message = f"the file is not TOML: {error}"
        return _theme(name, text, {}), [Fault(line=int(line[1]) if line else 0, message=message)]
    faults = [*_wrong_tables(data, text)]
    good = {table: _kept(table, data.get(table)) for table in ("colours", "dark", "tokens")}
    for table, kept in good.items():
        stated = data.get(table) if isinstance(data.get(table), dict) else {}
        faults += [_fault(table, k, v, text) for k, v in (stated or {}).items() if k not in kept]
    faces = data.get("faces") if isinstance(data.get("faces"), dict) else {}
    for key, family in (faces or {}).items():
        if key not in {"text", "label"} or family not in {*FACES, *own}:
            fix = (
                " or ".join(f'{key} = "{f}"' for f in (*own, *FACES))
                if key in {"text", "label"}
                else ""
            )
            message = f'{key} = "{family}" names no face of ours'
            faults.append(Fault(line=_line(text, key), message=message, fix=fix))
    faults += _wrong_page(data.get("page"), text)
    rest = {"faces": faces or {}, "logo": data.get("logo"), "page": data.get("page")}
    return _theme(name, text, {**good, **rest}), faults


def logo(text: str) -> tuple[str, int]:
    """Return the file that *text* names as its logo, or nothing, and the line (1-based)."""
    try:
        said = tomllib.loads(text).get("logo")
    except tomllib.TOMLDecodeError:
        return "", 0
    file = said.get("file") if isinstance(said, dict) else None
    return (file, _line(text, "file")) if isinstance(file, str) else ("", 0)


def _wrong_tables(data: Mapping[str, Any], text: str) -> list[Fault]:
    """Return a fault for each table that no theme has, and for a logo without words."""
    known = {"title", "colours", "dark", "tokens", "faces", "fonts", "page", "logo"}
    faults = [
        Fault(
            line=_line(text, rf"\[?{re.escape(key)}"),
            message=f'"{key}" is no part of a theme',
            fix="Parts are [colours], [dark], [faces], [[fonts]], [tokens], [page] and [logo].",
        )
        for key in data
        if key not in known
    ]
    said = data.get("logo")
    if isinstance(said, dict) and not str(said.get("alt") or "").strip():
        message = "the logo has no words for those who do not see it"
        faults.append(
            Fault(line=_line(text, "file"), message=message, fix='alt = "Name of the house"')
        )
    return faults


def _wrong_page(said: object, text: str) -> list[Fault]:
    """Return a fault where *said* is no page that the columns of print have room on."""
    if said is None or _page(said):
        return []
    limits = " and ".join(
        f"{key} from {low} to {high}" for key, (low, high) in offprint.LIMITS_MM.items()
    )
    message = f"[page] is {said!r} and should have {limits}"
    return [Fault(line=_line(text, r"\[page"), message=message, fix="width-mm = 200")]


def _page(said: object) -> tuple[float, float] | None:
    """Return width and height in millimetres; nothing where *said* is no sound page."""
    if not isinstance(said, dict) or set(said) != set(offprint.LIMITS_MM):
        return None
    sides = [
        float(said[key]) if type(said[key]) in {int, float} else 0.0 for key in offprint.LIMITS_MM
    ]
    limits = zip(sides, offprint.LIMITS_MM.values(), strict=True)
    return (sides[0], sides[1]) if all(low <= s <= high for s, (low, high) in limits) else None


def _kept(table: str, stated: object) -> dict[str, str]:
    """Return what is right of *stated*."""
    if not isinstance(stated, dict):
        return {}
    if table == "tokens":
        known = set(_defaults("tokens.css")) - set(colours("tokens.css"))
        return {k: v for k, v in stated.items() if k in known and _is_safe(v)}
    known = set(colours("tokens.css"))
    return {k: v.lower() for k, v in stated.items() if k in known and _is_colour(v)}


def _is_safe(value: object) -> bool:
    return isinstance(value, str) and _SAFE.fullmatch(value) is not None and "url" not in value


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and _COLOUR.fullmatch(value.lower()) is not None


def _fault(table: str, key: str, value: object, text: str) -> Fault:
    """Return what is wrong with one value of *table*."""
    known = colours("tokens.css") if table != "tokens" else _defaults("tokens.css")
    if key not in known:
        near = ", ".join(k for k in known if not k.startswith(("face-", "sign-")))
        return Fault(line=_line(text, key), message=f'there is no token "{key}"', fix=near)
    wanted = '"#0b4f5c"' if table != "tokens" else "a plain CSS value, such as 1.2rem"
    return Fault(line=_line(text, key), message=f"{key} = {value!r} should be {wanted}")


def _line(text: str, key: str) -> int:
    """Return the 1-based line of *text* on which *key* stands, or 0."""
    match = re.search(rf"^\s*{key}\b", text, re.M)
    return text.count("\n", 0, match.start()) + 1 + match[0].count("\n") if match else 0


def _theme(name: str, text: str, said: Mapping[str, Any]) -> Theme:
    """Return the theme with what it does not say filled in."""
    light = {**colours("tokens.css"), **said.get("colours", {})}
    faces = said.get("faces", {})
    alt = said.get("logo") or {}
    return Theme(
        name=name,
        light=light,
        dark={**_dark(), **said.get("dark", {})},
        tokens=said.get("tokens", {}),
        text_face=_face(faces.get("text"), fonts.SERIF),
        label_face=_face(faces.get("label"), fonts.SANS),
        page_mm=_page(said.get("page")),
        logo_alt=str(alt.get("alt") or "") if isinstance(alt, dict) else "",
        written=text,
    )


def _face(family: object, otherwise: str) -> str:
    is_known = family in {*FACES, *fonts.adopted}
    return family if isinstance(family, str) and is_known else otherwise


@cache
def _dark() -> dict[str, str]:
    """Return the colours of dark screens where a theme says no others."""
    dark: dict[str, str] = tomllib.loads((FOLDER / USUAL / FILE).read_text("utf-8"))["dark"]
    return dark


@cache
def _defaults(sheet: str) -> dict[str, str]:
    """Return the tokens of *sheet*, a file of ``templates/css``, in their order."""
    css = (TEMPLATES / "css" / sheet).read_text("utf-8")
    return dict(_TOKEN.findall(re.sub(r"/\*.*?\*/", "", css, flags=re.S)))


def colours(sheet: str) -> dict[str, str]:
    """Return the colours of *sheet* by their tokens."""
    return {key: value for key, value in _defaults(sheet).items() if _COLOUR.fullmatch(value)}


def token(look: Theme, key: str) -> str:
    """Return the value that the token *key* has in *look*, as CSS writes it; "" for none."""
    return look.tokens.get(key, _defaults("tokens.css").get(key, ""))


def print_pt(look: Theme) -> float:
    """Return the size of running text in print, in points; the usual one where it is no length."""
    length = lengths.read(look.tokens.get("print-size", ""))
    return length.mm(0) / 25.4 * 72 if length and length.unit not in lengths.RELATIVE else PRINT_PT


def family(name: str) -> str:
    """Return the family *name* as CSS lists it, with its kind behind it."""
    ours = stand_in(name)
    own = "" if ours == name else f'"{name}", '
    return f'{own}"{ours}", {GENERIC.get(ours, "sans-serif")}'


def stand_in(name: str) -> str:
    """Return the one of our families that sets what the family *name* lacks: itself, if ours."""
    return fonts.adopted[name].stands_in if name in fonts.adopted else name


def without_own_faces(look: Theme) -> Theme:
    """Return *look* in faces of ours, for what is made again when its own are not at hand."""
    text_face, label_face = stand_in(look.text_face), stand_in(look.label_face)
    return replace(look, text_face=text_face, label_face=label_face)


def css(theme: Theme) -> str:
    """Return the style sheet of *theme* for paper, which follows ``tokens.css``."""
    said = {
        "face-text": family(theme.text_face),
        "face-label": family(theme.label_face),
        **theme.light,
        **theme.tokens,
        **_signs(theme.light),
    }
    return _root(said)


def screen_css(theme: Theme) -> str:
    """Return the style sheet of *theme* for screens, light and dark."""
    dark = _root({**theme.dark, **_signs(theme.dark)})
    return f"{css(theme)}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n"


def _root(values: Mapping[str, str]) -> str:
    rows = "\n".join(f"  --{key}: {value};" for key, value in values.items())
    return f":root {{\n{rows}\n}}"


def _signs(palette: Mapping[str, str]) -> dict[str, str]:
    """Return the signs of tokens.css, drawn in the colours of *palette*."""
    found = re.findall(
        r'--(sign-[a-z]+):\s*(url\("[^"]*"\));', (TEMPLATES / "css/tokens.css").read_text("utf-8")
    )
    first = colours("tokens.css")
    exchanged = {
        f"%23{first['quiet'][1:]}": f"%23{palette['quiet'][1:]}",
        f"%23{first['warning'][1:]}": f"%23{palette['warning'][1:]}",
        f"%23{first['accent'][1:]}": f"%23{palette['accent'][1:]}",
        "%23fff'": f"%23{palette['paper'][1:]}'",
    }
    pattern = re.compile("|".join(map(re.escape, exchanged)))
    return {key: pattern.sub(lambda m: exchanged[m[0]], drawn) for key, drawn in found}
