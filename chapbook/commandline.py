"""The command line of ``pipeline.py``, read into types and then forgotten.

argparse, not typer: with the standard library alone the answer "unchanged" takes a
tenth of the time.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from chapbook import VERSION
from chapbook.begin import options
from chapbook.editions import DEFAULT, EDITIONS, Audience, Edition, Paper
from chapbook.settings import DRAFT_FOLDER, ROOT, Settings, article_file

EXITS = """exit status:
  0  done, or nothing to do
  1  the article has findings that stop the build; output/ is as it was
  2  the command line asks for something that does not exist
  3  a program or library is missing
  4  a program failed
  5  output/ cannot be written
"""

EXAMPLES = """examples:
  python pipeline.py new                                    an article to begin with
  python pipeline.py new --from paper.docx folder           an article made from a document
  python pipeline.py build                                  every edition of the showcase article
  python pipeline.py build "my article.md" --edition pdf    one edition of yours
  python pipeline.py build --paper letter                   print editions for US Letter
  python pipeline.py build --live-citations                 also Word with Zotero's citations
  python pipeline.py build --draft "my article.md"          its pages with every finding in them
  python pipeline.py check "my article.md"                  what is wrong with it
  python pipeline.py explain image-alt-missing              what a finding means
  python pipeline.py cite --style apa                       how to cite the showcase article
"""


class Command(Enum):
    """What ``pipeline.py`` can be asked to do."""

    BUILD = "build"
    CHECK = "check"
    CITE = "cite"
    INFO = "info"
    EXPLAIN = "explain"
    NEW = "new"
    SCHEMA = "schema"


class Form(Enum):
    """How ``cite`` writes a citation."""

    TEXT = "text"
    HTML = "html"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"


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
    beginning: options.Beginning = field(default_factory=options.Beginning)
    """For ``new``."""


def request(argv: Sequence[str] | None) -> Request:
    """Read the command line *argv*, or that of this process.

    Raises:
        SystemExit: It asks for help, or cannot be understood (status 2).
    """
    parser = _parser()
    said = parser.parse_args(argv)
    names = set(getattr(said, "edition", None) or (row.name for row in DEFAULT))
    if getattr(said, "live_citations", False):
        names |= {row.name for row in EDITIONS.values() if row.live_citations}
    settings = Settings(
        article=article_file(getattr(said, "article", Path())),
        output=_output_folder(said),
        editions=tuple(row for name, row in EDITIONS.items() if name in names),
        paper=Paper(said.paper) if getattr(said, "paper", None) else None,
        draft=getattr(said, "draft", False),
        theme=getattr(said, "theme", None),
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
        beginning=options.read(said),
    )


def _output_folder(said: argparse.Namespace) -> Path:
    """Return where what is made goes: a draft never among what is published."""
    output: Path = getattr(said, "output", ROOT / "output")
    return output / DRAFT_FOLDER if getattr(said, "draft", False) else output


def _parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="pipeline.py",
        description="Turn one Markdown article into every edition of it.",
        epilog=f"{EXAMPLES}\n{EXITS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Chapbook {VERSION}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = _command(commands, Command.BUILD, "make editions and publish all of them or none")
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
        "--theme",
        metavar="NAME",
        help="journal, clinic, or ./FOLDER beside the article (default: the article's own)",
    )
    check = _command(commands, Command.CHECK, "say what is wrong with an article and its editions")
    _article(check)
    _output(check)
    _telling(build)
    _telling(check)
    _command(commands, Command.EXPLAIN, "tell all about a finding").add_argument(
        "code", nargs="?", metavar="CODE", help="what stands in brackets; without one, all of them"
    )
    _cite(_command(commands, Command.CITE, "print how to cite an article, as its editions do"))
    _command(commands, Command.INFO, "say what is installed, which version, and what is missing")
    options.add(_command(commands, Command.NEW, "write an article, or convert a document"))
    _command(commands, Command.SCHEMA, "print the JSON Schema of the front matter, for editors")
    return parser


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
