"""The values that flow from stage to stage.  Frozen; no input, no output.

``Manuscript`` is what was read; ``Article`` is what every edition is made from.  Between them all
is resolved and numbered in which editions could differ, and the citation appendix is built.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any

from chapbook.clinic import Clinic
from chapbook.editions import Ink, Paper, stem
from chapbook.findings import Draft, Finding, Place
from chapbook.frontmatter import FrontMatter
from chapbook.frozen import Frozen
from chapbook.pagemap import PageMap

Node = dict[str, Any]
"""A pandoc block or inline as its JSON says: ``{"t": "Para", "c": [...]}``."""
Item = dict[str, Any]
"""A CSL item (CSL-JSON 1.0.2)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text that is read, and the line of a file that it came from."""

    text: str
    file: str
    """Path relative to the article's folder, with forward slashes."""
    number: int
    """1-based."""
    altered: bool = False
    """Whether ``text`` is not what was typed, so that columns say nothing."""

    def reads(self, text: str) -> "Line":
        """Return this line with other words."""
        return self if text == self.text else replace(self, text=text, altered=True)

    def place(self, column: int = 0) -> Place:
        """Return the place of *column* (1-based) of this line."""
        return Place(file=self.file, line=self.number, column=0 if self.altered else column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The text of an article, with the means to say where something stands.

    The text is one file as it lies there, or was put together from several, or translated from
    how another system writes things; then ``lines`` says where each line was typed.
    """

    name: str
    """Path relative to the article's folder, with forward slashes."""
    text: str
    """Decoded; line ends are ``\\n``; no byte order mark."""
    body_line: int = 1
    """The 1-based line of ``text`` on which the body begins, after the front matter."""
    searchable: str = ""
    """``text`` with front matter, code and comments replaced by spaces, so that a
    search finds only what is typed as text; offsets are those of ``text``."""
    lines: tuple[Line, ...] = field(default=(), hash=False)
    """Where each line of ``text`` was typed; empty when that is the file itself."""
    originals: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """The lines of every file that ``lines`` names, as they were typed."""

    def place(self, offset: int) -> Place:
        """Return the place at which the character at *offset* (0-based) of ``text`` was typed."""
        line = self.text.count("\n", 0, offset) + 1
        column = offset - (self.text.rfind("\n", 0, offset) + 1) + 1
        return self.at(line, column)

    def at(self, line: int, column: int = 0) -> Place:
        """Return the place at which line *line*, *column* (1-based) of ``text`` was typed."""
        if 0 < line <= len(self.lines):
            return self.lines[line - 1].place(column)
        return Place(file=self.name, line=line, column=column)

    def excerpt(self, place: Place) -> str:
        """Return the line that *place* points into, or nothing when it has no line."""
        lines = self.originals.get(place.file)
        if lines is None:
            lines = () if self.lines else tuple(self.text.split("\n"))
        return lines[place.line - 1] if 0 < place.line <= len(lines) else ""


class AssetKind(Enum):
    """How an image is drawn."""

    VECTOR = "vector"
    RASTER = "raster"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """An image of the article, read and found sound."""

    target: str
    """As the Markdown writes it."""
    path: Path
    """The file itself, below the article's folder, links resolved."""
    name: str
    """A file name that is unique in this article, ASCII, safe in every archive."""
    kind: AssetKind
    media_type: str
    data: bytes
    """The bytes to embed: metadata such as camera position already removed."""
    width: float
    """In pixels for a raster, in CSS pixels (1/96 inch) for a vector drawing."""
    height: float
    page: bytes = b""
    """A page of PDF that shows the same as ``data``, which print draws in its place."""
    page_pixels: str = ""
    """SHA-256 of the RGB values of the picture in ``data``, by which ``page`` finds its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """How editions look: the values of the tokens in ``templates/css/tokens.css``."""

    name: str
    """As ``theme:`` gives it."""
    light: Mapping[str, str]
    """Every colour on paper and on a light screen, as ``#rrggbb``, by its token."""
    dark: Mapping[str, str]
    """The same on a dark screen."""
    tokens: Mapping[str, str]
    """What else the theme sets, as CSS writes it."""
    text_face: str
    """The family of running text."""
    label_face: str
    """The family of headings, captions, tables and furniture."""
    page_mm: tuple[float, float] | None = None
    """Width and height of the print edition's pages, where they are not those of the
    article's paper."""
    logo: Asset | None = None
    logo_alt: str = ""
    """The words that stand for the logo."""
    written: str = field(default="", hash=False)
    """The file that says all this; empty for the usual look."""
    file: str = ""
    """Where that lies, for findings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A work of the bibliography."""

    item: Item
    place: Place
    """Where its entry begins."""
    written: str = ""
    """The lines of its file from there to the next entry; empty where nobody kept them."""

    @property
    def key(self) -> str:
        """The citation key."""
        return str(self.item["id"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """An article as it was read."""

    path: Path
    source: Source
    metadata: FrontMatter
    abstract: list[Node]
    """The abstract as pandoc blocks, citations unresolved; empty without one."""
    blocks: list[Node]
    """The body as pandoc blocks, citations unresolved."""
    references: tuple[Reference, ...]
    assets: Mapping[str, Asset]
    """By target, as the Markdown writes it; images with findings are left out."""
    findings: tuple[Finding, ...]
    """What reading found."""
    inputs: Mapping[str, Path]
    """Every file that was read, by its name relative to the article's folder."""
    theme: Theme
    """How its editions look."""
    versions: tuple[Frozen, ...] = ()
    """The texts of it that were released or signed, by the names of their files."""

    @property
    def folder(self) -> Path:
        """The folder below which everything must lie."""
        return self.path.parent

    @property
    def stem(self) -> str:
        """What output files begin with: the file's name without its ending."""
        return stem(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading, as the contents list it."""

    identifier: str
    level: int
    """1 for the article's sections."""
    inlines: list[Node]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """How to cite one work in one style."""

    style: str
    """The CSL style's name, such as ``apa``."""
    label: str
    """The style as people call it: "APA 7"."""
    inlines: list[Node]
    """The bibliography entry."""
    in_text: list[Node]
    """The form in running text, or the note of a note style."""
    in_text_name: str = ""
    """What that form is called, in the article's language, with its colon; nothing where works are
    cited by numbers, which the reader's own list gives out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What every edition is made from; nothing changes it any more."""

    stem: str
    metadata: FrontMatter
    abstract: list[Node]
    """The abstract as blocks; empty without one."""
    lead: list[Node]
    """Blocks before the first section, such as the key points."""
    body: list[Node]
    """The sections, citations resolved, everything numbered."""
    appendix: list[Node]
    """The citation appendix: references, how to cite this, how to cite the original."""
    headings: tuple[Heading, ...]
    """Of body and appendix, in order."""
    cite_article: tuple[Citation, ...]
    cite_original: tuple[Citation, ...]
    item: Item
    """The CSL item of the article itself."""
    references: tuple[Item, ...]
    """The cited works, in the order of the reference list."""
    uncited: tuple[Item, ...]
    """The works of the bibliography that nothing cites, in its order."""
    assets: Mapping[str, Asset]
    labels: Mapping[str, str]
    """Every printed word of ours, in the article's language."""
    is_medical: bool
    """Whether it gives health information: the front matter's ``health``, else ``see-doctor``."""
    content_hash: str
    """SHA-256 of everything a reviewer would sign for: body, captions, metadata, images."""
    theme: Theme
    draft: Draft | None = None
    """What marks a draft; ``None`` for an article that is to be published."""
    frozen: Frozen
    """Its own text, as it is kept when somebody signs it."""
    versions: tuple[Frozen, ...] = ()
    """As the manuscript has them."""
    is_expired: bool = False
    """Whether it says that the day on which its review was due is past."""
    page_map: PageMap | None = None
    """Whose pages its markers name, in editions that have no pages of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltEdition:
    """A finished file on the desk."""

    edition: str
    """The name of its row in ``chapbook.editions``."""
    path: Path
    """The file, below the desk; the first of several."""
    name: str
    """Its path in ``output/``, with forward slashes."""
    further: Mapping[str, Path] = field(default_factory=dict, hash=False)
    """The other files of an edition that has several, by their paths in ``output/``."""
    page_count: int | None = None
    """Of a PDF."""
    paper: Paper | None = None
    """The paper of a printed edition; ``None`` for one that has none."""
    ink: Ink = Ink.COLOUR
    size_pt: float = 0
    """The size of running text, where a run may change it."""
    clinic: Clinic | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """What came of making one edition."""

    built: BuiltEdition | None
    """``None`` when the article has nothing for this edition; a finding says so."""
    findings: tuple[Finding, ...] = ()
    """What making it found."""
    page_map: PageMap | None = None
    """Of the print edition."""
