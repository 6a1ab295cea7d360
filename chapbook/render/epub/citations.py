"""Citations: links to the references say what they are."""

from collections.abc import Sequence

from lxml import etree

from chapbook.tools.epub import Chapter, tag
from chapbook.tools.hypertext import lists


def linked(written: Sequence[Chapter]) -> None:
    """Give every link to a reference the role of a citation (DPUB-ARIA 1.1, doc-biblioref).

    pandoc 3.9 does so in web pages, but loses the role in books.
    """
    entries = {
        f"{chapter.file_name}#{entry.get('id')}"
        for chapter in written
        for entry in chapter.root.iter(tag("div"))
        if "csl-entry" in (entry.get("class") or "").split()
    }
    for chapter in written:
        for link in chapter.root.iter(tag("a")):
            href = link.get("href") or ""
            key = f"{chapter.file_name}{href}" if href.startswith("#") else href
            if key in entries and not link.get("role"):
                link.set("role", "doc-biblioref")


def listed(body: etree._Element) -> None:
    """Make the reference list in *body* a list by its elements, not by roles of divs."""
    for element in list(body.iter(tag("div"))):
        names = (element.get("class") or "").split()
        name = next((lists.NATIVE[each] for each in names if each in lists.NATIVE), "")
        if name and element.attrib.pop("role", ""):
            element.tag = tag(name)
