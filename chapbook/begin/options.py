"""The options of ``new``, read into a type."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chapbook.editions import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """Which article ``new`` writes."""

    folder: Path | None = None
    """Where to; ``None`` for a folder named after the title."""
    source: Path | None = None
    """A document to convert."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """What was said by options, by the name of the question."""
    yes: bool = False
    """Whether what is offered is taken without asking."""


def read(said: argparse.Namespace) -> Beginning:
    """Return what is *said* about a new article; nothing of it for another command."""
    options = {name: getattr(said, name, None) for name in ("title", "lang", "subject", "print_on")}
    options["paper"] = options.pop("print_on")
    options["author"] = "; ".join(getattr(said, "author", None) or ()) or None
    return Beginning(
        folder=getattr(said, "folder", None),
        source=getattr(said, "source", None),
        answers={name: answer for name, answer in options.items() if answer is not None},
        yes=getattr(said, "yes", False),
    )


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``new`` to *parser*."""
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        help="where to write it (default: a folder named after the title)",
    )
    parser.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="FILE",
        help="convert this document: .md, .docx, .odt, .html or .tex",
    )
    parser.add_argument("--title", help="of the article")
    parser.add_argument(
        "--author", action="append", metavar="NAME", help="may be given several times"
    )
    parser.add_argument("--lang", metavar="TAG", help="its language, as in en-GB or de")
    parser.add_argument(
        "--subject", choices=["health", "other"], help="health adds when to see a doctor"
    )
    parser.add_argument(
        "--paper",
        dest="print_on",
        choices=[paper.value for paper in Paper],
        help="the paper to print on",
    )
    parser.add_argument(
        "--yes", action="store_true", help="ask nothing; take what is offered for the rest"
    )
