"""The command line of ``pipeline.py``, read into types and then forgotten."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chapbook import arguments
from chapbook.arguments import Command, Form
from chapbook.begin import options
from chapbook.editions import DEFAULT, EDITIONS, Edition, Ink, Paper, with_sources
from chapbook.packs import PACK_EDITIONS
from chapbook.settings import DRAFT_FOLDER, ROOT, Settings, article_file
from chapbook.signing import options as signing
from chapbook.versions import options as versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which citation is asked for."""

    style: str | None = None
    """The name of a CSL style; ``None`` for that of the article's own references."""
    form: Form = Form.TEXT
    original: bool = False
    """Whether the work that the article adapts is cited, and not the article."""
    in_text: bool = False
    """Whether the form in running text, or the note, is wanted, and not the entry."""
    part: str | None = None
    """The id of the one part of the article to cite, in the text."""
    edition: Edition = EDITIONS["pdf"]
    """The edition whose locators point to that part: pages, or numbers and headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How findings are told."""

    every: bool = False
    """Whether each of them is told in full, however many there are."""
    sarif: Path | None = None
    """A file to write them to for editors and CI."""
    github: bool = False
    """Whether they are printed as annotations of GitHub Actions, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One call of ``pipeline.py``."""

    command: Command
    settings: Settings
    json: bool
    """Whether results are printed as JSON."""
    wanted: Wanted = field(default_factory=Wanted)
    """For ``cite``."""
    telling: Telling = field(default_factory=Telling)
    code: str | None = None
    """For ``explain``; ``None`` for all of them."""
    of_pack: bool = False
    """For ``schema``: whether that of packs is asked for, and not that of front matter."""
    beginning: options.Beginning = field(default_factory=options.Beginning)
    """For ``new``."""
    require_all: bool = False
    """For ``audit``: whether a judge that is not installed is a failure."""
    signature: signing.Signature = field(default_factory=signing.Signature)
    """For ``sign``."""
    question: versions.Question = field(default_factory=versions.Question)
    """For ``verify`` and ``due``."""


def request(argv: Sequence[str] | None) -> Request:
    """Read the command line *argv*, or that of this process.

    Raises:
        SystemExit: It asks for help, or cannot be understood (status 2).
    """
    parser = arguments.parser()
    said = parser.parse_args(argv)
    clinics = getattr(said, "clinic", None)
    rows = _editions(said)
    if clinics and not rows:
        able = ", ".join(row.name for row in EDITIONS.values() if row.shows_clinic)
        parser.error(f"--clinic: of all editions only these say who hands them out: {able}")
    settings = Settings(
        article=article_file(getattr(said, "article", Path())),
        output=_output_folder(said),
        editions=rows,
        paper=Paper(said.paper) if getattr(said, "paper", None) else None,
        draft=getattr(said, "draft", False),
        theme=getattr(said, "theme", None),
        ink=Ink(getattr(said, "ink", Ink.COLOUR.value)),
        size_pt=getattr(said, "size", None),
        clinics=clinics,
        today=versions.read(said).today,
        allow_expired=getattr(said, "allow_expired", False),
        pack_editions=_pack_editions(said),
    )
    wanted = Wanted(
        style=getattr(said, "style", None),
        form=Form(getattr(said, "format", Form.TEXT.value)),
        original=getattr(said, "original", False),
        in_text=getattr(said, "in_text", False),
        part=getattr(said, "part", None),
        edition=EDITIONS[getattr(said, "of_edition", "pdf")],
    )
    if (wanted.part or wanted.in_text) and wanted.form not in {Form.TEXT, Form.HTML}:
        parser.error(f"--format {wanted.form.value} holds a whole work: no --part, no --in-text")
    if wanted.part and wanted.original:
        parser.error("--part is one of the article's own; the original has none here")
    return Request(
        command=Command(said.command),
        settings=settings,
        json=said.json,
        wanted=wanted,
        telling=Telling(
            every=getattr(said, "all", False),
            sarif=getattr(said, "sarif", None),
            github=getattr(said, "github", False),
        ),
        code=getattr(said, "code", None),
        of_pack=getattr(said, "of_pack", False),
        beginning=options.read(said),
        require_all=getattr(said, "require_all", False),
        signature=signing.read(said),
        question=versions.read(said),
    )


def _editions(said: argparse.Namespace) -> tuple[Edition, ...]:
    """Return the rows that are asked for, those that others are made of among them.

    For a clinic there are none but those that say who hands them out.
    """
    names = set(getattr(said, "edition", None) or (row.name for row in DEFAULT))
    if getattr(said, "handouts", False):
        names |= {row.name for row in EDITIONS.values() if row.is_handout}
    if getattr(said, "live_citations", False):
        names |= {row.name for row in EDITIONS.values() if row.live_citations}
    rows = (row for name, row in EDITIONS.items() if name in with_sources(names))
    return tuple(row for row in rows if row.shows_clinic or not getattr(said, "clinic", None))


def _pack_editions(said: argparse.Namespace) -> tuple[str, ...]:
    """Return the names of the files of a pack that are asked for; none without a pack."""
    if said.command != Command.PACK.value:
        return ()
    return tuple(said.pack_edition or PACK_EDITIONS)


def _output_folder(said: argparse.Namespace) -> Path:
    """Return where what is made goes: a draft never among what is published."""
    output: Path = getattr(said, "output", ROOT / "output")
    return output / DRAFT_FOLDER if getattr(said, "draft", False) else output
