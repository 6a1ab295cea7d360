"""The contents of the book: parts, readings in them, sections in these.

Source: EPUB 3.3, 7.4 (navigation document).
"""

import html
import posixpath
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from chapbook.tools.epub import TYPE, tag
from chapbook.tools.volume import Volume


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the contents."""

    href: str
    """Relative to ``EPUB/``; empty for a line that leads nowhere, above others."""
    html: str
    lang: str = ""
    """Where it is not that of the pack."""
    inner: tuple["Entry", ...] = ()
    """The entries one level down."""


def line(title: str, href: str, *, lang: str = "", inner: Sequence[Entry] = ()) -> Entry:
    """Return a line that says *title*, plain words."""
    return Entry(href=href, html=html.escape(title, quote=False), lang=lang, inner=tuple(inner))


def listed(book: Volume, kind: str, folder: str, pages: Collection[str]) -> Iterator[Entry]:
    """Yield the entries of the list *kind* of a finished *book*, which now lies in *folder*.

    Args:
        book: With the navigation document that holds the list.
        kind: Its ``epub:type``, such as ``toc``.
        folder: The folder below ``EPUB/``.
        pages: The pages that were taken over, by path below ``EPUB/``; lines to others go.
    """
    base = posixpath.join(folder, posixpath.dirname(book.navigation_name))
    for nav in book.navigation.iter(tag("nav")):
        if kind in (nav.get(TYPE) or "").split():
            for branch in nav.findall(tag("ol")):
                yield from _branch(branch, base, pages)


def _branch(branch: etree._Element, base: str, pages: Collection[str]) -> Iterator[Entry]:
    """Yield the entries of the list *branch*."""
    for item in branch.findall(tag("li")):
        inner = [e for b in item.findall(tag("ol")) for e in _branch(b, base, pages)]
        link = item.find(tag("a"))
        if link is None:
            yield from inner
            continue
        href = posixpath.normpath(posixpath.join(base, str(link.get("href"))))
        if href.partition("#")[0] in pages:
            yield Entry(href=href, html=_inside(link), inner=tuple(inner))


def _inside(element: etree._Element) -> str:
    """Return the content of *element* as XHTML."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    opened, closed = text.find(">") + 1, text.rfind("</")
    return text[opened:closed].strip() if closed >= 0 else ""


def in_language(entry: Entry, lang: str) -> Entry:
    """Return *entry* with all below it, said to be in *lang*."""
    inner = tuple(in_language(each, lang) for each in entry.inner)
    return replace(entry, lang=lang, inner=inner)
