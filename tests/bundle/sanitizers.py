"""What learning platforms leave of a page, modelled on their lists of what they allow.

Canvas: ``gems/canvas_sanitize/lib/canvas_sanitize/canvas_sanitize.rb`` (a list for the gem
``sanitize``, which puts the content of an unknown element in its place).  Moodle:
``clean_param(..., PARAM_CLEANHTML)``, that is HTML Purifier with the doctype XHTML 1.0
Transitional, ids off, unknown elements unwrapped, scripts and style sheets dropped whole.
Both lists are written down from what these programs do; no code of theirs is here.
"""

import lxml.html
from lxml import etree

from chapbook.tools import epub

GONE = {"script", "style", "head", "title", "svg", "link", "meta"}
"""Elements that go with all that is in them."""

OLD = {
    *("a", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del"),
    *("div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li"),
    *("ol", "p", "pre", "q", "small", "span", "strong", "sub", "sup", "table", "tbody", "td"),
    *("tfoot", "th", "thead", "tr", "u", "ul"),
}
"""Elements that both let pass."""

CELLS = {"colspan", "rowspan", "scope", "abbr"}
OWN = {
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type"},
    "td": CELLS,
    "th": CELLS,
}
"""Attributes of single elements that both let pass."""

CANVAS = {"class", "id", "title", "role", "lang", "dir", "aria-label", "aria-labelledby"}
MOODLE = {"class", "title", "lang", "dir"}

SCHEMES = ("http:", "https:", "mailto:", "ftp:")


def canvas(html: bytes) -> etree._Element:
    """Return what Canvas leaves of the page *html*; it knows MathML."""
    math = {element.tag for m in _body(html).iter("math") for element in m.iter()}
    return _cleaned(html, OLD | {"figure", "figcaption"} | {str(tag) for tag in math}, CANVAS)


def moodle(html: bytes) -> etree._Element:
    """Return what Moodle's restore leaves of the page *html*."""
    return _cleaned(html, OLD, MOODLE)


def _body(html: bytes) -> etree._Element:
    """Return the body of *html*."""
    body = lxml.html.document_fromstring(html).find("body")
    assert body is not None
    return body


def _cleaned(html: bytes, elements: set[str], attributes: set[str]) -> etree._Element:
    """Return the body of *html* with these elements and attributes only."""
    body = _body(html)
    for element in list(body.iterdescendants()):
        tag = str(element.tag)
        if tag in GONE:
            epub.removed(element)
        elif tag not in elements:
            epub.unwrapped(element)
        for name, value in list(element.attrib.items()):
            allowed = str(name) in attributes | OWN.get(tag, set())
            is_address = str(name) in {"href", "src"} and ":" in str(value).split("#")[0]
            if not allowed or (is_address and not str(value).startswith(SCHEMES)):
                del element.attrib[name]
    return body
