"""EPUB 3 as trees: the chapters that pandoc wrote, and writing them again.

    mimetype
    META-INF/container.xml          names the package document
    EPUB/content.opf                metadata, manifest, spine
    EPUB/nav.xhtml                  contents, landmarks
    EPUB/text/ch001.xhtml ...       the chapters, in the order of the spine

Source: https://www.w3.org/TR/epub-33/
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
OPF = "http://www.idpf.org/2007/opf"
MATHML = "http://www.w3.org/1998/Math/MathML"

TYPE = f"{{{OPS}}}type"
"""The attribute that says what an element is in a book (EPUB Structural Semantics)."""

LEADS_TO = "data-leads-to"
"""The attribute in which a book keeps the file that words would lead to, were it in the book.  In
a pack it may be."""

PAGE_BREAK = "doc-pagebreak"
"""The role of what marks the beginning of a page of print (DPUB-ARIA 1.1)."""

MEDIA_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
}
"""The core media types that we use, by file ending (EPUB 3.3, 3.2)."""


HEADINGS = {f"{{{XHTML}}}h{level}" for level in range(1, 7)}
"""The elements that are headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter as pandoc wrote it."""

    name: str
    """Its path below ``EPUB/``, such as ``text/ch001.xhtml``."""
    root: etree._Element
    """Its ``html`` element."""

    @property
    def file_name(self) -> str:
        """The last part of its path, as other chapters link to it."""
        return posixpath.basename(self.name)


def tag(name: str) -> str:
    """Return the XHTML element *name* as lxml writes it."""
    return f"{{{XHTML}}}{name}"


def chapters(data: bytes) -> list[Chapter]:
    """Return the chapters of an EPUB that pandoc wrote, in the order of its spine."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
        paths = {i.get("id"): str(i.get("href")) for i in package.iter(f"{{{OPF}}}item")}
        spine = [paths[ref.get("idref")] for ref in package.iter(f"{{{OPF}}}itemref")]
        return [
            Chapter(name=name, root=etree.fromstring(archive.read(f"EPUB/{name}")))
            for name in spine
            if name.startswith("text/")
        ]


def serialised(root: etree._Element) -> bytes:
    """Return *root* as a file."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n{text}\n'.encode()


def words(element: etree._Element) -> str:
    """Return the text of *element* without notes and numbers of works, with single spaces."""
    bare = without_notes(element)
    return " ".join("".join(bare.itertext()).split())


def without_notes(element: etree._Element) -> etree._Element:
    """Return a copy of *element* without calls of notes and numbers of cited works.

    A citation in words, such as "Müller (2019)", is part of the sentence and stays; a
    formula is left as its alternative text.
    """
    bare = deepcopy(element)
    bare.tail = None
    for inner in list(bare.iter(tag("a"), tag("span"))):
        if inner.get("role") == "doc-noteref" or _is_number(inner):
            removed(inner)
    for formula in list(bare.iter(f"{{{MATHML}}}math")):
        said, tail = formula.get("alttext") or "", formula.tail
        formula.clear()
        formula.text, formula.tail = said, tail
    return bare


def _is_number(element: etree._Element) -> bool:
    """Tell whether *element* cites a work by its number."""
    if "citation" not in (element.get("class") or "").split():
        return False
    raised = next(element.iter(tag("sup")), None) is not None
    return raised or not any(c.isalpha() for c in "".join(element.itertext()))


def removed(element: etree._Element) -> None:
    """Take *element* out of its parent, and leave the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    _append_text(parent, element.getprevious(), element.tail or "")
    parent.remove(element)


def unwrapped(element: etree._Element) -> None:
    """Put the content of *element* in its place."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    _append_text(parent, before, element.text or "")
    at = parent.index(element)
    children = list(element)
    tail = element.tail or ""
    parent.remove(element)
    for offset, child in enumerate(children):
        parent.insert(at + offset, child)
    _append_text(parent, children[-1] if children else before, tail)


def _append_text(parent: etree._Element, before: etree._Element | None, text: str) -> None:
    """Add *text* behind *before*, or at the beginning of *parent*."""
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text


def page_breaks(root: etree._Element) -> Iterator[etree._Element]:
    """Yield what marks the beginning of a page of print below *root*, in order."""
    for element in root.iter(tag("span"), tag("div")):
        if element.get("role") == PAGE_BREAK:
            yield element


def mark_page_breaks(root: etree._Element) -> None:
    """Say in the words of EPUB, too, where pages begin, and keep that out of headings.

    Inside, it would be read out as part of the heading's name.
    """
    for element in list(page_breaks(root)):
        element.set(TYPE, "pagebreak")
        heading = element.getparent()
        if heading is None or heading.tag not in HEADINGS:
            continue
        if element.getprevious() is None and not (heading.text or "").strip():
            removed(element)
            element.tail = None
            heading.addprevious(element)
