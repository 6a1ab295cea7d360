"""SVG drawings: checked for anything that reaches outside, and cleaned."""

import re
from dataclasses import dataclass

from lxml import etree

SVG = "http://www.w3.org/2000/svg"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"

PX_PER_UNIT = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54}
PX_PER_UNIT |= {"in": 96.0, "em": 16.0, "ex": 8.0, "q": 96 / 101.6}
"""How many CSS pixels is one unit?  CSS Values 4, section 6.2."""

LENGTH = re.compile(r"\s*([0-9.]+(?:e-?\d+)?)\s*([a-z]*)\s*$", re.I)
OUTSIDE_URL = re.compile(r"url\(\s*['\"]?(?!['\"]?\s*(?:#|data:))([^)'\"]*)", re.I)
IMPORT = re.compile(r"@import\s+([^;]*)", re.I)
DROPPED = {"metadata", "script", "foreignObject"}
"""Elements that no edition may hold: editors' private data, programs, foreign content."""


class UnreadableDrawingError(Exception):
    """The bytes are not an SVG drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A drawing fit to embed."""

    data: bytes
    width_px: float
    """In CSS pixels, 1/96 inch."""
    height_px: float
    asks_for: tuple[str, ...]
    """Files, addresses and programs that it would load; empty for a sound drawing."""
    text: str
    """Every word that it shows."""


def read(data: bytes) -> Drawing:
    """Return the drawing in *data*.

    Raises:
        UnreadableDrawingError: It is not SVG, or not well-formed.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        problem = re.sub(r" \(<string>, line \d+\)$", "", str(error))
        raise UnreadableDrawingError(problem) from error
    if root.tag != f"{{{SVG}}}svg":
        raise UnreadableDrawingError(f"its root is <{etree.QName(root).localname}>, not <svg>")
    asks_for = tuple(dict.fromkeys(_asks_for(root)))
    for element in [e for e in root.iter() if _local(e) in DROPPED]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    width, height = _size(root)
    return Drawing(
        data=etree.tostring(root, encoding="utf-8"),
        width_px=width,
        height_px=height,
        asks_for=asks_for,
        text=" ".join("".join(e.itertext()) for e in root.iter(f"{{{SVG}}}text")),
    )


def _local(element: etree._Element) -> str:
    """Return the local name of *element*; nothing for what is not an element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _asks_for(root: etree._Element) -> list[str]:
    """Return what the drawing would load from elsewhere or run."""
    found: list[str] = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            found.append("an entity")
            continue
        if _local(element) in {"script", "foreignObject"}:
            found.append(f"<{_local(element)}>")
        for name, text in element.attrib.items():
            value = str(text)
            if str(name) in {"href", XLINK_HREF, "src"} and _local(element) != "a":
                found += [] if value.startswith(("#", "data:image/", "data:font/")) else [value]
            elif str(name).startswith("on"):
                found.append(f"the program in {name}")
            found += OUTSIDE_URL.findall(value)
        if _local(element) == "style":
            found += OUTSIDE_URL.findall(element.text or "") + IMPORT.findall(element.text or "")
    return found


def _size(root: etree._Element) -> tuple[float, float]:
    """Return the size in CSS pixels (SVG 2, 8.2; CSS Images 3, 5.1 for the default)."""
    box = [float(n) for n in re.findall(r"-?[\d.]+(?:e-?\d+)?", root.get("viewBox", ""))]
    wide, high = (box[2], box[3]) if len(box) == 4 and box[2] > 0 and box[3] > 0 else (300.0, 150.0)
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    if width and height:
        return width, height
    if width:
        return width, width * high / wide
    if height:
        return height * wide / high, height
    return wide, high


def _length(text: str) -> float:
    """Return *text* in CSS pixels; 0 for a percentage or no length."""
    match = LENGTH.match(text)
    if not match or match[2].lower() not in PX_PER_UNIT:
        return 0.0
    return float(match[1]) * PX_PER_UNIT[match[2].lower()]
