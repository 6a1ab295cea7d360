"""Theorems, definitions, proofs and the like, as Quarto and bookdown write them.

    ::: {#thm-line}                 ::: {.theorem #line name="Line"}
    ## Line                         It is straight.
    It is straight.                 :::
    :::

Each becomes a box with its kind, its number and its title, "Theorem 1 (Line)"; references print
"Theorem 1".  Every kind is counted by itself.

Source: https://quarto.org/docs/authoring/cross-references.html#theorems-and-proofs and
https://bookdown.org/yihui/bookdown/markdown-extensions-by-bookdown.html#theorems
"""

import re
from collections.abc import Collection, Mapping

from chapbook.model import Node
from chapbook.tools.pandoc import ast

KINDS = {
    "thm": "theorem",
    "lem": "lemma",
    "cor": "corollary",
    "prp": "proposition",
    "cnj": "conjecture",
    "def": "definition",
    "exm": "example",
    "exr": "exercise",
    "alg": "algorithm",
    "sol": "solution",
    "rem": "remark",
}
"""How the ids of each kind begin, in both systems."""

UNNUMBERED = ("proof", "remark", "solution")
"""What both systems give no number."""

PREFIX = re.compile(rf"(?P<prefix>{'|'.join(KINDS)})[-:]")

NOT_IN_TITLE = {"Math", "Cite", "Note", "Image"}
"""What a title cannot hold; such a title stands above the words instead."""


def understood(blocks: list[Node], labels: Mapping[str, str]) -> list[Node]:
    """Return *blocks* with statements as boxes; *labels* are in the article's language."""
    counts: dict[str, int] = {}
    targets = {node["c"][2][0] for node in ast.nodes(blocks) if node["t"] == "Link"}

    def visit(node: Node) -> Node:
        kind = _kind(node)
        if not kind:
            return node
        called = labels[f"proof-{kind}"]
        if kind not in UNNUMBERED:
            counts[kind] = counts.get(kind, 0) + 1
            called = f"{called} {counts[kind]}"
        return _statement(node, called, _identifier(node, kind, targets))

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _kind(node: Node) -> str:
    """Return what kind of statement *node* is; nothing for anything else."""
    if node["t"] != "Div" or ast.has_class(node, "statement"):
        return ""
    prefix = PREFIX.match(ast.identifier(node))
    if prefix:
        return KINDS[prefix["prefix"]]
    kinds = {*KINDS.values(), *UNNUMBERED}
    return next((name for name in ast.classes(node) if name in kinds), "")


def _identifier(div: Node, kind: str, targets: Collection[str]) -> str:
    """Return the id of *div*; bookdown refers to ``line`` as ``thm:line``."""
    own = ast.identifier(div)
    prefix = next((key for key, named in KINDS.items() if named == kind), "")
    return f"{prefix}:{own}" if f"#{prefix}:{own}" in targets else own


def _without_own_head(inner: list[Node]) -> list[Node]:
    """Return *inner* without the "Proof." that pandoc puts ahead of LaTeX's proofs."""
    first = inner[0]["c"] if inner and inner[0]["t"] == "Para" else []
    if first and first[0] == {"t": "Emph", "c": [{"t": "Str", "c": "Proof."}]}:
        return [ast.para(first[2:]), *inner[1:]]
    return inner


def _statement(div: Node, called: str, identifier: str) -> Node:
    """Return *div* as a box that is *called* so and has its title behind that."""
    inner = list(div["c"][1])
    title = ast.value(div, "name") or ast.value(div, "title") or ""
    if not title and inner and inner[0]["t"] == "Header":
        words = inner.pop(0)["c"][2]
        if any(node["t"] in NOT_IN_TITLE for node in ast.nodes(words)):
            inner.insert(0, ast.para([{"t": "Strong", "c": words}]))
        else:
            title = ast.text(words)
    inner = _without_own_head(inner)
    whole = f"{called} ({title})" if title else called
    pairs = [["title", whole], ["called", called]]
    return ast.div(inner, [identifier, ["statement", "box"], pairs])
