"""Releasing a version: its words are kept, so that nobody can change them unnoticed."""

from collections.abc import Mapping
from dataclasses import dataclass

from chapbook.errors import UsageError
from chapbook.frozen import Frozen, Occasion
from chapbook.model import Manuscript
from chapbook.tools import store


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What came of a release."""

    frozen: Frozen
    file: str
    """Where it is kept, relative to the article's folder, with forward slashes."""
    is_new: bool
    """Whether it was written now; the same text may have been released before."""

    def told(self) -> str:
        """Say for people what was kept."""
        which = f"version {self.frozen.version}, text {self.frozen.mark}"
        if not self.is_new:
            return f"Unchanged: {which} was released before; it is kept in {self.file}."
        reviewed = "" if self.frozen.reviews else "\nNo review covers it."
        return f"Released {which}; it is kept in {self.file}.{reviewed}"

    def data(self) -> Mapping[str, object]:
        """Say the same for programs."""
        return {
            "status": "released" if self.is_new else "unchanged",
            "version": self.frozen.version,
            "text-mark": self.frozen.mark,
            "content": self.frozen.content_hash,
            "file": self.file,
        }


def release(manuscript: Manuscript) -> Released:
    """Keep the text of *manuscript*, which has no findings, under its version.

    Raises:
        UsageError: It has no version, or that version was released with other words.
        OutputError: The folder of versions cannot be written.
    """
    version = manuscript.metadata.version
    if version is None:
        raise UsageError(
            "the front matter has no version to release",
            why="A reader has to be able to say which version is in hand.",
            fix='Add the line  version: "1.0"',
        )
    frozen = store.freeze(manuscript, Occasion.RELEASED)
    path = store.file_of(manuscript.path, frozen)
    same = [each for each in manuscript.versions if _is(each, version)]
    if any(each.content_hash != frozen.content_hash for each in same) or (
        not same and path.exists()
    ):
        raise UsageError(
            f"version {version} was released with other words",
            why="Sheets of both would carry the same version.",
            fix="Raise version: in the front matter, and release that.",
        )
    if not same:
        store.write(manuscript.path, frozen)
    name = path.relative_to(manuscript.folder).as_posix()
    return Released(frozen=frozen, file=name, is_new=not same)


def _is(frozen: Frozen, version: str) -> bool:
    """Tell whether *frozen* is the released *version*."""
    return frozen.occasion is Occasion.RELEASED and frozen.version == version
