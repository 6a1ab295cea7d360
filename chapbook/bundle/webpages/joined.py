"""The chapters of a book on one page, and where its links lead then."""

import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urldefrag

from lxml import etree

from chapbook.bundle.webpages.book import Book, Leaf

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

FEW = 3
"""A page with fewer chapters is seen as a whole without a list of them."""


def body(book: Book) -> etree._Element:
    """Return *book* as one ``body``: title page, list of chapters, chapters.

    The title is the one ``h1``, so each heading of a chapter is a level lower than in the book.
    """
    whole = etree.Element("body")
    beginnings = {leaf.name: _beginning(leaf, n) for n, leaf in enumerate(book.chapters, 1)}
    leaves = [book.front, *book.chapters]
    if len(book.chapters) >= FEW:
        leaves.insert(1, Leaf(name=book.contents.name, body=_contents(book.contents)))
    for leaf in leaves:
        if leaf is not book.front:
            _lower(leaf.body)
        _link(leaf.body, beginnings)
        whole.extend(list(leaf.body))
    return whole


def link_readings(
    page: etree._Element, path: str, addresses: Mapping[str, str], *, once: bool
) -> None:
    """Let links of the page *path* that name another reading lead to its page.

    Args:
        page: Its ``body``.
        path: Its path in the package.
        addresses: The paths of pages by what links call the readings.
        once: Whether only the first link to each page is one.  Moodle exchanges addresses as
            strings, once for each link, and so damages those that stand twice.
    """
    linked: set[str] = set()
    for link in page.iter("a"):
        target, fragment = urldefrag(link.get("href", ""))
        found = addresses.get(target) or addresses.get(posixpath.basename(unquote(target)))
        if not target or not found or found == path:
            continue
        if "://" in target and target not in addresses:
            continue
        href = posixpath.relpath(found, posixpath.dirname(path))
        if once and found in linked:
            del link.attrib["href"]
        else:
            link.set("href", f"{href}#{fragment}" if fragment and not once else href)
        linked.add(found)


def _beginning(leaf: Leaf, number: int) -> str:
    """Return the id at which the chapter *leaf* begins; it gets one if it has none."""
    first = next(iter(leaf.body), None)
    if first is None:
        return ""
    if not first.get("id"):
        first.set("id", f"chapter-{number}")
    return first.get("id", "")


def _contents(leaf: Leaf) -> etree._Element:
    """Return the list of chapters from the navigation document *leaf*, without their sections."""
    made = etree.Element("body")
    nav = next(leaf.body.iter("nav"))
    block = etree.SubElement(made, "div")
    block.set("class", "contents")
    for child in list(nav):
        block.append(child)
    for entry in list(block.iter("li")):
        for nested in entry.findall("ol"):
            entry.remove(nested)
    return made


def _lower(part: etree._Element) -> None:
    """Make each heading of *part* one level lower; there is none below the sixth."""
    for heading in list(part.iter(*HEADINGS)):
        heading.tag = f"h{min(int(str(heading.tag)[1]) + 1, 6)}"


def _link(part: etree._Element, beginnings: Mapping[str, str]) -> None:
    """Let links from chapter to chapter lead to places of the page."""
    for link in _links(part):
        target, fragment = urldefrag(link.get("href", ""))
        name = posixpath.basename(target)
        if "://" not in target and name in beginnings:
            link.set("href", f"#{fragment or beginnings[name]}")


def _links(part: etree._Element) -> Iterator[etree._Element]:
    """Yield the links of *part*."""
    return (link for link in part.iter("a") if link.get("href"))
