"""What is printed on each page of a woven pack: running head, folio, permission line."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from chapbook.bundle import strip_letters
from chapbook.bundle.job import Job
from chapbook.editions import Paper
from chapbook.findings import Finding, Place
from chapbook.pack import Pack
from chapbook.packs import PackEdition
from chapbook.tools import direction, offprint, pdfink, processes
from chapbook.tools.pdf import strips
from chapbook.tools.pdf.strips import POINTS_PER_MM, Key, PageStrip, Placed, Role, Sheet
from chapbook.tools.pdfink import Ink

PUNCH_MM = 20.0
"""What the punch and the fold of a file take (ISO 838 wants 12 mm to the middle of the holes)."""

READABLE_PT = 6.0
"""Type of others that gets smaller than this by being reduced is a finding."""

_PLAIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z .\-]{0,11}")
"""A page number that can be put together letter by letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of a woven pack as strips see it."""

    identifier: str
    path: Path
    """The finished file that its pages come from; they are looked at there."""
    page_indices: tuple[int, ...] | None = None
    """0-based, in that file; nothing for all."""
    title: str = ""
    """Of the reading, as running heads have it; nothing on pages of the pack's own."""
    part: str = ""
    """The title of the part it stands in."""
    permission: str = ""
    """Under which right it is copied."""
    is_ours: bool = False
    """Whether the house made the file."""
    begins_bare: bool = False
    """Whether nothing is printed on its first page, as on a cover, which says all that itself."""
    place: Place | None = None
    """Where the pack names it; findings are told there."""


class Standing(Protocol):
    """Where a piece stands in the woven file."""

    @property
    def identifier(self) -> str:
        """As that of its stretch."""

    @property
    def page_index(self) -> int:
        """Of its first page, 0-based."""

    @property
    def page_count(self) -> int:
        """How many there are."""

    @property
    def labels(self) -> tuple[str, ...]:
        """What its own file calls each page."""


class Printer:
    """Prints strips on the pages of a woven file."""

    def __init__(
        self, pack: Pack, row: PackEdition, job: Job, stretches: Iterable[Stretch]
    ) -> None:
        self.pack = pack
        self.row = row
        self.kept = job.kept
        self.sheet = sheet_of(pack, row, job.paper)
        self.stretches = {each.identifier: each for each in stretches}
        self.placed: tuple[Placed, ...] = ()
        """What became of each page, once they are printed on."""
        self._told: tuple[Standing, ...] = ()

    def __call__(self, file: Any, told: Sequence[Standing]) -> None:
        """Print on the pages of *file*, a woven file that is open in ``tools.pdf``.

        Args:
            file: Changed in place.
            told: Where each piece stands in it.

        Raises:
            MissingToolError: Pango is not installed.
            UndrawablePdfError: PDFium cannot open the file of a piece.
        """
        said = [strip for standing in told for strip in self._strips(standing)]
        texts = strip_letters.Texts(keys=[*_texts(said)], longest_folio=_longest(said))
        # To look at a thousand pages takes as long as all the rest of it.
        ink, letters = processes.beside(
            lambda: [ink for standing in told for ink in self._ink(standing)],
            lambda: strip_letters.laid_out(self.pack, self.row, self.sheet, texts, self.kept),
        )
        pages = [replace(strip, ink=each) for strip, each in zip(said, ink, strict=True)]
        self.placed = strips.printed(file, pages, letters, self.sheet)
        self._told = tuple(told)

    def findings(self) -> Iterator[Finding]:
        """Yield what is to be told of the pages once they are printed on."""
        scales = {each.page_index: each.scale for each in self.placed}
        for standing in self._told:
            stretch = self.stretches[standing.identifier]
            for offset, index in _pages(stretch, standing.page_count):
                scale = scales[standing.page_index + offset]
                if scale < 1 and stretch.place is not None:
                    yield from _small(stretch, index, scale)

    def _strips(self, standing: Standing) -> Iterator[PageStrip]:
        """Yield what is printed on each page of a piece, before anybody looked at it."""
        stretch = self.stretches[standing.identifier]
        total = standing.page_count if stretch.is_ours else pdfink.page_count(stretch.path)
        for offset, index in _pages(stretch, standing.page_count):
            page_index = standing.page_index + offset
            counted = offset if stretch.is_ours else index
            key, own = "pack-folio", dict[str, str]()
            if stretch.title:
                key, own = _own_number(
                    standing.labels[offset], counted, total, is_ours=stretch.is_ours
                )
            yield PageStrip(
                page_index=page_index,
                ink=None,
                head=f"{stretch.title}\n{stretch.part}" if stretch.title else self._head,
                permission=stretch.permission,
                pattern=self.pack.labels[key],
                numbers={"folio": str(page_index + 1), **own},
                is_sound=stretch.is_ours,
            )

    def _ink(self, standing: Standing) -> Iterator[Ink | None]:
        """Yield where each page of a piece is not blank; the same file is looked at once."""
        stretch = self.stretches[standing.identifier]
        indices = [index for _, index in _pages(stretch, standing.page_count)]
        key = self.kept.key("ink", [sha256(stretch.path.read_bytes()).digest(), repr(indices)])
        if (said := self.kept.recall(key)) is not None:
            yield from (each and Ink(**each) for each in json.loads(said))
            return
        found = pdfink.of_pages(stretch.path, indices)
        inks = [found[index] for index in indices]
        self.kept.keep(key, json.dumps([each and asdict(each) for each in inks]).encode())
        yield from inks

    @property
    def _head(self) -> str:
        """The running head of pages of the pack's own."""
        return f"{self.pack.metadata.title}\n{self.pack.metadata.course or ''}"


def sheet_of(pack: Pack, row: PackEdition, paper: Paper) -> Sheet:
    """Return what the pages of *row* stand on."""
    width_mm, height_mm = (offprint.HALVES_MM if row.halves_sheet else offprint.SIZES_MM)[paper]
    is_punched = pack.metadata.punch_margin and not row.halves_sheet
    return Sheet(
        width_pt=width_mm * POINTS_PER_MM,
        height_pt=height_mm * POINTS_PER_MM,
        punch_pt=PUNCH_MM * POINTS_PER_MM if is_punched else 0,
        binds_right=direction.of_language(pack.metadata.lang) == direction.RTL,
        is_folded=row.halves_sheet,
    )


def _pages(stretch: Stretch, page_count: int) -> list[tuple[int, int]]:
    """Return the pages of *stretch* that are printed on.

    Each is the number of pages before it in the stretch, and its page_index in its file.
    """
    taken = stretch.page_indices
    indices = range(page_count) if taken is None else taken
    return list(enumerate(indices))[1 if stretch.begins_bare else 0 :]


def _own_number(
    label: str, page_index: int, page_count: int, *, is_ours: bool
) -> tuple[str, dict[str, str]]:
    """Return the key of what says a folio with a page's own number, and what fills the latter.

    Pages that their file merely counts are told with how many there are; others are called what
    the file calls them, as page 217 of a journal.  Notes lie in a file with other pages of the
    pack's own, and are counted by themselves.
    """
    counted = str(page_index + 1)
    if is_ours or label == counted or not _PLAIN.fullmatch(label):
        return "pack-folio-of", {"page": counted, "pages": str(page_count)}
    return "pack-folio-page", {"page": label}


def _texts(pages: Iterable[PageStrip]) -> Iterator[Key]:
    """Yield every text that strips are made of, some of them often."""
    for page in pages:
        yield Role.HEAD, page.head
        yield from ((Role.FOLIO, text) for text in strips.pieces(page.pattern, page.numbers))
        if page.permission:
            yield Role.SHORT, page.permission
            yield Role.LONG, page.permission


def _longest(pages: Iterable[PageStrip]) -> str:
    """Return the longest of all folios."""
    return max(("".join(strips.pieces(p.pattern, p.numbers)) for p in pages), key=len, default="")


def _small(stretch: Stretch, page_index: int, scale: float) -> Iterator[Finding]:
    """Yield a finding where a page got type that is hard to read by being reduced."""
    least = pdfink.smallest_type_pt(stretch.path, page_index)
    if least is None or least * scale >= READABLE_PT or stretch.place is None:
        return
    yield Finding(
        code="pack-type-small",
        place=stretch.place,
        message=(
            f"page {page_index + 1} of {stretch.path.name} is reduced to {scale:.0%}, "
            f"so that its smallest type gets {least * scale:.1f} pt"
        ),
    )
