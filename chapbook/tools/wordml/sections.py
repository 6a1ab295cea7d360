"""The one section: paper, margins, header and footer.

Source: ISO/IEC 29500-1, 17.6 (sections), 17.10 (headers and footers).
"""

import re
from xml.sax.saxutils import escape

from chapbook.tools.wordml import fields, xml
from chapbook.tools.wordml.package import DOCUMENT, Package
from chapbook.tools.wordml.sheet import (
    HEADER_MM,
    MARGIN_BOTTOM_MM,
    MARGIN_TOP_MM,
    MEASURE_MM,
    Furniture,
    Sheet,
    twips,
)

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def finish(package: Package, body: xml.Element, sheet: Sheet, furniture: Furniture) -> None:
    """Give *body* its paper, and *package* a header and a footer."""
    header = _part(
        package, "header", _paragraph("Header", f"<w:r>{xml.text(furniture.head)}</w:r>")
    )
    foot = f"<w:r>{xml.text(furniture.foot)}</w:r><w:r><w:tab/></w:r>{_page_of(furniture)}"
    footer = _part(package, "footer", _paragraph("Footer", foot))
    last = body[-1]
    if last.tag == xml.name("w:sectPr"):
        body.remove(last)
    body.append(xml.fragment(_section(sheet, header, footer)))


def _section(sheet: Sheet, header: str, footer: str) -> str:
    """Return the properties of the section; the first page has a footer only."""
    side = twips((sheet.width_mm - MEASURE_MM) / 2)
    return (
        "<w:sectPr>"
        f'<w:headerReference w:type="default" r:id="{header}"/>'
        f'<w:footerReference w:type="default" r:id="{footer}"/>'
        f'<w:footerReference w:type="first" r:id="{footer}"/>'
        f'<w:pgSz w:w="{twips(sheet.width_mm)}" w:h="{twips(sheet.height_mm)}"/>'
        f'<w:pgMar w:top="{twips(MARGIN_TOP_MM)}" w:right="{side}" w:left="{side}"'
        f' w:bottom="{twips(MARGIN_BOTTOM_MM)}" w:header="{twips(HEADER_MM)}"'
        f' w:footer="{twips(HEADER_MM)}" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )


def _page_of(furniture: Furniture) -> str:
    """Return "Page 2 of 9" with its numbers as fields."""
    parts = re.split(r"(\{pages?\})", furniture.page_of)
    return "".join(
        fields.page_number(FIELDS[part]) if part in FIELDS else f"<w:r>{xml.text(part)}</w:r>"
        for part in parts
        if part
    )


def _paragraph(style: str, runs: str) -> str:
    """Return a paragraph of *runs*."""
    return f'<w:p><w:pPr><w:pStyle w:val="{escape(style)}"/></w:pPr>{runs}</w:p>'


def _part(package: Package, kind: str, paragraph: str) -> str:
    """Add a header or footer to *package* and return the id of its relationship."""
    tag = {"header": "hdr", "footer": "ftr"}[kind]
    root = xml.fragment(f"<w:{tag}>{paragraph}</w:{tag}>")
    package.add(f"word/{kind}1.xml", xml.written(root), f"{CONTENT_TYPE}.{kind}+xml")
    return package.relate(DOCUMENT, kind, f"{kind}1.xml")
