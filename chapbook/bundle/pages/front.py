"""Cover, contents, dividers and notes: what their template prints, ready in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chapbook.bundle import words
from chapbook.bundle.job import Folios
from chapbook.bundle.pages.gathering import Gathered
from chapbook.pack import BoundPack, BoundReading, Origin, PackPart
from chapbook.tools.labels import joined

MOST_WEEKS = 12
"""A cover lists no more parts than this."""


def of(pack: Gathered, folios: Folios) -> Mapping[str, Any]:
    """Return what the template prints before the readings and between them."""
    bound = pack.bound
    parts = [
        _part(number, part, readings, pack, folios)
        for number, (part, readings) in enumerate(bound.parts(), start=1)
    ]
    return {
        "cover_facts": list(course(bound)),
        "cover": _cover(bound),
        "listed_parts": parts if 1 < len(parts) <= MOST_WEEKS else [],
        "parts_of_pack": parts,
        "back": [
            {"identifier": identifier, "title": title, "folio": folios.of[identifier][0]}
            for identifier, title in pack.back
        ],
    }


def head(bound: BoundPack) -> Mapping[str, Any]:
    """Return what every template of pages is given."""
    metadata = bound.pack.metadata
    return {
        "lang": metadata.lang,
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        "institution": metadata.institution,
        "authors": [name.display for name in metadata.instructor],
        "description": None,
        "keywords": [],
        "date": metadata.date.isoformat(),
        "labels": bound.pack.labels,
        "theme": bound.pack.theme,
    }


def course(bound: BoundPack) -> Iterator[tuple[str, str]]:
    """Yield what a pack is for, as names and values."""
    metadata, labels = bound.pack.metadata, bound.pack.labels
    names = [name.display for name in metadata.instructor]
    yield from (
        (name, value)
        for name, value in (
            (labels["course"], metadata.course),
            (labels["pack-term"], metadata.term),
            (
                labels["pack-instructor" if len(names) == 1 else "pack-instructors"],
                joined(names, labels),
            ),
        )
        if value
    )


def _cover(bound: BoundPack) -> Mapping[str, str] | None:
    """Return the picture of the cover; ``None`` without one."""
    asset, said = bound.pack.cover, bound.pack.metadata.cover
    if asset is None or said is None:
        return None
    credit = bound.pack.labels["pack-cover-image"].format(credit=said.credit or "")
    return {"source": asset.name, "alt": said.alt, "credit": credit if said.credit else ""}


def _part(
    number: int,
    part: PackPart,
    readings: Sequence[BoundReading],
    pack: Gathered,
    folios: Folios,
) -> Mapping[str, Any]:
    """Return a part with its readings."""
    listed = [_reading(each, pack, folios) for each in readings]
    return {
        "identifier": part.identifier,
        "number": number,
        "name": pack.bound.pack.labels["pack-part"].format(number=number),
        "title": part.title,
        "folio": folios.of[part.identifier][0],
        "introduction": pack.texts.of(f"{part.identifier} introduction"),
        "readings": listed,
        "notes": [each for each in listed if each["is_note"]],
    }


def _reading(each: BoundReading, pack: Gathered, folios: Folios) -> Mapping[str, Any]:
    """Return a reading as contents and dividers list it, and a note as it is printed."""
    labels, own = pack.bound.pack.labels, pack.bound.pack.metadata.lang
    reading, identifier = each.reading, each.reading.identifier
    first, count = folios.of[identifier]
    lang = reading.lang or each.record.lang or own
    facts = [
        labels["page-count"].format(pages=count),
        words.short_rights(each, labels),
        words.due(reading, labels, own),
    ]
    return {
        "identifier": identifier,
        "is_note": reading.origin is Origin.NOTE,
        "title": each.title,
        "byline": words.byline(each, labels),
        "folio": first,
        "facts": [fact for fact in facts if fact],
        "lang": lang,
        "other_lang": lang if lang != own else "",
        "instructions": pack.texts.of(f"{identifier} instructions"),
        "text": pack.texts.of(f"{identifier} text"),
    }
