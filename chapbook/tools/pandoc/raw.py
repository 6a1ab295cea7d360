"""HTML that was typed into the Markdown, read as what it means."""

import json
import re

from chapbook.tools.pandoc.ast import Node
from chapbook.tools.pandoc.program import run

_HTML = re.compile(r"x?html\d?$")
_BREAK = re.compile(r"\s*<br\s*/?>\s*$", re.I)


def understood(node: Node) -> Node | list[Node] | None:
    """Return what a ``RawBlock`` or ``RawInline`` means, or nothing.

    A whole element is read by pandoc's HTML reader, sandboxed.  A lone tag means
    nothing, and the text between a pair of them stands by itself anyway; a line break
    is the exception.  Other formats are for other editions.

    Raises:
        ToolError: pandoc failed.
    """
    form, text = node["c"]
    if not _HTML.match(form):
        return None
    if node["t"] == "RawInline":
        return {"t": "LineBreak"} if _BREAK.match(text) else None
    out, _ = run(["--from=html", "--to=json", "--sandbox"], text)
    blocks: list[Node] = json.loads(out)["blocks"]
    return blocks
