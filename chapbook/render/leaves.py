"""The leaves of an article: the paragraphs, headings, cells and lines that hold its text.

They are numbered in the order of the article, once, before any edition is fitted to its
pages.  The number stays with its block whatever is done to the blocks around it, and HTML
carries it to the pages as ``data-leaf``; so a place on a page is a place in the article.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from chapbook.model import Article, Node
from chapbook.pagemap import PageStart
from chapbook.render import split
from chapbook.render.rebuilding import Rebuilding
from chapbook.tools.pandoc import ast
from chapbook.tools.weasy import starts

LEAF = "leaf"
"""The key under which a node carries its number."""
ROW = "row"
"""The key under which a cell of a table that may be cut carries the first leaf of its row."""

DASHES = "-‐–—/"
"""A line may end behind one of these, so that a word begins behind it."""

MARK = re.compile(r'>\s*<span data-leaf="(\d+)"></span>')


def numbered(article: Article) -> Article:
    """Return *article* with its leaves numbered from 0."""
    number = _Numbering()
    return replace(
        article,
        abstract=number.blocks(article.abstract),
        lead=number.blocks(article.lead),
        body=number.blocks(article.body),
        appendix=number.blocks(article.appendix),
    )


class _Numbering(Rebuilding):
    """Gives leaves their numbers."""

    def __init__(self) -> None:
        self.count = 0
        self.row_leaf = 0

    def leaf(self, block: Node) -> Node:
        """Return *block* with the next number."""
        number, self.count = self.count, self.count + 1
        return {**block, LEAF: number}

    def term(self, inlines: list[Node]) -> list[Node]:
        """Return *inlines* as one span, which can carry a number."""
        return [self.leaf(ast.span(inlines, ast.attr()))]

    def row(self, cells: list[Any], column_count: int) -> list[Any]:
        """Return *cells*, which tell the first leaf of their row where columns may be parted."""
        first = self.count
        done = Rebuilding.row(self, cells, column_count)
        if column_count <= split.WHOLE_COLUMNS:
            return done
        # A row that a cell from above reaches into begins with that cell.
        is_whole = sum(cell[3] for cell in cells) == column_count
        self.row_leaf = first if is_whole else self.row_leaf

        def visit(node: Node) -> Node:
            return {**node, ROW: self.row_leaf} if LEAF in node else node

        return ast.changed(done, visit)  # type: ignore[no-any-return]


def inlines(leaf: Node) -> list[Node]:
    """Return the inlines of *leaf*; code and verse as text with line ends."""
    content = leaf["c"]
    match leaf["t"]:
        case "Header":
            return list(content[2])
        case "Span":
            return list(content[1])
        case "CodeBlock":
            return [{"t": "Str", "c": content[1]}]
        case "LineBlock":
            return [part for line in content for part in (*line, {"t": "LineBreak"})]
    return list(content)


def text(inlines: list[Node]) -> str:
    """Return the characters of *inlines*, in which offsets count.

    A picture or a formula is one character; notes and quotation marks that the language
    supplies are none.
    """
    return "".join(map(_characters, inlines))


def _characters(node: Node) -> str:
    """Return the characters of one inline."""
    kind = node["t"]
    if kind in ONE_CHARACTER:
        return ONE_CHARACTER[kind]
    if kind == "Str":
        return str(node["c"])
    return str(node["c"][1]) if kind == "Code" else text(inner(node))


def inner(node: Node) -> list[Node]:
    """Return the inlines inside the inline *node*."""
    content = node["c"]
    return list(content[1] if node["t"] in NESTED else content)


ONE_CHARACTER = {
    "Math": starts.OBJECT,
    "Image": starts.OBJECT,
    **dict.fromkeys(ast.BLANK, " "),
    "Note": "",
    "RawInline": "",
}
"""Inlines that count as one character, or as none."""

NESTED = {"Quoted", "Cite", "Link", "Span"}
"""Inlines whose own inlines are the second of their parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A leaf by its number."""

    text: str
    row_leaf: int | None
    """The first leaf of its row, in a table that may be cut."""


def of(article: Article) -> dict[int, Leaf]:
    """Return the leaves of *article*, which has them numbered."""
    parts = [article.abstract, article.lead, article.body, article.appendix]
    return {
        node[LEAF]: Leaf(text=text(inlines(node)), row_leaf=node.get(ROW))
        for node in ast.nodes(parts)
        if LEAF in node
    }


def lengths(leaves: Mapping[int, Leaf]) -> dict[int, int]:
    """Return how many letters each leaf has, as pages count them."""
    return {number: starts.counted(leaf.text) for number, leaf in leaves.items()}


def page_starts(
    found: list[starts.Start | None], leaves: Mapping[int, Leaf]
) -> tuple[PageStart, ...]:
    """Return the first word of every page.

    A page without text of the article begins where the next one does.  Where pages show
    the columns of a table that was cut, none begins before the one ahead of it.

    Args:
        found: Where the pages begin, by letters.
        leaves: All leaves by their numbers.
    """
    end = PageStart(leaf=len(leaves), offset=0)
    following = end
    backwards: list[PageStart] = []
    for start in reversed(found):
        following = _word(start, leaves) if start else following
        backwards.append(following)
    done: list[PageStart] = []
    for word in reversed(backwards):
        done.append(max(word, done[-1], key=_order) if done else word)
    return tuple(done)


def _order(start: PageStart) -> tuple[int, int]:
    return start.leaf, start.offset


def _word(start: starts.Start, leaves: Mapping[int, Leaf]) -> PageStart:
    """Return the beginning of the word in which *start* lies."""
    number, letters = start
    leaf = leaves[number]
    if leaf.row_leaf is not None:
        return PageStart(leaf=leaf.row_leaf, offset=0)
    return PageStart(leaf=number, offset=word_start(leaf.text, letters))


def word_start(text: str, letters: int) -> int:
    """Return the offset at which the word with letter number *letters* (0-based) begins."""
    passed = accumulate(map(starts.counted, text))
    at = next(index for index, count in enumerate(passed) if count > letters)
    if unicodedata.east_asian_width(text[at]) in "WF":
        return at  # lines end anywhere in scripts without spaces
    while at and not _may_end(text, at):
        at -= 1
    return at


def _may_end(text: str, at: int) -> bool:
    """Tell whether a word may begin at *at*, which is not 0."""
    before = text[at - 1]
    if before.isspace():
        return True
    return before in DASHES and at > 1 and not text[at - 2].isspace()


def marked(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with the number of each leaf where HTML can carry it."""

    def visit(node: Node) -> Node | list[Node]:
        number = node.get(LEAF)
        if number is None:
            return node
        mark = ast.span([], ast.attr("", [], leaf=str(number)))
        match node["t"]:
            case "Header":
                return {**node, "c": [*node["c"][:2], [mark, *node["c"][2]]]}
            case "Span":
                return [mark, *node["c"][1]]
            case "LineBlock":
                first, *others = node["c"] or [[]]
                return {**node, "c": [[mark, *first], *others]}
            case "CodeBlock":
                (identifier, classes, pairs), code = node["c"]
                return {**node, "c": [[identifier, classes, [*pairs, ["leaf", str(number)]]], code]}
        return {**node, "c": [mark, *node["c"]]}

    done: list[Node] = ast.changed(blocks, visit)
    return done


def settled(html: str) -> str:
    """Return *html* with the numbers of leaves on their elements, where they have one."""
    return MARK.sub(r' data-leaf="\1">', html)
