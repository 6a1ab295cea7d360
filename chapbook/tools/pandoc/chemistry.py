r"""Chemical formulas and reactions, ``\ce{...}``: one grammar and two printers.

    \ce{SO4^2-}                  SO₄²⁻          letters, as ``letters`` prints it in running text
    \ce{N2 + 3H2 <=>[Fe] 2NH3}   plain TeX      as ``spelt`` prints it, where letters are not enough

What is read is the part of mhchem 4 that articles use: elements, counts, charges, isotopes,
states, groups in brackets, arrows with and without words.  Anything else is left as it is, so that
it is reported and not set wrongly.  Source: the manual of mhchem 4.08.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from chapbook.tools.pandoc.ast import Node

CE = re.compile(r"\\ce\s*\{(?P<inside>(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}")


class Kind(Enum):
    """What a piece of a formula is."""

    SPACE = "space"
    ARROW = "arrow"
    GAS = "gas"
    """``^`` alone: what is made escapes."""
    SOLID = "solid"
    """``v`` alone: what is made falls out."""
    RAISED = "raised"
    LOWERED = "lowered"
    SIGN = "sign"
    """``+`` or ``=`` between substances."""
    AMOUNT = "amount"
    """A number before a substance."""
    LETTERS = "letters"
    BRACKET = "bracket"
    DOT = "dot"
    BOND = "bond"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a formula."""

    kind: Kind
    text: str
    """What is printed, or the sign that names it; without the marks around it."""
    above: str = ""
    """The words above an arrow."""
    below: str = ""


PIECE = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<arrow><=>>|<<=>|<=>|<-->|<->|->|<-|=>)"
    r"(?:\[(?P<above>[^\]]*)\])?(?:\[(?P<below>[^\]]*)\])?"
    r"|(?P<gas>(?<!\S)(?:\^|\(\^\))(?!\S))"
    r"|(?P<solid>(?<!\S)v(?!\S))"
    r"|\^(?:\{(?P<raised>[^{}]*)\}|(?P<power>[0-9]*[+-]|[0-9]+))"
    r"|_(?:\{(?P<lowered>[^{}]*)\}|(?P<index>[0-9]+|[A-Za-z]))"
    r"|(?P<sign>(?<!\S)[+=](?!\S))"
    r"|(?P<charge>(?<=[\w)\]}])[+-](?=[\s)\]]|$))"
    r"|(?P<amount>(?:(?<!\S)|(?<=[.*\-=#(\[>]))(?:[0-9]+\.[0-9]+|[0-9]+(?:/[0-9]+)?))"
    r"|(?P<count>[0-9]+)"
    r"|(?P<letters>[A-Z][a-z]?|[a-z]+)"
    r"|(?P<bracket>[()\[\]])"
    r"|(?P<dot>[.*])"
    r"|(?P<bond>[-=#])"
)
"""The tokens of mhchem 4's input, the strongest first."""

SAME = {
    "power": Kind.RAISED,
    "charge": Kind.RAISED,
    "index": Kind.LOWERED,
    "count": Kind.LOWERED,
}
"""Tokens that are written in several ways."""


def pieces(text: str) -> list[Piece] | None:
    """Return what the formula *text* consists of; ``None`` when part of it cannot be read."""
    out: list[Piece] = []
    at = 0
    while at < len(text):
        match = PIECE.match(text, at)
        if match is None:
            return None
        groups = match.groupdict()
        above, below = groups.pop("above"), groups.pop("below")
        name, said = next((name, said) for name, said in groups.items() if said is not None)
        kind = SAME.get(name) or Kind(name)
        out.append(Piece(kind, said, above or "", below or ""))
        at = match.end()
    return out


IN_LETTERS = {
    (Kind.ARROW, "<->"): "↔",
    (Kind.ARROW, "->"): "→",
    (Kind.ARROW, "<-"): "←",
    (Kind.BOND, "-"): "–",
    (Kind.BOND, "#"): "≡",
    (Kind.DOT, "."): "·",
    (Kind.DOT, "*"): "·",
    (Kind.GAS, "^"): "↑",
    (Kind.GAS, "(^)"): "↑",
    (Kind.SOLID, "v"): "↓",
}
"""Signs that a face for text has; an equilibrium is set as a formula."""


def letters(text: str) -> list[Node] | None:
    """Return what the formula *text* prints in running text; ``None`` if it takes more."""
    read = pieces(text)
    if read is None or any(map(_needs_tex, read)):
        return None
    return [_letter(piece) for piece in read]


def _needs_tex(piece: Piece) -> bool:
    """Tell whether *piece* is an arrow with words, or one that no face for text has."""
    is_simple = (piece.kind, piece.text) in IN_LETTERS and not piece.above and not piece.below
    return piece.kind is Kind.ARROW and not is_simple


def _letter(piece: Piece) -> Node:
    """Return one piece as letters, with a minus that is one where it is raised."""
    if piece.kind is Kind.SPACE:
        return {"t": "Space"}
    if piece.kind is Kind.RAISED:
        return {"t": "Superscript", "c": [_word(piece.text.replace("-", "−"))]}
    if piece.kind is Kind.LOWERED:
        return {"t": "Subscript", "c": [_word(piece.text)]}
    return _word(IN_LETTERS.get((piece.kind, piece.text), piece.text))


def _word(text: str) -> Node:
    """Return *text* as a word."""
    return {"t": "Str", "c": text}


IN_TEX = {
    (Kind.ARROW, "->"): r"\rightarrow",
    (Kind.ARROW, "<-"): r"\leftarrow",
    (Kind.ARROW, "<->"): r"\leftrightarrow",
    (Kind.ARROW, "<-->"): r"\rightleftarrows",
    (Kind.ARROW, "<=>"): r"\rightleftharpoons",
    (Kind.ARROW, "<=>>"): r"\rightleftharpoons",
    (Kind.ARROW, "<<=>"): r"\rightleftharpoons",
    (Kind.ARROW, "=>"): r"\Rightarrow",
    (Kind.BOND, "-"): "{-}",
    (Kind.BOND, "="): "{=}",
    (Kind.BOND, "#"): r"{\equiv}",
    (Kind.DOT, "."): r"\cdot ",
    (Kind.DOT, "*"): r"\cdot ",
    (Kind.GAS, "^"): r"\uparrow ",
    (Kind.GAS, "(^)"): r"\uparrow ",
    (Kind.SOLID, "v"): r"\downarrow ",
}
"""What TeX calls the signs."""


def spelt(tex: str) -> str:
    r"""Return *tex* with every ``\ce`` that can be read written in plain TeX."""
    return CE.sub(lambda match: _reaction(match["inside"]) or match[0], tex)


def _reaction(text: str) -> str:
    """Return a formula or reaction in TeX; nothing when part of it cannot be read."""
    read = pieces(text.strip())
    return f"{{{_in_tex(read)}}}" if read else ""


def _in_tex(read: Sequence[Piece]) -> str:
    """Return the pieces *read* in TeX."""
    before = [None, *read]
    return "".join(_tex(piece, above) for above, piece in zip(before, read, strict=False))


def _tex(piece: Piece, before: Piece | None) -> str:
    """Return one piece in TeX; what has nothing *before* it is raised above nothing."""
    if piece.kind in {Kind.RAISED, Kind.LOWERED}:
        mark = "^" if piece.kind is Kind.RAISED else "_"
        stands_alone = before is None or before.kind is Kind.SPACE
        return f"{'{}' if stands_alone else ''}{mark}{{{piece.text}}}"
    if piece.kind is Kind.ARROW:
        return _arrow(piece)
    if piece.kind is Kind.SPACE:
        return " "
    shapes = {Kind.SIGN: " {} ", Kind.AMOUNT: r"{}\,", Kind.LETTERS: r"\mathrm{{{}}}"}
    said = IN_TEX.get((piece.kind, piece.text), piece.text)
    return shapes.get(piece.kind, "{}").format(said)


def _arrow(piece: Piece) -> str:
    """Return an arrow with the words above and below it."""
    said = IN_TEX[piece.kind, piece.text]
    if piece.above:
        said = rf"\overset{{{_words_on(piece.above)}}}{{{said}}}"
    if piece.below:
        said = rf"\underset{{{_words_on(piece.below)}}}{{{said}}}"
    return f" {said} "


def _words_on(text: str) -> str:
    """Return the words on an arrow: a substance where it is one."""
    plain = text.replace("~", " ").strip()
    is_substance = re.search(r"[0-9^+]|^[A-Z][a-z]?$", plain)
    read = pieces(plain) if is_substance else None
    return _in_tex(read) if read else rf"\text{{{plain}}}"
