"""Ids: the article's own make room for ours, and ours for the article's."""

from chapbook.model import Node
from chapbook.tools.pandoc import ast

RESERVED = frozenset(
    {
        "abstract",
        "abstract-title",
        "answer-list",
        "answers",
        "cite-article",
        "cite-original",
        "cite-original-list",
        "contents",
        "contents-beside",
        "descriptions",
        "how-to-cite",
        "references",
        "refs",
        "sign-off",
        "sign-off-title",
        "text",
        "title-block",
        "versions",
        "versions-title",
    }
)
"""Ids that editions give to their own parts."""


def freed(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with ids that are ours renamed, and the links to them with them.

    A heading "References" gets such an id by itself; nobody should have to know.  The
    empty div ``refs``, in which pandoc's users ask for the reference list, stays.
    """
    taken = {ast.identifier(node) for node in ast.nodes(blocks)}
    new = {name: unused(f"{name}-1", taken) for name in sorted(taken & RESERVED)}

    def visit(node: Node) -> Node:
        if node["t"] == "Link" and node["c"][2][0][1:] in new:
            attributes, words, (target, title) = node["c"]
            return {**node, "c": [attributes, words, [f"#{new[target[1:]]}", title]]}
        identifier = ast.identifier(node)
        if identifier in new and not (node["t"] == "Div" and identifier == "refs"):
            return ast.with_identifier(node, new[identifier])
        return node

    renamed: list[Node] = ast.changed(blocks, visit)
    return renamed if new else blocks


def unused(wanted: str, taken: set[str]) -> str:
    """Return *wanted*, or with the first number behind it that is not among *taken*."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


def without_own_heading(blocks: list[Node]) -> tuple[list[Node], str]:
    """Drop the heading that an article gives its reference list, and return its words.

    pandoc's users end the text with an empty section "References", perhaps holding an
    empty div ``refs``, which an appendix may follow.  The list then takes that name, not
    a second heading.  Without a citation there is no list, and the section stays.
    """
    if not any(node["t"] == "Cite" for node in ast.nodes(blocks)):
        return blocks, ""
    end = _behind_list(blocks)
    after = blocks[end:]
    while end and ast.identifier(blocks[end - 1]) == "refs":
        end -= 1
    if not end or blocks[end - 1]["t"] != "Header":
        return blocks, ""
    return [*blocks[: end - 1], *after], ast.text(blocks[end - 1]["c"][2])


def _behind_list(blocks: list[Node]) -> int:
    """Return the index behind the div ``refs``, where an appendix may follow; else the end."""
    places = [i for i, block in enumerate(blocks, 1) if ast.identifier(block) == "refs"]
    return places[-1] if places else len(blocks)
