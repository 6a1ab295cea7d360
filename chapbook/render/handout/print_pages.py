"""The print edition's page numbers beside what a handout shows of the article.

A handout that is a selection shows a table without the paragraphs before it, and some parts in
an order of its own.  So a number beside a block tells on which page of print that block begins;
it stands wherever that is not the page that was named last.  Where a page begins inside a
block, it stands beside the line in which it does.

    stamped   each leaf of the marked article gets the page on which it begins
    told      what was chosen and fitted gets markers by these stamps
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from chapbook.model import Article, Node
from chapbook.render import leaves, markers
from chapbook.render.rebuilding import Rebuilding
from chapbook.tools.hypertext import pagebreak
from chapbook.tools.pandoc import ast

PAGE = "page"
"""The key under which a leaf carries the page_number (1-based) on which it begins in print."""

BEFORE = {"Table", "CodeBlock"}
"""Blocks whose page is named ahead of them: the head of a table is printed again on each page,
and in code nothing can stand."""


def stamped(article: Article) -> Article:
    """Return *article*, in which markers stand, with the page of each leaf on it."""
    if article.page_map is None:
        return article
    stamp = _Stamping()
    return replace(
        article,
        abstract=stamp.blocks(article.abstract),
        lead=stamp.blocks(article.lead),
        body=stamp.blocks(article.body),
        appendix=stamp.blocks(article.appendix),
    )


def told(blocks: list[Node], article: Article, elsewhere: Collection[str] = ()) -> list[Node]:
    """Return *blocks*, chosen from an article that is stamped and fitted, with their markers.

    Args:
        blocks: In the order in which the handout shows them.
        article: Where they come from.
        elsewhere: Classes of parts that print has in other places, or not at all: no page is
            named beside them.
    """
    if article.page_map is None:
        return blocks
    prefix = markers.identifier(article, 0)[:-1]
    return _Telling(prefix, frozenset(elsewhere)).blocks(blocks)


class _Stamping(Rebuilding):
    """Follows the markers through an article."""

    def __init__(self) -> None:
        self.page_number = 1

    def block(self, block: Node) -> Node:
        """Return *block* with its stamps; a marker turns the page."""
        if pagebreak.is_marker(block):
            self.page_number = pagebreak.number(block)
        return super().block(block)

    def leaf(self, block: Node) -> Node:
        """Return a block of text with the page on which its first word stands."""
        for marker in _leading(leaves.inlines(block)):
            self.page_number = pagebreak.number(marker)
        first = self.page_number
        for marker in filter(pagebreak.is_marker, ast.nodes(block)):
            self.page_number = pagebreak.number(marker)
        return {**block, PAGE: first}

    def term(self, inlines: list[Node]) -> list[Node]:
        """Return a term as one span, which can carry a stamp."""
        return [self.leaf(ast.span(inlines, ast.attr()))]


class _Telling(Rebuilding):
    """Puts a marker wherever the page is not the one that was named last."""

    def __init__(self, prefix: str, elsewhere: frozenset[str]) -> None:
        self.prefix = prefix
        self.elsewhere = elsewhere
        self.named = 0
        """The page_number that was named last."""
        self.used: set[int] = set()
        """The pages whose marker stands: only the first of each has the id."""

    def blocks(self, blocks: Sequence[Node]) -> list[Node]:
        """Return *blocks* with markers by their stamps alone."""
        kept = [block for block in blocks if not pagebreak.is_marker(block)]
        return [part for block in kept for part in (*self._ahead(block), self.block(block))]

    def _ahead(self, block: Node) -> list[Node]:
        """Return the marker that stands ahead of *block*, in which none can."""
        return self._of_whole(block) if block["t"] in BEFORE else []

    def _of_whole(self, block: Node) -> list[Node]:
        """Return the marker of the page on which *block* begins, as a block; perhaps none."""
        page = next((node[PAGE] for node in ast.nodes(block) if PAGE in node), self.named)
        return [ast.div([], span["c"][0]) for span in self._turned(page)]

    def block(self, block: Node) -> Node:
        """Return *block* with its markers; a figure has its own above the picture."""
        if block["t"] == "Div" and self.elsewhere & set(ast.classes(block)):
            bare: Node = unstamped(block)
            return bare
        if block["t"] == "Table":
            attributes, caption, columns, head, *rest = block["c"]
            block = {**block, "c": [attributes, caption, columns, unstamped(head), *rest]}
        if block["t"] != "Figure":
            return super().block(block)
        above = self._of_whole(block)
        attributes, caption, shown = super().block(block)["c"]
        return {**block, "c": [attributes, caption, [*above, *shown]]}

    def leaf(self, block: Node) -> Node:
        """Return a block of text with the marker of its page, and those inside."""
        if PAGE not in block:
            return block
        bare = {key: part for key, part in block.items() if key != PAGE}
        if block["t"] == "CodeBlock":
            return bare
        begun = self._turned(block[PAGE])
        content = bare["c"]
        match block["t"]:
            case "Header":
                return {**bare, "c": [*content[:2], [*begun, *self._inside(content[2])]]}
            case "LineBlock":
                first, *others = [self._inside(line) for line in content] or [[]]
                return {**bare, "c": [[*begun, *first], *others]}
        return {**bare, "c": [*begun, *self._inside(content)]}

    def term(self, inlines: list[Node]) -> list[Node]:
        """Return a term without the span that carried its stamp, which may stand in another."""
        if len(inlines) != 1 or inlines[0]["t"] != "Span":
            return inlines
        (held,) = inlines
        if PAGE not in held:
            attributes, inner = held["c"]
            return [ast.span(self.term(inner), attributes)]
        return [*self._turned(held[PAGE]), *self._inside(held["c"][1])]

    def _inside(self, inlines: list[Node]) -> list[Node]:
        """Return *inlines* with markers where pages begin within them, and none ahead."""
        first = _leading(inlines)
        rest = [node for node in inlines if not any(node is each for each in first)]

        def visit(node: Node) -> Node | list[Node]:
            return self._turned(pagebreak.number(node)) if pagebreak.is_marker(node) else node

        done: list[Node] = ast.changed(rest, visit)
        return done

    def _turned(self, page_number: int) -> list[Node]:
        """Return the marker of *page_number*; nothing if that page was named last."""
        if page_number == self.named:
            return []
        self.named = page_number
        identifier = "" if page_number in self.used else f"{self.prefix}{page_number}"
        self.used.add(page_number)
        return [pagebreak.marker(identifier, page_number)]


def _leading(inlines: list[Node]) -> list[Node]:
    """Return the markers ahead of the first character of *inlines*."""
    found: list[Node] = []
    for node in inlines:
        if pagebreak.is_marker(node):
            found.append(node)
        elif leaves.text([node]).strip():
            break
    return found


def unstamped(tree: Any) -> Any:
    """Return *tree* without stamps and markers."""

    def visit(node: Node) -> Node | None:
        if pagebreak.is_marker(node):
            return None
        return {key: part for key, part in node.items() if key != PAGE} if PAGE in node else node

    return ast.changed(tree, visit)
