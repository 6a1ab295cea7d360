"""Files that travel in the sources: all go along, each under a name of its own.

Source: ISO 32000-1, 7.11; ISO 19005-3, 6.8 (what must be said of each).
"""

from pathlib import PurePosixPath
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from chapbook.tools.pdf.weave import numbered
from chapbook.tools.pdf.weave.sources import Source


def gathered(file: pikepdf.Pdf, sources: list[Source]) -> list[tuple[str, Any]]:
    """Return the attached files of all *sources*, copied to *file*, by unique names."""
    found: dict[str, Any] = {}
    for source in sources:
        if not _is_first(source, sources):
            continue
        for name, spec in _attached(source):
            unique = _unique(name, source.piece.identifier, found)
            copy = file.copy_foreign(spec)
            _complete(copy, unique, is_renamed=unique != name)
            found[unique] = copy
    return list(found.items())


def _is_first(source: Source, sources: list[Source]) -> bool:
    """Tell whether *source* is the first piece of its file, which brings its attachments."""
    return next(each for each in sources if each.piece.path == source.piece.path) is source


def _attached(source: Source) -> list[tuple[str, Any]]:
    """Return the name and the file specification of each file in the tree of names."""
    root: Any = source.file.Root
    tree = root.get("/Names", Dictionary()).get("/EmbeddedFiles")
    found = []
    for name, spec in numbered.entries(tree, "/Names"):
        if isinstance(spec, pikepdf.Dictionary):
            shown = str(spec.get("/UF", spec.get("/F", name)))
            found.append((shown, source.file.make_indirect(spec)))
    return found


def _unique(name: str, identifier: str, taken: dict[str, Any]) -> str:
    """Return *name*, or one made of it that is not *taken*."""
    if name not in taken:
        return name
    name = f"{identifier}-{name}"
    path, count = PurePosixPath(name), 2
    while name in taken:
        name = f"{path.stem}-{count}{path.suffix}"
        count += 1
    return name


def _complete(spec: Any, name: str, *, is_renamed: bool) -> None:
    """Let *spec* say all that it must."""
    for key in ("/F", "/UF"):
        if is_renamed or key not in spec:
            spec[key] = String(name)
    if "/AFRelationship" not in spec:
        spec.AFRelationship = Name.Unspecified
    spec.Type = Name.Filespec
    stream = spec.get("/EF", Dictionary()).get("/F")
    if isinstance(stream, pikepdf.Stream) and "/Subtype" not in stream:
        stream.Subtype = Name("/application/octet-stream")


def write(file: pikepdf.Pdf, found: list[tuple[str, Any]]) -> None:
    """Attach the files *found* to *file*, which has names already."""
    if found:
        file.Root.Names.EmbeddedFiles = numbered.name_tree(file, found)
        file.Root.AF = Array([spec for _, spec in found])
