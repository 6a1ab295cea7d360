r"""Simple chemical formulas and reactions, as mhchem's ``\ce`` writes them."""

import re

from chapbook.tools.pandoc.ast import Node

ARROWS = {"<->": "↔", "->": "→", "<-": "←"}
"""Arrows that a face for text has; an equilibrium is set as a formula."""

PART = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<arrow><->|->|<-)(?:\[[^\]]*\]){0,2}"
    r"|(?P<raised>\^(?:\{[^{}]*\}|[0-9]*[+-]?))"
    r"|(?P<lowered>_(?:\{[^{}]*\}|[0-9A-Za-z]+))"
    r"|(?P<gas>\^(?=\s|$))|(?P<solid>\bv(?=\s|$))"
    r"|(?P<element>[A-Z][a-z]?|\)|\])(?P<count>[0-9]*)(?P<charge>(?:[+-](?=[\s\])]|$))?)"
    r"|(?P<dot>[*.](?=[0-9A-Z]|\s))"
    r"|(?P<state>\((?:aq|s|l|g)\))"
    r"|(?P<other>[0-9]+|[(\[#+]|=(?!>)|-(?=[A-Z])|[a-z])"
)
"""The tokens of mhchem 4's input that print as letters, figures and signs."""


def formula(text: str) -> list[Node] | None:
    """Return what the formula *text* prints; ``None`` if it is not a simple one."""
    out: list[Node] = []
    at = 0
    while at < len(text):
        match = PART.match(text, at)
        if not match or match.end() == at or (match["arrow"] and "[" in match[0]):
            return None
        out += _printed(match)
        at = match.end()
    return out


def _printed(match: re.Match[str]) -> list[Node]:
    """Return what one token of a formula prints."""
    kind = match.lastgroup
    if match["space"]:
        return [{"t": "Space"}]
    if match["element"]:
        low = [{"t": "Subscript", "c": [_word(match["count"])]}] if match["count"] else []
        return [_word(match["element"]), *low, *_charge(match["charge"])]
    if match["raised"]:
        return _charge(match["raised"][1:].strip("{}"))
    if match["lowered"]:
        return [{"t": "Subscript", "c": [_word(match["lowered"][1:].strip("{}"))]}]
    signs = {"gas": "↑", "solid": "↓", "dot": "·"}
    if match["arrow"]:
        return [_word(ARROWS[match["arrow"]])]
    return [_word(signs.get(kind or "", {"#": "≡", "-": "–"}.get(match[0], match[0])))]


def _charge(text: str) -> list[Node]:
    """Return *text* raised, with a minus that is one."""
    return [{"t": "Superscript", "c": [_word(text.replace("-", "−"))]}] if text else []


def _word(text: str) -> Node:
    """Return *text* as a word."""
    return {"t": "Str", "c": text}
