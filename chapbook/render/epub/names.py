"""The files of the chapters, called after their sections.

A link from outside then holds when another section is put before the one that it leads to.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from chapbook.tools.epub import Chapter, tag

SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
"""A file name that every file system and every address takes as it is."""


def named(written: Sequence[Chapter]) -> list[Chapter]:
    """Return *written* under the ids of their sections; their links are changed in place."""
    names: dict[str, str] = {}
    for number, chapter in enumerate(written, start=1):
        name = _name(chapter, number)
        # Two ids may differ in nothing but capitals, which some file systems do not tell apart.
        if name.casefold() in {taken.casefold() for taken in names.values()}:
            name = f"{name}-{number}"
        names[chapter.file_name] = name
    for chapter in written:
        for link in chapter.root.iter(tag("a")):
            file, mark, fragment = (link.get("href") or "").partition("#")
            if file in names:
                link.set("href", f"{names[file]}.xhtml{mark}{fragment}")
    return [replace(c, name=f"text/{names[c.file_name]}.xhtml") for c in written]


def _name(chapter: Chapter, number: int) -> str:
    """Return what *chapter*, with its *number* (1-based), is to be called."""
    section = next(chapter.root.iter(tag("section")), None)
    identifier = "" if section is None else section.get("id") or ""
    return identifier if SAFE.fullmatch(identifier) else f"chapter-{number}"
