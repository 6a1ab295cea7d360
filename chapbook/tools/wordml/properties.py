"""What the file says about itself: the work's title, authors, language and date, no more.

pandoc's own parts count words wrongly, name a program that was not there and carry
metadata that was meant for its writer; they are written anew or dropped.
Source: ISO/IEC 29500-2, 11 (core properties); 29500-1, 22.2 (extended properties).
"""

from xml.sax.saxutils import escape, quoteattr

from chapbook.settings import TEMPLATES
from chapbook.tools.wordml import xml
from chapbook.tools.wordml.package import Package
from chapbook.tools.wordml.sheet import Properties

CUSTOM = "docProps/custom.xml"
COMMENTS = "word/comments.xml"

_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{rows}</cp:coreProperties>'
)
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>Chapbook</Application></Properties>'
)
_CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    "{rows}</Properties>"
)
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set that a custom property belongs to.  Source: [MS-OLEPS] 2.21."""
FIRST_ID = 2
"""Ids 0 and 1 are taken by the set itself.  Source: ISO/IEC 29500-1, 22.3.2.2."""

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def finish(package: Package, properties: Properties) -> None:
    """Write the properties of *package*, and the language of its settings."""
    package.drop(CUSTOM)
    if b"<w:comment " not in package.parts.get(COMMENTS, b""):
        package.drop(COMMENTS)
    package.parts["docProps/app.xml"] = (_DECLARATION + _APP).encode()
    package.parts["docProps/core.xml"] = (_DECLARATION + _core(properties)).encode()
    if properties.custom:
        package.add(CUSTOM, (_DECLARATION + _custom(properties)).encode(), _CUSTOM_TYPE)
        package.relate("", "custom-properties", CUSTOM)
    settings = xml.parsed((TEMPLATES / "docx" / "settings.xml").read_bytes(), "settings.xml")
    for language in xml.every(settings, "w:themeFontLang"):
        language.set(xml.name("w:val"), properties.lang)
    package.put("word/settings.xml", settings)


def _core(properties: Properties) -> str:
    """Return the core properties as XML."""
    stamp = f"{properties.date:%Y-%m-%d}T00:00:00Z"
    dated = ' xsi:type="dcterms:W3CDTF"'
    rows = (
        ("dc:title", "", properties.title),
        ("dc:creator", "", "; ".join(properties.creators)),
        ("dc:description", "", properties.description),
        ("cp:keywords", "", ", ".join(properties.keywords)),
        ("dc:subject", "", ", ".join(properties.keywords)),
        ("dc:language", "", properties.lang),
        ("cp:version", "", properties.version),
        ("dc:identifier", "", properties.content),
        ("dcterms:created", dated, stamp),
        ("dcterms:modified", dated, stamp),
    )
    said = [f"<{tag}{more}>{escape(words)}</{tag}>" for tag, more, words in rows if words]
    return _CORE.format(rows="".join(said))


def _custom(properties: Properties) -> str:
    """Return the custom properties as XML."""
    rows = [
        f'<property fmtid="{USER_DEFINED}" pid="{pid}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(properties.custom.items(), start=FIRST_ID)
    ]
    return _CUSTOM.format(rows="".join(rows))
