"""What ``pipeline.py`` can be asked: its commands and their arguments.

argparse, not typer: with the standard library alone the answer "unchanged" takes a
tenth of the time.
"""

import argparse
from enum import Enum
from pathlib import Path

from chapbook import VERSION
from chapbook.begin import options
from chapbook.editions import EDITIONS, Audience, Ink, Paper
from chapbook.packs import PACK_EDITIONS
from chapbook.settings import ROOT
from chapbook.signing import options as signing
from chapbook.usage import EXAMPLES, EXITS
from chapbook.versions import options as versions

LARGEST = (16, 36)
"""The sizes in which large print may be asked for, in points: from what associations of blind
people call large print to where a line of A4 still holds five words."""


class Command(Enum):
    """What ``pipeline.py`` can be asked to do."""

    BUILD = "build"
    PACK = "pack"
    CHECK = "check"
    AUDIT = "audit"
    CITE = "cite"
    GRADE = "grade"
    INFO = "info"
    EXPLAIN = "explain"
    NEW = "new"
    SCHEMA = "schema"
    SIGN = "sign"
    RELEASE = "release"
    VERIFY = "verify"
    DUE = "due"


class Form(Enum):
    """How ``cite`` writes a citation."""

    TEXT = "text"
    HTML = "html"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    read = argparse.ArgumentParser(
        prog="pipeline.py",
        description="Turn one Markdown article into every edition of it.",
        epilog=f"{EXAMPLES}\n{EXITS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    read.add_argument("--version", action="version", version=f"Chapbook {VERSION}")
    commands = read.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _build(_command(commands, Command.BUILD, "make editions and publish all of them or none"))
    _pack(_command(commands, Command.PACK, "join readings for a course: PDF, EPUB, cartridges"))
    check = _command(commands, Command.CHECK, "say what is wrong with an article and its editions")
    _article(check)
    _output(check)
    _telling(check)
    _audit(_command(commands, Command.AUDIT, "put finished editions before every validator"))
    _command(commands, Command.EXPLAIN, "tell all about a finding").add_argument(
        "code", nargs="?", metavar="CODE", help="what stands in brackets; without one, all of them"
    )
    _cite(_command(commands, Command.CITE, "print how to cite an article, as its editions do"))
    _article(_command(commands, Command.GRADE, "say how hard an article is to read, part by part"))
    _command(commands, Command.INFO, "say what is installed, which version, and what is missing")
    options.add(_command(commands, Command.NEW, "write an article, or convert a document"))
    _command(
        commands, Command.SCHEMA, "print the JSON Schema of the front matter, for editors"
    ).add_argument("--pack", dest="of_pack", action="store_true", help="that of course packs")
    sign = _command(commands, Command.SIGN, "write into an article who reviewed its words")
    _article(sign)
    signing.add(sign)
    _article(_command(commands, Command.RELEASE, "keep an article's words under its version"))
    versions.add_verify(_command(commands, Command.VERIFY, "tell which version a sheet is"))
    versions.add_due(_command(commands, Command.DUE, "list articles whose review is due"))
    return read


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", command: Command, does: str
) -> argparse.ArgumentParser:
    """Add *command* to *commands* with what all of them take."""
    parser = commands.add_parser(
        command.value,
        help=does,
        description=f"{does[0].upper()}{does[1:]}.",
        epilog=EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser


def _build(build: argparse.ArgumentParser) -> None:
    """Add the arguments of ``build``."""
    _article(build)
    _output(build)
    build.add_argument(
        "--edition",
        action="append",
        choices=EDITIONS,
        metavar="NAME",
        help=f"only this edition; may be given several times: {', '.join(EDITIONS)}",
    )
    build.add_argument(
        "--handouts",
        action="store_true",
        help="also every handout: without it, and without --edition, patient and student only",
    )
    build.add_argument(
        "--live-citations",
        action="store_true",
        help="also a Word document whose citations Zotero can restyle: NAME-live.docx",
    )
    build.add_argument(
        "--draft",
        action="store_true",
        help="show the article with all findings in it, in output/draft/; nothing is published",
    )
    build.add_argument(
        "--paper",
        choices=[paper.value for paper in Paper],
        help="the paper to print on (default: the article's own)",
    )
    build.add_argument(
        "--ink",
        choices=[ink.value for ink in Ink],
        default=Ink.COLOUR.value,
        help="grey: black and its shades only, for printers and copiers without colour",
    )
    build.add_argument(
        "--size",
        type=_size_pt,
        metavar="POINTS",
        help=f"the size of large print, {LARGEST[0]} to {LARGEST[1]} pt (default: 18)",
    )
    build.add_argument(
        "--clinic",
        type=Path,
        metavar="FILE",
        help="sheets with the name and telephone of a clinic, or of each in a folder of files: "
        "output/clinics/NAME/",
    )
    versions.add_expiry(build)
    build.add_argument(
        "--theme",
        metavar="NAME",
        help="journal, clinic, or ./FOLDER beside the article (default: the article's own)",
    )
    _telling(build)


def _pack(pack: argparse.ArgumentParser) -> None:
    """Add the arguments of ``pack``."""
    pack.add_argument(
        "article",
        nargs="?",
        metavar="FILE",
        type=Path,
        default=ROOT / "source" / "coursepack.yaml",
        help="what the pack consists of (default: source/coursepack.yaml)",
    )
    _output(pack)
    pack.add_argument(
        "--edition",
        dest="pack_edition",
        action="append",
        choices=PACK_EDITIONS,
        metavar="NAME",
        help=f"only this file; may be given several times: {', '.join(PACK_EDITIONS)}",
    )
    pack.add_argument(
        "--paper",
        choices=[paper.value for paper in Paper],
        help="the paper to print on (default: the pack's own)",
    )
    versions.add_expiry(pack)
    _telling(pack)


def _audit(audit: argparse.ArgumentParser) -> None:
    """Add the arguments of ``audit``."""
    _article(audit)
    _output(audit)
    audit.add_argument(
        "--require-all",
        action="store_true",
        help="fail where a validator is not installed (as CHAPBOOK_REQUIRE_VALIDATORS=1 does)",
    )


def _article(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names an article."""
    parser.add_argument(
        "article",
        nargs="?",
        type=Path,
        default=ROOT / "source" / "calcinosis.md",
        help="the Markdown file (default: source/calcinosis.md)",
    )


def _output(parser: argparse.ArgumentParser) -> None:
    """Add the argument that says where editions go."""
    parser.add_argument(
        "--output", type=Path, default=ROOT / "output", help="where editions go (default: output/)"
    )


def _telling(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say how findings are told."""
    parser.add_argument(
        "--all", action="store_true", help="tell every finding in full, not one screen of them"
    )
    parser.add_argument(
        "--sarif", type=Path, metavar="FILE", help="also write the findings to FILE, as SARIF 2.1.0"
    )
    parser.add_argument(
        "--github", action="store_true", help="also print them as annotations of GitHub Actions"
    )


def _cite(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``cite``."""
    _article(parser)
    parser.add_argument(
        "--style",
        metavar="NAME",
        help="any CSL style by its name, or a .csl file beside the article "
        "(default: the style of the article's own references)",
    )
    parser.add_argument(
        "--format",
        choices=[form.value for form in Form],
        default=Form.TEXT.value,
        help="how to write it (default: text); bibtex, ris and csl-json know no style",
    )
    parser.add_argument(
        "--original", action="store_true", help="the work that the article adapts instead"
    )
    parser.add_argument(
        "--in-text",
        action="store_true",
        help="the form that stands in running text, or in a note, instead of the entry",
    )
    parser.add_argument(
        "--part",
        metavar="ID",
        help="only the section, table, figure or box with this id, as it is cited in running text",
    )
    parser.add_argument(
        "--edition",
        dest="of_edition",
        choices=[row.name for row in EDITIONS.values() if row.audience is Audience.READER],
        metavar="NAME",
        default="pdf",
        help="the edition in hand, for --part: pages for pdf (the default), "
        "numbers and headings for epub, docx and html",
    )


def _size_pt(said: str) -> float:
    """Read a size of type in points.

    Raises:
        ArgumentTypeError: It is no size of large print.
    """
    try:
        size = float(said.removesuffix("pt"))
    except ValueError:
        size = 0.0
    if not LARGEST[0] <= size <= LARGEST[1]:
        raise argparse.ArgumentTypeError(
            f'"{said}" is not a size from {LARGEST[0]} to {LARGEST[1]} points'
        )
    return size
