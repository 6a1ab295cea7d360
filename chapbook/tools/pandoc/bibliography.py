"""Bibliographies of every format that pandoc reads, as CSL items, and back."""

import json
import re
from collections.abc import Sequence
from typing import Any

from chapbook.errors import ToolError
from chapbook.tools.pandoc.program import run

Item = dict[str, Any]


def items(text: str, reader: str) -> list[Item]:
    """Return the works in *text* as CSL items.

    Args:
        text: A whole file.
        reader: pandoc's name of the format; ``biblatex`` reads BibTeX too.

    Raises:
        ToolError: pandoc cannot read it; the message names line and column.
    """
    out, _ = run([f"--from={reader}", "--to=csljson", "--sandbox"], text)
    found: list[Item] = json.loads(out)
    return found


def item_or_problem(text: str, reader: str) -> Item | str:
    """Return the one work in *text*, or what pandoc says is wrong with it."""
    try:
        found = items(text, reader)
    except ToolError as error:
        return error.message
    return found[0] if found else "it holds no work"


def bibtex(item: Item, writer: str = "biblatex") -> str:
    """Return *item* as a BibTeX or BibLaTeX entry."""
    return entries([item], writer)[0]


def entries(works: Sequence[Item], writer: str = "biblatex") -> list[str]:
    """Return each of *works* as a BibTeX or BibLaTeX entry, a field to a line.

    Raises:
        ToolError: pandoc failed.
    """
    arguments = ["--from=csljson", f"--to={writer}", "--sandbox", "--wrap=none"]
    out, _ = run(arguments, json.dumps(list(works)))
    return re.split(r"(?m)(?!\A)^(?=@)", out.decode("utf-8")) if works else []
