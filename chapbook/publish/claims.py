"""The manifest as it will be, and whether every file in it has one owner."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from chapbook.errors import OutputError
from chapbook.publish import names
from chapbook.publish.manifest import (
    Kind,
    Manifest,
    PublishedEdition,
    PublishedFile,
    PublishedWork,
)
from chapbook.publish.publication import MadeEdition, Publication

Files = Mapping[str, PublishedFile]
"""What is known of every staged file, by its name below ``output/``."""


def merged(
    before: Manifest, publications: Sequence[Publication], files: Files, root: Path
) -> Manifest:
    """Return *before* with the editions of *publications* in place of their own earlier ones.

    Args:
        before: What is published now.
        publications: What was built.
        files: Length and SHA-256 of everything built.
        root: The project's folder, that sources are relative to.

    Raises:
        OutputError: Two works have one stem.
    """
    works = {kind: dict(before.works(kind)) for kind in Kind}
    for publication in publications:
        mine = works[publication.kind]
        earlier = mine.pop(_earlier_stem(mine, publication, root) or "", None)
        mine[publication.stem] = _work(earlier, publication, files)
    return replace(before, articles=works[Kind.ARTICLE], packs=works[Kind.PACK])


def without(before: Manifest, kind: Kind, stem: str) -> Manifest:
    """Return *before* without the work *stem*."""
    works = {
        each: {
            name: work for name, work in before.works(each).items() if (each, name) != (kind, stem)
        }
        for each in Kind
    }
    return replace(before, articles=works[Kind.ARTICLE], packs=works[Kind.PACK])


def check(manifest: Manifest) -> None:
    """Refuse a manifest in which a file has two owners or a name that cannot be.

    Raises:
        OutputError: Names the file and who claims it.
    """
    owners: dict[str, str] = {}
    for name, owner in manifest.claims():
        if fault := names.fault_of(name):
            raise OutputError(
                f"{owner} cannot be published as {name!r}: {fault}.",
                fix="Give the article's file another name.",
            )
        key = names.same_name_key(name)
        if key in owners:
            raise _claimed_twice(name, owners[key], owner)
        owners[key] = owner
    for folder in names.folders_of(manifest.names()):
        if (key := names.same_name_key(folder)) in owners:
            raise _claimed_twice(folder, owners[key], "the folder for other files")


def _earlier_stem(
    works: Mapping[str, PublishedWork], publication: Publication, root: Path
) -> str | None:
    """Return the stem under which this work was published before, or None.

    Raises:
        OutputError: Another work, whose source still exists, has this stem.
    """
    key = names.same_name_key(publication.stem)
    for stem, work in works.items():
        if names.same_name_key(stem) != key:
            continue
        # A source that is gone was moved here, or no longer minds.
        if work.source == publication.source or not (root / work.source).exists():
            return stem
        raise OutputError(
            f"{work.source} and {publication.source} would both be published as {stem}.",
            why="Each would overwrite the other's files.",
            fix=f"Rename one of the two files, then build again; what was built from "
            f"{work.source} is as it was.",
        )
    return None


def _work(earlier: PublishedWork | None, publication: Publication, files: Files) -> PublishedWork:
    kept = earlier.editions if earlier else {}
    return PublishedWork(
        source=publication.source,
        title=publication.title,
        inputs=dict(publication.inputs),
        tools=dict(publication.tools),
        editions={
            **{name: kept[name] for name in kept if name not in publication.dropped},
            **{made.name: _edition(made, files) for made in publication.editions},
        },
        about=dict(publication.about),
    )


def _edition(made: MadeEdition, files: Files) -> PublishedEdition:
    return PublishedEdition(
        fingerprint=made.fingerprint,
        files={file.name: files[file.name] for file in made.files},
        options=dict(made.options),
    )


def _claimed_twice(name: str, first: str, second: str) -> OutputError:
    return OutputError(
        f"Two claim the file {name}: {first} and {second}.",
        why="Each would overwrite the other.",
        fix="Rename one of the two sources, then build again.",
    )
