"""An EPUB taken apart, for its judges."""

import posixpath
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol
from urllib.parse import unquote, urlsplit

from chapbook.findings import Finding
from chapbook.model import BuiltEdition
from chapbook.verify import markup
from chapbook.verify.markup import Element

CONTAINER = "META-INF/container.xml"
CHAPTER_TYPE = "application/xhtml+xml"


class Judged(Protocol):
    """A book before its judges, of an article or of a pack."""

    @property
    def built(self) -> BuiltEdition:
        """Its file."""

    def invalid(self, message: str, excerpt: str = "") -> Finding:
        """Return a finding on a standard that the file breaks."""


@dataclass(frozen=True, kw_only=True)
class Book:
    """An EPUB taken apart."""

    names: tuple[str, ...]
    """Every member of the archive, in its order."""
    members: dict[str, bytes]
    package: str
    """The path of the package document."""
    opf: Element
    trees: dict[str, Element] = field(default_factory=dict)
    """The chapters that are well-formed, by path."""

    @cached_property
    def manifest(self) -> dict[str, Element]:
        """The manifest's items by their path in the archive."""
        return {
            self.path(item.get("href") or "", self.package): item
            for item in markup.elements(self.opf, "item")
        }

    @cached_property
    def linked(self) -> set[str]:
        """The paths of the files that the package links to: metadata, no part of the book."""
        links = (link.get("href") or "" for link in markup.elements(self.opf, "link"))
        return {self.path(href, self.package) for href in links if "://" not in href}

    @cached_property
    def spine(self) -> list[str]:
        """The paths of the chapters in reading order; empty where an id is unknown."""
        by_id = {item.get("id"): path for path, item in self.manifest.items()}
        return [by_id.get(ref.get("idref"), "") for ref in markup.elements(self.opf, "itemref")]

    @property
    def chapters(self) -> list[str]:
        """The paths of all content documents."""
        return [p for p, item in self.manifest.items() if item.get("media-type") == CHAPTER_TYPE]

    @staticmethod
    def path(address: str, base: str) -> str:
        """Return the path in the archive that *address*, written in *base*, means."""
        return posixpath.normpath(
            posixpath.join(posixpath.dirname(base), unquote(urlsplit(address).path))
        )


def opened(case: Judged) -> Book:
    """Take the EPUB apart.

    Raises:
        BadZipFile: It is no archive.
        KeyError: It names no package, or one that is not there.
        UnreadableMarkupError: A part of it is not well-formed.
    """
    with zipfile.ZipFile(case.built.path) as archive:
        names = tuple(archive.namelist())
        members = {name: archive.read(name) for name in names}
    roots = list(markup.elements(markup.tree(members[CONTAINER]), "rootfile"))
    if not roots:
        raise KeyError("its container names no package")
    package = str(roots[0].get("full-path"))
    return Book(names=names, members=members, package=package, opf=markup.tree(members[package]))
