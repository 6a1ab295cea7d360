r"""Labelled pictures on a line of their own inside a paragraph are figures.

    Figures can be included like this:
    ![Caption.\label{fig:a}](a.png)
    and referenced with \autoref{fig:a}.

So says the example of JOSS, which hundreds of papers were made from; pandoc makes a figure only
of a picture that is a paragraph.
"""

import re

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

LABEL = re.compile(r"\\label\s*\{")
FIGURE = re.compile(r"fig[:-]")
"""How the id of a figure begins in Quarto and pandoc-crossref."""

BREAKS = {"SoftBreak", "LineBreak"}


def figures(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with each such picture as a figure between two paragraphs."""
    split: list[Node] = ast.changed(blocks, _split)
    return split


def _split(node: Node) -> Node | list[Node]:
    """Return the paragraph *node* in pieces where it holds such a picture."""
    if node["t"] != "Para" or len(node["c"]) < 2:
        return node
    inlines, out, start = node["c"], [], 0
    for index, inline in enumerate(inlines):
        if inline["t"] == "Image" and _is_named(inline) and _stands_alone(inlines, index):
            out += _paragraph(inlines[start:index])
            out.append(_figure(inline))
            start = index + 1
    return [*out, *_paragraph(inlines[start:])] if out else node


def _is_named(image: Node) -> bool:
    """Tell whether *image* has a caption and a name by which the text refers to it."""
    labelled = any(
        inner["t"] == "RawInline" and LABEL.match(inner["c"][1])
        for inner in ast.nodes(image["c"][1])
    )
    return bool(image["c"][1]) and (labelled or bool(FIGURE.match(ast.identifier(image))))


def _stands_alone(inlines: list[Node], index: int) -> bool:
    """Tell whether nothing else is on the line of ``inlines[index]``."""
    beside = (inlines[i] for i in (index - 1, index + 1) if 0 <= i < len(inlines))
    return all(inline["t"] in BREAKS for inline in beside)


def _paragraph(inlines: list[Node]) -> list[Node]:
    """Return a paragraph of *inlines* without breaks at its ends; nothing of none."""
    while inlines and inlines[0]["t"] in BREAKS:
        inlines = inlines[1:]
    while inlines and inlines[-1]["t"] in BREAKS:
        inlines = inlines[:-1]
    return [ast.para(inlines)] if inlines else []


def _figure(image: Node) -> Node:
    """Return the figure that pandoc makes of *image* in a paragraph of its own."""
    (identifier, classes, pairs), words, target = image["c"]
    picture = {"t": "Image", "c": [["", classes, pairs], words, target]}
    return {
        "t": "Figure",
        "c": [[identifier, [], []], [None, [ast.plain(words)]], [ast.plain([picture])]],
    }
