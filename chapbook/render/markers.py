"""Markers of the print edition's pages, in editions that have no pages of their own.

A page may begin at any word; where a figure, a table or a box begins it, the marker stands
ahead of that, and where code does, ahead of the code.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from chapbook.model import Article, Node
from chapbook.pagemap import PageMap
from chapbook.render import leaves
from chapbook.render.leaves import LEAF, ROW
from chapbook.render.rebuilding import Rebuilding
from chapbook.tools.hypertext import pagebreak
from chapbook.tools.pandoc import ast
from chapbook.tools.weasy.starts import OBJECT

PREFIXES = ("page-", "print-page-", "page-of-print-")
"""What the ids of markers begin with: the first that no id of the article has."""

Waiting = dict[int, list[tuple[int, int]]]
"""By leaf the pages that begin in it: offset and page_number (1-based), in order."""


def identifier(article: Article, page_number: int) -> str:
    """Return the id of the marker of *page_number* (1-based) in editions of *article*."""
    parts = [article.abstract, article.lead, article.body, article.appendix]
    others = (node for node in ast.nodes(parts) if not pagebreak.is_marker(node))
    # Word's bookmarks have an underscore for a hyphen.
    taken = {ast.identifier(node).replace("_", "-") for node in others}
    free = (p for p in PREFIXES if not any(re.fullmatch(rf"{p}\d+", name) for name in taken))
    return f"{next(free, PREFIXES[-1])}{page_number}"


def placed(article: Article, page_map: PageMap, shown: Iterable[Node]) -> Article:
    """Return *article* with a marker where each page but the first begins.

    The first begins with the title, which editions set in their own ways: they mark it.
    What an edition does not show cannot hold a marker; it stands before what follows.

    Args:
        article: With its leaves numbered.
        page_map: Where pages begin.
        shown: Blocks that the edition shows, numbered too.
    """
    there = sorted({node[LEAF] for node in ast.nodes(list(shown)) if LEAF in node})
    waiting: Waiting = defaultdict(list)
    beyond: list[int] = []
    for page_number, start in enumerate(page_map.starts[1:], start=2):
        leaf = next((number for number in there if number >= start.leaf), None)
        if leaf is None:
            beyond.append(page_number)
        else:
            offset = start.offset if leaf == start.leaf else 0
            waiting[leaf].append((offset, page_number))
    placing = _Placing(waiting, identifier(article, 0)[:-1])
    return replace(
        article,
        abstract=placing.blocks(article.abstract),
        # The title of its first part becomes a chapter's.
        lead=placing.item(article.lead),
        body=placing.blocks(article.body),
        appendix=[*placing.blocks(article.appendix), *map(placing.block_marker, beyond)],
        page_map=page_map,
    )


def first(article: Article) -> str:
    """Return the id of the marker of the first page; nothing where no pages are marked."""
    return identifier(article, 1) if article.page_map else ""


def bookmarked(blocks: list[Node], article: Article) -> list[Node]:
    """Return *blocks* of the Word edition of *article* with markers that are bookmarks.

    The first page begins where the file does.  The name of a bookmark has no hyphens: Word's
    own list of bookmarks takes none (ECMA-376-1, 17.13.6.2 leaves names to programs).
    """
    if article.page_map is None:
        return blocks

    def visit(node: Node) -> Node:
        if not pagebreak.is_marker(node):
            return node
        return ast.with_identifier(node, ast.identifier(node).replace("-", "_"))

    start = ast.div([], pagebreak.marker(first(article), 1)["c"][0])
    done: list[Node] = ast.changed([start, *blocks], visit)
    return done


class _Placing(Rebuilding):
    """Puts markers into blocks whose leaves are numbered, and takes the numbers away."""

    def __init__(self, waiting: Waiting, prefix: str) -> None:
        self.waiting = waiting
        self.prefix = prefix

    def blocks(self, blocks: Sequence[Node]) -> list[Node]:
        """Return *blocks* with their markers."""
        return [part for block in blocks for part in (*self._ahead(block), self.block(block))]

    def item(self, blocks: list[Node]) -> list[Node]:
        """Return *blocks* with their markers; none ahead of the first, if that can be.

        Word gives the bullet of a list's item to its first block, whatever that is.
        """
        if not blocks or blocks[0]["t"] == "CodeBlock":
            return self.blocks(blocks)
        return [self.block(blocks[0]), *self.blocks(blocks[1:])]

    def block_marker(self, page_number: int) -> Node:
        """Return the marker of *page_number* as a block."""
        span = pagebreak.marker(f"{self.prefix}{page_number}", page_number)
        return ast.div([], span["c"][0])

    def _ahead(self, block: Node) -> list[Node]:
        """Return the markers that stand ahead of *block*, which begins a page as a whole."""
        if ast.has_class(block, "csl-entry"):
            return []  # the reference list is a list to screen readers, of entries only
        if block["t"] not in {"Div", "BlockQuote", "Figure", "Table", "CodeBlock"}:
            is_alone = block["t"] in {"Para", "Plain"} and _is_object(block["c"])
            if not is_alone:
                return []
        held = [n for n in ast.nodes(block) if LEAF in n and leaves.text(leaves.inlines(n))]
        first = min(held, key=lambda node: int(node[LEAF]), default=None)
        if first is None or first["t"] == "Header":
            return []
        # Inside code nothing can stand.
        last = float("inf") if block["t"] == "CodeBlock" else 0
        begun = self.waiting[first[LEAF]]
        self.waiting[first[LEAF]] = [each for each in begun if each[0] > last]
        return [self.block_marker(page) for offset, page in begun if offset <= last]

    def term(self, inlines: list[Node]) -> list[Node]:
        """Return the inlines of a term with the markers at their words."""
        (held,) = inlines
        return self._inlines(held["c"][1], held[LEAF])

    def leaf(self, block: Node) -> Node:
        """Return a block of text with the markers at their words."""
        number = block[LEAF]
        bare = {key: part for key, part in block.items() if key not in {LEAF, ROW}}
        content = bare["c"]
        match block["t"]:
            case "Header":
                return {**bare, "c": [*content[:2], self._inlines(content[2], number)]}
            case "LineBlock":
                return {**bare, "c": self._lines(content, number)}
            case "CodeBlock":
                return bare
        return {**bare, "c": self._inlines(content, number)}

    def _lines(self, lines: list[list[Node]], number: int) -> list[list[Node]]:
        """Return verse with its markers."""
        ended = [part for line in lines for part in (*line, {"t": "LineBreak"})]
        done: list[list[Node]] = [[]]
        for node in self._inlines(ended, number):
            if node["t"] == "LineBreak":
                done.append([])
            else:
                done[-1].append(node)
        return done[:-1]

    def _inlines(self, inlines: list[Node], number: int) -> list[Node]:
        """Return *inlines* with the markers of leaf *number*; they count as no character."""
        for offset, page_number in self.waiting[number]:
            marker = pagebreak.marker(f"{self.prefix}{page_number}", page_number)
            inlines = _with(inlines, offset, marker)
        return inlines


def _is_object(inlines: list[Node]) -> bool:
    """Tell whether *inlines* are one picture or formula and nothing else."""
    return (
        len(inlines) == 1
        and inlines[0]["t"] in {"Image", "Math", "Span"}
        and (leaves.text(inlines) == OBJECT)
    )


def _with(inlines: list[Node], offset: int, marker: Node) -> list[Node]:
    """Return *inlines* with *marker* before the character at *offset*."""
    for index, node in enumerate(inlines):
        length = len(leaves.text([node]))
        if offset == 0 and length:
            return [*inlines[:index], marker, *inlines[index:]]
        if offset < length:
            return [*inlines[:index], *_parted(node, offset, marker), *inlines[index + 1 :]]
        offset -= length
    return [*inlines, marker]


def _parted(node: Node, offset: int, marker: Node) -> list[Node]:
    """Return *node* with *marker* inside, before the character at *offset*."""
    content = node["c"]
    if node["t"] == "Str":
        return [{**node, "c": content[:offset]}, marker, {**node, "c": content[offset:]}]
    if node["t"] == "Code":
        attributes, code = content
        again = ["", *attributes[1:]]
        before = {**node, "c": [attributes, code[:offset]]}
        return [before, marker, {**node, "c": [again, code[offset:]]}]
    inside = _with(leaves.inner(node), offset, marker)
    nested = [content[0], inside, *content[2:]] if node["t"] in leaves.NESTED else inside
    return [{**node, "c": nested}]
