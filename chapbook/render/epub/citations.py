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
    spots: dict[str, dict[str, Spot]] = {key: {} for key in entries}
    count = 0
    for chapter in written:
        for link in chapter.root.iter(tag("a")):
            href = link.get("href") or ""
            key = f"{chapter.file_name}{href}" if href.startswith("#") else href
            if key in entries and not link.get("role"):
                count += 1
                link.set("role", "doc-biblioref")
                spots[key].setdefault(chapter.name, _spot(chapter, link, count))
    for key, (chapter, entry) in entries.items():
        _listed(chapter, entry, list(spots[key].values()), labels)


def _spot(chapter: Chapter, link: etree._Element, number: int) -> Spot:
    """Return where *link* stands: its citation, or its note in a style with notes."""
    around = [link, *link.iterancestors(tag("span"), tag("aside"))]
    whole = next((e for e in around if _is_citation(e) or e.tag == tag("aside")), link)
    if not whole.get("id"):
        whole.set("id", f"citation-{number}")
    return Spot(href=f"{chapter.file_name}#{whole.get('id')}", title=_title(chapter))


def _is_citation(element: etree._Element) -> bool:
    return "citation" in (element.get("class") or "").split()


def _title(chapter: Chapter) -> str:
    """Return the heading of *chapter*."""
    heading = next(chapter.root.iter(tag("h1")), None)
    return epub.words(heading) if heading is not None else posixpath.basename(chapter.name)


def _listed(
    chapter: Chapter, entry: etree._Element, spots: Sequence[Spot], labels: Mapping[str, str]
) -> None:
    """Add to *entry* the links to where it is cited, if it is."""
    if not spots:
        return
    line = etree.SubElement(entry, tag("div"))
    line.set("class", "cited-in")
    before, after = labels["cited-in"].split("{sections}")
    line.text = before
    for index, spot in enumerate(spots):
        href = spot.href.removeprefix(chapter.file_name)
        link = etree.SubElement(line, tag("a"), href=href, role="doc-backlink")
        link.text = spot.title
        link.tail = after if index == len(spots) - 1 else labels["list-comma"]
