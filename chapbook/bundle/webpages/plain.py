"""What of a page must be said more plainly, so that it stands without its style sheet."""

from collections.abc import Iterable, Iterator, Sequence
from xml.etree import ElementTree as ET

from lxml import etree

from chapbook.bundle.webpages.joined import HEADINGS
from chapbook.bundle.webpages.page import Formulas
from chapbook.tools import epub, linear

NEW = ("section", "aside", "nav", "header", "footer", "main", "article")
"""Elements that HTML 4 did not have: Moodle's purifier unwraps them, and their ids are lost."""

MATHML = "http://www.w3.org/1998/Math/MathML"

INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "em", "i", "img", "kbd", "mark"),
    *("math", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var"),
}


COLUMNS = 2
"""Of a cited work whose style numbers it: the number, and the work."""

TITLED = {"doc-pagebreak", "doc-backlink"}
"""Roles whose label becomes a title: HTML gives an empty span no name, and what a link shows has
to be in its name (WCAG 2.2, 2.5.3)."""


def simplify(page: etree._Element, formulas: Formulas) -> None:
    """Say everything on *page* in elements that platforms leave alone."""
    _describe(page)
    _title(page)
    for element in list(page.iter(*NEW)):
        _divided(element)
    for call in page.iter("a"):
        if call.get("role") == "doc-noteref":
            _raise(call)
    for works in list(_of_class(page, "references", "ol")):
        _references(works)
    for notes in list(_of_class(page, "notes")):
        notes.addprevious(etree.Element("hr"))
    for figure in list(page.iter("figure")):
        _separate(figure)
    for formula in list(page.iter("math")):
        _formula(formula, formulas)


def anonymous(page: etree._Element) -> None:
    """Take ids from *page*, and the links to them that pandoc gives to each line of code."""
    for link in list(page.iter("a")):
        if (link.get("href") or "").startswith("#") and link.get("aria-hidden") == "true":
            epub.removed(link)
    for element in page.iterfind(".//*[@id]"):
        del element.attrib["id"]


def _title(page: etree._Element) -> None:
    """Say as a title what is no name."""
    for named in page.iterfind(".//*[@aria-label]"):
        if named.get("role") in TITLED:
            named.set("title", named.attrib.pop("aria-label"))


def _of_class(page: etree._Element, name: str, kind: str = "div") -> Iterator[etree._Element]:
    """Yield the elements *kind* of *page* whose class is *name*."""
    return (each for each in page.iter(kind) if name in (each.get("class") or "").split())


def _divided(section: etree._Element) -> None:
    """Give the id of *section* to its heading, and make of it a ``div``, or nothing at all."""
    first = next(iter(section), None)
    if first is not None and first.tag in HEADINGS and not first.get("id") and section.get("id"):
        first.set("id", section.attrib.pop("id"))
    section.tag = "div"
    if section.get("aria-label") and not section.get("role"):
        section.set("role", "group")
    if not section.attrib:
        epub.unwrapped(section)


def _describe(page: etree._Element) -> None:
    """Set each description of a figure behind the figure; a link to it would not hold.

    Where no figure calls for it, a description stays where it is.  A chapter of which only
    the heading is left goes, and so does its line in the list of chapters.
    """
    described = {d.get("id"): d for d in page.iter("div") if d.get("class") == "description"}
    for link in [a for c in page.iter("figcaption") for a in c.iter("a")]:
        block = described.get(link.get("href", "")[1:])
        figure = next(link.iterancestors("figure"), None)
        if block is None or figure is None:
            continue
        home = next(block.iterancestors("section"), None)
        epub.removed(block)
        block.tail = None
        figure.addnext(block)
        if home is not None and [child.tag for child in home] in (["h2"], ["h2", "div"]):
            _close(page, home)


def _close(page: etree._Element, chapter: etree._Element) -> None:
    """Take *chapter* and links to it out of *page*, if no text is left below its heading."""
    if any("".join(child.itertext()).strip() for child in chapter[1:]):
        return
    epub.removed(chapter)
    for link in [a for a in page.iter("a") if a.get("href") == f"#{chapter.get('id')}"]:
        entry = link.getparent()
        if entry is not None and entry.tag == "li":
            epub.removed(entry)


def _raise(call: etree._Element) -> None:
    """Set the call of a note above the line without a style sheet."""
    if next(call.iterancestors("sup"), None) is not None or call.find("sup") is not None:
        return
    raised = etree.Element("sup")
    raised.text, call.text = call.text, None
    raised.extend(list(call))
    call.append(raised)


def _references(works: etree._Element) -> None:
    """Let the list of *works* number itself, or have no numbers where their style has none.

    Its sheet, which platforms take away, would have hidden one of two numbers of each work.
    """
    numbers = [_number(entry) for entry in works]
    if not all(numbers):
        works.tag = "ul"
        return
    for place, (entry, number) in enumerate(zip(works, numbers, strict=True), start=1):
        shown, work = _columns(entry)
        _flow(entry, [work])
        epub.removed(shown)
        if number != str(place):
            entry.set("value", number)


def _number(entry: etree._Element) -> str:
    """Return the number that *entry* begins with; "" for none.  A label of letters stays."""
    columns = _columns(entry)
    if len(columns) != COLUMNS:
        return ""
    number = "".join(columns[0].itertext()).strip(" \t\n[]().")
    if number.isdecimal():
        return number
    _flow(entry, columns)
    return ""


def _columns(entry: etree._Element) -> list[etree._Element]:
    """Return what of *entry* has columns of its own; where a page begins may stand before it."""
    return [c for c in entry if c.get("class") in {"csl-left-margin", "csl-right-inline"}]


def _flow(entry: etree._Element, columns: Sequence[etree._Element]) -> None:
    """Set *columns* of *entry* in one paragraph, which runs as the work's language does.

    The entry itself runs as its list does, so that numbers stand in one column.
    """
    paragraph = etree.Element("p")
    columns[0].addprevious(paragraph)
    for column in columns:
        column.tag, column.tail = "span", None
        paragraph.append(column)
    for said in ("dir", "lang"):
        if said in entry.attrib:
            paragraph.set(said, entry.attrib.pop(said))
    if len(columns) == COLUMNS and not (columns[0].text or "").endswith(" "):
        columns[0].tail = " "


def _separate(figure: etree._Element) -> None:
    """Put picture and words of *figure* into paragraphs, which stay apart in any case."""
    for part in [figure, *figure.findall("figcaption")]:
        _paragraphs(part)


def _paragraphs(part: etree._Element) -> None:
    """Wrap each run of text and inline elements in *part* in a paragraph."""
    children = list(part)
    run: etree._Element | None = None
    if (part.text or "").strip():
        run = etree.Element("p")
        run.text, part.text = part.text, None
        part.insert(0, run)
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag in INLINE:
            if run is None:
                run = etree.Element("p")
                child.addprevious(run)
            run.append(child)
            child.tail = tail
            continue
        run = None
        if (tail or "").strip():
            run = etree.Element("p")
            run.text = tail
            child.addnext(run)


def _formula(formula: etree._Element, formulas: Formulas) -> None:
    """Let *formula* stand as *formulas* say, without what it was typed as.

    What a typesetter typed would be read as a second formula once MathML is taken away.
    """
    for typed in list(formula.iter("annotation", "annotation-xml")):
        epub.removed(typed)
    for wrapper in list(formula.iter("semantics")):
        epub.unwrapped(wrapper)
    said = formula.get("alttext") or _linear(formula)
    if formulas is Formulas.MATHML:
        formula.set("alttext", said)
        return
    is_alone = formula.get("display") == "block"
    tail = formula.tail
    formula.clear()
    formula.tag, formula.text, formula.tail = "span", said, tail
    formula.set("class", "formula display" if is_alone else "formula")


def _linear(formula: etree._Element) -> str:
    """Return *formula* on one line."""
    root = ET.fromstring(etree.tostring(formula, with_tail=False))
    _named(root.iter())
    return linear.linear(ET.tostring(root, "unicode"))


def _named(elements: Iterable[ET.Element]) -> None:
    """Give *elements* the namespace of MathML again."""
    for element in elements:
        element.tag = f"{{{MATHML}}}{element.tag.rpartition('}')[2]}"
