r"""References to figures, tables and sections as other systems write them.

    @fig-x  @Fig-x  [-@fig-x]  [@fig-x; @tbl-y]  [Fig. @fig-x]      Quarto, pandoc-crossref
    Figure \ref{fig:x}  Figure \@ref(fig:x)                         JOSS, bookdown

Editions print the whole name, "Figure 1", as one link; a word before it that says the
same is taken into it.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

from chapbook.load import statements
from chapbook.load.quarto import letters
from chapbook.model import Node
from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.tokens import CROSS_REFERENCE

TEX_NUMBER = re.compile(r"\\(?:eq)?ref\*?\{")
"""LaTeX's ways to print the number of a label alone."""

WORDS = {
    *("figure", "figures", "fig", "figs", "table", "tables", "tab", "tabs", "tbl", "tbls"),
    *("section", "sections", "sec", "secs", "chapter", "chapters", "box", "boxes"),
    *("theorem", "lemma", "corollary", "proposition", "definition", "example", "exercise"),
    *("listing", "listings", "abb", "abschnitt", "kapitel", "panel", "gleichung"),
    *("equation", "equations", "eq", "eqs", "eqn", "eqns", "formula"),
}
"""Words before a number that say what is numbered, beside those of the article's labels."""

NAMED = ("figure", "table", "box", "section", "equation", "listing")
"""The labels whose first word says so in the article's language."""

NO_BREAK = "\u00a0"


def understood(blocks: list[Node], labels: Mapping[str, str]) -> list[Node]:
    """Return *blocks* with every cross-reference in a form that is filled later."""
    ids = {name for node in ast.nodes(blocks) if (name := ast.identifier(node))}
    inner = _parts(blocks)
    kinds = [*NAMED, *(f"proof-{kind}" for kind in statements.KINDS.values())]
    words = WORDS | {labels[key].format(number="").strip().casefold() for key in kinds}

    def visit(node: Node) -> Node | list[Node]:
        if node["t"] == "Cite":
            return _apart(node, ids, inner)
        if node["t"] == "Link" and not node["c"][1] and node["c"][2][0][1:] in inner:
            return _part(*inner[node["c"][2][0][1:]])
        return node

    done: list[Node] = ast.changed(blocks, visit)
    return _without_words(done, words)


def _parts(blocks: list[Node]) -> dict[str, tuple[str, str]]:
    """Return for each part of a figure that figure's id and its own letter, by its id."""
    return {
        ast.identifier(part): (ast.identifier(node), letters(index))
        for node in ast.nodes(blocks)
        if node["t"] == "Figure" and ast.has_class(node, "subfigures")
        for index, part in enumerate(node["c"][2])
        if ast.identifier(part)
    }


def _apart(
    cite: Node, ids: Collection[str], inner: Mapping[str, tuple[str, str]]
) -> Node | list[Node]:
    """Return a citation of figures and the like as one reference each, with their words."""
    named = [(c, _id(c["citationId"], ids)) for c in cite["c"][0]]
    if not all(name for _, name in named):
        return cite
    out: list[Node] = []
    for index, (citation, name) in enumerate(named):
        before = [*([{"t": "Str", "c": ","}, {"t": "Space"}] if index else [])]
        prefix = citation["citationPrefix"]
        before += [*prefix, {"t": "Space"}] if prefix else []
        link = _part(*inner[name]) if name in inner else [_reference(name)]
        out += [*before, *link, *citation["citationSuffix"]]
    return out


def _id(key: str, ids: Collection[str]) -> str:
    """Return the id that *key* means; nothing when it looks like a work."""
    small = key[:1].lower() + key[1:]
    found = next((name for name in (key, small) if name in ids), "")
    if statements.PREFIX.match(key):
        return found
    return (found or small) if CROSS_REFERENCE.match(key) else ""


def _reference(name: str) -> Node:
    """Return a reference to the id *name*, as ``@name`` in the text makes one."""
    if not CROSS_REFERENCE.match(name):
        return ast.link([], f"#{name}")
    citation = {
        "citationId": name,
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "AuthorInText"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[citation], [{"t": "Str", "c": f"@{name}"}]]}


def _part(figure: str, letter: str) -> list[Node]:
    """Return a reference to the part *letter* of the *figure*: "Figure 2a"."""
    return [_reference(figure), {"t": "Str", "c": letter}]


def _without_words(blocks: list[Node], words: Collection[str]) -> list[Node]:
    """Return *blocks* without the words that say again what a reference prints."""

    def visit(node: Node) -> Node:
        content: Any = node.get("c")
        if node["t"] in {"Para", "Plain", "Emph", "Strong"}:
            return {**node, "c": _cleared(content, words)}
        if node["t"] in {"Span", "Quoted"}:
            return {**node, "c": [content[0], _cleared(content[1], words)]}
        return node

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _cleared(inlines: list[Node], words: Collection[str]) -> list[Node]:
    """Return *inlines* with such words taken out before a reference."""
    out: list[Node] = []
    for node in inlines:
        if _is_reference(node):
            _take_word(out, words)
        out.append(node)
    return out


def _take_word(before: list[Node], words: Collection[str]) -> None:
    """Take a word such as "Figure" from the end of *before*, with the space after it."""
    if before and before[-1]["t"] == "Str" and before[-1]["c"][-1:] in {NO_BREAK, "~"}:
        # The tilde is how LaTeX types such a space; pandoc leaves it as it is.
        opening, word = _word(before[-1]["c"][:-1])
        said = opening if word in words else before[-1]["c"][:-1] + NO_BREAK
        before[-1:] = [{"t": "Str", "c": said}] if said else []
    elif len(before) > 1 and before[-1]["t"] in {"Space", "SoftBreak"}:
        if before[-2]["t"] != "Str":
            return
        opening, word = _word(before[-2]["c"])
        if word in words:
            before[-2:] = [{"t": "Str", "c": opening}] if opening else []


def _word(text: str) -> tuple[str, str]:
    """Return the marks that *text* begins with, and its word in small letters."""
    opening = re.match(r"[(\[“‘\"—–]*", text)
    marks = opening[0] if opening else ""
    return marks, text[len(marks) :].rstrip(".").casefold()


def _is_reference(node: Node) -> bool:
    """Tell whether *node* is a reference that prints a name."""
    if node["t"] == "Cite":
        return all(CROSS_REFERENCE.match(citation["citationId"]) for citation in node["c"][0])
    if node["t"] == "RawInline":
        return node["c"][0] in {"tex", "latex"} and bool(TEX_NUMBER.match(node["c"][1]))
    return bool(node["t"] == "Link" and not node["c"][1] and node["c"][2][0].startswith("#"))
