"""The outline that an article's headings mean, where it is not quite what they say."""

import re
from collections.abc import Sequence

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

DEEPEST = 5
"""HTML has six levels of headings, and the title takes one."""


def levels(given: Sequence[int]) -> list[int]:
    """Return the levels that headings of the levels *given* have without gaps.

    Those below the same heading that were of one level stay of one level.
    """
    above: list[int] = []
    found = []
    for level in given:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        found.append(min(len(above), DEEPEST))
    return found


def levelled(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with their headings on levels without gaps, the highest on the first."""
    found = iter(levels([n["c"][0] for n in ast.nodes(blocks) if n["t"] == "Header"]))

    def visit(node: Node) -> Node:
        if node["t"] != "Header":
            return node
        return ast.header(next(found), node["c"][2], node["c"][1])

    done: list[Node] = ast.changed(blocks, visit)
    return done


def title_index(blocks: Sequence[Node], title: str) -> int | None:
    """Return the index of the heading at the beginning that only repeats *title*, if any.

    It stands above all others, or another one follows at once; else a section of an article
    could be called as the article is.
    """
    index = next((i for i, block in enumerate(blocks) if block["t"] != "RawBlock"), len(blocks))
    first, rest = blocks[index : index + 1], list(blocks[index + 1 :])
    if not first or first[0]["t"] != "Header" or not _letters(title):
        return None
    level, _, words = first[0]["c"]
    others = [node["c"][0] for node in ast.nodes(rest) if node["t"] == "Header"]
    is_above = bool(others) and level < min(others)
    is_bare = bool(rest) and rest[0]["t"] == "Header"
    repeats = _letters(ast.text(words)) == _letters(title)
    return index if repeats and (is_above or is_bare) else None


def _letters(text: str) -> str:
    """Return the letters and digits of *text*, alike in case."""
    return "".join(re.findall(r"[^\W_]+", text)).casefold()


def without_title(blocks: list[Node], title: str) -> list[Node]:
    """Return *blocks* without a first heading that only repeats *title*, if nothing needs it."""
    index = title_index(blocks, title)
    if index is None or _is_linked(blocks[index], blocks):
        return blocks
    return [*blocks[:index], *blocks[index + 1 :]]


def is_empty(node: Node) -> bool:
    """Tell whether *node* is a heading without a word or a picture."""
    return node["t"] == "Header" and not any(
        inner["t"] in {"Str", "Code", "Math", "Image", "RawInline"}
        for inner in ast.nodes(node["c"])
    )


def without_empty(blocks: list[Node]) -> list[Node]:
    """Return *blocks* without empty headings, unless something leads to one."""

    def visit(node: Node) -> Node | None:
        return None if is_empty(node) and not _is_linked(node, blocks) else node

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _is_linked(heading: Node, blocks: Sequence[Node]) -> bool:
    """Tell whether something in *blocks* leads to *heading*."""
    target = f"#{ast.identifier(heading)}"
    return any(n["t"] == "Link" and n["c"][2][0] == target for n in ast.nodes(list(blocks)))
