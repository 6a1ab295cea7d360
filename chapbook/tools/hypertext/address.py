"""Where a printed web address may be broken over two lines.

After a slash and the signs of a query, and before a hyphen, as The Chicago Manual of Style
(18th ed., 7.46) has it: a hyphen at the end of a line reads as one of ours, and programs that
copy text from a PDF take it away.
"""

import re

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

PIECE_LENGTH = 24
"""The most characters that are held together; longer runs break anywhere."""

_ADDRESS = re.compile(r"https?://\S+|10\.\d{4,9}/\S+|doi\.org/\S+")
_RUNS = re.compile(r"https?://[^/?&=]*/?|[^/?&=]+[/?&=]*|[/?&=]+")


def broken(link: Node) -> Node:
    """Return *link*; if its text is an address, in pieces that do not break inside.

    A piece is a span of class ``address-part``; the text stays the same.
    """
    attributes, inlines, target = link["c"]
    if len(inlines) != 1 or inlines[0]["t"] != "Str" or not _ADDRESS.fullmatch(inlines[0]["c"]):
        return link
    return {**link, "c": [attributes, _inlines(inlines[0]["c"]), target]}


def pieces(text: str) -> list[str]:
    """Return the address *text* cut where a line may end."""
    out: list[str] = []
    for run in _RUNS.findall(text):
        if len(run) <= PIECE_LENGTH or "://" in run:
            out.append(run)
        else:
            out += _before_hyphens(run)
    return out


def _before_hyphens(run: str) -> list[str]:
    """Return *run* in pieces that begin with a hyphen and are as long as may be."""
    out = [""]
    for part in re.split(r"(?=-)", run):
        if out[-1] and len(out[-1]) + len(part) > PIECE_LENGTH:
            out.append("")
        out[-1] += part
    return out


def _inlines(text: str) -> list[Node]:
    """Return the address *text* with those pieces held together that would break badly."""
    out: list[Node] = []
    plain = ""
    for piece in pieces(text):
        if "-" not in piece and "://" not in piece:
            plain += piece
            continue
        if plain:
            out.append({"t": "Str", "c": plain})
        plain = ""
        out.append(ast.span([{"t": "Str", "c": piece}], ast.attr("", ["address-part"])))
    return [*out, {"t": "Str", "c": plain}] if plain else out
