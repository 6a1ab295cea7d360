"""The values from which packs are made.  Frozen; no input, no output.

``Pack`` is what its file says; ``BoundPack`` has the finished editions of its readings.  Nothing
is laid out again: all that a pack must know of an article stands in its ``Record``, which is an
edition like the others.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from chapbook.editions import stem
from chapbook.findings import Finding, Place
from chapbook.frontmatter import FrontMatter
from chapbook.model import Asset, Item, Manuscript, Node, Source, Theme
from chapbook.packfile import PackFile


class Origin(Enum):
    """Where a reading comes from."""

    ARTICLE = "article"
    """One of ours, from its Markdown."""
    DOCUMENT = "pdf"
    """Somebody else's PDF."""
    NOTE = "note"
    """Markdown by the instructor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """Under which right a reading is copied; empty where nobody said."""

    licence: str = ""
    """An SPDX id, or the name of a licence."""
    permission: str = ""
    """The line for each of its pages; empty for one made of the rest."""
    holder: str = ""
    source: str = ""
    """Where it was published."""
    credits: tuple[str, ...] = ()
    """For figures that are others' work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A reading as the file of the pack names it."""

    identifier: str
    """Unique in the pack, ASCII, the same in each build: platforms and links know it by this."""
    origin: Origin
    path: Path
    """Its file, absolute."""
    name: str
    """The same as the pack writes it."""
    place: Place
    """Where its entry stands in the file of the pack."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where the values of its keys stand: ``due``, ``pages``, ``rights.licence``."""
    front_matter: FrontMatter | None = None
    """What an article says of itself; ``None`` for all others."""
    title: str = ""
    """As the pack says it; empty for the article's own."""
    authors: tuple[Mapping[str, str], ...] = ()
    """CSL names, as the pack says them; empty for the article's own."""
    item: Item | None = None
    """The CSL item of somebody else's work."""
    lang: str = ""
    page_indices: tuple[tuple[int, int | None], ...] = ()
    """Ranges of somebody else's PDF: first and last page_index (0-based; None for the end);
    nothing for all pages."""
    editions: tuple[str, ...] = ()
    """Which editions of an article go into cartridges."""
    instructions: tuple[Node, ...] = ()
    """What to do with it, as pandoc blocks."""
    due: dt.date | None = None
    rights: Rights = field(default_factory=Rights)
    blocks: tuple[Node, ...] = ()
    """The text of a note, as pandoc blocks without its title."""

    @property
    def stem(self) -> str:
        """What the output files of an article begin with."""
        return stem(self.path)

    def chosen(self, page_count: int) -> tuple[int, ...] | None:
        """Return which pages (0-based) of its file of *page_count* it takes, each once.

        Nothing chosen means all of them: ``None``.
        """
        if not self.page_indices:
            return None
        ranges = (
            range(first, page_count if last is None else min(last + 1, page_count))
            for first, last in self.page_indices
        )
        return tuple(dict.fromkeys(index for each in ranges for index in each))


@dataclass(frozen=True, slots=True, kw_only=True)
class PackPart:
    """A part of a pack."""

    identifier: str
    """``part-1`` and so on."""
    title: str
    introduction: tuple[Node, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack as its file says."""

    stem: str
    """What its output files begin with: the name of its file without the ending."""
    path: Path
    metadata: PackFile
    parts: tuple[PackPart, ...]
    labels: Mapping[str, str]
    """Every printed word of ours, in the language of the pack."""
    theme: Theme
    cover: Asset | None = None
    assets: Mapping[str, Asset] = field(default_factory=dict)
    """Pictures of notes, introductions and instructions, by target as their blocks name it: that
    of the Markdown, behind the folder of the note."""
    findings: tuple[Finding, ...] = ()
    """What reading found."""
    inputs: Mapping[str, Path] = field(default_factory=dict)
    """Every file that was read, by its name relative to the pack's folder."""
    source: Source = field(default_factory=lambda: Source(name="", text=""))
    """The file of the pack."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where the values of its own keys stand: ``license``, ``cover.image``, ``allow.0``."""
    texts: tuple[Manuscript, ...] = ()
    """What the instructor wrote (introductions, instructions, notes), to be judged as articles
    are; nothing else reads it."""

    @property
    def readings(self) -> tuple[Reading, ...]:
        """All readings in their order."""
        return tuple(reading for part in self.parts for reading in part.readings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Whose work a figure of a reading is."""

    label: str
    """What the figure is called: "Figure 1"."""
    credit: str = ""
    licence: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading of a reading."""

    identifier: str
    level: int
    """1 for its sections."""
    title: str
    page_number: int = 0
    """1-based, in the print edition; 0 where nobody counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An answer to choose."""

    blocks: list[Node]
    is_right: bool
    answer: list[Node] = field(default_factory=list)
    """What is right or wrong about it; mostly nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of a self-check."""

    identifier: str
    """Unique in its reading and the same in each build."""
    blocks: list[Node]
    """What is asked."""
    choices: tuple[Choice, ...]
    """Nothing for an open question."""
    answer: list[Node]
    """The answer with its reasons; empty where the article gives none."""
    points: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a pack must know of a reading, once that is finished."""

    stem: str
    title: str
    subtitle: str = ""
    running_title: str = ""
    """For running heads; empty for the title."""
    lang: str
    authors: tuple[Mapping[str, str], ...]
    """CSL names."""
    byline: str = ""
    """The authors in words, joined as the reading's language joins a list."""
    date: str = ""
    """ISO 8601."""
    version: str = ""
    review: str = ""
    """What its editions say of reviews, in its own language."""
    item: Mapping[str, Any] | None
    """The CSL item of the reading itself."""
    references: tuple[Item, ...] = ()
    """The works it cites."""
    keywords: tuple[str, ...] = ()
    """Formulas in them are in words."""
    glossary: tuple[tuple[list[Node], list[Node]], ...] = ()
    """Term (inlines) and definition (blocks)."""
    questions: tuple[Question, ...] = ()
    sections: tuple[Section, ...] = ()
    licence: str = ""
    holder: str = ""
    address: str = ""
    """Where readers find it on the web; empty without one."""
    credits: tuple[Credit, ...] = ()
    word_count: int = 0
    figure_count: int | None = None
    """``None`` where nobody counted, as in somebody else's PDF."""
    table_count: int | None = None
    content_hash: str = ""
    page_count: int = 0
    """Of its print edition, as its maker counted."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """What its questions show, as Base64, by the target of their images."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundReading:
    """A reading with its finished files."""

    reading: Reading
    record: Record
    files: Mapping[str, Path]
    """By the edition's name; somebody else's PDF stands under ``pdf``; a note has none."""

    @property
    def title(self) -> str:
        """As the pack prints it."""
        return self.reading.title or self.record.title

    @property
    def running_title(self) -> str:
        """As heads of pages have it: what the pack calls it, or what it calls itself in short."""
        return self.reading.title or self.record.running_title or self.record.title


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundPack:
    """A pack with the finished editions of its readings."""

    pack: Pack
    readings: tuple[BoundReading, ...]
    """In the order of the pack."""

    def parts(self) -> tuple[tuple[PackPart, tuple[BoundReading, ...]], ...]:
        """Return each part with its readings."""
        by_identifier = {bound.reading.identifier: bound for bound in self.readings}
        return tuple(
            (part, tuple(by_identifier[reading.identifier] for reading in part.readings))
            for part in self.pack.parts
        )
