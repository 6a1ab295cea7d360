"""Packs of made-up records, for what is said of readings without looking into their files."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from chapbook.findings import Place
from chapbook.model import Item, Node
from chapbook.pack import (
    BoundPack,
    BoundReading,
    Origin,
    Pack,
    PackPart,
    Reading,
    Record,
    Rights,
)
from chapbook.packfile import PackFile
from chapbook.tools import labels, theme
from chapbook.tools.pandoc import ast

PLACE = Place(file="pack.yaml", line=1)


def metadata(**more: object) -> PackFile:
    """Return what the file of a small pack says, and *more*."""
    said = {
        "title": "Calcium and the body",
        "course": "Pathology 210",
        "term": "Spring 2027",
        "instructor": [{"given": "Ada", "family": "Example"}],
        "date": "2026-11-23",
        "version": "1.0",
        "lang": "en-GB",
        "license": "CC-BY-4.0",
        "parts": [{"title": "One", "readings": [{"article": "one.md"}]}],
    }
    return PackFile.model_validate({**said, **more})


def work(number: int, **more: object) -> Item:
    """Return the CSL item of work *number*."""
    return {
        "id": f"key{number}",
        "type": "article-journal",
        "title": f"On question {number}: a study of deposits in soft tissue",
        "author": [{"family": f"Author{number:03}", "given": "A. B."}],
        "container-title": "Journal of examples",
        "issued": {"date-parts": [[1990 + number % 30]]},
        "volume": str(number % 40 + 1),
        "page": f"{number * 7 + 1}-{number * 7 + 9}",
        "DOI": f"10.5555/example.{number}",
        **more,
    }


def record(stem: str, **more: Any) -> Record:
    """Return the record of a reading, and what *more* says of it."""
    said: dict[str, Any] = {
        "stem": stem,
        "title": f"Reading {stem}",
        "lang": "en-GB",
        "authors": ({"given": "Jo", "family": "Writer"},),
        "item": None,
        "date": "2026-10-01",
        "version": "2.1",
        "review": "Not yet reviewed by a clinician.",
        "licence": "CC-BY-4.0",
        "word_count": 4200,
        "figure_count": 3,
    }
    return Record(**{**said, **more})


def reading(identifier: str, more: Mapping[str, Any] | None = None, **said: Any) -> BoundReading:
    """Return a reading; *more* is about its entry in the pack, *said* about its record."""
    given = {"origin": Origin.ARTICLE, "rights": Rights(), **(more or {})}
    return BoundReading(
        reading=Reading(
            identifier=identifier,
            path=Path(f"/{identifier}.md"),
            name=f"{identifier}.md",
            place=PLACE,
            **given,
        ),
        record=record(identifier, **said),
        files={},
    )


def bound(*parts: Sequence[BoundReading], about: PackFile | None = None) -> BoundPack:
    """Return a pack with a part for each of *parts*."""
    about = about or metadata()
    listed = tuple(
        PackPart(
            identifier=f"part-{number}",
            title=f"Week {number}",
            introduction=(ast.para(ast.string("What the week is about, in two sentences.")),),
            readings=tuple(each.reading for each in readings),
        )
        for number, readings in enumerate(parts, start=1)
    )
    pack = Pack(
        stem="pack",
        path=Path("/packs/pack.yaml"),
        metadata=about,
        parts=listed,
        labels=labels.load(about.lang),
        theme=theme.usual(),
    )
    return BoundPack(pack=pack, readings=tuple(each for part in parts for each in part))


def titled(pack: BoundPack, *titles: str) -> BoundPack:
    """Return *pack* with other titles of its parts."""
    parts = tuple(
        replace(part, title=title) for part, title in zip(pack.pack.parts, titles, strict=True)
    )
    return replace(pack, pack=replace(pack.pack, parts=parts))


def term(word: str, meaning: str) -> tuple[list[Node], list[Node]]:
    """Return an entry of a glossary."""
    return ast.string(word), [ast.para(ast.string(meaning))]


def day(text: str) -> dt.date:
    """Return the day that ISO 8601 writes as *text*."""
    return dt.date.fromisoformat(text)
