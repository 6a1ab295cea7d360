"""Citations that stand in a text as tokens, as citations of pandoc."""

import re
from collections.abc import Sequence
from typing import Any

from chapbook.tools import labels, opendocument
from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

Items = list[dict[str, Any]]
"""What one citation of Zotero holds: works with their places in them."""

PAGE = re.compile(r",?\s*(?:pages?|pp?\.)[\s\u00a0]+(?=[\divxlc])")

SHORT = {"page": "p.", "chapter": "chap.", "section": "sec.", "figure": "fig.", "volume": "vol."}
"""Terms of CSL for places, as pandoc reads them in any language."""


def cited(blocks: list[Node], citations: Sequence[Items]) -> tuple[list[Node], Items]:
    """Return *blocks* with citations in the place of their tokens, and the works, each once."""

    def visit(node: Node) -> Node | list[Node]:
        if node["t"] != "Str" or not opendocument.TOKEN.search(str(node["c"])):
            return node
        pieces = opendocument.TOKEN.split(str(node["c"]))
        return [
            _cite(citations[int(piece)]) if at % 2 else {"t": "Str", "c": piece}
            for at, piece in enumerate(pieces)
            if piece
        ]

    works = {
        str(item["id"]): {**item["itemData"], "id": item["id"]} for c in citations for item in c
    }
    return ast.changed(blocks, visit), list(works.values())


def localised(blocks: list[Node], lang: str) -> list[Node]:
    """Return *blocks* with pages of cited works in the words of *lang*, as citations are read.

    "p. 7" and "page 7" of Zotero  ->  "S. 7" in German.
    """
    if not labels.covers(lang):
        return blocks
    short = labels.load(lang)["page-short"].replace("{page}", "").strip()

    def visit(node: Node) -> Node:
        if node["t"] != "Cite":
            return node
        made = [
            {**one, "citationSuffix": _with_page(one["citationSuffix"], short)}
            for one in node["c"][0]
        ]
        return {"t": "Cite", "c": [made, node["c"][1]]}

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _with_page(suffix: list[Node], short: str) -> list[Node]:
    """Return what stands behind a cited work with its page behind *short*."""
    text = ast.text(suffix)
    match = PAGE.match(text)
    return ast.string(f", {short} {text[match.end() :]}") if match else suffix


def _cite(items: Items) -> Node:
    """Return the citation of *items*."""
    return {"t": "Cite", "c": [[_one(item) for item in items], []]}


def _one(item: dict[str, Any]) -> dict[str, Any]:
    """Return one cited work with what stands before and behind it."""
    label = str(item.get("label") or "page")
    locator = f", {SHORT.get(label, label)} {item['locator']}" if item.get("locator") else ""
    return {
        "citationId": str(item["id"]),
        "citationPrefix": ast.string(str(item.get("prefix") or "")),
        "citationSuffix": ast.string(f"{locator} {item.get('suffix') or ''}".rstrip()),
        "citationMode": {
            "t": "SuppressAuthor" if item.get("suppress-author") else "NormalCitation"
        },
        "citationNoteNum": 0,
        "citationHash": 0,
    }
