"""LibreOffice without a window: what an office program makes of a DOCX."""

import atexit
import re
import shutil
import tempfile
import zipfile
from enum import StrEnum
from functools import cache
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from chapbook.errors import ToolError
from chapbook.tools import validator
from chapbook.tools.judges import node
from chapbook.tools.validator import Failure

_READERS = {".docx": "MS Word 2007 XML", ".odt": "writer8"}
"""LibreOffice's names for the formats that are opened here, by suffix."""


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


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
    return validator.installed(
        ["soffice", "libreoffice"],
        "LibreOffice",
        why="a DOCX has to open in an office program",
        fix="apt-get install --no-install-recommends libreoffice-writer-nogui",
    )


@cache
def version() -> str:
    """Return the version of LibreOffice ("7.4.7.2")."""
    said = validator.run([locate(), "--version"], environment=node.private_home(_profile()))
    found = re.search(r"\d+(?:\.\d+)+", said.stdout)
    return found[0] if found else "unknown"


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


def failures(docx: Path) -> list[Failure]:
    """Return what LibreOffice loses of *docx*: headings or tables, one failure for each kind.

    Raises:
        MissingToolError: LibreOffice is not installed.
        ToolError: It could not open the document.
    """
    with tempfile.TemporaryDirectory(prefix="opened-") as folder:
        opened = _outline_of_odt(converted(docx, Path(folder), Target.ODT))
    found = _outline_of_docx(docx)
    return [
        Failure(
            rule=kind,
            message=f"the file has {found[kind]} {kind}, LibreOffice shows {opened[kind]}",
            context="",
            count=abs(found[kind] - opened[kind]),
        )
        for kind in found
        if found[kind] != opened[kind]
    ]


def _outline_of_odt(odt: Path) -> dict[str, int]:
    """Return how many headings and tables an ODT has (ODF 1.3, 5.1.2 and 9.1.2)."""
    root = _member(odt, "content.xml")
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    return {
        "headings": len(list(root.iter(f"{{{office}text:1.0}}h"))),
        "tables": len(list(root.iter(f"{{{office}table:1.0}}table"))),
    }


def _outline_of_docx(docx: Path) -> dict[str, int]:
    """Return how many headings (by the outline level of their styles) and tables a DOCX has."""
    level = f"{_W}pPr/{_W}outlineLvl"
    styles = {
        style.get(f"{_W}styleId")
        for style in _member(docx, "word/styles.xml").iter(f"{_W}style")
        # Level 9 is the body's (ISO/IEC 29500-1, 17.3.1.20).
        if (found := style.find(level)) is not None and found.get(f"{_W}val") != "9"
    }
    root = _member(docx, "word/document.xml")
    used = [named.get(f"{_W}val") for named in root.iter(f"{_W}pStyle")]
    return {
        "headings": sum(name in styles for name in used),
        "tables": len(list(root.iter(f"{_W}tbl"))),
    }


def _member(archive: Path, name: str) -> Element:
    """Return the root of one XML file in *archive*."""
    with zipfile.ZipFile(archive) as opened:
        return ElementTree.fromstring(opened.read(name))


@cache
def _profile() -> Path:
    """Return a settings folder of this process's own, which goes with it.

    With the user's, LibreOffice would hand the work to a window that is open and return at once,
    and the user's settings would change the result.
    """
    folder = Path(tempfile.mkdtemp(prefix="libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
