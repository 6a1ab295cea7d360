"""Content for some formats only, as Quarto writes it.

    ::: {.content-visible when-format="html"}      a part for some editions
    words [here]{.content-hidden when-format="pdf"}    a paragraph that differs between editions

Editions are chosen by parts, so a paragraph with such words becomes one part for each group of
editions that see the same.
"""

from chapbook.editions import EDITIONS, Maker
from chapbook.model import Node
from chapbook.tools.pandoc import ast

CLASSES = ("content-visible", "content-hidden")

PRINTED = {Maker.PRINT, Maker.HANDOUT, Maker.LARGE_PRINT}

MAKERS = {
    "html": {Maker.WEB},
    "pdf": PRINTED,
    "latex": PRINTED,
    "typst": PRINTED,
    "epub": {Maker.EPUB},
    "docx": {Maker.DOCX},
    "odt": {Maker.DOCX},
}
"""Quarto's formats, and what makes our editions of the same kind."""

Editions = frozenset[str]

EVERYWHERE: Editions = frozenset(EDITIONS)


def is_conditional(node: Node) -> bool:
    """Tell whether *node* is a div or a span for some formats."""
    return node["t"] in {"Div", "Span"} and any(ast.has_class(node, name) for name in CLASSES)


def understood(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with what is for some formats in parts for the editions of these."""
    simple: list[Node] = ast.changed(blocks, _undivided)
    done: list[Node] = ast.changed(simple, _divided)
    return done


def _undivided(node: Node) -> Node:
    """Return a heading, figure or table with all its words: it cannot be there twice."""
    return _shown(node, EVERYWHERE) if node["t"] in {"Header", "Figure", "Table"} else node


def _divided(node: Node) -> Node | list[Node]:
    """Return a div or a paragraph as parts for the editions that show it."""
    if node["t"] == "Div" and is_conditional(node):
        return _for(_seen_in(node), list(node["c"][1]))
    if node["t"] in {"Para", "Plain"} and any(map(is_conditional, ast.nodes(node))):
        return _paragraphs(node)
    return node


def _paragraphs(block: Node) -> list[Node]:
    """Return the paragraph *block* once for each group of editions that see the same words."""
    spans = [node for node in ast.nodes(block) if is_conditional(node)]
    groups: dict[tuple[bool, ...], set[str]] = {}
    for name in EDITIONS:
        groups.setdefault(tuple(name in _seen_in(span) for span in spans), set()).add(name)
    seen = [frozenset(names) for names in groups.values()]
    return [part for names in seen for part in _for(names, [_shown(block, names)])]


def _shown(block: Node, editions: Editions) -> Node:
    """Return *block* with the words that any of *editions* shows."""

    def visit(node: Node) -> Node | list[Node] | None:
        if not is_conditional(node):
            return node
        return list(node["c"][1]) if editions & _seen_in(node) else None

    done: Node = ast.changed([block], visit)[0]
    return done


def _for(editions: Editions, blocks: list[Node]) -> list[Node]:
    """Return *blocks* as a part for *editions* alone."""
    if editions == EVERYWHERE or not editions:
        return blocks if editions else []
    others = EVERYWHERE - editions
    kind, named = ("only", editions) if len(editions) <= len(others) else ("not", others)
    names = " ".join(name for name in EDITIONS if name in named)
    return [ast.div(blocks, ast.attr("", [kind], editions=names))]


def _seen_in(node: Node) -> Editions:
    """Return the editions that show *node*."""
    hidden = ast.has_class(node, "content-hidden")
    when, unless = ast.value(node, "when-format"), ast.value(node, "unless-format")
    wanted = when or unless
    if wanted is None:
        # By profile or metadata, which nobody has set here.
        conditions = (key.startswith(("when-", "unless-")) for key, _ in ast.attributes(node)[2])
        return EVERYWHERE if hidden == any(conditions) else frozenset()
    makers = MAKERS.get(wanted.split(":")[0].rstrip("0123456789"), set())
    named = frozenset(row.name for row in EDITIONS.values() if row.maker in makers)
    return named if (when is not None) != hidden else EVERYWHERE - named
