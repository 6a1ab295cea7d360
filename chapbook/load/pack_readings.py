"""The readings of a pack as its file names them: their files, identifiers, titles and rights."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from chapbook import load
from chapbook.editions import stem
from chapbook.findings import Finding, Replacement
from chapbook.load import csl
from chapbook.load.confine import beside, near, resolved
from chapbook.load.pack_keys import Entry, Typing
from chapbook.model import Item
from chapbook.pack import Origin, Reading, Rights
from chapbook.packfile import RESERVED, ReadingFile, RightsFile, page_indices
from chapbook.settings import article_file


def read(typing: Typing, entries: Sequence[Entry], folder: Path) -> list[Reading | None]:
    """Return the reading of each of *entries*, without its texts; ``None`` where is no file.

    Args:
        typing: The file of the pack; gets the findings.
        entries: What it says.
        folder: That of the pack's file; files are named relative to it.
    """
    names = identifiers([entry.file for entry in entries])
    pairs = zip(entries, names, strict=True)
    return [_reading(typing, entry, name, folder) for entry, name in pairs]


def identifiers(files: Sequence[ReadingFile]) -> list[str]:
    """Return an identifier for each of *files*, unique and the same in each build.

    It is the one that was given, else the name of the file in ASCII.  Of several readings of
    the same name the later ones are numbered, so that adding one at the end changes none.
    """
    taken = {file.id for file in files if file.id}
    found = []
    for file in files:
        name = file.id or _free(_ascii(_named(file)), taken)
        taken.add(name)
        found.append(name)
    return found


def _named(file: ReadingFile) -> str:
    """Return the path that *file* names."""
    return file.article or file.pdf or file.note or ""


def _ascii(name: str) -> str:
    """Return the name of the file *name* in small letters of ASCII, digits and hyphens."""
    # The folder's name for index.qmd, as in output files.
    bare = stem(Path("/", name.replace("\\", "/")))
    plain = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode("ascii")
    plain = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    letters = sum(character.isalnum() for character in bare)
    if len(plain.replace("-", "")) * 2 < letters or not plain:
        # What another script writes says nothing in ASCII; macOS takes its accents apart.
        whole = unicodedata.normalize("NFC", name).encode("utf-8", "replace")
        return f"reading-{hashlib.sha256(whole).hexdigest()[:8]}"
    plain = plain[:60].strip("-")
    return f"r-{plain}" if plain[0].isdigit() or re.match(RESERVED, plain) else plain


def _free(name: str, taken: set[str]) -> str:
    """Return *name*, numbered if it is one of those *taken*."""
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (name, *numbered) if each not in taken)


def _reading(typing: Typing, entry: Entry, identifier: str, folder: Path) -> Reading | None:
    """Return what *entry* says of a reading."""
    file, path = entry.file, _file(typing, entry, folder)
    if path is None:
        return None
    origin = Origin.ARTICLE if file.article else Origin.DOCUMENT if file.pdf else Origin.NOTE
    reading = Reading(
        identifier=identifier,
        origin=origin,
        path=path,
        name=_named(file),
        place=typing.at(entry.path),
        places=typing.places(entry.path, ReadingFile),
        title=file.title or "",
        authors=tuple(name.csl() for name in file.author or ()),
        item=_item(typing, entry, identifier),
        lang=file.lang or "",
        page_indices=page_indices(file.pages) if file.pages else (),
        editions=tuple(dict.fromkeys(file.editions)) if origin is Origin.ARTICLE else (),
        due=file.due,
        rights=_rights(file.rights),
    )
    if origin is Origin.ARTICLE:
        return replace(reading, front_matter=load.front(path))
    return reading


def _rights(said: RightsFile) -> Rights:
    """Return the rights as the pack keeps them: lines without breaks."""
    words = {
        key: " ".join((getattr(said, key) or "").split())
        for key in ("licence", "permission", "holder", "source")
    }
    credits = tuple(" ".join(line.split()) for line in said.credits if line.strip())
    return Rights(**words, credits=credits)


def _file(typing: Typing, entry: Entry, folder: Path) -> Path | None:
    """Return the file of *entry*; a folder of an article stands for its main file."""
    key = next(key for key in ("article", "pdf", "note") if getattr(entry.file, key))
    name = getattr(entry.file, key)
    path = resolved(folder, name)
    if path is not None and key == "article" and path.is_dir():
        path = article_file(path)
    if path is None or not path.is_file():
        _missing(typing, (*entry.path, key), name, path)
        return None
    ending = path.suffix.lower()
    if key == "pdf" and ending in load.MARKDOWN_ENDINGS:
        typing.say("value-wrong", (*entry.path, key), f'"{name}" is no PDF', f"article: {name}")
        return None
    if key != "pdf" and ending not in load.MARKDOWN_ENDINGS:
        fix = f"pdf: {name}" if ending == ".pdf" else "Give a file that ends in .md."
        typing.say("value-wrong", (*entry.path, key), f'"{name}" is not Markdown', fix)
        return None
    return article_file(path) if key == "article" else path


def _missing(typing: Typing, way: tuple[str | int, ...], name: str, path: Path | None) -> None:
    """Find that there is no file *name*, which was sought as *path*."""
    place = typing.at(way)
    meant = [beside(name, other) for other in (near(path) if path else [])]
    fix = meant[0] if len(meant) == 1 else f"Did you mean {' or '.join(meant)}?" if meant else ""
    finding = Finding(
        code="pack-reading-missing",
        place=place,
        message=f'there is no file "{name}"',
        fix=fix or f"Put the file beside {typing.source.name}, or write the way to it.",
        excerpt=typing.source.excerpt(place),
        replacement=Replacement(old=name, new=meant[0]) if len(meant) == 1 else None,
    )
    typing.findings.append(finding)


def _item(typing: Typing, entry: Entry, identifier: str) -> Item | None:
    """Return the CSL item of *entry*, in the form that pandoc gives to it."""
    told = entry.file.item
    if not told:
        return None
    item = {"id": identifier, "type": "document", **told}
    works, wrong = csl.read([item], [typing.at((*entry.path, "item"))])
    typing.findings.extend(wrong)
    return works[0].item if works else None


def relative(path: Path, folder: Path) -> str:
    """Return the way from *folder* to *path*, with forward slashes."""
    return os.path.relpath(path, folder).replace(os.sep, "/")
