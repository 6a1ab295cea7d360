"""The contents of the book: headings of all levels, figures and tables."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from chapbook.render import split
from chapbook.render.epub.chapters import HEADINGS, Finished
from chapbook.tools import epub
from chapbook.tools.epub import tag

MARKUP = {tag("em"), tag("sub"), tag("sup"), tag("i")}
"""What an entry of the contents keeps of a heading's markup: what changes its meaning."""


@dataclass(slots=True, kw_only=True)
class Entry:
    """A line of the contents."""

    href: str
    """Relative to the folder of the navigation document."""
    html: str
    level: int = 1
    inner: list["Entry"] = field(default_factory=list)
    """The entries one level down."""


def headings(chapters: Sequence[Finished]) -> list[Entry]:
    """Return the chapters, with the headings in each nested below them."""
    top: list[Entry] = []
    for chapter in chapters:
        above: list[Entry] = []
        for entry in _entries(chapter):
            while above and above[-1].level >= entry.level:
                above.pop()
            (above[-1].inner if above else top).append(entry)
            above.append(entry)
    return top


def captions(chapters: Sequence[Finished], element: str) -> list[Entry]:
    """Return the figures (``figcaption``) or tables (``caption``) that have a caption."""
    return [
        Entry(href=f"{chapter.name}#{identifier}", html=_html(_caption(caption)))
        for chapter in chapters
        for caption in chapter.root.iter(tag(element))
        if (identifier := _identifier(caption)) and not _goes_on(caption)
    ]


def _goes_on(caption: etree._Element) -> bool:
    """Tell whether *caption* is that of a table's later part."""
    return any(split.CONTINUED in (s.get("class") or "").split() for s in caption.iter(tag("span")))


def _entries(chapter: Finished) -> Iterator[Entry]:
    """Yield the headings of *chapter* in order; one of words only."""
    for heading in chapter.root.iter(*HEADINGS):
        identifier = _identifier(heading)
        fragment = f"#{identifier}" if identifier and heading.tag != tag("h1") else ""
        html = _html(heading)
        if html and (fragment or heading.tag == tag("h1")):
            yield Entry(
                href=f"{chapter.name}{fragment}", html=html, level=HEADINGS[str(heading.tag)]
            )


def _identifier(element: etree._Element) -> str:
    """Return the id of *element*, or of the nearest element around it that has one."""
    around = [element, *element.iterancestors()]
    return next((i for e in around if (i := e.get("id"))), "")


def _caption(caption: etree._Element) -> etree._Element:
    """Return *caption* without the lines about credit and description."""
    bare = deepcopy(caption)
    for line in list(bare.iter(tag("div"), tag("span"))):
        if line.get("class") in {"figure-description", "credit"}:
            epub.removed(line)
    return bare


def _html(element: etree._Element) -> str:
    """Return the content of *element* fit to stand in a link, in XHTML."""
    bare = epub.without_notes(element)
    for inner in list(bare.iterdescendants(etree.Element)):
        inner.attrib.clear()
        if inner.tag not in MARKUP:
            epub.unwrapped(inner)
    text = etree.tostring(bare, encoding="unicode")
    opened, closed = text.find(">") + 1, text.rfind("</")
    return " ".join(text[opened:closed].split()) if closed >= 0 else ""
