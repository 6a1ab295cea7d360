"""Which text an edition or a mark on paper is of, as the file or the mark itself says."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from chapbook import textmark
from chapbook.errors import UsageError
from chapbook.tools.pdf import packet

WEB_HEAD_BYTES = 4_000_000
"""So much of a web page is looked at: its head comes before its text."""

_LARGEST_MEMBER = 8_000_000
"""No metadata of an EPUB or a Word document are larger, in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What somebody has in hand."""

    mark: str
    content_hash: str | None
    """SHA-256 in hexadecimal; ``None`` where only the mark is known."""
    name: str
    """The file, or the mark as it was typed."""


def read(said: str) -> Sheet:
    """Return what *said*, the path of an edition or a typed mark, is a sheet of.

    Raises:
        UsageError: It is neither, or the file does not name its text.
    """
    path = Path(said)
    if path.is_file():
        content_hash = textmark.named_in(_metadata(path))
        if content_hash is None:
            raise UsageError(
                f'"{said}" does not say which text it is of',
                why="Editions that Chapbook makes name their text in their metadata; this file was "
                "not made by it, was made by an older version, or was saved by another program.",
                fix="Type the mark that is printed on it: python pipeline.py verify XXXX-XXXX",
            )
        return Sheet(mark=textmark.of(content_hash), content_hash=content_hash, name=path.name)
    mark = textmark.read(said)
    if mark is None:
        raise UsageError(
            f'there is no file "{said}", and it is no mark',
            why=f"A mark has eight of the signs {textmark.ALPHABET}.",
            fix="Type the mark as it is printed on the sheet, such as 7K2M-9QXD.",
        )
    return Sheet(mark=mark, content_hash=None, name=said)


def _metadata(path: Path) -> bytes:
    """Return what the file at *path* says about itself, in the form in which it does.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(WEB_HEAD_BYTES)
        if head.startswith(b"%PDF"):
            return packet.read(path)
        if head.startswith(b"PK"):
            return _packed(path)
    except (OSError, packet.UnreadableError, zipfile.BadZipFile, RuntimeError) as error:
        raise UsageError(f'"{path}" cannot be read: {error}') from error
    return head


def _packed(path: Path) -> bytes:
    """Return the metadata of an EPUB or a Word document."""
    with zipfile.ZipFile(path) as archive:
        return b"\n".join(
            archive.read(member)
            for member in archive.infolist()
            if (member.filename.endswith(".opf") or member.filename == "docProps/core.xml")
            and member.file_size <= _LARGEST_MEMBER
        )
