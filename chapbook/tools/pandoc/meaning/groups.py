r"""Groups of TeX around Markdown: ``{\bf words}`` and ``{\small words}``.

pandoc's Markdown knows no groups; it leaves the braces in the words and the command raw.
"""

import re
from typing import Any

from chapbook.tools.pandoc.ast import Node

SWITCH = re.compile(
    r"\\(?P<name>bf|bfseries|it|itshape|em|sl|slshape|sc|scshape|tt|ttfamily|rm|rmfamily|sf|sffamily|"
    r"tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge|centering|"
    r"raggedright|raggedleft|color\{[^{}]*\}|normalfont|upshape|mdseries)(?![A-Za-z])[ ]?"
)
STYLES = {"bf": "Strong", "bfseries": "Strong", "sc": "SmallCaps", "scshape": "SmallCaps"}
STYLES |= dict.fromkeys(("it", "itshape", "em", "sl", "slshape"), "Emph")
"""The commands that change more than the size, and what they make of the words."""


def closed(tree: Any) -> Any:
    """Return *tree* with every group that begins with a change of type taken for what it is."""
    if isinstance(tree, dict):
        return {**tree, "c": closed(tree["c"])} if isinstance(tree.get("c"), list) else tree
    if not isinstance(tree, list):
        return tree
    parts = [closed(part) for part in tree]
    index = 1
    while index < len(parts):
        if _opens(parts[index - 1], parts[index]) and (end := _end(parts, index)) > 0:
            parts[index - 1 : end + 1] = _group(parts[index - 1 : end + 1])
        index += 1
    return parts


def _opens(before: Any, node: Any) -> bool:
    """Tell whether *before* ends with a brace and *node* is a change of type."""
    return (
        isinstance(node, dict)
        and isinstance(before, dict)
        and node.get("t") == "RawInline"
        and before.get("t") == "Str"
        and before["c"].endswith("{")
        and bool(SWITCH.match(node["c"][1]))
    )


def _end(parts: list[Node], start: int) -> int:
    """Return the index of the word that closes the group; 0 without one."""
    words = ((i, p) for i, p in enumerate(parts[start + 1 :], start + 1) if p["t"] == "Str")
    return next((i for i, part in words if "}" in part["c"]), 0)


def _group(parts: list[Node]) -> list[Node]:
    """Return the nodes of one group, the word before its first brace and after its last."""
    head, switch, *inner, tail = parts
    match = SWITCH.match(switch["c"][1])
    if not match:
        return parts
    last, rest = tail["c"].split("}", 1)
    content = [
        {"t": "RawInline", "c": [switch["c"][0], switch["c"][1][match.end() :]]},
        *inner,
        {"t": "Str", "c": last},
    ]
    content = [node for node in content if node["t"] in {"Space", "SoftBreak"} or node["c"][-1:]]
    style = STYLES.get(match["name"])
    styled = [{"t": style, "c": _as_words(content)}] if style else _as_words(content)
    around = [{"t": "Str", "c": head["c"][:-1]}, *styled, {"t": "Str", "c": rest}]
    return [node for node in around if node["t"] != "Str" or node["c"]]


def _as_words(nodes: list[Node]) -> list[Node]:
    """Return *nodes* without raw text of nothing."""
    return [node for node in nodes if node["t"] != "RawInline" or node["c"][1]]
