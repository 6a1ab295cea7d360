"""Publish a set of finished files, or withdraw one: all of it or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from chapbook.publish import claims, obstacles, transaction
from chapbook.publish.desk import desk as fresh_desk
from chapbook.publish.faults import output_faults
from chapbook.publish.locks import exclusive
from chapbook.publish.manifest import Kind, Manifest, read_manifest
from chapbook.publish.publication import MadeFile, Publication
from chapbook.publish.recovery import resume
from chapbook.publish.staged import StagedFile, staged

SharedFiles = Callable[[Manifest], Sequence[MadeFile]]
"""Makes the files about all works on the desk, given the manifest as it will be without them.

It is called while nobody else can publish, so an index made by it misses no work.
"""


def release(
    output: Path,
    desk: Path,
    publications: Sequence[Publication],
    *,
    root: Path,
    shared: SharedFiles | None = None,
) -> Manifest:
    """Move what was built from *desk* into *output*, all of it or nothing.

    Replaces the editions in *publications* and nothing else; their files that are
    no longer made are removed. A file that is the same already is not touched.

    Args:
        output: The output folder.
        desk: What `chapbook.publish.desk` gave for *output*.
        publications: The works and their editions.
        root: The project's folder, that sources are relative to. An entry whose
            source is gone from there gives way to a work of the same stem.
        shared: Makes the files about all works; without it those stay as they are.

    Returns:
        The manifest as it now stands in *output*.

    Raises:
        OutputError: The files cannot be published; *output* is as it was.
        ValueError: A file to be published is not a plain file on *desk*.
    """
    with output_faults(output):
        files = staged(desk, [f for work in publications for e in work.editions for f in e.files])
    records = {name: file.record for name, file in files.items()}
    with exclusive(output):
        before = _settled(output)
        after = claims.merged(before or Manifest(), publications, records, root)
        claims.check(after)
        if shared is not None:
            after, pages = _with_shared(output, desk, after, shared)
            files |= pages
        _replace(output, desk, (before, after), files)
    return after


def withdraw(
    output: Path, stem: str, *, kind: Kind = Kind.ARTICLE, shared: SharedFiles | None = None
) -> Manifest:
    """Remove a work and its files from *output*, for one whose source is gone.

    Nothing happens when there is no such work. *shared* is as for `release`.

    Raises:
        OutputError: *output* cannot be written; it is as it was.
    """
    with fresh_desk(output) as desk, exclusive(output):
        before = _settled(output)
        after = claims.without(before or Manifest(), kind, stem)
        if before is None or after == before:
            return after
        pages: dict[str, StagedFile] = {}
        if shared is not None:
            after, pages = _with_shared(output, desk, after, shared)
        _replace(output, desk, (before, after), pages)
    return after


def _settled(output: Path) -> Manifest | None:
    """Return the manifest once no interrupted publication is left over."""
    with output_faults(output):
        resume(output)
    return read_manifest(output)


def _with_shared(
    output: Path, desk: Path, manifest: Manifest, shared: SharedFiles
) -> tuple[Manifest, dict[str, StagedFile]]:
    """Return *manifest* with the files that *shared* makes for it, and those files."""
    made = shared(manifest)
    with output_faults(output):
        pages = staged(desk, made)
    after = replace(manifest, shared={name: page.record for name, page in pages.items()})
    claims.check(after)
    return after, pages


def _replace(
    output: Path,
    desk: Path,
    manifests: tuple[Manifest | None, Manifest],
    files: dict[str, StagedFile],
) -> None:
    """Change *output* from the first of *manifests* to the second."""
    before, after = manifests
    with output_faults(output):
        stale = frozenset(before.names() - after.names() if before else ())
        obstacles.refuse(output, before, files, stale)
        transaction.carry_out(
            transaction.Change(output=output, desk=desk, stale=stale, files=files, manifest=after)
        )
