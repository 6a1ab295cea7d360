"""WordprocessingML as lxml trees: names, building, looking up.

Source: ISO/IEC 29500-1 (Office Open XML), part 1, 17 and 20; the prefixes are Word's own.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from chapbook.errors import ToolError

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}

Element = etree._Element


def name(prefixed: str) -> str:
    """Return ``w:p`` as lxml writes it, with its namespace."""
    prefix, local = prefixed.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def element(tag: str, **attributes: str) -> Element:
    """Return an element; attributes get its own prefix: ``element("w:ind", left="284")``."""
    prefix = tag.split(":")[0]
    made = etree.Element(name(tag), nsmap={prefix: NAMESPACES[prefix]})
    for key, value in attributes.items():
        made.set(name(f"{prefix}:{key}"), value)
    return made


def parsed(data: bytes, part: str) -> Element:
    """Return the root of *data*.

    Raises:
        ToolError: *part* is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ToolError(f"{part} is not well-formed: {error}") from error


def written(root: Element) -> bytes:
    """Return *root* as the bytes of a part."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def fragment(markup: str) -> Element:
    """Return *markup*, one element that uses the usual prefixes, as an element."""
    declared = " ".join(f'xmlns:{p}="{uri}"' for p, uri in NAMESPACES.items())
    root: Element = etree.fromstring(f"<root {declared}>{markup}</root>".encode())
    made = root[0]
    root.remove(made)
    etree.cleanup_namespaces(made)
    return made


def every(root: Element, tag: str) -> Iterator[Element]:
    """Yield every element *tag* below *root*, in the order of the document."""
    yield from root.iter(name(tag))


def child(parent: Element, tag: str) -> Element | None:
    """Return the first child *tag* of *parent*."""
    return parent.find(name(tag))


def first(parent: Element, tag: str) -> Element:
    """Return the child *tag* of *parent*, made as its first one where there is none."""
    found = child(parent, tag)
    if found is None:
        found = element(tag)
        parent.insert(0, found)
    return found


def value(parent: Element, path: str) -> str:
    """Return ``w:val`` of the element at *path* below *parent*, or nothing."""
    found = parent.find("/".join(name(step) for step in path.split("/")))
    return "" if found is None else found.get(name("w:val"), "")


def text(words: str) -> str:
    """Return *words* as a ``w:t``, spaces kept."""
    return f'<w:t xml:space="preserve">{escape(words)}</w:t>'


def quoted(words: str) -> str:
    """Return *words* as an attribute's value with its quotation marks."""
    return quoteattr(words)
