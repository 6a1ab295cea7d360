"""Packs of real finished books, put together by hand."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from chapbook.findings import Place
from chapbook.model import Theme
from chapbook.pack import BoundPack, BoundReading, Origin, Pack, PackPart, Reading, Record
from chapbook.packfile import PackFile
from chapbook.tools import labels


def reading(identifier: str, record: Record, files: Mapping[str, Path]) -> BoundReading:
    """Return an article as a reading."""
    return BoundReading(
        reading=Reading(
            identifier=identifier,
            origin=Origin.ARTICLE,
            path=Path(f"/articles/{identifier}.md"),
            name=f"{identifier}.md",
            place=Place(file="coursepack.yaml", line=1),
            editions=("html", "pdf", "epub", "docx"),
        ),
        record=record,
        files=files,
    )


def pack(readings: Sequence[BoundReading], theme: Theme, lang: str = "en") -> BoundPack:
    """Return *readings* as a pack of one part."""
    metadata = PackFile.model_validate(
        {
            "title": "A pack",
            "instructor": ["Ada Teacher"],
            "date": "2026-11-22",
            "lang": lang,
            "parts": [{"title": "Week 1", "readings": [{"article": "article.md"}]}],
        }
    )
    part = PackPart(
        identifier="part-1",
        title="Week 1",
        introduction=(),
        readings=tuple(bound.reading for bound in readings),
    )
    made = Pack(
        stem="course",
        path=Path("/articles/course.yaml"),
        metadata=metadata,
        parts=(part,),
        labels=labels.load(lang),
        theme=theme,
    )
    return BoundPack(pack=made, readings=tuple(readings))
