"""Which way text runs, and style sheets for text that runs from right to left."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

RTL, LTR = "rtl", "ltr"

SCRIPTS = frozenset(
    {"Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}
)
"""Scripts of modern use that run from right to left, by their ISO 15924 codes."""

LANGUAGES = frozenset(
    {
        *("ar", "arc", "arz", "az-IR", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "ku-IQ"),
        *("lrc", "mzn", "nqo", "ps", "prs", "sd", "syr", "ug", "ur", "yi"),
    }
)
"""Languages that are written in them unless their tag names another script.
CLDR 45, supplemental data, "likely subtags"."""


def of_language(lang: str) -> str:
    """Return ``rtl`` or ``ltr`` for the BCP 47 tag *lang*; what is unknown runs from the left."""
    subtags = lang.replace("_", "-").split("-")
    script = next((s.title() for s in subtags[1:] if len(s) == 4 and s.isalpha()), None)
    if script:
        return RTL if script in SCRIPTS else LTR
    language = subtags[0].lower()
    region = next((s.upper() for s in subtags[1:] if len(s) == 2), "")
    return RTL if {language, f"{language}-{region}"} & LANGUAGES else LTR


def of_text(text: str, otherwise: str) -> str:
    """Return which way most letters of *text* run; *otherwise* when it has none.

    Source: Unicode Standard Annex 9, table 4 (bidirectional character types).
    """
    kinds = Counter(map(unicodedata.bidirectional, text))
    left, right = kinds["L"], kinds["R"] + kinds["AL"]
    if left == right:
        return otherwise
    return LTR if left > right else RTL


_PIECE = re.compile(
    r"""(?:/\*.*?\*/ | "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*' | url\((?:[^)"']|"[^"]*"|'[^']*')*\)
        | [^;{}"'/] | /)+? (?= [;{}] | \Z )""",
    re.S | re.X,
)
"""A selector, the head of an at-rule or a declaration, whatever strings it holds."""

_HELD = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)]*\)""", re.S)
_SIDE = re.compile(r"(?<![\w-])(left|right)(?![\w-])")
_SIDE_IN_NAME = re.compile(r"(?<![a-z])(left|right)(?![a-z])")
_FOUR_SIDES = re.compile(r"margin|padding|inset|border-(?:width|style|color)")
_LENGTH = r"(-?(?:\d*\.)?\d+(?:mm|cm|em|rem|pt|px)|calc\((?:[^()]|\([^()]*\))*\))"
_PLACED = re.compile(rf"(?<![\w.-]){_LENGTH}\s+{_LENGTH}(?=\s*(?:/|\Z))")
_INNER = r"\((?:[^()]|\([^()]*\))*\)"
_VALUE = re.compile(rf"(?:[^\s()]|\((?:[^()]|{_INNER})*\))+")
"""A value with brackets in brackets in its own, as ``calc(-1 * (var(--a) + var(--b)))``."""


def mirrored(css: str) -> str:
    """Return the style sheet *css* with left and right exchanged.

    Logical properties stay as they are; so do names of classes, strings and addresses.
    Backgrounds that are placed by lengths are placed from the other side.
    """
    out, last = [], 0
    for match in _PIECE.finditer(css):
        end = css[match.end() : match.end() + 1]
        out += [css[last : match.start()], _piece(match[0], end)]
        last = match.end()
    return "".join([*out, css[last:]])


def _piece(piece: str, end: str) -> str:
    """Return a *piece* of a style sheet mirrored, by the character that ends it."""
    if end == "{":
        is_side = piece.split("*/")[-1].lstrip().startswith("@")
        return _around_held(piece, _at_rule) if is_side else piece
    name, colon, value = piece.partition(":")
    if not colon or name.split("*/")[-1].strip().startswith("--"):
        return piece
    head, comment, bare = name.rpartition("*/")
    bare = _SIDE_IN_NAME.sub(_other, bare)
    return f"{head}{comment}{bare}:{_around_held(value, lambda v: _value(bare.strip(), v))}"


def _at_rule(head: str) -> str:
    """Return the head of an at-rule, such as ``@page :left`` or ``@top-right``, mirrored."""
    return _SIDE_IN_NAME.sub(_other, head)


def _value(name: str, value: str) -> str:
    """Return the *value* of the property *name* mirrored."""
    value = _SIDE.sub(_other, value)
    if _FOUR_SIDES.fullmatch(name):
        sides = _VALUE.findall(value.replace("!important", ""))
        if len(sides) == 4:
            top, right, bottom, left = sides
            important = " !important" if "!important" in value else ""
            end = value[len(value.rstrip()) :]
            return f" {top} {left} {bottom} {right}{important}{end}"
    if name in {"background", "background-position"}:
        return _PLACED.sub(r"right \1 top \2", value)
    return value


def _around_held(text: str, change: Callable[[str], str]) -> str:
    """Return *text* changed, with its strings, addresses and comments as they are."""
    held = _HELD.findall(text)
    kept: Iterator[str] = iter(held)
    return re.sub("\0", lambda _: next(kept), change(_HELD.sub("\0", text)))


def _other(match: re.Match[str]) -> str:
    """Return the other side than the one found."""
    return "right" if match[0] == "left" else "left"
