"""What pandoc leaves out of an OpenDocument text: its title, comments, and citations of Zotero.

Zotero keeps a citation in LibreOffice as a reference mark whose name is CSL JSON, and
LibreOffice one that came from Word as a field; both become a token that stands in the text.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
LARGEST = 100_000_000
"""Bytes of a text that is still read: an archive can be made to grow without end."""

TITLES = {"Title": "title", "Subtitle": "subtitle", "Author": "author"}
"""Styles of the first paragraphs, and what they say."""

CITATION = re.compile(r"ZOTERO_ITEM\s+(?:CSL_CITATION\s+)?(?=\{)")
TOKEN = re.compile(r"ChapbookCitation(?P<index>\d+)x")

Element = etree._Element


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenText:
    """An OpenDocument text that is ready for pandoc."""

    titles: dict[str, str]
    """Title, subtitle and authors, which were taken out of the text."""
    comments: tuple[str, ...]
    citations: tuple[list[dict[str, Any]], ...]
    """The cited items of each citation, in the order of their tokens."""


def prepared(path: Path, target: Path) -> OpenText:
    """Write the OpenDocument text *path* to *target* in a form that pandoc reads whole.

    Raises:
        zipfile.BadZipFile: It is damaged, or no OpenDocument text.
    """
    with zipfile.ZipFile(path) as archive:
        if "content.xml" not in archive.namelist():
            raise zipfile.BadZipFile("no content.xml")
        if archive.getinfo("content.xml").file_size > LARGEST:
            raise zipfile.BadZipFile("content.xml is too large")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            root = etree.fromstring(archive.read("content.xml"), parser)
        except etree.XMLSyntaxError as error:
            raise zipfile.BadZipFile("content.xml is no XML") from error
        found = OpenText(
            titles=dict(_titles(root)),
            comments=tuple(_comments(root)),
            citations=tuple(_citations(root)),
        )
        with zipfile.ZipFile(target, "w") as out:
            for name in archive.namelist():
                data = etree.tostring(root) if name == "content.xml" else archive.read(name)
                out.writestr(name, data)
    return found


def _name(prefix: str, name: str) -> str:
    """Return a qualified name as lxml writes it."""
    return f"{{{NAMES[prefix]}}}{name}"


def _found(root: Element, path: str) -> list[Element]:
    """Return the elements of *root* on the XPath *path*."""
    found = root.xpath(path, namespaces=NAMES)
    return [one for one in found if isinstance(one, etree._Element)] if found else []


def _titles(root: Element) -> Iterator[tuple[str, str]]:
    """Take title, subtitle and authors out of the text and yield them."""
    based = {
        style.get(_name("style", "name")): style.get(_name("style", "parent-style-name"))
        for style in root.iter(_name("style", "style"))
    }
    seen = set()
    for paragraph in _found(root, "//office:text/text:p"):
        style = paragraph.get(_name("text", "style-name")) or ""
        key = TITLES.get(str(based.get(style) or style))
        text = _text(paragraph, is_name=key == "author")
        if key and key not in seen and text:
            seen.add(key)
            _removed(paragraph)
            yield key, text


def _text(element: Element, *, is_name: bool = False) -> str:
    """Return the text of *element*; of names without the marks behind them."""
    pieces = []
    for piece in element.itertext():
        is_mark = is_name and re.fullmatch(r"[\d*†‡,\s]+", piece) and piece.strip() != ","
        pieces.append("" if is_mark else piece)
    return " ".join("".join(pieces).split())


def _comments(root: Element) -> Iterator[str]:
    """Take comments out of the text and yield what they say, and who said it."""
    for comment in _found(root, "//office:annotation"):
        whose = comment.findtext(_name("dc", "creator")) or "somebody"
        said = " ".join(_text(part) for part in _found(comment, ".//text:p"))
        _removed(comment)
        yield f'comment of {whose}: "{said}"'


def _citations(root: Element) -> Iterator[list[dict[str, Any]]]:
    """Put a token in the place of each citation and yield its items; drop Zotero's list."""
    for section in _found(root, "//text:section[contains(@text:name, 'ZOTERO_BIBL')]"):
        _removed(section)
    index = 0
    for start in _found(root, "//text:reference-mark-start | //field:fieldmark-start"):
        params = _found(start, "field:param")
        said = start.get(_name("text", "name")) or ""
        said = " ".join([said, *(param.get(_name("field", "value")) or "" for param in params)])
        kind = "reference-mark-end" if "reference-mark" in str(start.tag) else "fieldmark-end"
        if "ZOTERO_BIBL" in said:
            _emptied(start, kind)
        elif (items := _items(said)) and _emptied(start, kind):
            start.tail = f"ChapbookCitation{index}x{start.tail or ''}"
            index += 1
            yield items


def _items(said: str) -> list[dict[str, Any]]:
    """Return the works that a citation of Zotero names, with their places; none when damaged."""
    match = CITATION.search(said)
    if not match:
        return []
    try:
        data, _ = json.JSONDecoder().raw_decode(said[match.end() :])
        return [item for item in data["citationItems"] if item["itemData"] and item["id"]]
    except (ValueError, KeyError, TypeError):
        return []


def _emptied(start: Element, kind: str) -> bool:
    """Take out the text from *start* to the next end of *kind*; tell whether there is one."""
    space = "text" if kind.startswith("reference") else "field"
    end = next(iter(_found(start, f"following::{space}:{kind}")), None)
    if end is None:
        return False
    around = set(end.iterancestors())
    for element in [start, *(a for a in start.iterancestors() if a not in around)]:
        element.tail = None
    for element in _found(start, "following::*"):
        if element is end:
            break
        element.text = None
        element.tail = element.tail if element in around else None
    return True


def _removed(element: Element) -> None:
    """Take *element* out of its tree; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    tail = element.tail or ""
    if before is not None:
        before.tail = f"{before.tail or ''}{tail}" or None
    else:
        parent.text = f"{parent.text or ''}{tail}" or None
    element.tail = None
    parent.remove(element)
