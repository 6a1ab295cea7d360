"""Is each page of a woven pack numbered, are rights told on it, and is nothing of it covered?"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from chapbook.findings import Finding
from chapbook.pack import BoundReading, Origin
from chapbook.tools import direction, pdfink
from chapbook.tools.pdf import looks, strips
from chapbook.tools.pdf.read import UnreadablePdfError
from chapbook.tools.pdf.strips import Told
from chapbook.tools.pdfink import Beneath
from chapbook.verify.letters import letters
from chapbook.verify.packs.case import PackCase

POINTS_PER_MM = 72 / 25.4

EDGE_MM = 5.0
"""Printers leave so much of every edge blank."""
PUNCH_MM = 20.0
"""What stays free where the pack is punched, when its file asks for that."""
SLACK_PT = 1.5
"""A pixel of a drawing, and a half."""

LEAST_PT = 7.0
"""The smallest type of a strip, and in packs with larger type:"""
LEAST_SHARE = 14 / 18
"""the smallest in parts of the smallest running text."""

TITLE_LETTERS = 60
"""So many letters of a title tell a reading; lines on each page may cut the rest."""

Pages = Sequence[tuple[Told, ...]]


def findings(case: PackCase) -> Iterator[Finding]:
    """Yield what is wrong with the strips of a woven pack."""
    try:
        pages = strips.told(case.path)
    except UnreadablePdfError as error:
        yield case.invalid(f"it cannot be read: {error}")
        return
    yield from _folios(case, pages)
    yield from _permissions(case, pages)
    yield from _sizes(case, pages)
    for number, (page, seen) in enumerate(zip(pages, _beneath(case, pages), strict=True), 1):
        yield from _covered(case, number, page, seen)
        yield from _margins(case, number, page, seen)


def _beneath(case: PackCase, pages: Pages) -> list[Beneath]:
    """Return what stands below the strips of each page; one that looks as before is not drawn.

    What was seen is kept for each file by how its pages look, their strips among it.
    """
    hashes = looks.of_pages(case.path)
    key = case.kept.key("beneath", [case.built.name])
    known: dict[str, Beneath] = {
        name: _seen(said) for name, said in json.loads(case.kept.recall(key) or b"{}").items()
    }
    wanted = {
        index: [strip.box for strip in page]
        for index, (name, page) in enumerate(zip(hashes, pages, strict=True))
        if name not in known
    }
    for index, seen in zip(wanted, pdfink.beneath(case.path, wanted), strict=True):
        known[hashes[index]] = seen
    found = {name: known[name] for name in hashes}
    if wanted:
        said = {name: asdict(seen) for name, seen in found.items()}
        case.kept.keep(key, json.dumps(said).encode())
    return [found[name] for name in hashes]


def _seen(said: Mapping[str, Any]) -> Beneath:
    ink = said["ink"] and tuple(said["ink"])
    return Beneath(**{**said, "ink": ink, "inked": tuple(said["inked"])})


def _folios(case: PackCase, pages: Pages) -> Iterator[Finding]:
    """Each page tells the number that it has in the pack; a cover is bare."""
    bare = 1 if pages and not pages[0] else 0
    for number, page in enumerate(pages[bare:], 1 + bare):
        words = letters(case.bound.pack.labels["pack-folio"].format(folio=number))
        said = letters(page[0].text) if page else ""
        before, found, after = said.rpartition(words)
        if not found or after[:1].isdigit() or not before:
            yield case.layout(
                f"page {number} does not tell its folio and what it is part of",
                page[0].text if page else "",
            )


def _permissions(case: PackCase, pages: Pages) -> Iterator[Finding]:
    """Each page of each reading tells under which right it is copied."""
    lines = [letters(" ".join(strip.text for strip in page[1:])) for page in pages]
    for bound in case.bound.readings:
        wanted = letters(bound.reading.rights.permission)
        title = letters(bound.title)[:TITLE_LETTERS]
        told = sum(title in line and wanted in line for line in lines)
        count = _page_count(case, bound)
        if told < count:
            yield case.unlike(
                f"{told} of the {count} pages of a reading tell under which right it is copied",
                bound.title,
            )


def _page_count(case: PackCase, bound: BoundReading) -> int:
    """Return how many pages of the pack are those of a reading, at least."""
    ranges = bound.reading.page_indices
    if bound.reading.origin is Origin.NOTE:
        return 1
    is_foreign = bound.reading.origin is Origin.DOCUMENT
    path = bound.files.get("pdf" if is_foreign else case.row.made_of)
    if path is None:
        return 0
    total = pdfink.page_count(path)
    if not ranges:
        return total
    return sum((total - 1 if last is None else last) - first + 1 for first, last in ranges)


def _sizes(case: PackCase, pages: Pages) -> Iterator[Finding]:
    """No strip is set in type that is too small for the pack."""
    least = max(LEAST_PT, LEAST_SHARE * case.row.floor_pt)
    for number, page in enumerate(pages, 1):
        small = [strip for strip in page if 0 < strip.smallest_pt < least - 0.01]
        for strip in small[:1]:
            yield case.layout(
                f"a line on page {number} is set in {strip.smallest_pt:.1f} pt, "
                f"less than {least:.1f} pt",
                strip.text,
            )


def _covered(
    case: PackCase, number: int, page: tuple[Told, ...], seen: Beneath
) -> Iterator[Finding]:
    """No strip stands on anything."""
    for strip, is_inked in zip(page, seen.inked, strict=True):
        if is_inked:
            yield case.layout(f"something of page {number} is printed over", strip.text)


def _margins(
    case: PackCase, number: int, page: tuple[Told, ...], seen: Beneath
) -> Iterator[Finding]:
    """Nothing stands where printers cannot print or where the pack is punched."""
    metadata = case.bound.pack.metadata
    margins = [EDGE_MM] * 4
    if metadata.punch_margin and not case.row.halves_sheet:
        margins[_bound_side(metadata.lang, seen)] = PUNCH_MM
    left, bottom, right, top = (each * POINTS_PER_MM - SLACK_PT for each in margins)
    right, top = seen.width_pt - right, seen.height_pt - top
    for box in (*(strip.box for strip in page), *([seen.ink] if seen.ink else [])):
        if box[0] < left or box[1] < bottom or box[2] > right or box[3] > top:
            yield case.layout(f"something stands too near to an edge of page {number}")
            break


def _bound_side(lang: str, seen: Beneath) -> int:
    """Return which side of a page is bound: 0 left, 1 foot, 2 right, 3 head.

    A broad page is turned against the clock when it is bound, so that its head is at the left.
    """
    is_broad = seen.width_pt > seen.height_pt
    if direction.of_language(lang) == direction.RTL:
        return 1 if is_broad else 2
    return 3 if is_broad else 0
