"""Citations: links to the references, and from each reference back to the chapters."""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from chapbook.tools import epub
from chapbook.tools.epub import Chapter, tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a chapter first cites a work."""

    href: str
    title: str
    """The heading of the chapter."""


def linked(written: Sequence[Chapter], labels: Mapping[str, str]) -> None:
    """Mark every citation as one, and list below each reference the chapters that cite it."""
    entries = {
        f"{chapter.file_name}#{entry.get('id')}": (chapter, entry)
        for chapter in written
        for entry in chapter.root.iter(tag("div"))
        if "csl-entry" in (entry.get("class") or "").split()
    }
    spots: dict[str, dict[str, Spot]] = {}
    count = 0
    for chapter in written:
        for cited in chapter.root.iter(tag("span")):
            if "citation" in (cited.get("class") or "").split():
                count += 1
                _marked(chapter, cited, count, spots)
    for key, by_chapter in spots.items():
        if key in entries:
            chapter, entry = entries[key]
            _listed(chapter, entry, list(by_chapter.values()), labels)


def _marked(
    chapter: Chapter, cited: etree._Element, number: int, spots: dict[str, dict[str, Spot]]
) -> None:
    """Say that the links in *cited* lead to references, and remember where they stand."""
    links = [a for a in cited.iter(tag("a")) if "#" in (a.get("href") or "")]
    links = [a for a in links if not a.get("role")]
    for link in links:
        link.set("role", "doc-biblioref")
        target = link.get("href") or ""
        key = f"{chapter.file_name}{target}" if target.startswith("#") else target
        href = f"{chapter.file_name}#citation-{number}"
        spot = Spot(href=href, title=_title(chapter))
        spots.setdefault(key, {}).setdefault(chapter.name, spot)
    if links and not cited.get("id"):
        cited.set("id", f"citation-{number}")


def _title(chapter: Chapter) -> str:
    """Return the heading of *chapter*."""
    heading = next(chapter.root.iter(tag("h1")), None)
    return epub.words(heading) if heading is not None else posixpath.basename(chapter.name)


def _listed(
    chapter: Chapter, entry: etree._Element, spots: Sequence[Spot], labels: Mapping[str, str]
) -> None:
    """Add to *entry* the links to where it is cited."""
    line = etree.SubElement(entry, tag("div"))
    line.set("class", "cited-in")
    before, after = labels["cited-in"].split("{sections}")
    line.text = before
    for index, spot in enumerate(spots):
        href = spot.href.removeprefix(chapter.file_name)
        link = etree.SubElement(line, tag("a"), href=href, role="doc-backlink")
        link.text = spot.title
        link.tail = after if index == len(spots) - 1 else labels["list-comma"]
