"""From boxes to nodes: one walk over the pages.

WeasyPrint has a box for each piece of an element on each line and page, and more boxes of its
own around them.  All boxes of one element become one node.  A node stands where its element
stands in the source: floats, footnotes and what is placed by coordinates come back to their place.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from chapbook.tools.weasy.tagging.nodes import Area, Mark, Node

FIRST, LAST = -1.0, float("inf")

HEADER = "/Type /Pagination /Subtype /Header /Attached [/Top]"
FOOTER = "/Type /Pagination /Subtype /Footer /Attached [/Bottom]"
PAGINATION = "/Type /Pagination"
LAYOUT = "/Type /Layout"
"""What an artifact says of itself (ISO 32000-1, table 330)."""

CODE_LINE = "code-line"
"""The class of a line of code; its number, which is generated, is none of its words."""

PAGE_BREAK = "doc-pagebreak"
"""The role of an element whose generated number names a page of another edition."""

_PLACES = {"marker": -3.0, "footnote-marker": -2.0, "before": FIRST, "after": LAST}
"""Where generated content stands in its element."""


class Gathering:
    """What is on the pages of one document."""

    def __init__(self, pages: Sequence[Any]) -> None:
        self.root = Node(None)
        self.marks: dict[Any, Mark] = {}
        """Each mark by its box."""
        self.artifacts: dict[Any, str] = {}
        """What each box is that shows no text of the document, in the words of an artifact."""
        self._nodes: dict[tuple[Any, str], Node] = {}
        self._places: dict[Any, tuple[Any, int]] = {}
        self._groups: dict[Any, Any] = {}
        self._count = 0
        for index, page in enumerate(pages):
            self._page = index
            for child in page._page_box.children:
                self._visit(child, self.root, "")
            self._links(page)
        self._settle()

    def _links(self, page: Any) -> None:
        """Keep one link of *page* for each box that is one, and tell its node.

        WeasyPrint has one more for each element inside; what is no text leads nowhere.
        """
        inner: set[int] = set()
        kept = []
        for link in page.links:
            box = link[3]
            if id(box) in inner or self._is_artifact(box):
                continue
            kept.append(link)
            inner.update(id(child) for child in box.descendants() if child is not box)
            node = self._anchor(self._node(box))
            node.areas.append(Area(self._page, None, box))
        page.links[:] = kept

    def _is_artifact(self, box: Any) -> bool:
        """Tell whether *box* shows nothing but furniture, such as a running head."""
        leaves = [each for each in box.descendants() if each in self.artifacts]
        repeated = [each for each in leaves if self.artifacts[each].startswith(PAGINATION)]
        return bool(repeated) and len(repeated) == len(leaves)

    def _anchor(self, node: Node) -> Node:
        """Return the link that *node* belongs to: an ``a`` around it, or itself."""
        above: Node | None = node
        while above:
            if above.tag == "a" and above.get("href"):
                return above
            above = above.parent
        return node

    def _visit(self, box: Any, owner: Node, artifact: str) -> None:
        """Take in *box*, which stands in a box of *owner*, and all below it.

        Args:
            box: Anything that WeasyPrint has in its tree.
            owner: The node of the box around it.
            artifact: What it is when it is no text.
        """
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        artifact = artifact or self._furniture(box)
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            self._leaf(box, owner, artifact)
            return
        node = owner
        if not artifact and box.element is not None:
            node = self._noted(box, owner)
        for child in box.children:
            self._visit(child, node, artifact)
            if isinstance(box, boxes.FootnoteAreaBox) and child.element is not None:
                self._node(child).is_foot = True

    def _noted(self, box: Any, owner: Node) -> Node:
        """Return the node of *box* and note that *box* is a part of it."""
        node = self._node(box)
        if node is not owner or not node.boxes:
            node.boxes.append((self._page, box))
            node.is_block |= isinstance(box, boxes.BlockLevelBox | boxes.TableCellBox)
            if node.parent:
                is_in_flow = box.is_in_normal_flow()
                node.parent.is_mixed |= not is_in_flow
                if is_in_flow:
                    node.parent.reached = max(node.parent.reached, self._place(node))
        return node

    def _leaf(self, box: Any, owner: Node, artifact: str) -> None:
        """Take in *box*, which is drawn with a mark."""
        is_text = isinstance(box, boxes.TextBox)
        if is_text and not (box.text and box.style["visibility"] == "visible"):
            return
        if artifact:
            self.artifacts[box] = artifact
            return
        node = self._noted(box, owner) if box.element is not None else owner
        mark = self.marks[box] = Mark(box, self._page, box.text if is_text else "")
        self._put(node, node.reached + 0.5, mark)

    def _settle(self) -> None:
        """Put texts beside floats and the like where they stand in the source.

        A float is met where the line ends in which it stands, or on a later page.  How many
        letters stand before it in the source tells which text comes first.
        """
        for node in self._nodes.values():
            if node.is_mixed and not node.pseudo:
                node.placed = list(_counted(node))

    def _put(self, node: Node, place: float, kid: Node | Mark) -> None:
        self._count += 1
        node.placed.append((place, self._count, kid))

    def _node(self, box: Any) -> Node:
        """Return the node of *box*'s element, or of what is generated for it."""
        pseudo = str(box.element_tag or "").partition("::")[2]
        return self._of(box.element, pseudo)

    def _of(self, element: Any, pseudo: str) -> Node:
        """Return the node of *element*, made and put in its place if it is new."""
        key = (element, pseudo)
        if found := self._nodes.get(key):
            return found
        node = self._nodes[key] = Node(element, pseudo)
        node.parent = self._above(element, pseudo)
        self._put(node.parent, self._place(node), node)
        return node

    def _above(self, element: Any, pseudo: str) -> Node:
        """Return the node in which *element*, or what is generated for it, stands."""
        if pseudo and pseudo != "footnote-call":
            return self._of(element, "")
        if element not in self._places:
            self._learn(element)
        parent, _ = self._places[element]
        return self.root if parent is None else self._of(parent, "")

    def _learn(self, root: Any) -> None:
        """Note where each element below *root* stands."""
        self._places[root] = (None, len(self._places))
        for parent in root.iter():
            for index, child in enumerate(parent):
                self._places[child] = (parent, index)

    def _place(self, node: Node) -> float:
        """Return where *node* stands among the children of its parent."""
        if node.pseudo and node.pseudo != "footnote-call":
            return _PLACES.get(node.pseudo, FIRST)
        place = float(self._places[node.element][1]) if node.element in self._places else 0.0
        return place - 0.1 if node.pseudo else place

    def _furniture(self, box: Any) -> str:
        """Return what kind of artifact *box* is with all in it; nothing for text."""
        if isinstance(box, boxes.MarginBox):
            is_head = str(box.at_keyword).startswith("@top")
            is_foot = str(box.at_keyword).startswith("@bottom")
            return HEADER if is_head else FOOTER if is_foot else PAGINATION
        if isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer):
            return self._repeated(("group", box.element, box.is_header), box)
        if isinstance(box, boxes.Box) and box.style["position"] == "fixed":
            return self._repeated(("fixed", box.element, box.element_tag), self._page)
        if "::" in str(box.element_tag) and box.element.get("role") == PAGE_BREAK:
            return PAGINATION
        return "" if _is_heard(box) else LAYOUT

    def _repeated(self, key: Any, occurrence: Any) -> str:
        """Return that something is only repeated, if it has occurred before."""
        return "" if self._groups.setdefault(key, occurrence) == occurrence else PAGINATION


def _counted(node: Node) -> Iterator[tuple[float, int, Node | Mark]]:
    """Yield what is in *node*, the texts with the places that their letters have in the source."""
    said = [node.element.text, *(child.tail for child in node.element)]
    ends = list(accumulate(_letters(text or "") for text in said))
    passed = 0
    for place, number, kid in node.placed:
        if isinstance(kid, Node):
            # The first letter of a paragraph may be a box of its own.
            if kid.pseudo == "first-letter":
                passed += sum(_letters(mark.text) for mark in kid.marks())
            yield place, number, kid
            continue
        segment = next((at for at, end in enumerate(ends) if passed < end), len(ends) - 1)
        passed += _letters(kid.text) - kid.is_broken
        yield (segment - 0.5 if kid.text else place), number, kid


def _letters(text: str) -> int:
    """Return how many characters of *text* are no white space."""
    return len("".join(text.split()))


def _is_heard(box: Any) -> bool:
    """Tell whether *box* is to be read: the source may say that it is decoration."""
    element = box.element
    if element is None:
        return True
    if "::" in str(box.element_tag):
        return CODE_LINE not in (element.get("class") or "").split()
    if element.get("aria-hidden") == "true":
        return False
    tag = str(element.tag).rpartition("}")[2]
    roles = (element.get("role") or "").split()
    if tag == "img":
        is_named = bool(element.get("aria-label") or element.get("aria-labelledby"))
        return is_named or (element.get("alt") != "" and not {"presentation", "none"} & set(roles))
    return tag != "hr"
