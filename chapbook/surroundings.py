"""What a build rests on: the virtual environment, versions, inputs, what stands already."""

import datetime as dt
import hashlib
import importlib.metadata
import importlib.util
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from chapbook import VERSION, expiry, ingredients, publish
from chapbook.editions import EDITIONS, Edition, Paper, stem
from chapbook.errors import MissingToolError
from chapbook.partialdate import last_day
from chapbook.settings import ROOT, Settings

if TYPE_CHECKING:
    from chapbook.model import Article, BuiltEdition, Manuscript

INDEX = "index.html"
"""The page about all works, unless an article of that name has its own there."""


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
        "libraries": ingredients.versions(),
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
    inputs = {
        name: _input_path(name, settings.article)
        for name in work.inputs
        if not name.startswith(ingredients.OWN)
    }
    own_files = ingredients.program()
    if not all(path.is_file() for path in inputs.values()) or (
        set(work.inputs) != {*inputs, *own_files}
    ):
        return None
    own = work.own_paper
    tools = ingredients.versions()
    read = ingredients.hashes({**inputs, **own_files})
    is_stale = expiry.withdrawn(work.editions, settings, work.expires)
    if is_stale or not _kept(settings.article) <= set(inputs):
        return None
    settings, _ = expiry.settled(settings, work.expires)
    marks = {
        settings.variant(row, own): publish.fingerprint(read, options(row, settings, own), tools)
        for row in settings.editions
    }
    return (
        work if all(_stands(name, mark, work, settings) for name, mark in marks.items()) else None
    )


def _stands(name: str, mark: str, work: publish.PublishedWork, settings: Settings) -> bool:
    """Tell whether the edition *name* of *work* is there as the fingerprint *mark* makes it."""
    edition = work.editions.get(name)
    if edition is None or edition.fingerprint != mark:
        return False
    return publish.are_current(settings.output, edition.files)


def _kept(article: Path) -> set[str]:
    """Return the names of the texts of *article* that were kept, as the manifest writes them."""
    folder = article.absolute().parent
    found = folder.glob(f"{stem(article)}.versions/**/*.json")
    return {f"article/{path.relative_to(folder).as_posix()}" for path in found}


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
    if settings.theme:
        asked["theme"] = settings.theme
    if row.is_printed:
        asked["ink"] = settings.ink.value
    if row.size_pt:
        asked["size-pt"] = f"{settings.size_pt or row.size_pt:g}"
    if settings.is_expired and row.is_handout:
        asked["expired"] = "yes"
    if settings.clinic:
        asked["clinic"] = hashlib.sha256(repr(settings.clinic).encode()).hexdigest()
    return asked


def _input_path(name: str, article: Path) -> Path:
    """Return the file of *article* that the manifest calls *name*."""
    root, rest = article.absolute().parent, name.split("/", 1)[1]
    path = root / rest
    # An image is named as the article names it, and that may be percent-encoded.
    return path if path.exists() else root / unquote(rest)


def publication(
    settings: Settings,
    manuscript: "Manuscript",
    article: "Article",
    built: Sequence["BuiltEdition"],
    about: dict[str, str],
) -> publish.Publication:
    """Return what the publishing stage needs to know about this build.

    *about* is what the page about all works says of the article.
    """
    names = [f"article/{name}" for name in manuscript.inputs]
    inputs = {name: _input_path(name, settings.article) for name in names}
    tools = ingredients.versions()
    read = ingredients.hashes(dict(sorted({**inputs, **ingredients.program()}.items())))
    made = {edition.edition: [edition] for edition in built}
    due = manuscript.metadata.review_due
    return publish.Publication(
        stem=article.stem,
        source=source_name(settings.article),
        title=article.metadata.title,
        editions=tuple(
            _edition(row, made, article, settings, (read, tools)) for row in settings.editions
        ),
        inputs=read,
        tools=tools,
        dropped=withdrawn(settings, due),
        about=about | ({"expires": last_day(due).isoformat()} if due else {}),
    )


def withdrawn(settings: Settings, due: dt.date | None) -> frozenset[str]:
    """Return which published editions of the article may not stand, by their manifest's names."""
    manifest = publish.read_manifest(settings.output)
    work = manifest.articles.get(work_stem(settings)) if manifest else None
    return expiry.withdrawn(work.editions, settings, due) if work else frozenset()


def _edition(
    row: Edition,
    made: Mapping[str, Sequence["BuiltEdition"]],
    article: "Article",
    settings: Settings,
    rests_on: tuple[dict[str, str], dict[str, str]],
) -> publish.MadeEdition:
    """Describe one edition; one that the article has nothing for consists of no files."""
    own = article.metadata.paper
    asked = options(row, settings, own)
    return publish.MadeEdition(
        name=settings.variant(row, own),
        fingerprint=publish.fingerprint(rests_on[0], asked, rests_on[1]),
        files=tuple(
            publish.MadeFile(
                path=path,
                name=name,
                purpose=article.labels[row.purpose],
                pages=built.page_count,
            )
            for built in made.get(row.name, ())
            for name, path in {built.name: built.path, **built.further}.items()
        ),
        options=asked,
    )
