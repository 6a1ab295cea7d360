"""Quotation marks, and the spaces beside punctuation, as the language of the words has them.

A phrase in another language, ``[« bonjour »]{lang=fr}``, follows its own; marks outside
the brackets are those of the text around it.
"""

import re
from collections.abc import Mapping
from typing import Any

from chapbook.model import Node
from chapbook.tools import labels as languages
from chapbook.tools.pandoc import ast

NO_BREAK = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"

MARKS = {"DoubleQuote": "double", "SingleQuote": "single"}
SPACES = {"Space", "SoftBreak"}
AFTER_SPACE = re.compile(r"[;:!?»](?:$|[^\w(-])")
"""What a spaced mark looks like at the beginning of a word: not ":-)" and not "?x"."""


def marked(tree: Any, labels: Mapping[str, str]) -> Any:
    """Return *tree* with quotations enclosed in the marks of their language.

    Where that language sets its marks off by spaces, as French does, a space typed before
    a colon or within guillemets becomes one at which no line ends.

    Args:
        tree: Blocks, inlines or anything within them.
        labels: The words of the language around *tree*.
    """
    if isinstance(tree, dict):
        inside = _own(tree, labels)
        return {key: marked(part, inside) for key, part in tree.items()}
    if not isinstance(tree, list):
        return tree
    out: list[Any] = []
    for part in tree:
        out += _enclosed(part, labels) if _is(part, "Quoted") else [marked(part, labels)]
    return _kept(out) if labels["quotes-double-open"].endswith(NO_BREAK) else out


def _own(node: Node, labels: Mapping[str, str]) -> Mapping[str, str]:
    """Return the words of the language that *node* says it is in, or else *labels*."""
    lang = ast.value(node, "lang") if node.get("t") in ast.ATTR_INDEX else None
    return languages.load(lang) if lang and languages.covers(lang) else labels


def _enclosed(quoted: Node, labels: Mapping[str, str]) -> list[Any]:
    """Return the inlines of *quoted* between its marks."""
    name = MARKS[quoted["c"][0]["t"]]
    before, after = (labels[f"quotes-{name}-{side}"] for side in ("open", "close"))
    return [{"t": "Str", "c": before}, *marked(quoted["c"][1], labels), {"t": "Str", "c": after}]


def _kept(parts: list[Any]) -> list[Any]:
    """Return *parts* with the spaces beside spaced punctuation unbreakable."""
    return [
        {"t": "Str", "c": _space(parts[i - 1], parts[i + 1])}
        if _is(part, *SPACES) and 0 < i < len(parts) - 1 and _space(parts[i - 1], parts[i + 1])
        else part
        for i, part in enumerate(parts)
    ]


def _space(before: Any, after: Any) -> str:
    """Return the unbreakable space that belongs between two inlines, or nothing.

    Thin before ; ! and ?, whole before a colon and within guillemets.
    Source: Lexique des règles typographiques en usage à l'Imprimerie nationale.
    """
    if _is(before, "Str") and before["c"].endswith("«"):
        return NO_BREAK
    mark = AFTER_SPACE.match(after["c"]) if _is(after, "Str") else None
    if mark is None:
        return ""
    return NO_BREAK if mark[0][0] in ":»" else THIN


def _is(part: Any, *types: str) -> bool:
    """Tell whether *part* is a node of one of *types*."""
    return isinstance(part, dict) and part.get("t") in types
