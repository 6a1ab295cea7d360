"""All that a signature covers, as blocks: also what single editions leave out.

The alternative text of an image stands below it; what is meant for some editions says for which.
"""

from dataclasses import replace
from typing import Any

from chapbook.model import Article, Node
from chapbook.render import leaves
from chapbook.render.leaves import LEAF
from chapbook.render.rebuilding import Rebuilding
from chapbook.render.review.dressing import Insertion, dressed
from chapbook.render.review.history import Dress
from chapbook.render.review.sources import Sources
from chapbook.tools.pandoc import ast

UNSIGNED = {"how-to-cite", "cite-article", "cite-original", "cite-original-list"}
"""Ids of what is made from particulars, and no part of the words."""

NO_CLAIMS = {"self-check", "questions", "answers", "description", "discussion", "references"}
"""Parts that ask, say again what the text says elsewhere, or are sources themselves."""

NOT_TEXT = "unnumbered"
"""The class of words of ours within the text."""
_OURS = ast.attr("", [NOT_TEXT])


def blocks(article: Article) -> list[Node]:
    """Return all blocks of *article* that a reviewer reads, leaves numbered."""
    end = [b for b in article.appendix if ast.identifier(b) not in UNSIGNED]
    shown = _with_alternatives([*article.lead, *article.body, *end], article)
    whole = replace(article, lead=[], body=shown, appendix=[])
    ready = leaves.numbered(whole)
    body = _told(ready.body, article)
    if not article.abstract:
        return body
    name = ast.div([ast.para(ast.string(article.labels["abstract"]))], _OURS)
    return [ast.div([name, *ready.abstract], ast.attr("", ["abstract"])), *body]


def words(blocks: list[Node]) -> int:
    """Return how many words *blocks* have, references not counted."""
    kept = (b for b in blocks if ast.identifier(b) not in {"refs", "references"})
    found = (leaves.text(leaves.inlines(n)) for b in kept for n in ast.nodes(b) if LEAF in n)
    return sum(len(text.split()) for text in found)


def _with_alternatives(blocks: list[Node], article: Article) -> list[Node]:
    """Return *blocks* with the alternative text of each image below it."""

    def visit(node: Node) -> Node | list[Node]:
        if node["t"] == "Figure":
            bare = ast.changed(node, lambda n: None if _is_alternative(n) else n)
            return [bare, *_alternatives(node, article)]
        if node["t"] in {"Para", "Plain"}:
            return [node, *_alternatives(node, article)]
        return node

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _is_alternative(node: Node) -> bool:
    return node["t"] == "Div" and ast.has_class(node, "alternative")


def _alternatives(node: Node, article: Article) -> list[Node]:
    """Return the alternative texts of the images in *node*, a paragraph each."""
    name = ast.span(
        ast.string(article.labels["review-alternative"]), ast.attr("", ["caption-label"])
    )
    return [
        ast.div([ast.para([name, {"t": "Space"}, *image["c"][1]])], ast.attr("", ["alternative"]))
        for image in ast.nodes(node)
        if image["t"] == "Image" and image["c"][1]
    ]


def _told(blocks: list[Node], article: Article) -> list[Node]:
    """Return *blocks* with the editions named for which a part is, or is not."""

    def visit(node: Node) -> Node | None:
        names = set(ast.classes(node)) if node["t"] == "Div" else set()
        if "cited-in" in names:
            return None
        names &= {"only", "not"}
        if not names:
            return node
        listed = (ast.value(node, "editions") or "").replace(",", " ").split()
        said = article.labels[f"review-{names.pop()}"].format(editions=", ".join(listed))
        head = ast.div([ast.para(ast.string(said))], _OURS)
        return ast.div([head, *node["c"][1]], ast.attr(ast.identifier(node), ["some"]))

    done: list[Node] = ast.changed(blocks, visit)
    return done


class Dressing(Rebuilding):
    """Gives leaves their sources and their changes; tables have their sources below them."""

    def __init__(self, sources: Sources, dresses: dict[int, Dress]) -> None:
        self._sources = sources
        self._dresses = dresses
        self._may_claim = True
        self._has_sources = True

    def block(self, block: Node) -> Node:
        """Return what becomes of *block*, of whatever kind."""
        before = self._may_claim, self._has_sources
        if block["t"] == "Div":
            names = {*ast.classes(block)}
            self._may_claim &= not names & NO_CLAIMS
            self._has_sources &= not names & {"references", "abstract", "alternative"}
        is_table = block["t"] == "Table"
        below = self._sources.of_table(block, may_claim=self._may_claim) if is_table else []
        self._may_claim &= not is_table  # its caption rests on what its rows cite
        done = Rebuilding.block(self, block)
        self._may_claim, self._has_sources = before
        if not below:
            return done
        listed = ast.div([ast.para(b["c"]) for b in below], ast.attr("", ["row-sources", NOT_TEXT]))
        return ast.div([done, listed], ast.attr("", ["with-sources"]))

    def row(self, cells: list[Any], column_count: int) -> list[Any]:
        """Return the cells of a row, with nothing beside them: their works stand below."""
        before, self._has_sources = self._has_sources, False
        done = Rebuilding.row(self, cells, column_count)
        self._has_sources = before
        return done

    def leaf(self, block: Node) -> Node:
        """Return a block of text with what stands beside it and in it."""
        if block["t"] in {"CodeBlock", "LineBlock"} or LEAF not in block:
            return block
        return self._dressed(block)

    def term(self, inlines: list[Node]) -> list[Node]:
        """Return what a list of definitions defines, with its changes."""
        return [self._dressed(inlines[0])]

    def _dressed(self, block: Node) -> Node:
        dress = self._dresses.get(block[LEAF])
        stretches = list(dress.stretches if dress else ())
        insertions: list[Insertion] = []
        held = leaves.inlines(block)
        if self._has_sources and block["t"] != "Header":
            flags, insertions = self._sources.beside(held, may_claim=self._may_claim)
            stretches = [*flags, *stretches]
        insertions += dress.insertions if dress else ()
        return _with(block, dressed(held, stretches, insertions))


def _with(block: Node, inlines: list[Node]) -> Node:
    """Return the leaf *block* with other *inlines*."""
    content: Any = block["c"]
    match block["t"]:
        case "Header":
            return {**block, "c": [*content[:2], inlines]}
        case "Span":
            return {**block, "c": [content[0], inlines]}
    return {**block, "c": inlines}
