"""A page of the book of a pack, before it is written."""

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree

from chapbook.tools.epub import TYPE, tag

COVER, TITLE, NAVIGATION = "cover.xhtml", "title.xhtml", "nav.xhtml"
"""The pages before the parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page, which may be changed until it is written."""

    name: str
    """Its path below ``EPUB/``; unique."""
    root: etree._Element
    """Its ``html`` element."""
    piece: str
    """What it is a page of: the identifier of a reading, or of a piece of the pack's own."""
    is_own: bool = True
    """Whether the pack made it; a reading made the others."""

    @property
    def body(self) -> etree._Element:
        """Its ``body`` element."""
        return next(self.root.iter(tag("body")))

    @property
    def lang(self) -> str:
        """The language of the page."""
        return str(self.root.get("lang") or "")


def path(address: str, document_name: str) -> str:
    """Return the path below ``EPUB/`` that *address*, written in a page, means."""
    where = unquote(urlsplit(address).path)
    if not where:
        return document_name
    return posixpath.normpath(posixpath.join(posixpath.dirname(document_name), where))


def address(name: str, document_name: str, fragment: str = "") -> str:
    """Return how the page *document_name* addresses the file *name*, both below ``EPUB/``."""
    where = posixpath.relpath(name, posixpath.dirname(document_name) or ".")
    return f"{where}#{fragment}" if fragment else where


def bodymatter(root: etree._Element) -> None:
    """Say that the page *root* is no longer the beginning or end of a book."""
    for element in root.iter(tag("body"), tag("section")):
        if element.get(TYPE) in {"frontmatter", "backmatter", "titlepage", "bodymatter"}:
            del element.attrib[TYPE]
    next(root.iter(tag("body"))).set(TYPE, "bodymatter")
