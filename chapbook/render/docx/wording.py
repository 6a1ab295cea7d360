"""Formatted text as strings: as it reads, as CSL-JSON marks it, as RTF does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from chapbook.model import Node
from chapbook.tools.pandoc import ast

INSIDE = dict.fromkeys(
    ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps")
) | dict.fromkeys(("Quoted", "Link", "Span", "Cite"), 1)
"""Where do the inlines stand among the parts of one that holds others?  None: they are all."""

QUOTES = {"SingleQuote": "‘’", "DoubleQuote": "“”"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notation:
    """A way to write formatted text as a string."""

    marks: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What stands before and after the content of each kind of inline."""
    letters: Callable[[str], str] = str
    """How plain text is written."""


def _rtf_letters(text: str) -> str:
    """Return *text* in RTF; signs beyond ASCII as signed UTF-16 (RTF 1.9.1, "Unicode RTF")."""
    escaped = "".join(f"\\{sign}" if sign in "\\{}" else sign for sign in text)
    return "".join(c if c.isascii() else _rtf_sign(c) for c in escaped)


def _rtf_sign(sign: str) -> str:
    """Return one *sign* in RTF, each half of a surrogate pair on its own."""
    units = sign.encode("utf-16-be")
    numbers = [int.from_bytes(units[at : at + 2], signed=True) for at in range(0, len(units), 2)]
    return "".join(f"\\uc0\\u{number}{{}}" for number in numbers)


PLAIN = Notation()
"""The words alone, every space as it is printed."""

CSL = Notation(
    marks={
        "Emph": ("<i>", "</i>"),
        "Strong": ("<b>", "</b>"),
        "Superscript": ("<sup>", "</sup>"),
        "Subscript": ("<sub>", "</sub>"),
        "SmallCaps": ('<span style="font-variant:small-caps;">', "</span>"),
    }
)
"""Source: citeproc-js manual, "HTML-like formatting tags"."""

RTF = Notation(
    marks={
        "Emph": ("{\\i{}", "}"),
        "Strong": ("{\\b{}", "}"),
        "Superscript": ("\\super ", "\\nosupersub{}"),
        "Subscript": ("\\sub ", "\\nosupersub{}"),
        "SmallCaps": ("{\\scaps{}", "}"),
    },
    letters=_rtf_letters,
)
"""Source: Juris-M/citeproc-js, src/formats.js, CSL.Output.Formats.rtf."""


def written(inlines: list[Node], notation: Notation = PLAIN) -> str:
    """Return *inlines* in *notation*."""
    return "".join(_inline(node, notation) for node in inlines)


def _inline(node: Node, notation: Notation) -> str:
    """Return one inline in *notation*."""
    kind, content = node["t"], node.get("c", [])
    if kind == "Str":
        return notation.letters(content)
    if kind in ast.BLANK:
        return " "
    if kind not in INSIDE:
        return notation.letters(ast.text(node))
    before, after = notation.marks.get(kind, ("", ""))
    if kind == "Quoted":
        before, after = (notation.letters(sign) for sign in QUOTES[content[0]["t"]])
    inlines = content if INSIDE[kind] is None else content[INSIDE[kind]]
    return f"{before}{written(inlines, notation)}{after}"
