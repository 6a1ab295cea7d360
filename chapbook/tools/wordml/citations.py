"""Citations in the text: links to references, without the underline of other links.

Their form, raised figures or a name with a year, says what they are; a page of authors
and years, all underlined, cannot be read.
"""

from collections.abc import Set

from chapbook.tools.wordml import paragraphs, xml

LIST = "refs"
"""The id of the reference list."""


def references(body: xml.Element) -> frozenset[str]:
    """Return the bookmarks of the reference list."""
    found = set()
    for paragraph in body.findall(xml.name("w:p")):
        mark = paragraph.getprevious()
        is_first = mark is not None and mark.tag == xml.name("w:bookmarkStart")
        if is_first and mark is not None and paragraphs.style(paragraph) == "Bibliography":
            found.add(mark.get(xml.name("w:name"), ""))
    return frozenset(found)


def unmark_list(body: xml.Element) -> None:
    """Remove the bookmark of the whole list, to which nothing leads.

    pandoc knows the list by that id; but its mark stands where the first entry has its
    own, and programs that read the file keep one of the two.
    """
    for mark in body.findall(xml.name("w:bookmarkStart")):
        if mark.get(xml.name("w:name")) == LIST:
            for end in body.findall(xml.name("w:bookmarkEnd")):
                if end.get(xml.name("w:id")) == mark.get(xml.name("w:id")):
                    body.remove(end)
            body.remove(mark)


def finish(story: xml.Element, bookmarks: Set[str]) -> None:
    """Give links in *story* that lead to one of *bookmarks* the style of cross-references."""
    for link in xml.every(story, "w:hyperlink"):
        if link.get(xml.name("w:anchor")) not in bookmarks:
            continue
        for style in xml.every(link, "w:rStyle"):
            style.set(xml.name("w:val"), "CrossReference")
