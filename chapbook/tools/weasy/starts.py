"""Where the text of each page begins, told by the boxes that stand on it.

An element that says ``data-leaf="12"`` begins the leaf of text number 12: a paragraph, a
heading, a cell.  What was drawn on earlier pages is counted letter by letter, so that the
first new letter of a page is known by its leaf and by how many of the leaf came before.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

ATTRIBUTE = "data-leaf"

OBJECT = "\ufffc"
"""Stands for a picture or a formula, which counts as one letter."""

QUOTES = frozenset("\"'«»‹›“”„‟‘’‚‛")
HYPHENS = frozenset("-‐\u00ad")
"""What may stand at the end of a line and not in the text."""
UNCOUNTED = {"Mn", "Cf", "Cc"}
"""Unicode categories of what is not drawn, or not by itself."""

Start = tuple[int, int]
"""A leaf, and how many of its letters stand before."""


def counted(text: str) -> int:
    """Return how many letters *text* has: all that is drawn but spaces, hyphens and quotes.

    Hyphens come and go with lines, quotation marks with languages; capitals that a style
    sheet makes are as many as the small letters that were typed.
    """
    plain = unicodedata.normalize("NFD", text.casefold())
    return sum(map(_is_counted, plain))


def _is_counted(character: str) -> bool:
    if character.isspace() or character in QUOTES or character in HYPHENS:
        return False
    return unicodedata.category(character) not in UNCOUNTED


def of_pages(pages: Sequence[Any], lengths: Mapping[int, int]) -> list[Start | None]:
    """Return where each of *pages* begins; ``None`` where none of the leaves goes on.

    Args:
        pages: WeasyPrint's, in order.
        lengths: How many letters each leaf has; what is drawn beyond them is drawn again,
            as the head of a table is, or was never typed.
    """
    seen: Counter[int] = Counter()
    starts: list[Start | None] = []
    reader = _Reader()
    for page in pages:
        start: Start | None = None
        for leaf, count in reader.pieces(page):
            if start is None and seen[leaf] < lengths.get(leaf, 0):
                start = leaf, seen[leaf]
            seen[leaf] += count
        starts.append(start)
    return starts


class _Reader:
    """Reads the boxes of pages; knows to which leaf each element belongs."""

    def __init__(self) -> None:
        self.leaves: dict[Any, int] = {}
        self.root: Any = None

    def pieces(self, page: Any) -> Iterator[tuple[int, int]]:
        """Yield the leaf and the letters of each piece of running text on *page*."""
        for box in page._page_box.children:
            if box.element_tag == "html":
                if self.root is None:
                    self.root = box.element
                    self._number(box.element, -1)
                yield from self._below(box)

    def _number(self, element: Any, leaf: int) -> None:
        """Note the leaf of *element* and of all in it."""
        leaf = int(element.get(ATTRIBUTE, leaf))
        self.leaves[element] = leaf
        for child in element:
            self._number(child, leaf)
            if _is_mark(child):
                leaf = self.leaves[child]

    def _below(self, box: Any) -> Iterator[tuple[int, int]]:
        """Yield the pieces in *box*; what a style sheet adds is none."""
        if "::" in str(box.element_tag):
            return
        text = getattr(box, "text", None)
        if text is not None:
            if count := counted(text):
                yield self.leaves.get(box.element, -1), count
        elif hasattr(box, "replacement"):
            yield self.leaves.get(box.element, -1), 1
        elif _is_mark(box.element) and box.element in self.leaves:
            # What stands behind it belongs to the element around both.
            self._move(box.element)
        else:
            for child in getattr(box, "children", ()):
                yield from self._below(child)

    def _move(self, mark: Any) -> None:
        """Let the text behind *mark* be that of its leaf."""
        parent = next((e for e in self.leaves if mark in list(e)), None)
        if parent is not None:
            self.leaves[parent] = self.leaves[mark]


def _is_mark(element: Any) -> bool:
    """Tell whether *element* is empty and only says where a leaf begins."""
    return (
        element is not None
        and element.tag == "span"
        and element.get(ATTRIBUTE) is not None
        and not len(element)
        and not element.text
    )
