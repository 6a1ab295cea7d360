"""A finished EPUB taken apart: its pages as trees, and everything else as it lies.

Source: EPUB 3.3, 4.2.6.3 (container.xml) and 5 (package document),
https://www.w3.org/TR/epub-33/.
"""

import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from chapbook.tools.epub import OPF, TYPE, tag

CONTAINER = "META-INF/container.xml"
_ROOTFILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_SUBJECT = "{http://purl.org/dc/elements/1.1/}subject"
_PAGE = "application/xhtml+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A file that the package links to as metadata."""

    name: str
    media_type: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """An EPUB.  All names are paths below the folder of its package document."""

    pages: Mapping[str, etree._Element]
    """The ``html`` element of each page of the spine, in reading order.  Trees are the reader's
    own: they may be changed."""
    navigation: etree._Element
    """The ``html`` element of the navigation document, which may be in the spine, too."""
    navigation_name: str
    files: Mapping[str, bytes]
    """Everything else of the manifest: pictures, style sheets, fonts."""
    linked: tuple[tuple[Linked, bytes], ...]
    subjects: tuple[str, ...]
    """What it is about, in words."""


def opened(path: Path) -> Volume:
    """Take the EPUB at *path* apart, one that a build of ours has verified.

    Raises:
        OSError: It cannot be read.
    """
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    rootfile = next(etree.fromstring(members[CONTAINER]).iter(_ROOTFILE))
    package_name = str(rootfile.get("full-path"))
    folder = posixpath.dirname(package_name)
    held = {posixpath.relpath(name, folder or "."): data for name, data in members.items()}
    package = etree.fromstring(members[package_name])
    rows = {str(row.get("id")): row for row in package.iter(f"{{{OPF}}}item")}
    names = {key: unquote(str(row.get("href"))) for key, row in rows.items()}
    navigation = next(
        names[key] for key, row in rows.items() if "nav" in (row.get("properties") or "").split()
    )
    spine = [names[str(ref.get("idref"))] for ref in package.iter(f"{{{OPF}}}itemref")]
    trees = {name: etree.fromstring(held[name]) for name in dict.fromkeys([*spine, navigation])}
    return Volume(
        pages={name: trees[name] for name in spine},
        navigation=trees[navigation],
        navigation_name=navigation,
        files={
            names[key]: held[names[key]]
            for key, row in rows.items()
            if row.get("media-type") != _PAGE
        },
        linked=tuple(_linked(package, held)),
        subjects=tuple(str(each.text) for each in package.iter(_SUBJECT)),
    )


def _linked(package: etree._Element, held: Mapping[str, bytes]) -> list[tuple[Linked, bytes]]:
    """Return the files of the book to which the metadata of *package* lead."""
    found = []
    for link in package.iter(f"{{{OPF}}}link"):
        name = unquote(str(link.get("href")))
        if name in held:
            each = Linked(
                name=name,
                media_type=str(link.get("media-type")),
                relation=str(link.get("rel")),
            )
            found.append((each, held[name]))
    return found


def is_cover(page: etree._Element) -> bool:
    """Tell whether *page* shows the cover and nothing else."""
    body = page.find(tag("body"))
    return body is not None and body.get(TYPE) == "cover"
