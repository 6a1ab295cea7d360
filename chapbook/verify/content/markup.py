"""What a web page or a book's chapters say, read from their elements."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext

from chapbook.verify import markup
from chapbook.verify.content.article import MARGIN
from chapbook.verify.content.parts import Content
from chapbook.verify.content.scribe import Scribe
from chapbook.verify.markup import Element

UNSEEN = {"script", "style", "template", "head", "title", ""}
"""Elements without text for a reader; a comment has no name."""

INLINE = {
    *(
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "img",
        "input",
    ),
    *("ins", "kbd", "label", "mark", "math", "q", "s", "samp", "small", "span", "strong", "sub"),
    *("sup", "svg", "time", "u", "var", "wbr"),
}
"""Elements that stand in a line (HTML Standard, "phrasing content"); all others end one."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}

ASIDES = {"title-block", "title-page", "cover", "foot", "skip-link", "cited-in", MARGIN}
ASIDES |= {"description-link", "figure-description"}
"""Classes of what a page or a book adds to the article's text, or sets in its own way."""

PLACES: dict[str, Callable[[Scribe], AbstractContextManager[None]]] = {
    "[doc-biblioref]": Scribe.citation,
    "[doc-footnote]": Scribe.note,
    ".note": Scribe.note,
    "caption": Scribe.caption,
    "figcaption": Scribe.caption,
    "table": Scribe.table,
    "td": Scribe.cell,
    "th": Scribe.cell,
}
"""Where the text of an element with a [role], a name or a .class belongs."""

RECORDS = "reference-managers"
"""The id of the page with the article's records, which are data."""

ADDED = {"doc-noteref", "doc-backlink", "doc-pagebreak"}
"""Roles of marks that lead to and fro, and of the pages of the print edition."""


def of(roots: Iterable[Element], *, first_level: int) -> Content:
    """Return what the pages *roots* say.

    Args:
        roots: The elements ``html`` of a web page, or of a book's chapters in their order.
        first_level: The rank of the article's outermost headings: 2 below a title, else 1.
    """
    reader = _Reader(first_level - 1)
    for root in roots:
        reader.element(root)
    return reader.scribe.content()


def _lists_notes(element: Element | None) -> bool:
    """Tell whether *element* is the list of notes, whose title the article does not have."""
    return element is not None and element.get("role") == "doc-endnotes"


class _Reader:
    """One walk through pages."""

    def __init__(self, ranks_above: int) -> None:
        self.ranks_above = ranks_above
        self.scribe = Scribe()

    def element(self, element: Element) -> None:
        """Read *element*, without what stands behind it."""
        name = markup.name(element)
        if name in UNSEEN or element.get("id") == RECORDS:
            return
        with self._place(element, name):
            read: Callable[[Element], None] = getattr(self, f"_{name}", self._inside)
            if name not in INLINE:
                self.scribe.end()
            read(element)
            if name not in INLINE:
                self.scribe.end(self._level(name))

    def _level(self, name: str) -> int:
        """Return the level of the heading that ends, 0 where none does."""
        return HEADINGS[name] - self.ranks_above if name in HEADINGS else 0

    def _place(self, element: Element, name: str) -> AbstractContextManager[None]:
        """Return where the text of *element* belongs, if elsewhere than that around it."""
        classes = (element.get("class") or "").split()
        role = element.get("role") or ""
        if name == "nav" or ASIDES.intersection(classes) or role in ADDED:
            return self.scribe.aside()
        if name in HEADINGS and _lists_notes(element.getparent()):
            return self.scribe.aside()
        keys = [f"[{role}]", name, *(f".{each}" for each in classes)]
        place = next((PLACES[key] for key in keys if key in PLACES), None)
        return place(self.scribe) if place else nullcontext()

    def _inside(self, element: Element) -> None:
        """Read the text and the elements inside *element*."""
        self.scribe.write(element.text or "")
        for child in element:
            self.element(child)
            self.scribe.write(child.tail or "")

    def _tr(self, element: Element) -> None:
        self.scribe.row()
        self._inside(element)

    def _br(self, element: Element) -> None:
        self.scribe.write(" ")

    def _math(self, element: Element) -> None:
        self.scribe.formula()

    def _img(self, element: Element) -> None:
        self.scribe.picture(element.get("alt"))

    def _svg(self, element: Element) -> None:
        self.scribe.picture(element.get("aria-label") or "")
