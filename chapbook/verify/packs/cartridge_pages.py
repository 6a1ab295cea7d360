"""Judging the pages of cartridges: alone, together, and against the books they were made from."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag

import lxml.html
from lxml import etree

from chapbook.findings import Finding
from chapbook.pack import BoundReading, Origin
from chapbook.verify.letters import letters
from chapbook.verify.packs.case import PackCase

BLOCKS = ("p", "li", "td", "th", "dt", "dd", "pre", "figcaption", "caption")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TAKEN_AWAY = ("script", "style", "svg", "iframe", "object", "form")
"""Elements that platforms remove with all that is in them."""

FURNITURE = {"nav.xhtml", "cover.xhtml"}
"""Files of a book that repeat what stands elsewhere."""


def findings(case: PackCase, members: Mapping[str, bytes]) -> Iterator[Finding]:
    """Judge every page among *members*, and whether each reading stands on one."""
    trees = {
        path: lxml.html.document_fromstring(data.decode("utf-8", "replace"))
        for path, data in members.items()
        if path.endswith(".html")
    }
    for path, tree in trees.items():
        yield from _alone(case, path, tree)
        yield from _linked(case, path, tree, trees, members)
    for bound in case.bound.readings:
        path = f"{bound.reading.identifier}/{bound.reading.identifier}.html"
        if bound.reading.origin is Origin.ARTICLE and "html" in bound.reading.editions:
            if path in trees:
                yield from _words(case, bound, trees[path])
            else:
                yield case.unlike(f'"{bound.title}" has no page')


def _alone(case: PackCase, path: str, tree: etree._Element) -> Iterator[Finding]:
    """A page stands without what platforms take away, and says its language and title."""
    taken = sorted({str(e.tag) for e in tree.iter(*TAKEN_AWAY)})
    if taken:
        yield case.invalid(f'"{path}" needs {", ".join(taken)}, which platforms take away')
    if len(list(tree.iter("h1"))) != 1:
        yield case.invalid(f'"{path}" has not one heading of the first level')
    if not (tree.findtext(".//title") or "").strip():
        yield case.invalid(f'"{path}" has no title')
    if not any(e.get("lang") for e in tree.iterfind("./body/div")):
        yield case.invalid(f'"{path}" does not say its language where platforms leave it')
    for image in tree.iter("img"):
        if image.get("alt") is None:
            yield case.invalid(f'"{path}" shows "{image.get("src")}" without words for it')
    levels = [int(str(h.tag)[1]) for h in tree.iter(*HEADINGS)]
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield case.invalid(f'"{path}" leaves out a level of headings')


def _linked(
    case: PackCase,
    path: str,
    tree: etree._Element,
    trees: Mapping[str, etree._Element],
    members: Mapping[str, bytes],
) -> Iterator[Finding]:
    """Each address leads to a file inside, a place on a page, or the web."""
    names = [i for e in tree.iter() if (i := e.get("id"))]
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield case.invalid(f'"{path}" has two places called "{name}"')
    for element in tree.iter("a", "img", "link"):
        said = element.get("href") or element.get("src") or ""
        target, fragment = urldefrag(said)
        if re.match(r"(?:https?|mailto|tel|doi):", target) or not said:
            continue
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))
        found = path if not target else found
        there = {e.get("id") for e in trees[found].iter()} if fragment and found in trees else {""}
        if found not in members or (fragment and fragment not in there):
            yield case.invalid(f'"{path}" leads to "{said}", which is not there')


def _words(case: PackCase, bound: BoundReading, tree: etree._Element) -> Iterator[Finding]:
    """Each paragraph, item and cell of the book stands on the page, and no other does."""
    whole_book, required, numbers = _book(bound.files["epub"])
    if any(_counted(tree).get(work, number) != number for work, number in numbers.items()):
        yield case.unlike(f'the page of "{bound.title}" numbers works otherwise than the reading')
    _numbers(tree)
    page = _blocks(tree)
    whole_page = letters("".join(tree.itertext()))
    for text in required:
        if text not in whole_page:
            yield case.unlike(f'the page of "{bound.title}" lacks words of the reading', text[:80])
    for text in page:
        if text not in whole_book:
            yield case.unlike(f'the page of "{bound.title}" says more than the reading', text[:80])


def _numbers(tree: etree._Element) -> dict[str, str]:
    """Take the numbers of cited works out of *tree*; return them by the ids of the works."""
    found = {}
    for margin in tree.iterfind(".//{*}*[@class='csl-left-margin']"):
        number = letters("".join(margin.itertext()))
        if number.isdecimal():
            entry = next(above for above in margin.iterancestors() if above.get("id"))
            found[entry.get("id", "")] = number
            tail = margin.tail
            margin.clear()
            margin.tail = tail
    return found


def _counted(tree: etree._Element) -> dict[str, str]:
    """Return by the ids of cited works the numbers that their list shows."""
    found = {}
    for works in tree.iter("{*}ol", "{*}ul"):
        number = 0
        for entry in works if "references" in works.get("class", "").split() else ():
            number = int(entry.get("value", number + 1))
            is_shown = etree.QName(works).localname == "ol"
            found[entry.get("id", "")] = str(number) if is_shown else ""
    return found


def _book(path: Path) -> tuple[str, list[str], dict[str, str]]:
    """Return what a page of the EPUB *path* must say.

    Its letters, those of each block, and the numbers of the works that it cites.  Descriptions
    stand at their figures on a page, so a chapter of nothing else has no heading.
    """
    found, required, numbers = "", list[str](), dict[str, str]()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.endswith(".xhtml") or posixpath.basename(name) in FURNITURE:
                continue
            tree = etree.fromstring(archive.read(name))
            numbers |= _numbers(tree)
            blocks = _blocks(tree)
            is_described = next(_of_class(tree, "description"), None) is not None
            required += blocks[1:] if is_described else blocks
            found += letters("".join(tree.itertext()))
    return found, required, numbers


def _of_class(tree: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the divisions of *tree* whose class is *name*."""
    return (d for d in tree.iter("{*}div") if d.get("class") == name)


def _blocks(tree: etree._Element) -> list[str]:
    """Return the letters of each innermost block below *tree*, formulas as they are said."""
    for formula in list(tree.iter("{*}math")):
        said, tail = formula.get("alttext", ""), formula.tail
        formula.clear()
        formula.text, formula.tail = said, tail
    names = {*BLOCKS, *HEADINGS}
    blocks = [e for e in tree.iter(etree.Element) if etree.QName(e).localname in names]
    listed = {e for contents in _of_class(tree, "contents") for e in contents.iter()}
    outer = {above for block in blocks for above in block.iterancestors()}
    texts = [letters("".join(e.itertext())) for e in blocks if e not in listed | outer]
    return [text for text in texts if text]
