"""LibreOffice without a window: what an office program makes of a DOCX."""

import atexit
import shutil
import tempfile
from enum import StrEnum
from functools import cache
from pathlib import Path

from chapbook.errors import MissingToolError, ToolError
from chapbook.tools import validator
from tests.checkers import node

_READERS = {".docx": "MS Word 2007 XML", ".odt": "writer8"}
"""LibreOffice's names for the formats that are opened here, by suffix."""


class Target(StrEnum):
    """A format that LibreOffice Writer can save a document in."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"


def locate() -> Path:
    """Return the path of LibreOffice.

    Raises:
        MissingToolError: It is not installed.
    """
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    raise MissingToolError(
        "LibreOffice is not installed",
        why="a DOCX has to open in an office program",
        fix="apt-get install --no-install-recommends libreoffice-writer-nogui",
    )


def converted(document: Path, folder: Path, target: Target) -> Path:
    """Let LibreOffice open *document* and save it into *folder* as *target*; return the new file.

    A DOCX saved as DOCX shows what is left after somebody edited it.  *folder* must not be the
    document's own, or the document would be overwritten.

    Raises:
        MissingToolError: LibreOffice is not installed.
        ToolError: It could not open or save the document; its exit status is 0 even then.
    """
    if folder.resolve() == document.resolve().parent:
        raise ValueError(f"{document.name} would be overwritten")
    new = folder / f"{document.stem}.{target.value}"
    new.unlink(missing_ok=True)
    settings = f"-env:UserInstallation={_profile().as_uri()}"
    task = ("--convert-to", target.value, "--outdir", folder.resolve(), document.resolve())
    # Without a filter LibreOffice opens a damaged DOCX as plain text and is content.
    reader = f"--infilter={_READERS[document.suffix]}"
    output = validator.run(
        [locate(), settings, "--headless", "--norestore", reader, *task],
        environment=node.private_home(_profile()),
    )
    if not new.is_file():
        said = (output.stderr or output.stdout).strip()[-2000:]
        raise ToolError(f"LibreOffice cannot turn {document.name} into {target.name}", why=said)
    return new


@cache
def _profile() -> Path:
    """Return a settings folder of this process's own, which goes with it.

    With the user's, LibreOffice would hand the work to a window that is open and return at once,
    and the user's settings would change the result.
    """
    folder = Path(tempfile.mkdtemp(prefix="libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
