"""Markdown together with the HTML and TeX typed into it, read as what they mean.

pandoc leaves both as raw text, which one kind of output prints and the others drop.
Here every piece that says something becomes the node that pandoc's Markdown has for it.
What has no meaning on paper, such as a page break, goes.  Whatever is left
is raw text still, and ``chapbook.validate.raw`` shows it.
"""

import re

from chapbook.tools.pandoc import ast, equations, markdown
from chapbook.tools.pandoc.ast import Node
from chapbook.tools.pandoc.meaning import html, labels, latex, shapes, standing, typed
from chapbook.tools.pandoc.program import Remark

RAW = {"RawInline", "RawBlock"}

POSSIBLE = re.compile(
    r"<[/!?A-Za-z]|\\[A-Za-z]|\{=|\b(?:style|v?align|bgcolor|border|cell\w+|color|on[a-z]+)\s*=",
    re.I,
)
"""What a text holds that has raw pieces, or attributes that paint; most texts have none."""


def read(text: str) -> tuple[list[Node], tuple[Remark, ...]]:
    """Return the blocks of *text* and what pandoc remarked about it.

    Raises:
        ToolError: pandoc failed.
    """
    blocks, remarks = markdown.read(typed.prepared(text))
    blocks = standing.figures(blocks)
    if not POSSIBLE.search(text):
        return blocks, remarks
    # What is skipped while raw TeX is looked for is still in it.
    return meant(blocks), tuple(r for r in remarks if r.kind != "SkippedContent")


def meant(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with raw TeX and HTML read as what they mean.

    Raises:
        ToolError: pandoc failed.
    """
    forms = {node["c"][0] for node in ast.nodes(blocks) if node["t"] in RAW}
    if forms & latex.FORMS:
        blocks = equations.understood(labels.given(latex.meant(blocks)))
    if forms & html.FORMS:
        blocks = html.meant(blocks)
    if forms:
        blocks = shapes.single_spaced(blocks)
    return html.plain(blocks)
