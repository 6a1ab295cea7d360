"""Titles without markup: they stand in windows, catalogues and citations, which have none.

pandoc, Quarto and JOSS read a title as Markdown: ``The genus *Rosa*``, ``The package `tea```.
"""

import re

RULES = (
    (re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*]+?)(?<=[^\s\\])\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^_]+?)(?<=[^\s\\])\1(?!\w)"), r"\2"),
    (re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)"), r"\2"),
    (re.compile(r"\[([^\[\]]+)\](?:\([^()\s]+\)|\{[^{}]*\})"), r"\1"),
    (re.compile(r"</?(?:i|em|b|strong|span|sup|sub|small|tt|code|br)\b[^<>]*>"), ""),
    (re.compile(r"\^\[.*\]$|\[\^[^\]]+\]$"), ""),
    (re.compile(r"(?<=\w|\s)---(?=\w|\s)"), "—"),
    (re.compile(r"(?<=\w|\s)--(?=\w|\s)"), "–"),
    (re.compile(r"\\([*_`~^\[\]$&%#])"), r"\1"),
)
"""What is taken away, in this order: emphasis, code, links and spans, tags, notes, escapes."""

LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
MOVED = re.compile(r"(?<=\w)(?P<sign>[~^])(?P<text>[^\s~^]{1,12})(?P=sign)")
"""A lowered or raised piece: ``H~2~O``, ``10^6^``."""


def plain(text: str) -> str:
    """Return the title *text* as it reads, without markup."""
    formulas = text.count("$") > 1
    for pattern, instead in RULES:
        if not (formulas and pattern.pattern.startswith("\\\\")):
            text = pattern.sub(instead, text)
    return text if formulas else MOVED.sub(_moved, text)


def _moved(match: re.Match[str]) -> str:
    """Return a lowered or raised piece in the characters that there are, else as it is."""
    table = LOWERED if match["sign"] == "~" else RAISED
    is_whole = all(ord(character) in table for character in match["text"])
    return match["text"].translate(table) if is_whole else match["text"]
