"""What the stages before hand over to be published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from chapbook.publish.manifest import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """One finished, verified file on the desk."""

    path: Path
    """Where it lies, anywhere on the desk; publishing moves it away from there."""
    name: str
    """Where it goes below ``output/``, such as ``handouts/calcinosis-patient.pdf``."""
    purpose: str
    """What the file is for, in the article's language."""
    pages: int | None = None
    """Number of pages; None for what has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeEdition:
    """One edition as built: its files replace those of its earlier build."""

    name: str
    """The edition's name, such as ``pdf``."""
    fingerprint: str
    """What `chapbook.publish.fingerprint` gave for it."""
    files: tuple[MadeFile, ...]
    """Everything the edition consists of."""
    options: Mapping[str, str] = field(default_factory=dict)
    """What it was asked to be like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The editions of one article or pack that this run built."""

    kind: Kind = Kind.ARTICLE
    """Article or pack."""
    stem: str
    """The name its files begin with."""
    source: str
    """Its file, relative to the project's folder."""
    title: str
    """As readers see it."""
    editions: tuple[MadeEdition, ...]
    """What was built; editions that were not built stay as they are."""
    dropped: frozenset[str] = frozenset()
    """Editions of earlier builds that shall no longer exist; their files go."""
    inputs: Mapping[str, str]
    """SHA-256 of every file read, by its name relative to the project's folder."""
    tools: Mapping[str, str]
    """Version of every program and library that shaped the files."""
    about: Mapping[str, str] = field(default_factory=dict)
    """What a page about all works says of it, in words."""

    def __post_init__(self) -> None:
        """Refuse names that would differ between two clones of a project.

        Raises:
            ValueError: ``source`` or the name of an input is an absolute path.
        """
        for name in (self.source, *self.inputs):
            if PurePosixPath(name).is_absolute():
                raise ValueError(f"{name!r} is not relative to the project's folder")
