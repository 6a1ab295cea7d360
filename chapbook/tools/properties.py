"""What office documents and web pages say about themselves, and a page's own text.

Office Open XML keeps it in ``docProps/core.xml`` and the language in ``word/styles.xml``;
OpenDocument keeps both in ``meta.xml`` and ``styles.xml``.
"""

import zipfile
from pathlib import Path

from lxml import etree, html

from chapbook.tools import exported

LARGEST = 20_000_000
"""Bytes of a part that is still read: a file can be made to grow without end."""

DUBLIN = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"

NAMED = {
    f"{DUBLIN}title": "title",
    f"{DUBLIN}creator": "author",
    f"{META}initial-creator": "author",
    f"{TERMS}modified": "date",
    f"{DUBLIN}date": "date",
    f"{DUBLIN}language": "lang",
}
"""The elements that are read, and what they are in front matter."""

ASIDE = "nav, header, footer, aside, script, style, noscript, form, button, dialog"
"""What is not the text of a page."""

MAIN = ("main", '[role="main"]', "article", "#content", "#main", ".entry-content", "body")
"""Where the text of a page is, the surest sign first."""


def of_office(path: Path) -> dict[str, str]:
    """Return title, author, date and language as far as the document *path* names them."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(path) as archive:
        for name in ("docProps/core.xml", "meta.xml"):
            for element in _elements(archive, name):
                key, text = NAMED.get(str(element.tag)), (element.text or "").strip()
                if key and text:
                    found.setdefault(key, text[:10] if key == "date" else text)
        lang = _word_language(archive) or _open_language(archive)
    return found if not lang else {"lang": lang, **found}


def _elements(archive: zipfile.ZipFile, name: str) -> list[etree._Element]:
    """Return every element of the part *name*; none when it is not there or not XML."""
    if name not in archive.namelist() or archive.getinfo(name).file_size > LARGEST:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return list(etree.fromstring(archive.read(name), parser).iter())
    except etree.XMLSyntaxError:
        return []


def _word_language(archive: zipfile.ZipFile) -> str:
    """Return the language of Word's default style."""
    for element in _elements(archive, "word/styles.xml"):
        if element.tag == f"{WORD}lang" and (tag := element.get(f"{WORD}val")):
            return tag
    return ""


def _open_language(archive: zipfile.ZipFile) -> str:
    """Return the language of OpenDocument's default style."""
    for element in _elements(archive, "styles.xml"):
        tag = element.get(f"{FO}language")
        if tag and tag not in {"none", "zxx"}:
            country = element.get(f"{FO}country")
            return f"{tag}-{country}" if country and country != "none" else tag
    return ""


def page(data: bytes) -> tuple[str, dict[str, str], list[str]]:
    """Return the text of a web page as HTML without what surrounds it, metadata and comments."""
    root = html.document_fromstring(data)
    known = _page_properties(root)
    found = (_first(root, sign) for sign in MAIN)
    main = next((element for element in found if element is not None), root)
    encoding = root.getroottree().docinfo.encoding or "utf-8"
    said = {**exported.titles(main), "author": exported.author(data, encoding)}
    comments = exported.tidy(root, main)
    for element in list(main.iter(*ASIDE.split(", "))):
        if element is not main:
            element.drop_tree()
    text = etree.tostring(main, encoding="unicode", method="html", with_tail=False)
    return text, {**{key: value for key, value in said.items() if value}, **known}, comments


def _first(root: html.HtmlElement, sign: str) -> html.HtmlElement | None:
    """Return the first element that *sign*, one of ``MAIN``, stands for."""
    path = f".//{sign}"
    if sign.startswith("["):
        path = f".//*{sign.replace('[', '[@')}"
    elif sign.startswith("#"):
        path = f".//*[@id='{sign[1:]}']"
    elif sign.startswith("."):
        path = f".//*[@class='{sign[1:]}']"
    element = root.find(path)
    return element if element is not None and element.text_content().strip() else None


def _page_properties(root: html.HtmlElement) -> dict[str, str]:
    """Return what the head of a page says."""
    names = {
        "citation_title": "title", "citation_author": "author", "author": "author",
        "citation_publication_date": "date", "date": "date", "dc.date": "date",
        "description": "abstract", "dcterms.date": "date", "article:published_time": "date",
    }  # fmt: skip
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = names.get((meta.get("name") or meta.get("property") or "").lower())
        text = (meta.get("content") or "").strip()
        if key and text:
            found[key] = f"{found[key]}; {text}" if key == "author" and key in found else text
    title = (root.findtext(".//head/title") or "").strip()
    lang = root.get("lang") or ""
    said = {"title": title, "lang": lang}
    return {**{k: v for k, v in said.items() if v}, **found}
