"""Tell whether an edition needs building: its fingerprint and its files as recorded."""

import os
from collections.abc import Mapping
from pathlib import Path
from stat import S_ISREG

from chapbook.publish import settled
from chapbook.publish.faults import output_faults
from chapbook.publish.manifest import Kind, PublishedFile, read_manifest


def content_sha256(path: Path) -> str:
    """Return the SHA-256 of the content of *path*, in hexadecimal digits."""
    # Loading OpenSSL takes longer than all else here together, and not every command hashes.
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint(
    inputs: Mapping[str, Path | str], options: Mapping[str, str], tools: Mapping[str, str]
) -> str:
    """Return one SHA-256 over everything that decides the bytes of an edition.

    Args:
        inputs: Every file read, by its name relative to the project's folder, or the
            SHA-256 of its content where that is known. The name and the content count;
            where the file lies does not.
        options: What the edition is asked to be like.
        tools: Versions of the programs and libraries that make it.

    Raises:
        OSError: An input cannot be read.
    """
    import hashlib
    import json

    parts = {
        "inputs": {
            name: content_sha256(file) if isinstance(file, Path) else file
            for name, file in inputs.items()
        },
        "options": dict(options),
        "tools": dict(tools),
    }
    # Nobody reads it: without line breaks Python writes JSON in half the time.
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def is_current(
    output: Path, stem: str, edition: str, fingerprint: str, *, kind: Kind = Kind.ARTICLE
) -> bool:
    """Tell whether *edition* of *stem* stands in *output* as *fingerprint* would make it.

    True when the manifest records that fingerprint and every file of the edition
    is there with the recorded length and SHA-256.

    Raises:
        OutputError: The manifest is damaged, or a file cannot be read.
    """
    manifest = read_manifest(output)
    work = manifest.works(kind).get(stem) if manifest else None
    published = work.editions.get(edition) if work else None
    if published is None or published.fingerprint != fingerprint:
        return False
    with output_faults(output):
        return all(_is_intact(output / name, file) for name, file in published.files.items())


def are_current(output: Path, files: Mapping[str, PublishedFile]) -> bool:
    """Tell whether every one of *files*, by name, stands in *output* as recorded.

    Raises:
        OutputError: A file cannot be read.
    """
    with output_faults(output):
        return all(_is_intact(output / name, file) for name, file in files.items())


def _is_intact(path: Path, file: PublishedFile) -> bool:
    try:
        status = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not S_ISREG(status.st_mode) or status.st_size != file.size_bytes:
        return False
    return _known_sha256(path, status) == file.sha256


def _known_sha256(path: Path, status: os.stat_result) -> str:
    """Return the SHA-256 of *path*, whose *status* was looked up just now.

    A run asks for the page about all works once for each article, and reads it once.
    """
    mark = settled.mark(status)
    if mark is None:
        return content_sha256(path)
    if mark not in _known:
        _known[mark] = content_sha256(path)
    return _known[mark]


_known: dict[tuple[int, ...], str] = {}
"""The SHA-256 of files that were read in this run, by what changes whenever they do."""
