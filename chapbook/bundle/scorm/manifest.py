"""``imsmanifest.xml`` of a SCORM 1.2 package.

    organization > item (a part) > item (a reading) --> resource --> files

Identifiers rest on names alone, so that a platform knows the same reading again after a change.
Source: SCORM 1.2 Content Aggregation Model, 2.3 (ADL, 2001).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from chapbook.bundle.webpages import WebFile
from chapbook.pack import BoundPack

NAME = "imsmanifest.xml"
IMS = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"

SHARED = "shared"
"""What the resource of all common files is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Launched:
    """A reading as a platform opens it."""

    identifier: str
    title: str
    files: tuple[WebFile, ...]
    """The first is what opens."""
    is_tracked: bool
    """Whether it tells the platform how far a learner has come (a SCO), or is a mere file."""


def written(
    bound: BoundPack,
    parts: Sequence[tuple[str, Sequence[Launched]]],
    shared: Sequence[WebFile],
) -> bytes:
    """Return the manifest.

    Args:
        bound: The pack.
        parts: The title of each part, and its readings.
        shared: Files that the pages of all readings need.
    """
    stem = bound.pack.stem
    root = etree.Element(f"{{{IMS}}}manifest", nsmap={None: IMS, "adlcp": ADL})
    root.set("identifier", _identifier("pack", stem))
    root.set("version", "1.2")
    metadata = _below(root, "metadata")
    _below(metadata, "schema").text = "ADL SCORM"
    _below(metadata, "schemaversion").text = "1.2"
    organisation = _identifier("organization", stem)
    tree = _below(_below(root, "organizations", default=organisation), "organization")
    tree.set("identifier", organisation)
    _below(tree, "title").text = bound.pack.metadata.title
    resources = _below(root, "resources")
    for number, (title, readings) in enumerate(parts, start=1):
        part = _below(tree, "item", identifier=_identifier("part", stem, str(number)))
        _below(part, "title").text = title
        for reading in readings:
            _item(part, reading, stem)
            _resource(resources, reading, stem)
    _shared(resources, shared)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _identifier(*names: str) -> str:
    """Return the identifier of what *names* lead to; a letter comes first (XML 1.0, ``ID``)."""
    return "i" + hashlib.sha1("/".join(names).encode()).hexdigest()[:20]


def _below(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{IMS}}}{name}", attributes)


def _item(part: etree._Element, reading: Launched, stem: str) -> None:
    """Add a reading to the table of contents."""
    item = _below(
        part,
        "item",
        identifier=_identifier("item", stem, reading.identifier),
        identifierref=_identifier("resource", stem, reading.identifier),
        isvisible="true",
    )
    _below(item, "title").text = reading.title


def _resource(resources: etree._Element, reading: Launched, stem: str) -> None:
    """Add a reading to the list of files."""
    resource = _below(
        resources,
        "resource",
        identifier=_identifier("resource", stem, reading.identifier),
        type="webcontent",
        href=reading.files[0].path,
    )
    resource.set(f"{{{ADL}}}scormtype", "sco" if reading.is_tracked else "asset")
    for file in reading.files:
        _below(resource, "file", href=file.path)
    if reading.is_tracked:
        _below(resource, "dependency", identifierref=SHARED)


def _shared(resources: etree._Element, files: Sequence[WebFile]) -> None:
    """Add what the pages of all readings need."""
    resource = _below(resources, "resource", identifier=SHARED, type="webcontent")
    resource.set(f"{{{ADL}}}scormtype", "asset")
    for file in files:
        _below(resource, "file", href=file.path)
