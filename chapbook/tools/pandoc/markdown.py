"""Reading Markdown into pandoc's document model."""

import json

from chapbook.tools.pandoc import equations
from chapbook.tools.pandoc.ast import Node
from chapbook.tools.pandoc.program import Remark, run

MARKDOWN = "markdown-yaml_metadata_block-pandoc_title_block"
"""pandoc's Markdown; front matter is read by ourselves, and a later ``---`` is a rule."""


def read(text: str) -> tuple[list[Node], tuple[Remark, ...]]:
    """Return the blocks of *text* and what pandoc remarked about it.

    Reading is sandboxed: whatever the text asks for, no other file is read.

    Raises:
        ToolError: pandoc failed.
    """
    out, remarks = run([f"--from={MARKDOWN}", "--to=json", "--sandbox"], text)
    blocks: list[Node] = json.loads(out)["blocks"]
    return equations.understood(blocks), remarks


def read_inlines(text: str) -> list[Node]:
    """Return the inlines of a one-paragraph *text*, such as a title or an abstract."""
    blocks, _ = read(text)
    return [inline for block in blocks for inline in block.get("c", []) if isinstance(inline, dict)]
