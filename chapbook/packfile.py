"""What the file of a pack says, as types.

``PackFile.model_json_schema()`` gives the JSON Schema that editors use for completion.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from chapbook.editions import EDITIONS, Paper
from chapbook.frontmatter import Date, Names, Strict, Strings, Text

PAGES = re.compile(r"(\d{1,6})(?:\s*([-\u2013])\s*(\d{1,6})?)?")
"""One range of pages as people type it: "3-7", "9", "12-"."""

IDENTIFIER = r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$"
"""Of a reading: ASCII, since learning platforms make file names of it."""

LINK = "pack:"
"""How a text names another reading of its pack: ``[](pack:smith-2020)``."""

RESERVED = r"^(?:cover|contents|part-\d+|bibliography|glossary|rights|colophon)$"
"""What the pack's own pieces are called."""


def page_indices(text: str) -> tuple[tuple[int, int | None], ...]:
    """Return the ranges of pages that *text* names, as "3-7, 9, 12-" does.

    Returns:
        First and last page_index (0-based) of each range, in the order of the text; ``None``
        for the end of the file.

    Raises:
        ValueError: It is no list of ranges, or names a page twice.
    """
    ranges = [_range(part.strip(), text) for part in text.split(",")]
    ends = [(first, last if last is not None else LAST) for first, last in ranges]
    for one, (first, last) in enumerate(ends):
        for start, end in ends[:one]:
            if first <= end and start <= last:
                raise ValueError(f"page {max(first, start) + 1} is named twice")
    return tuple(ranges)


LAST = 10**6
"""The page_index of no page: files have fewer."""


def _range(part: str, text: str) -> tuple[int, int | None]:
    """Return the range *part* of *text*; see ``page_indices``."""
    match = PAGES.fullmatch(part)
    if match is None:
        raise ValueError(f'"{text}" is no range of pages; write 3-7, 9, 12-')
    first, dash, last = match.groups()
    if int(first) == 0:
        raise ValueError("the first page of a file is page 1")
    if last and int(last) < int(first):
        raise ValueError(f'"{part}" runs backwards; write {last}-{first}')
    end = int(last) - 1 if last else None if dash else int(first) - 1
    return int(first) - 1, end


def _ranges(value: object) -> object:
    """Read ranges that were typed as a list, or a page as a number."""
    if isinstance(value, list) and all(isinstance(one, str | int) for one in value):
        return ", ".join(map(str, value))
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class RightsFile(Strict):
    """Under which right a reading may be copied."""

    licence: Text | None = None
    """An SPDX id, or the name of a licence."""
    permission: Text | None = None
    """The words of whoever gave permission, printed on each page of the reading."""
    holder: Text | None = None
    """Who holds the copyright."""
    source: Text | None = None
    """Where the reading was published: a reference in words, or an address."""
    credits: Strings = Field(default=[])
    """Lines of credit for figures that are others' work."""


class ReadingFile(Strict):
    """One reading: an article, pages of somebody else's PDF, or a note by the instructor."""

    id: str | None = Field(default=None, pattern=IDENTIFIER)
    article: Text | None = None
    """The Markdown file of an article, relative to the file of the pack."""
    pdf: Text | None = None
    """Somebody else's PDF, relative to the file of the pack."""
    note: Text | None = None
    """A Markdown file by the instructor, relative to the file of the pack."""
    title: Text | None = None
    author: Names | None = None
    pages: Annotated[str | None, BeforeValidator(_ranges)] = None
    """Page numbers of the PDF, 1-based as it lies there: "3-7, 9, 12-"."""
    item: dict[str, Any] | None = None
    """The CSL item of somebody else's work, for the joint bibliography."""
    lang: str | None = Field(default=None, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    """The language of a PDF that does not say it."""
    editions: Strings = Field(default=["html", "pdf", "epub", "docx"])
    """Which editions of an article go into cartridges."""
    instructions: Text | None = None
    """What to do with the reading, in Markdown."""
    due: Date | None = None
    rights: RightsFile = RightsFile()

    @model_validator(mode="after")
    def _is_one_thing(self) -> "ReadingFile":
        given = [name for name in ("article", "pdf", "note") if getattr(self, name)]
        if len(given) != 1:
            raise ValueError('a reading is one of "article", "pdf" and "note"')
        if self.pages and not self.pdf:
            raise ValueError('only a "pdf" has "pages" to choose from')
        if self.pdf and not self.title:
            raise ValueError('a "pdf" needs a "title"')
        return self

    @field_validator("id")
    @classmethod
    def _is_free(cls, value: str | None) -> str | None:
        if value is not None and re.match(RESERVED, value):
            raise ValueError(f'"{value}" is what a piece of the pack itself is called')
        return value

    @field_validator("pages")
    @classmethod
    def _is_range(cls, value: str | None) -> str | None:
        if value is not None:
            page_indices(value)
        return value

    @field_validator("editions")
    @classmethod
    def _are_known(cls, value: list[str]) -> list[str]:
        for name in value:
            if name not in EDITIONS:
                raise ValueError(f'there is no edition "{name}"')
        return value


class PartFile(Strict):
    """A part of a pack: a week, a topic."""

    title: Text
    introduction: Text | None = None
    """In Markdown."""
    readings: list[ReadingFile] = Field(min_length=1)


class CoverFile(Strict):
    """A picture for the cover."""

    image: Text
    """Relative to the file of the pack."""
    alt: str = ""
    """Words that stand for it; nothing for a decoration."""
    credit: Text | None = None


class PackFile(Strict):
    """What ``coursepack.yaml`` says."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    title: Text
    subtitle: Text | None = None
    course: Text | None = None
    term: Text | None = None
    instructor: Names
    institution: Text | None = None
    contact: Text | None = None
    """Where students and copyright offices can write to."""
    date: Date
    version: Text | None = None
    lang: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    license: Text | None = None
    """Of what the pack itself adds."""
    url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    cover: CoverFile | None = None
    paper: Paper = Paper.A4
    theme: Text = "default"
    punch_margin: bool = False
    """Whether 20 mm stay free at the left for the punch."""
    citation_style: Text = "apa"
    """Of the joint bibliography: any CSL style by name."""
    parts: list[PartFile] = Field(min_length=1)
    allow: Strings = Field(default=[])
    """Codes of findings that do not stop the build."""
    x: Any = None
    """Never looked at."""


KNOWN_KEYS = frozenset(
    field.alias or name.replace("_", "-") for name, field in PackFile.model_fields.items()
)
"""The keys of the file as they are written."""
