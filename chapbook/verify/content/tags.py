"""What a PDF says, read from its tags as a screen reader gets them (ISO 32000-1, 14.8)."""

import re
from collections.abc import Callable
from contextlib import nullcontext

from chapbook.tools.pdf.element import INLINE, Annotation, Element, Text
from chapbook.verify.content.parts import REFERENCE, Content
from chapbook.verify.content.scribe import Scribe

HEADING = re.compile(r"H([1-6])")
TITLE_RANK = 1
"""The title is the heading of the first rank, and the article's headings stand below it."""


def of(root: Element) -> Content:
    """Return what the file with the structure tree *root* says."""
    reader = _Reader()
    reader.element(root)
    return reader.scribe.content()


class _Reader:
    """One walk through a tree."""

    def __init__(self) -> None:
        self.scribe = Scribe()
        self.has_terms = [False]
        """Whether labels are terms, in the list at hand and in those around it."""

    def element(self, element: Element) -> None:
        """Read *element*."""
        is_block = element.role not in INLINE | {"Figure"}  # which may stand in a line
        if is_block:
            self.scribe.end()
        read: Callable[[Element], None]
        read = getattr(self, f"_{element.role.lower()}", self._inside)
        read(element)
        if is_block:
            heading = HEADING.fullmatch(element.role)
            self.scribe.end(int(heading[1]) - TITLE_RANK if heading else 0)

    def _inside(self, element: Element) -> None:
        """Read what stands in *element*."""
        if element.actual_text is not None:
            self.scribe.write(element.actual_text)
            return
        for kid in element.kids:
            if isinstance(kid, Text):
                self.scribe.write(kid.text)
            elif isinstance(kid, Element):
                self.element(kid)

    def _aside(self, element: Element) -> None:
        with self.scribe.aside():
            self._inside(element)

    _toc = _aside

    def _l(self, element: Element) -> None:
        """Read a list; the labels of one without numbers or bullets are the terms it explains."""
        self.has_terms.append(element.attributes.get("ListNumbering", "None") == "None")
        self._inside(element)
        self.has_terms.pop()

    def _bibentry(self, element: Element) -> None:
        """Read a reference; its number is none of its words."""
        self.has_terms.append(False)
        self._inside(element)
        self.has_terms.pop()

    def _lbl(self, element: Element) -> None:
        if self.has_terms[-1]:
            self.scribe.end()
            self._inside(element)
            self.scribe.end()
        else:
            self._aside(element)

    def _note(self, element: Element) -> None:
        """Read a note; its mark is no term, also where it is called from a list of terms."""
        self.has_terms.append(False)
        with self.scribe.note():
            self._inside(element)
        self.has_terms.pop()

    def _caption(self, element: Element) -> None:
        with self.scribe.caption():
            self._inside(element)

    def _table(self, element: Element) -> None:
        with self.scribe.table():
            self._inside(element)

    def _tr(self, element: Element) -> None:
        self.scribe.row()
        self._inside(element)

    def _td(self, element: Element) -> None:
        with self.scribe.cell():
            self._inside(element)

    _th = _td

    def _figure(self, element: Element) -> None:
        """Read the words for a picture, and its caption; letters in it are the picture's."""
        self.scribe.picture(element.alt)
        for caption in element.elements:
            if caption.role == "Caption":
                self._caption(caption)

    def _formula(self, element: Element) -> None:
        self.scribe.formula()

    def _reference(self, element: Element) -> None:
        """Read a reference: to a work, which is a citation, or to a note, which is a mark."""
        if any(target.startswith(REFERENCE) for target in _targets(element)):
            self._inside(element)
        else:
            self._aside(element)

    def _link(self, element: Element) -> None:
        cites = any(target.startswith(REFERENCE) for target in _targets(element))
        with self.scribe.citation() if cites else nullcontext():
            self._inside(element)


def _targets(element: Element) -> list[str]:
    """Return where the links of *element* lead."""
    return [
        kid.target for each in element.each() for kid in each.kids if isinstance(kid, Annotation)
    ]
