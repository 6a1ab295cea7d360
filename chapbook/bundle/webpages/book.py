"""The finished EPUB of an article, taken apart."""

import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from chapbook.tools import epub

FOLDER = "EPUB/"
COVER, FRONT, CONTENTS = "cover.xhtml", "title.xhtml", "nav.xhtml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A file of the book that holds text."""

    name: str
    """The last part of its path, as links write it."""
    body: etree._Element
    """Its ``body``, in HTML without namespaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What a book holds."""

    title: str
    lang: str
    front: Leaf
    """The title page: who wrote it and when, version, reviews, licence, original."""
    contents: Leaf
    chapters: tuple[Leaf, ...]
    images: Mapping[str, bytes]
    """By the last part of their paths."""


def read(path: Path) -> Book:
    """Return the parts of the EPUB *path*, which ``render`` made."""
    with zipfile.ZipFile(path) as archive:
        package = etree.fromstring(archive.read(f"{FOLDER}content.opf"))
        hrefs = {i.get("id"): i.get("href", "") for i in package.iter(f"{{{epub.OPF}}}item")}
        spine = [hrefs[ref.get("idref")] for ref in package.iter(f"{{{epub.OPF}}}itemref")]
        parsed = {name: etree.fromstring(archive.read(FOLDER + name)) for name in spine}
        images = {
            posixpath.basename(name): archive.read(name)
            for name in archive.namelist()
            if name.startswith(f"{FOLDER}images/")
        }
    front, contents = parsed[FRONT], parsed[CONTENTS]
    return Book(
        title=front.findtext(f".//{epub.tag('title')}", ""),
        lang=front.get("lang", ""),
        front=_leaf(FRONT, front),
        contents=_leaf(CONTENTS, contents),
        chapters=tuple(
            _leaf(posixpath.basename(name), root)
            for name, root in parsed.items()
            if name not in {COVER, FRONT, CONTENTS}
        ),
        images=images,
    )


def _leaf(name: str, root: etree._Element) -> Leaf:
    """Return the file *name* with the names of HTML."""
    body = root.find(epub.tag("body"))
    assert body is not None, name
    for element in body.iter():
        if isinstance(element.tag, str):
            element.tag = etree.QName(element).localname
            lang = element.get("{http://www.w3.org/XML/1998/namespace}lang")
            for attribute in [key for key in element.attrib if str(key).startswith("{")]:
                del element.attrib[attribute]
            if lang is not None:
                element.set("lang", lang)
    etree.cleanup_namespaces(body)
    return Leaf(name=name, body=body)
