"""Marks that pandoc leaves as they are typed: notes and reference links without their ends."""

import re
from collections.abc import Iterator

from chapbook.findings import Finding
from chapbook.model import Manuscript, Node
from chapbook.tools.pandoc import ast, tokens
from chapbook.validate import places

LEFT_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
LEFT_LINK = re.compile(r"\[([^\[\]]+)\]\[([^\[\]]*)\]")

RUNS = {"Para": None, "Plain": None, "Header": 2}
"""The blocks that hold inlines, and where among their parts these are."""


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield every mark that stands in the text although it was meant to become something.

    A mark counts when it is left both in pandoc's text and, unescaped, in the source.
    """
    text = "\n".join(_runs(manuscript.blocks))
    source = manuscript.source
    notes = {_plain(label) for label in LEFT_NOTE.findall(text)}
    links = {(_plain(words), _plain(label)) for words, label in LEFT_LINK.findall(text)}
    for match in tokens.NOTE_MARK.finditer(source.searchable):
        if _plain(match["label"]) in notes:
            at = source.place(match.start("at"))
            message = f'there is no note "{match["label"]}"'
            fix = f"[^{match['label']}]: The text of the note."
            yield places.finding(source, "note-undefined", at, message, fix)
    for match in tokens.REFERENCE_LINK.finditer(source.searchable):
        if (_plain(match["words"]), _plain(match["label"])) in links:
            label = " ".join((match["label"] or match["words"]).split())
            at = source.place(match.start("at"))
            message = f'the address of "{label}" is not defined'
            fix = f"[{label}]: https://example.org"
            yield places.finding(source, "reference-link-undefined", at, message, fix)


def _runs(blocks: list[Node]) -> Iterator[str]:
    """Yield the text of each paragraph, with code and formulas left out."""
    for node in ast.nodes(blocks):
        if node["t"] in RUNS:
            index = RUNS[node["t"]]
            yield ast.text(_without_code(node["c"] if index is None else node["c"][index]))


def _without_code(inlines: list[Node]) -> list[Node]:
    """Return *inlines* without code, formulas and citations, whose brackets are meant."""

    def visit(node: Node) -> Node | None:
        return None if node["t"] in {"Code", "Math", "Cite"} else node

    kept: list[Node] = ast.changed(inlines, visit)
    return kept


def _plain(text: str) -> str:
    """Return the letters and digits of *text*, which survive quotes and emphasis."""
    return "".join(re.findall(r"[^\W_]+", text))
