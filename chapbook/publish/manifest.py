"""``output/manifest.json``: what is published, made from what, and by what.

The file holds no time and no path of a machine, so two clones agree on its bytes::

    {"schema": 1,
     "articles": {"calcinosis": {
        "source": "source/calcinosis.md", "title": "Calcinosis",
        "editions": {"pdf": {
            "fingerprint": "9f2c…", "options": {"paper": "a4"},
            "files": {"calcinosis.pdf": {
                "bytes": 81234, "sha256": "77ab…", "pages": 12, "purpose": "To read and print"}}}},
        "inputs": {"source/calcinosis.md": "41d0…"}, "tools": {"pandoc": "3.9"}}},
     "packs": {},
     "shared": {"index.html": {"bytes": 5120, "sha256": "0c3e…", "pages": null, "purpose": "…"}}}

An edition keeps the fingerprint it was built from; ``inputs`` and ``tools`` are
those of the work's latest build.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from chapbook.editions import Paper
from chapbook.errors import OutputError
from chapbook.publish import names, settled, shape
from chapbook.publish.faults import output_faults
from chapbook.publish.names import MANIFEST_NAME

SCHEMA = 1


class Kind(Enum):
    """What sort of work an entry stands for; the value is its key in the manifest."""

    ARTICLE = "articles"
    PACK = "packs"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """One file in ``output/``."""

    sha256: str
    """Of the content, 64 hexadecimal digits."""
    size_bytes: int
    """Length of the content; ``bytes`` in the manifest."""
    pages: int | None
    """Number of pages; None for what has none."""
    purpose: str
    """What the file is for, in the article's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEdition:
    """The files of one edition, which are built and replaced together."""

    fingerprint: str
    """Of everything the files were made from; see `chapbook.publish.fingerprint`."""
    files: Mapping[str, PublishedFile]
    """By name below ``output/``."""
    options: Mapping[str, str]
    """What the edition was asked to be like, such as its paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedWork:
    """One article, or one pack, with all its editions."""

    source: str
    """Its file, relative to the project's folder."""
    title: str
    """As readers see it."""
    editions: Mapping[str, PublishedEdition]
    """By edition name."""
    inputs: Mapping[str, str]
    """SHA-256 of every file read, by its name relative to the project's folder."""
    tools: Mapping[str, str]
    """Version of every program and library that shaped the files."""
    about: Mapping[str, str] = field(default_factory=dict)
    """What a page about all works says of it, in words; see ``chapbook.shelf``."""

    @property
    def expires(self) -> dt.date | None:
        """The last day on which its handouts may be given out, as its last build knew it."""
        said = self.about.get("expires")
        return dt.date.fromisoformat(said) if said else None

    @property
    def own_paper(self) -> Paper:
        """The article's own paper, as its editions were told."""
        said = (edition.options.get("own-paper") for edition in self.editions.values())
        return Paper(next((paper for paper in said if paper), Paper.A4.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything in ``output/`` that is ours."""

    articles: Mapping[str, PublishedWork] = field(default_factory=dict)
    """By stem."""
    packs: Mapping[str, PublishedWork] = field(default_factory=dict)
    """By the pack's name."""
    shared: Mapping[str, PublishedFile] = field(default_factory=dict)
    """Files about all works together, such as ``index.html``, by name."""

    def works(self, kind: Kind) -> Mapping[str, PublishedWork]:
        """Return the works of one kind, by stem."""
        return {Kind.ARTICLE: self.articles, Kind.PACK: self.packs}[kind]

    def claims(self) -> Iterator[tuple[str, str]]:
        """Yield the name of every file with the words that say whose it is."""
        for kind in Kind:
            for stem, work in self.works(kind).items():
                for edition_name, edition in work.editions.items():
                    for name in edition.files:
                        yield name, f"edition {edition_name} of {stem} ({work.source})"
        for name in self.shared:
            yield name, "the pages about all works"

    def names(self) -> set[str]:
        """Return the names of all files, without that of the manifest itself."""
        return {name for name, _ in self.claims()}

    def to_json(self) -> bytes:
        """Return the content of ``manifest.json``."""
        members = {kind.value: _works_json(self.works(kind)) for kind in Kind}
        return shape.written({"schema": SCHEMA, "shared": _files_json(self.shared), **members})


def read_manifest(output: Path) -> Manifest | None:
    """Return the manifest of *output*, or None when there is none.

    Raises:
        OutputError: The file is damaged, of another schema, or cannot be read.
    """
    path = output / MANIFEST_NAME
    with output_faults(output):
        try:
            mark = settled.mark(path.stat())
            if mark is not None and _last and _last[0].mark == mark:
                return _last[0].manifest
            data = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
    try:
        return _read(data, mark)
    except shape.ShapeError as error:
        raise OutputError(
            f"{path} is damaged: {error}.",
            why="It says which files in the folder are ours to replace and which are up to date.",
            fix=f"Delete {path} and build again; files that carry our names are then made anew.",
        ) from error


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read, and what it says."""

    mark: tuple[int, ...] | None
    data: bytes
    manifest: Manifest


_last: list[_Read] = []
"""The file that was read last; a run asks for the same hundreds of times."""


def _read(data: bytes, mark: tuple[int, ...] | None) -> Manifest:
    """Return what the file *data* says; *mark* changes whenever the file does.

    To compare two files takes less than a tenth of the time that their hashes would.
    """
    if _last and _last[0].data == data:
        manifest = _last[0].manifest
    else:
        manifest = _manifest(shape.parsed(data))
    _last[:] = [_Read(mark, data, manifest)]
    return manifest


def _works_json(works: Mapping[str, PublishedWork]) -> dict[str, object]:
    return {
        stem: {
            "source": work.source,
            "title": work.title,
            "inputs": dict(work.inputs),
            "tools": dict(work.tools),
            "about": dict(work.about),
            "editions": {
                name: {
                    "fingerprint": edition.fingerprint,
                    "options": dict(edition.options),
                    "files": _files_json(edition.files),
                }
                for name, edition in work.editions.items()
            },
        }
        for stem, work in works.items()
    }


def _files_json(files: Mapping[str, PublishedFile]) -> dict[str, object]:
    return {
        name: {
            "sha256": file.sha256,
            "bytes": file.size_bytes,
            "pages": file.pages,
            "purpose": file.purpose,
        }
        for name, file in files.items()
    }


def _manifest(data: Mapping[str, object]) -> Manifest:
    schema = shape.member(data, "schema")
    if schema != SCHEMA:
        raise shape.ShapeError(f"it is of schema {schema!r}, and this program knows {SCHEMA}")
    return Manifest(
        articles=shape.each(_work, shape.member(data, Kind.ARTICLE.value)),
        packs=shape.each(_work, data.get(Kind.PACK.value, {})),
        shared=_files(data.get("shared", {})),
    )


def _work(value: object) -> PublishedWork:
    data = shape.obj(value)
    return PublishedWork(
        source=shape.text(shape.member(data, "source")),
        title=shape.text(shape.member(data, "title")),
        editions=shape.each(_edition, shape.member(data, "editions")),
        inputs=shape.each(shape.text, shape.member(data, "inputs")),
        tools=shape.each(shape.text, shape.member(data, "tools")),
        about=shape.each(shape.text, data.get("about", {})),
    )


def _edition(value: object) -> PublishedEdition:
    data = shape.obj(value)
    return PublishedEdition(
        fingerprint=shape.text(shape.member(data, "fingerprint")),
        files=_files(shape.member(data, "files")),
        options=shape.each(shape.text, shape.member(data, "options")),
    )


def _files(value: object) -> dict[str, PublishedFile]:
    files = shape.each(_file, value)
    for name in files:
        # These names are later replaced and removed: none may lead out of the folder.
        if fault := names.fault_of(name):
            raise shape.ShapeError(f"the file name {name!r} is not ours: {fault}")
    return files


def _file(value: object) -> PublishedFile:
    data = shape.obj(value)
    return PublishedFile(
        sha256=shape.text(shape.member(data, "sha256")),
        size_bytes=shape.whole(shape.member(data, "bytes")),
        pages=shape.optional(shape.whole, shape.member(data, "pages")),
        purpose=shape.text(shape.member(data, "purpose")),
    )
