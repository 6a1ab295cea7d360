"""Packs of files of the corpus."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from chapbook.findings import Place
from chapbook.pack import BoundPack, BoundReading, Origin, Pack, PackPart, Reading, Rights
from chapbook.tools import labels, theme
from tests.bundle import synthetic
from tests.packs.corpus.row import Awkward

Files = Callable[[Awkward], Path]


def pack(rows: Sequence[Awkward], files: Files, folder: Path, stem: str = "awkward") -> Pack:
    """Return a pack of the files of *rows*, whose own file would lie in *folder*."""
    readings = tuple(_reading(row, files(row)) for row in rows)
    part = PackPart(identifier="part-1", title="All of it", introduction=(), readings=readings)
    return Pack(
        stem=stem,
        path=folder / f"{stem}.yaml",
        metadata=synthetic.metadata(title="An awkward reader"),
        parts=(part,),
        labels=labels.load("en-GB"),
        theme=theme.usual(),
    )


def bound(made: Pack, fit: Sequence[Path]) -> BoundPack:
    """Return *made* with the files of its readings, which are fit to be woven already."""
    readings = tuple(
        BoundReading(
            reading=reading,
            record=synthetic.record(reading.identifier, title=reading.title),
            files={"pdf": path},
        )
        for reading, path in zip(made.readings, fit, strict=True)
    )
    return BoundPack(pack=made, readings=readings)


def _reading(row: Awkward, path: Path) -> Reading:
    """Return the file of *row* as a pack names it."""
    return Reading(
        identifier=row.name,
        origin=Origin.DOCUMENT,
        path=path,
        name=path.name,
        place=Place(file="awkward.yaml", line=1),
        title=f"Of {row.name.replace('-', ' ')}",
        authors=({"given": "Joan", "family": "Kirk"},),
        lang="en",
        page_indices=tuple((index, index) for index in row.page_indices or ()),
        rights=Rights(permission="By permission of Example Press.", holder="Example Press"),
    )


def with_article(pack: BoundPack, article: BoundReading) -> BoundPack:
    """Return *pack* with an article of ours before all others."""
    (part,) = pack.pack.parts
    first = replace(part, readings=(article.reading, *part.readings))
    return replace(
        pack, pack=replace(pack.pack, parts=(first,)), readings=(article, *pack.readings)
    )
