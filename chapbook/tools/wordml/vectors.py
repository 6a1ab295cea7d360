"""Drawings beside their pictures: Word shows these, sharp at any size, other programs the PNG.

Source: [MS-ODRAWXML] 2.20.1.1 (svgBlip).
"""

from collections.abc import Mapping

from chapbook.tools.wordml import xml
from chapbook.tools.wordml.package import DOCUMENT, Package

RELATIONS = "word/_rels/document.xml.rels"
CONTENT_TYPE = "image/svg+xml"

_EXTENSION = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip r:embed="{relation}"/></a:ext></a:extLst>'
)


def finish(package: Package, body: xml.Element, drawings: Mapping[bytes, bytes]) -> None:
    """Put the drawing beside each picture of *body* that was made from one.

    Args:
        package: The file.
        body: The text.
        drawings: SVG by the PNG made from it.
    """
    targets = {r.get("Id"): r.get("Target", "") for r in package.tree(RELATIONS)}
    related: dict[bytes, str] = {}
    for picture in xml.every(body, "a:blip"):
        target = targets.get(picture.get(xml.name("r:embed")), "")
        drawing = drawings.get(package.parts.get(f"word/{target}", b""))
        if drawing is None:
            continue
        if drawing not in related:
            name = f"media/drawing{len(related) + 1}.svg"
            package.parts[f"word/{name}"] = drawing
            package.default("svg", CONTENT_TYPE)
            related[drawing] = package.relate(DOCUMENT, "image", name)
        picture.append(xml.fragment(_EXTENSION.format(relation=related[drawing])))
