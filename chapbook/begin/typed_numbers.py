"""References that somebody typed by hand, as references that count by themselves.

"see Figure 1"  ->  see [](#fig-1), where a caption begins with "Figure 1:"
"""

import re
from collections.abc import Mapping
from functools import cache

from chapbook.begin import captions
from chapbook.tools import labels
from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

ONE = {"figure": ("Fig.", "Abb."), "table": ("Tab.",)}
"""Abbreviations of one figure or table; a plural is left as it was typed."""


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    """Return what finds the word of a *kind* and a number, as pieces of a text."""
    said = {labels.load(lang)[kind].replace("{number}", "").strip() for lang in labels.languages()}
    names = "|".join(sorted(map(re.escape, said | set(ONE[kind])), key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:{names})[ \u00a0]?(?P<number>[A-Z]?\d+(?:[.-]\d+)?)(?![\w-]|[.,]\d)"
    )


def linked(blocks: list[Node], typed: Mapping[tuple[str, str], str]) -> list[Node]:
    """Return *blocks* with references typed by hand as empty links.

    Args:
        blocks: The text.
        typed: Ids by ``figure`` or ``table`` and by the number that was typed in the caption.
    """
    if not typed:
        return blocks

    def visit(node: Node) -> Node:
        if node["t"] not in {"Para", "Plain"}:
            return node
        return {**node, "c": _with_links(node["c"], typed)}

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _with_links(inlines: list[Node], typed: Mapping[tuple[str, str], str]) -> list[Node]:
    """Return *inlines* with links where plain text names a known number."""
    out: list[Node] = []
    run: list[Node] = []
    for inline in [*inlines, None]:
        if inline is not None and inline["t"] in {"Str", "Space"}:
            run.append(inline)
            continue
        out += _linked_run(run, typed)
        run = []
        if inline is not None:
            out.append(inline)
    return out


def _linked_run(run: list[Node], typed: Mapping[tuple[str, str], str]) -> list[Node]:
    """Return plain words and spaces with links in them; as they are where there is none."""
    text = "".join(" " if node["t"] == "Space" else str(node["c"]) for node in run)
    found = sorted(
        (match.start(), match.end(), typed[kind, match["number"]])
        for kind in captions.IDS
        for match in _pattern(kind).finditer(text)
        if (kind, match["number"]) in typed
    )
    if not found:
        return run
    out: list[Node] = []
    done = 0
    for start, end, name in found:
        out += [*_words(text[done:start]), ast.link([], f"#{name}")]
        done = end
    return [*out, *_words(text[done:])]


def _words(text: str) -> list[Node]:
    """Return *text* as words and spaces, those at its ends too."""
    pieces = re.split(r"( )", text)
    return [{"t": "Space"} if p == " " else {"t": "Str", "c": p} for p in pieces if p]
