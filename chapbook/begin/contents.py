"""Lists that a word processor wrote into the text, contents above all; editions make their own."""

import re
from functools import cache

from chapbook.tools import labels
from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

ENTRY = re.compile(
    r"(?:(?:\d+|[IVX]+)(?:\.\d+)*\.?\s+)?(?P<words>.*?)[\s.·…]*(?P<page>\d+|[ivx]+)?\s*"
)
"""A line of contents: number, heading, page."""

ALSO = (
    *("Inhaltsverzeichnis", "Table of Contents", "Table des matières", "Sommaire", "Indice"),
    *("Índice", "Inhoudsopgave", "Spis treści", "Innehållsförteckning", "Зміст", "المحتويات"),
)
LISTS = ("Literaturverzeichnis", "Quellen", "Bibliography", "Works cited", "Bibliographie")
"""How people call their references, beside our labels."""


@cache
def _titles() -> frozenset[str]:
    """Return how people call a list of contents, in every language."""
    said = (labels.load(lang)["contents"] for lang in labels.languages())
    return frozenset(word.casefold() for word in (*said, *ALSO))


def without(blocks: list[Node]) -> list[Node]:
    """Return *blocks* without lines that are a heading with its page, two or more together."""
    heads = {_words(ast.text(block["c"][2])) for block in blocks if block["t"] == "Header"}
    out: list[Node] = []
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and _is_entry(blocks[end], heads):
            end += 1
        is_named = bool(out) and _is_title(out[-1])
        if end - at > 1 or (end > at and is_named):
            out = out[:-1] if is_named else out
            at = end
        else:
            out.append(blocks[at])
            at += 1
    return out


def _words(text: str) -> str:
    """Return a heading without its number and page."""
    match = ENTRY.fullmatch(text)
    return (match["words"] if match else text).casefold()


def _is_entry(block: Node, heads: set[str]) -> bool:
    """Tell whether *block* is a heading of the text with a page behind it."""
    if block["t"] not in {"Para", "Plain"}:
        return False
    match = ENTRY.fullmatch(ast.text(block["c"]))
    return bool(match and match["page"] and match["words"] and match["words"].casefold() in heads)


def _is_title(block: Node) -> bool:
    """Tell whether *block* is the title of a list of contents."""
    if block["t"] not in {"Para", "Plain", "Header"}:
        return False
    content = block["c"][2] if block["t"] == "Header" else block["c"]
    return ast.text(content).strip(" :").casefold() in _titles()


def without_references(blocks: list[Node]) -> list[Node]:
    """Return *blocks* without a last heading over references that were fields and are gone."""
    last = blocks[-1] if blocks else None
    if last is None or last["t"] != "Header":
        return blocks
    said = {labels.load(lang)["references"] for lang in labels.languages()} | set(LISTS)
    words = ENTRY.sub(r"\g<words>", ast.text(last["c"][2]), count=1)
    return blocks[:-1] if words.casefold() in {word.casefold() for word in said} else blocks
