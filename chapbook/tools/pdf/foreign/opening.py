"""A file opened as a PDF, or the reason why it cannot be."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from chapbook.tools.pdf.foreign import pagetree
from chapbook.tools.pdf.foreign.reasons import MOST_BYTES, MOST_OBJECTS, Refusal, problem

_HEADER_BYTES = 1024
"""Within so many bytes readers look for ``%PDF-`` (ISO 32000-1, implementation note 13)."""

_KNOWN = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"{\\rtf", "an RTF text"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or PowerPoint file"),
    (b"%!PS", "a PostScript file"),
    (b"AT&TFORM", "a DjVu file"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"Rar!", "a packed file (RAR)"),
)

_IN_ZIP = (
    (b"application/epub+zip", "an EPUB"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"word/", "a Word document"),
    (b"ppt/", "a PowerPoint file"),
    (b"xl/", "an Excel file"),
    (b"[Content_Types].xml", "a Word, Excel or PowerPoint file"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """Somebody else's PDF, opened; what is changed in it stays in memory."""

    file: pikepdf.Pdf
    sizeless: frozenset[int]
    """The indices of pages that do not say how large they are."""
    is_recovered: bool
    """Whether its objects had to be found without its own table of them."""


@contextmanager
def opened(path: Path) -> Iterator[Theirs]:
    """Open the file at *path*.

    Raises:
        Refusal: It is no PDF, or none that may be woven.
    """
    start, end = _ends(path)
    if b"%PDF-" not in start[:_HEADER_BYTES]:
        raise Refusal(problem("not-a-pdf", what=_kind(start)))
    with _read(path, end) as file:
        _allowed(file)
        sizeless = pagetree.flatten(file)
        yield Theirs(file=file, sizeless=sizeless, is_recovered=_is_recovered(file))


def _read(path: Path, end: bytes) -> pikepdf.Pdf:
    """Return the file at *path*, which ends so; its pages are not followed yet."""
    try:
        return pikepdf.open(path, inherit_page_attributes=False)
    except pikepdf.PasswordError as error:
        raise Refusal(problem("encrypted")) from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, OSError) as error:
        if "unsupported encryption" in str(error):  # a lock of one program, or a newer one
            raise Refusal(problem("encrypted")) from error
        reason = "damaged" if b"%%EOF" in end else "truncated"
        raise Refusal(problem(reason, what=_said(error, path))) from error


def _is_recovered(file: pikepdf.Pdf) -> bool:
    """Tell whether the objects of *file* had to be found without its own table of them."""
    said = [str(each) for each in file.get_warnings()]
    return any("reconstruct" in each or "file is damaged" in each for each in said)


def _ends(path: Path) -> tuple[bytes, bytes]:
    """Return the first and the last bytes of the file at *path*."""
    try:
        kind = path.stat()
        if not stat.S_ISREG(kind.st_mode):
            raise Refusal(problem("not-a-file", what=_special(kind.st_mode)))
        if not kind.st_size:
            raise Refusal(problem("empty"))
        if kind.st_size > MOST_BYTES:
            size = f"it has {kind.st_size / 1e9:.1f} GB, and a pack takes at most 1 GB of one file"
            raise Refusal(problem("too-large", what=size))
        with path.open("rb") as file:
            start = file.read(4 * _HEADER_BYTES)
            file.seek(max(0, kind.st_size - 2 * _HEADER_BYTES))
            return start, file.read()
    except FileNotFoundError as error:
        raise Refusal(problem("missing")) from error
    except OSError as error:
        raise Refusal(problem("unreadable", what=error.strerror or str(error))) from error


def _special(mode: int) -> str:
    return "a folder" if stat.S_ISDIR(mode) else "a device"


def _kind(start: bytes) -> str:
    """Return what a file that begins so is, in words."""
    for magic, name in _KNOWN:
        if start.startswith(magic):
            return name
    if start.startswith(b"PK"):
        return next((name for part, name in _IN_ZIP if part in start), "a packed file (ZIP)")
    if not start.strip(b"\0"):
        return "a row of zeros"
    lowered = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if lowered.startswith((b"<!doctype html", b"<html")) or b"<html" in lowered:
        return "a web page, perhaps that of a form to log in,"
    return "a file of another kind"


def _said(error: Exception, path: Path) -> str:
    """Return the reader's words about what is wrong, without the name of the file."""
    return str(error).replace(f"{path}", "").lstrip(": ") or type(error).__name__


def _allowed(file: pikepdf.Pdf) -> None:
    """Refuse what may not be put together with others (ISO 32000-1, table 22).

    A file that opens without a password can forbid it all the same.
    """
    if file.is_encrypted and not file.owner_password_matched:
        if not (file.allow.modify_assembly or file.allow.modify_other):
            raise Refusal(problem("not-allowed", what="put its pages together with others"))
        if not file.allow.extract:
            raise Refusal(problem("not-allowed", what="copy its words and pictures"))
    trailer: Any = file.trailer
    if int(trailer.get("/Size", 0)) > MOST_OBJECTS or len(file.get_xref_table()) > MOST_OBJECTS:
        size = f"it is made of more than {MOST_OBJECTS:,} objects"
        raise Refusal(problem("too-large", what=size))
