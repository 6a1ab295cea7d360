"""HTML, XHTML and Office XML as trees, and the text in them."""

from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

XHTML = "http://www.w3.org/1999/xhtml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OPS = "http://www.idpf.org/2007/ops"

Element = Any
"""An lxml element."""

UNREAD = {"script", "style", "template", "head", "title", "nav"}
"""Elements whose text is not that of the article: unseen, or contents that say headings twice."""


class UnreadableMarkupError(Exception):
    """The text cannot be parsed; the message says where."""


def page(data: bytes) -> Element:
    """Return the HTML page in *data* as a browser reads it.

    Raises:
        UnreadableMarkupError: It is empty or not UTF-8.
    """
    try:
        return lxml_html.document_fromstring(data.decode("utf-8"))
    except (etree.LxmlError, UnicodeDecodeError, ValueError) as error:
        raise UnreadableMarkupError(str(error)) from error


def tree(data: bytes) -> Element:
    """Return the XML document in *data*; nothing else is read for it.

    Raises:
        UnreadableMarkupError: It is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableMarkupError(str(error)) from error


def name(element: Element) -> str:
    """Return the local name of *element*; nothing for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def elements(root: Element, *names: str) -> Iterator[Element]:
    """Yield the elements below *root* with one of the local *names*, in order."""
    yield from root.iter(*(f"{{*}}{name}" for name in names))


def text(element: Element) -> str:
    """Return the text that a reader of *element* sees, tags and comments left out."""
    pieces: list[str] = []
    _gather(element, pieces)
    return "".join(pieces)


def heard(element: Element) -> str:
    """Return the text of *element* as it is read aloud, with the words for its pictures."""
    pieces: list[str] = []
    _gather(element, pieces, with_pictures=True)
    return "".join(pieces)


def _gather(element: Element, pieces: list[str], *, with_pictures: bool = False) -> None:
    """Add the text of *element*, without its tail, to *pieces*."""
    if name(element) in UNREAD | {""}:
        return
    if name(element) == "img" and with_pictures:
        pieces.append(str(element.get("alt") or ""))
    if name(element) == "math":
        pieces.append(formula(element))
        return
    pieces.append(element.text or "")
    for child in element:
        _gather(child, pieces, with_pictures=with_pictures)
        pieces.append(child.tail or "")


def formula(element: Element) -> str:
    """Return what the MathML *element* says to those who cannot see it."""
    return str(element.get("alttext") or "")


def identifiers(root: Element) -> list[str]:
    """Return every ``id`` below *root*, in order."""
    return [element.get("id") for element in root.iter(etree.Element) if element.get("id")]


def named(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the attribute and the id for each id that an element below *root* leans on.

    Screen readers follow these as eyes follow lines: the name of a part, the head of a
    column, the description of a picture.  Source: WAI-ARIA 1.2; HTML Standard, "headers".
    """
    for attribute in ("aria-labelledby", "aria-describedby", "aria-details", "headers", "for"):
        for element in root.iterfind(f".//*[@{attribute}]"):
            for identifier in (element.get(attribute) or "").split():
                yield attribute, identifier
