"""The chapters after pandoc: titles, roles, notes that lead back, nothing of its own left."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from chapbook.render.epub import citations, names, notes, tables
from chapbook.tools import direction, epub
from chapbook.tools.epub import LEADS_TO, TYPE, Chapter, tag
from chapbook.tools.hypertext import listings

STYLESHEET = "../styles/book.css"

LEFT_OVER = re.compile(
    r"level\d+|unnumbered|odd|even|header|csl-bib-body|uri|email|footnote-ref|appendix"
)
"""Classes that pandoc adds for its own style sheets, and one that has done its work."""

HEADINGS = {tag(f"h{level}"): level for level in range(1, 7)}
"""The level of each element that is a heading."""

ALIGNMENT = re.compile(r"text-align:\s*(\w+);?")

ROLES = {
    "abstract": ("abstract", "doc-abstract"),
    "references": ("bibliography", "doc-bibliography"),
    "glossary": ("glossary", "doc-glossary"),
}
"""What a chapter is when it holds a part of this class, or has it itself: ``epub:type``
and role.  Source: EPUB Structural Semantics Vocabulary 1.1, DPUB-ARIA 1.1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A chapter as it goes into the book, with what the contents say about it."""

    name: str
    """Its path below ``EPUB/``."""
    title: str
    root: etree._Element
    division: str
    """``bodymatter`` or ``backmatter``."""
    kind: str
    """Its ``epub:type``, such as ``bibliography``; mostly nothing."""


def finished(written: Sequence[Chapter], lang: str, labels: Mapping[str, str]) -> list[Finished]:
    """Return *written* ready for the book.  The trees are changed in place."""
    written = names.named(written)
    notes.numbered(written, labels)
    citations.linked(written)
    done = [_finished(chapter, lang) for chapter in written]
    if stamp := labels.get("draft-stamp"):
        for chapter in done:
            _stamped(chapter, stamp)
    return done


def _stamped(chapter: Finished, stamp: str) -> None:
    """Put *stamp* at the top of *chapter*, ahead of its section."""
    line = etree.Element(tag("p"), {"class": "draft-stamp"})
    line.text, line.tail = stamp, "\n"
    chapter.root[1].insert(0, line)


def _finished(chapter: Chapter, lang: str) -> Finished:
    """Finish one chapter."""
    root = chapter.root
    body = root[1]
    _listings(body)
    epub.mark_page_breaks(body)
    section = body[0]
    heading = section.find(tag("h1"))
    title = epub.words(heading) if heading is not None else ""
    is_end = "appendix" in (section.get("class") or "").split()
    division = "backmatter" if is_end else "bodymatter"
    kind = _role(section)
    citations.listed(body)
    _tidied(body)
    tables.labelled(body)
    _head(root, title)
    for name in ("lang", "{http://www.w3.org/XML/1998/namespace}lang"):
        root.set(name, lang)
    if direction.of_language(lang) == direction.RTL:
        root.set("dir", direction.RTL)
    body.set(TYPE, division)
    return Finished(name=chapter.name, title=title, root=root, division=division, kind=kind)


def _role(section: etree._Element) -> str:
    """Say what the chapter *section* is, and return it."""
    for element in (section, *(e for e in section if e.tag == tag("div"))):
        for name in (element.get("class") or "").split():
            if name in ROLES:
                kind, role = ROLES[name]
                section.set(TYPE, kind)
                section.set("role", role)
                return kind
    return ""


def _head(root: etree._Element, title: str) -> None:
    """Replace the head that pandoc wrote."""
    head = root[0]
    tail = head.tail
    head.clear()
    head.text, head.tail = "\n  ", tail
    etree.SubElement(head, tag("title")).text = title or "–"
    link = etree.SubElement(head, tag("link"), rel="stylesheet", type="text/css", href=STYLESHEET)
    head[0].tail, link.tail = "\n  ", "\n"


def _listings(body: etree._Element) -> None:
    """Give each line of code an element, and listings no names but those of their author."""
    for pre in list(body.iter(tag("pre"))):
        parent = pre.getparent()
        if parent is None:
            continue
        if re.fullmatch(r"cb\d+", parent.get("id") or ""):
            del parent.attrib["id"]
        text = etree.tostring(pre, encoding="unicode", with_tail=False)
        new = etree.fromstring(listings.in_lines(text))
        new.tail = pre.tail
        parent.replace(pre, new)


def _tidied(body: etree._Element) -> None:
    """Drop what only pandoc's style sheets want, and say what its tables leave unsaid."""
    for element in list(body.iter(etree.Element)):
        _classes(element)
        for name in [n for n in element.attrib if str(n).startswith("data-") and n != LEADS_TO]:
            del element.attrib[name]
        if element.tag == tag("figcaption"):
            element.attrib.pop("aria-hidden", None)
        if element.tag == tag("th"):
            in_head = next(element.iterancestors(tag("thead")), None) is not None
            element.set("scope", "col" if in_head else "row")
        if element.tag == tag("span") and not element.attrib:
            epub.unwrapped(element)


def _classes(element: etree._Element) -> None:
    """Keep the classes that our style sheet or a reader of the source knows."""
    # pandoc repeats on a heading what it says of the section.
    given = "" if element.tag in HEADINGS else element.get("class") or ""
    names = [name for name in given.split() if not LEFT_OVER.fullmatch(name)]
    align = ALIGNMENT.fullmatch((element.get("style") or "").strip())
    if align:
        del element.attrib["style"]
        names += [align[1]] if align[1] in {"right", "center"} else []
    if names:
        element.set("class", " ".join(names))
    else:
        element.attrib.pop("class", None)
