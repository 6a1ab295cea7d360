"""The XMP packet: what a PDF says about itself to libraries, and what it claims to be.

Source: ISO 16684-1 (XMP); ISO 19005-3, 6.6.2 (the schemas that PDF/A knows, and how another
one is declared); ISO 14289-1, 5 (the claim of PDF/UA).
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from chapbook.tools.page_validation import Profile
from chapbook.tools.pdf.attachments import Attachment

PRODUCER = "Chapbook with WeasyPrint and pikepdf"

_OPENING = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
_CLAIMS = {
    Profile.A3U: "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>",
    Profile.UA1: "<pdfuaid:part>1</pdfuaid:part>",
}
# PDF/A does not know the schema of PDF/UA, so a file that is both has to declare it.
_UA_SCHEMA = (
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    f"<pdfaSchema:namespaceURI>{_NAMESPACES['pdfuaid']}</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Colophon:
    """What a PDF says about itself, and what travels in it."""

    title: str
    authors: Sequence[str]
    lang: str
    """BCP 47."""
    date: dt.date
    """Of the article; a build has no clock."""
    rights: str | None = None
    """The licence in words."""
    rights_url: str | None = None
    description: str | None = None
    keywords: Sequence[str] = ()
    publisher: str | None = None
    identifier: str | None = None
    """Where the article is on the web: its DOI as an address, or its own address."""
    content: str | None = None
    """Which text it is: a URI of its content hash."""
    is_handout: bool = False
    """Whether it asks to be printed at its own size, on both sides of the paper."""
    turns_at_short_edge: bool = False
    """Whether the back of such a sheet is that behind its short edge, as of folded landscape."""
    is_grey: bool = False
    """Whether it is printed with black ink only."""
    is_draft: bool = False
    """Whether it claims nothing, whatever is true of it."""
    attachments: Sequence[Attachment] = ()


def packet(colophon: Colophon, claims: Collection[Profile]) -> bytes:
    """Return the XMP packet, which claims to conform to the profiles *claims*."""
    names = "".join(f" xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in _NAMESPACES.items())
    claimed = "".join(_CLAIMS[profile] for profile in sorted(claims))
    schema = _UA_SCHEMA if {Profile.A3U, Profile.UA1} <= set(claims) else ""
    text = (
        f'{_OPENING}\n<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF{names}>\n'
        f'<rdf:Description rdf:about="">\n{claimed}{schema}\n{_description(colophon)}\n'
        '</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )
    return text.encode("utf-8")


def _description(colophon: Colophon) -> str:
    """Return the properties of *colophon*, one a line."""
    date = colophon.date.isoformat()
    rows = [
        "<dc:format>application/pdf</dc:format>",
        _translated("dc:title", colophon.title),
        _listed("dc:creator", "Seq", colophon.authors),
        _listed("dc:language", "Bag", [colophon.lang]),
        _translated("dc:description", colophon.description),
        _translated("dc:rights", colophon.rights),
        _listed("dc:subject", "Bag", colophon.keywords),
        _listed("dc:publisher", "Bag", [colophon.publisher] if colophon.publisher else []),
        _listed("dc:date", "Seq", [date]),
        _plain("dc:identifier", colophon.identifier),
        _listed("xmp:Identifier", "Bag", [colophon.content] if colophon.content else []),
        _plain("xmpRights:WebStatement", colophon.rights_url),
        _plain("pdf:Keywords", ", ".join(colophon.keywords)),
        _plain("pdf:Producer", PRODUCER),
        _plain("xmp:CreatorTool", "Chapbook"),
        _plain("xmp:CreateDate", date),
        _plain("xmp:ModifyDate", date),
    ]
    return "\n".join(row for row in rows if row)


def _plain(name: str, value: str | None) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _translated(name: str, value: str | None) -> str:
    if not value:
        return ""
    item = f'<rdf:li xml:lang="x-default">{escape(value)}</rdf:li>'
    return f"<{name}><rdf:Alt>{item}</rdf:Alt></{name}>"


def _listed(name: str, kind: str, values: Sequence[str]) -> str:
    if not values:
        return ""
    items = "".join(f"<rdf:li>{escape(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"
