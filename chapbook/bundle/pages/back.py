"""What stands behind the readings: works, terms, rights and colophon, ready in words."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chapbook.bundle import rights, terms, words, works
from chapbook.bundle.job import Folios
from chapbook.bundle.pages import front
from chapbook.bundle.pages.gathering import Gathered, Link, filled, named
from chapbook.bundle.rights import RightsRow
from chapbook.licences import LICENCES
from chapbook.pack import BoundPack, BoundReading, Origin
from chapbook.partialdate import PartialDate
from chapbook.tools import dates, direction
from chapbook.tools.pandoc import ast

DAY = len("2026-11-22")


def of(pack: Gathered, folios: Folios) -> Mapping[str, Any]:
    """Return what the template prints behind the readings."""
    bound = pack.bound
    return {
        "works": [_work(entry, pack, folios) for entry in pack.works],
        "glossary": list(_groups(pack, folios)),
        "sheet": sheet(rights.rows(bound, folios), bound.pack.labels),
        "facts": list(facts(bound, folios)),
        "paragraphs": list(paragraphs(bound)),
        "made_of": [made_of(each, bound) for each in bound.readings],
    }


def _work(entry: works.Entry, pack: Gathered, folios: Folios) -> Mapping[str, Any]:
    """Return a work with where it stands in the pack and the readings that cite it."""
    labels, work = pack.bound.pack.labels, entry.work
    pages: list[Link] = []
    if work.reading:
        said = [(work.reading, words.folios(*folios.of[work.reading]))]
        pages = filled(labels["pack-this-reading"], "{pages}", said, labels["list-comma"])
    way = direction.of_language(pack.bound.pack.metadata.lang)
    own_way = direction.of_text(ast.text(entry.inlines), way)
    return {
        "text": pack.texts.of(work.identifier),
        "dir": own_way if own_way != way else "",
        "pages": pages,
        "readings": named(labels["cited-in"], "{sections}", work.cited_in, pack, folios),
    }


def _groups(pack: Gathered, folios: Folios) -> Iterator[Mapping[str, Any]]:
    """Yield the terms of each language; those of the pack's own have no title."""
    labels, own = pack.bound.pack.labels, pack.bound.pack.metadata.lang
    langs = list(dict.fromkeys(term.lang for term in pack.terms))
    for lang in langs:
        is_own = lang == own.split("-")[0].lower()
        name = dates.own_name(lang)
        yield {
            "lang": own if is_own else lang,
            "title": "" if is_own else labels["pack-other-language"].format(language=name),
            "terms": [
                _term(number, term, pack, folios)
                for number, term in enumerate(pack.terms)
                if term.lang == lang
            ],
        }


def _term(number: int, term: terms.Term, pack: Gathered, folios: Folios) -> Mapping[str, Any]:
    """Return a term with its definitions and the readings that give each."""
    label = pack.bound.pack.labels["pack-defined-in"]
    return {
        "text": pack.texts.of(f"term {number}"),
        "definitions": [
            {
                "text": pack.texts.of(f"term {number} {index}"),
                "readings": named(label, "{readings}", each.readings, pack, folios),
            }
            for index, each in enumerate(term.definitions)
        ],
    }


def sheet(listed: Sequence[RightsRow], labels: Mapping[str, str]) -> list[Mapping[str, Any]]:
    """Return the rows of the rights sheet in words."""
    return [_rights(row, labels) for row in listed]


def _rights(row: RightsRow, labels: Mapping[str, str]) -> Mapping[str, Any]:
    def said(key: str, value: str) -> list[str]:
        return [f"{labels[key]}{labels['colon']} {value}"] if value else []

    count, first = row.page_count, row.first_folio
    extent = [
        labels[key].format(**{slot: value})
        for key, slot, value in (
            ("page-count", "pages", count),
            ("sign-words", "count", row.word_count),
            ("pack-figures", "count", row.figure_count),
        )
        if value is not None
    ]
    right = [row.licence, row.permission]
    return {
        "folios": words.folios(first, count) if first and count else "–",
        "title": row.title,
        "about": [*([row.authors] if row.authors else []), *said("pack-source", row.source)],
        "extent": extent,
        "right": [
            *([part for part in right if part] or [labels["pack-unstated"]]),
            *said("pack-holder", row.holder),
            *said("pack-figure-credits", "; ".join(row.figure_credits)),
        ],
    }


def facts(bound: BoundPack, folios: Folios | None) -> Iterator[tuple[str, str]]:
    """Yield what the colophon says of the pack, as names and values."""
    metadata, labels = bound.pack.metadata, bound.pack.labels
    yield from front.course(bound)
    if metadata.contact:
        yield labels["pack-contact"], metadata.contact
    version = labels["version"].format(version=metadata.version) if metadata.version else ""
    published = dates.long(metadata.date, metadata.lang)
    yield labels["pack-edition"], " · ".join(part for part in (version, published) if part)
    if metadata.url:
        yield labels["pack-source"], metadata.url
    if folios:
        counts = labels["pack-counts"].format(pages=folios.page_count, count=len(bound.readings))
        yield labels["pack-extent"], counts.rstrip(".")


def paragraphs(bound: BoundPack) -> Iterator[str]:
    """Yield how to read the numbers of pages, and under which licence the pack itself stands."""
    metadata, labels = bound.pack.metadata, bound.pack.labels
    yield labels["pack-folio-note"]
    if metadata.license:
        name, _ = LICENCES.get(metadata.license, (metadata.license, None))
        yield labels["pack-licence-line"].format(licence=name)


def made_of(each: BoundReading, bound: BoundPack) -> Mapping[str, Any]:
    """Return a reading as the colophon lists it: which text it is, and who reviewed it."""
    labels, lang, record = bound.pack.labels, bound.pack.metadata.lang, each.record
    version = labels["version"].format(version=record.version) if record.version else ""
    when = _day(record.date, lang)
    kind = {Origin.DOCUMENT: "pack-others-work", Origin.NOTE: "pack-note"}.get(each.reading.origin)
    return {
        "title": each.title,
        "edition": " · ".join(part for part in (version, when) if part)
        or (labels[kind] if kind else "–"),
        "review": record.review or "–",
        "other_lang": record.lang if record.lang != lang and record.review else "",
    }


def _day(date: str, lang: str) -> str:
    """Return an ISO 8601 *date*, of which month or day may be missing, in words."""
    if not date:
        return ""
    whole = len(date) == DAY
    return dates.long(dt.date.fromisoformat(date) if whole else PartialDate.of(date), lang)
