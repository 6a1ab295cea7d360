"""What a Word document says, read from its paragraphs.

Source of all clauses: ECMA-376, 5th edition, part 1.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext

from chapbook.verify import markup
from chapbook.verify.content.parts import Content
from chapbook.verify.content.scribe import Scribe
from chapbook.verify.markup import Element

W = f"{{{markup.WORD}}}"
HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
CAPTIONS = re.compile(r"(?:image |table )?caption", re.IGNORECASE)
REFERENCES = "Bibliography"
FIGURES = "FigureTable"
"""The style by which pandoc sets figures side by side."""
OWN = re.compile(
    r"title|subtitle|author|date|kind|abstract( title)?|article ?details|review ?status|disclaimer|"
    r"cited ?in|toc.*",
    re.IGNORECASE,
)
"""The names of styles of what the document adds to the article's text, or sets in its own way."""


def of(document: Element, notes: Mapping[str, Element], styles: Mapping[str, str]) -> Content:
    """Return what a document says.

    Args:
        document: The main part.
        notes: The footnotes by their id.
        styles: The names of the styles by their id.
    """
    reader = _Reader(notes, styles)
    reader.find_references(document)
    reader.element(document)
    return reader.scribe.content()


class _Reader:
    """One walk through a document."""

    def __init__(self, notes: Mapping[str, Element], styles: Mapping[str, str]) -> None:
        self.notes = notes
        self.styles = styles
        self.scribe = Scribe()
        self.references = set[str]()
        """The bookmarks of the reference list: Word's names are short, so their ids do not tell."""
        self.is_numbering = False
        """Whether the number of a reference is being read, which ends with a tab."""

    def find_references(self, document: Element) -> None:
        """Note the bookmarks at whose beginning a reference stands."""
        for mark in markup.elements(document, "bookmarkStart"):
            after = mark.getnext()
            while after is not None and markup.name(after) == "bookmarkStart":
                after = after.getnext()
            if after is not None and self._style(after) == REFERENCES:
                self.references.add(str(mark.get(f"{W}name")))

    def element(self, element: Element) -> None:
        """Read *element*."""
        read: Callable[[Element], None] | None
        read = getattr(self, f"_{markup.name(element).lower()}", self._inside)
        if read:
            read(element)

    def _inside(self, element: Element) -> None:
        for child in element:
            self.element(child)

    def _style(self, paragraph: Element) -> str:
        """Return the name of the style of *paragraph*."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return "" if style is None else self.styles.get(str(style.get(f"{W}val")), "")

    def _p(self, paragraph: Element) -> None:
        style = self._style(paragraph)
        if OWN.fullmatch(style):
            with self.scribe.aside():
                self._inside(paragraph)
        elif CAPTIONS.fullmatch(style):
            with self.scribe.caption():
                self._inside(paragraph)
        else:
            self.is_numbering = style == REFERENCES and "\t" in "".join(paragraph.itertext())
            self._inside(paragraph)
            heading = HEADING.fullmatch(style)
            self.scribe.end(int(heading[1]) if heading else 0)

    def _tbl(self, table: Element) -> None:
        if self._is_arrangement(table):
            self._inside(table)
            return
        with self.scribe.table():
            self._inside(table)

    def _is_arrangement(self, table: Element) -> bool:
        """Tell whether *table* only sets figures side by side."""
        style = table.find(f"{W}tblPr/{W}tblStyle")
        return style is not None and style.get(f"{W}val") == FIGURES

    def _tr(self, row: Element) -> None:
        if not self._is_arrangement(row.getparent()):
            self.scribe.row()
        self._inside(row)

    def _tc(self, cell: Element) -> None:
        if self._is_arrangement(cell.getparent().getparent()):
            self._inside(cell)
            return
        continues = cell.find(f"{W}tcPr/{W}vMerge")
        if continues is not None and continues.get(f"{W}val") != "restart":
            return
        with self.scribe.cell():
            self._inside(cell)

    def _t(self, text: Element) -> None:
        words = text.text or ""
        if self.is_numbering:
            number, tab, words = words.partition("\t")
            self.scribe.furniture(number)
            self.is_numbering = not tab
        self.scribe.write(words)

    def _hyperlink(self, link: Element) -> None:
        target = link.get(f"{W}anchor") or ""
        place: AbstractContextManager[None] = nullcontext()
        if target in self.references:
            place = self.scribe.citation()
        elif target.startswith("description-"):
            place = self.scribe.aside()
        with place:
            self._inside(link)

    def _br(self, element: Element) -> None:
        self.scribe.write(" ")

    _tab = _br

    def _nobreakhyphen(self, element: Element) -> None:
        self.scribe.write("\u2010")

    def _omath(self, element: Element) -> None:
        self.scribe.formula()

    def _docpr(self, drawing: Element) -> None:
        is_decoration = next(markup.elements(drawing, "decorative"), None) is not None
        self.scribe.picture("" if is_decoration else drawing.get("descr") or None)

    def _footnotereference(self, call: Element) -> None:
        note = self.notes.get(str(call.get(f"{W}id")))
        if note is not None:
            with self.scribe.note():
                self._inside(note)

    def _fallback(self, element: Element) -> None:
        """Of alternatives the first is read (ECMA-376-3, 9.3)."""

    def _del(self, element: Element) -> None:
        """What was deleted is no text (17.13.5.14)."""
