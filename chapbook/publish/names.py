"""Names of published files: which are allowed, and which are the same name.

A name is a relative POSIX path below ``output/``, such as
``handouts/calcinosis-patient.pdf``.
"""

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from chapbook.settings import DRAFT_FOLDER

MANIFEST_NAME = "manifest.json"
"""What is published, at the top of ``output/``; see `chapbook.publish.manifest`."""

RESERVED = frozenset({MANIFEST_NAME, DRAFT_FOLDER})


def same_name_key(name: str) -> str:
    """Return a key that is equal for names which some disks cannot keep apart.

    Windows and macOS disks take ``Wound.pdf`` and ``wound.pdf`` for one file, and
    macOS composed and decomposed accents; the folder must survive a copy there.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def fault_of(name: str) -> str | None:
    """Return why *name* may not be published, or None when it may."""
    parts = name.split("/")
    if any(part.startswith(".") for part in parts):
        return "a part of it begins with a dot; such names are kept for the publishing itself"
    if "" in parts or "\0" in name:
        return "it is not a plain path below the output folder"
    if same_name_key(parts[0]) in RESERVED:
        return f"the name {parts[0]} is taken"
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return "it is not text in UTF-8"
    return None


def folders_of(names: Iterable[str]) -> list[str]:
    """Return every folder that *names* lie in, parents before children."""
    found = {str(parent) for name in names for parent in PurePosixPath(name).parents}
    return sorted(found - {"."}, key=lambda folder: (folder.count("/"), folder))
