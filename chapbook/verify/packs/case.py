"""One finished file of a pack, and what it is held against."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chapbook.findings import Finding, Place
from chapbook.model import BuiltEdition
from chapbook.pack import BoundPack
from chapbook.packs import PACK_EDITIONS, PackEdition
from chapbook.tools.kept import NOTHING, Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCase:
    """A file of a pack before its judges."""

    bound: BoundPack
    row: PackEdition
    built: BuiltEdition
    finished: Mapping[str, BuiltEdition]
    """All files of the pack, by the names of their rows."""
    kept: Kept = NOTHING
    """What was seen before of the very same bytes."""

    @property
    def path(self) -> Path:
        """The file."""
        return self.built.path

    def invalid(self, message: str, excerpt: str = "") -> Finding:
        """Return that the file breaks the rules of its format."""
        return self._finding("edition-invalid", message, excerpt)

    def unlike(self, message: str, excerpt: str = "") -> Finding:
        """Return that the file says something else than its readings."""
        return self._finding("edition-unlike", message, excerpt)

    def layout(self, message: str, excerpt: str = "") -> Finding:
        """Return that something on a page stands where it should not."""
        return self._finding("edition-layout", message, excerpt)

    def _finding(self, code: str, message: str, excerpt: str) -> Finding:
        place = Place(file=self.built.name)
        return Finding(code=code, place=place, message=message, excerpt=excerpt)


def cases(
    bound: BoundPack, built: Sequence[BuiltEdition], kept: Kept = NOTHING
) -> Iterator[PackCase]:
    """Yield each of the files *built* of the pack *bound*, beside the others."""
    finished = {each.edition: each for each in built}
    for each in built:
        row = PACK_EDITIONS[each.edition]
        yield PackCase(bound=bound, row=row, built=each, finished=finished, kept=kept)
