"""The binder of woven PDFs: the pack's own pages and its readings' finished files, as one file.

How many pages the readings have is known before the pack's own pages are laid out, so contents can
name folios; then all is woven, and strips are printed on the pages before the file is written.

A page is called by its folio everywhere: the label in a viewer is the number that is printed, and
the cover is page 1.  Roman numbers for front matter would make "page 12" mean two things, and none
of them what a print dialogue means.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from chapbook.bundle import pages, rights
from chapbook.bundle.job import Bundled, Folios, Job
from chapbook.bundle.pages import OwnPages, OwnPiece
from chapbook.bundle.pages.printing import colophon
from chapbook.bundle.strips import Printer, Stretch
from chapbook.findings import Finding, Place
from chapbook.model import BuiltEdition
from chapbook.pack import BoundPack, BoundReading, Origin, PackPart
from chapbook.packs import PackEdition
from chapbook.tools import sheets
from chapbook.tools.pdf import weave
from chapbook.tools.pdf.standing import standing
from chapbook.tools.pdf.weave import Piece, Reason, Woven, WovenPiece
from chapbook.tools.processes import unclosed

LOST = {
    Reason.PAGE_LEFT: "{count} links led to pages that the pack does not take",
    Reason.DEAD: "{count} links led nowhere in its own file",
    Reason.SCRIPT: "{count} links or pages would have run a script or a program",
    Reason.FORM: "{count} fields of a form can no longer be filled in",
    Reason.OUTPUT_INTENT: "its colours were meant for another device",
    Reason.UNKNOWN_READING: "{count} links name a reading that the pack does not have",
}
"""What is told of a piece that lost something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Woof:
    """A piece, with what is printed on its pages."""

    piece: Piece
    stretch: Stretch


def make(bound: BoundPack, row: PackEdition, job: Job) -> Bundled:
    """Weave the file *row* of the pack *bound*.

    Raises:
        MissingToolError: Pango is not installed.
        ToolError: pandoc failed.
        UnknownStyleError: There is no such citation style.
        UnreadablePdfError: The file of a reading is damaged.
    """
    counts = {each.reading.identifier: _page_count(each, row) for each in _with_pages(bound)}
    own = pages.laid_out(bound, row, counts, job)
    found = [*own.findings]
    try:
        woofs = list(_woofs(bound, row, own))
        printer = Printer(bound.pack, row, job, [each.stretch for each in woofs])
        woven, said = unclosed(lambda: _weaving(bound, woofs, job.path, printer))
    finally:
        for path in own.paths:
            path.unlink()
    built = BuiltEdition(
        edition=row.name,
        path=job.path,
        name=job.name,
        page_count=woven.page_count,
        paper=job.paper,
        size_pt=row.floor_pt,
    )
    place = Place(file=bound.pack.path.name)
    found += [*said, *_told(bound, woven)]
    found += sheets.findings(row.name, place, (), woven.broken)
    return Bundled(built=built, findings=tuple(found), folios=_folios(woven, own))


@contextmanager
def _weaving(
    bound: BoundPack, woofs: Sequence[_Woof], path: Path, printer: Printer
) -> Iterator[tuple[Woven, list[Finding]]]:
    """Weave *woofs* to *path*; yield what came of it, and what is to be told of what was printed.

    The files of a thousand pages are open inside.
    """
    with weave.weaving([e.piece for e in woofs], path, colophon(bound.pack), printer) as woven:
        yield woven, list(printer.findings())


def _with_pages(bound: BoundPack) -> Iterator[BoundReading]:
    """Yield the readings that have a file of their own; notes are on the pack's own pages."""
    return (each for each in bound.readings if each.reading.origin is not Origin.NOTE)


def _file(each: BoundReading, row: PackEdition) -> Path:
    """Return the file of a reading from which *row* is woven; others' PDF has one form only."""
    name = "pdf" if each.reading.origin is Origin.DOCUMENT else row.made_of
    return each.files[name]


def _page_count(each: BoundReading, row: PackEdition) -> int:
    count = standing(_file(each, row)).page_count
    taken = each.reading.chosen(count)
    return count if taken is None else len(taken)


def _woofs(bound: BoundPack, row: PackEdition, own: OwnPages) -> Iterator[_Woof]:
    """Yield all pieces in their order."""
    mine = {each.identifier: each for each in own.pieces}
    order = list(own.folios.of)
    parts = {
        each.reading.identifier: (part, each)
        for part, readings in bound.parts()
        for each in readings
    }
    headed = {part.identifier for part, _ in bound.parts()}
    for identifier in order:
        if identifier in parts:
            part, each = parts[identifier]
            note = mine.get(identifier)
            yield _note(each, part, note, bound) if note else _reading(each, part, row, bound)
        else:
            role = "Part" if identifier in headed else "Sect"
            yield _own(mine[identifier], role)


def _own(piece: OwnPiece, role: str) -> _Woof:
    """Return a piece of the pack's own pages."""
    indices = tuple(range(piece.page_index, piece.page_index + piece.page_count))
    return _Woof(
        piece=Piece(
            path=piece.path,
            identifier=piece.identifier,
            title=piece.title,
            page_indices=indices,
            lang=piece.lang,
            role=role,
            is_own=True,
        ),
        stretch=Stretch(
            identifier=piece.identifier,
            path=piece.path,
            page_indices=indices,
            is_ours=True,
            begins_bare=piece.identifier == "cover",
        ),
    )


def _note(each: BoundReading, part: PackPart, piece: OwnPiece, bound: BoundPack) -> _Woof:
    """Return a note, which stands on the pack's own pages and is a reading."""
    indices = tuple(range(piece.page_index, piece.page_index + piece.page_count))
    made = Piece(
        path=piece.path,
        identifier=piece.identifier,
        title=piece.title,
        page_indices=indices,
        lang=piece.lang,
        depth=1,
        addresses=_addresses(each),
        is_own=True,
    )
    return _Woof(piece=made, stretch=_stretch(each, part, made, bound))


def _reading(each: BoundReading, part: PackPart, row: PackEdition, bound: BoundPack) -> _Woof:
    """Return a reading with a file of its own."""
    path = _file(each, row)
    ranges = each.reading.page_indices
    count = standing(path).page_count if ranges else 0
    is_ours = each.reading.origin is not Origin.DOCUMENT
    made = Piece(
        path=path,
        identifier=each.reading.identifier,
        title=each.title,
        page_indices=each.reading.chosen(count),
        lang=each.record.lang if is_ours else each.reading.lang,
        depth=1,
        addresses=_addresses(each),
        is_own=is_ours,
    )
    return _Woof(piece=made, stretch=_stretch(each, part, made, bound))


def _stretch(each: BoundReading, part: PackPart, piece: Piece, bound: BoundPack) -> Stretch:
    """Return what is printed on the pages of a reading."""
    return Stretch(
        identifier=piece.identifier,
        path=piece.path,
        page_indices=piece.page_indices,
        title=each.running_title,
        part=part.title,
        permission=rights.permission_line(each, bound.pack.labels),
        is_ours=piece.is_own,
        place=each.reading.place,
    )


def _addresses(each: BoundReading) -> tuple[str, ...]:
    """Return by what links of other readings may mean this one: addresses, DOI, names of files."""
    item: Mapping[str, object] = each.reading.item or each.record.item or {}
    doi = str(item.get("DOI") or "")
    named = [each.record.address, str(item.get("URL") or ""), f"doi:{doi}" if doi else ""]
    stem = each.record.stem
    endings = ("pdf", "html", "md", "epub") if each.reading.origin is Origin.ARTICLE else ()
    named += [each.reading.path.name, *(f"{stem}.{ending}" for ending in endings)]
    return tuple(dict.fromkeys(address for address in named if address))


def _told(bound: BoundPack, woven: Woven) -> Iterator[Finding]:
    """Yield what pieces lost, and which have no tags."""
    places = {each.identifier: each.place for each in bound.pack.readings}
    for piece in woven.pieces:
        place = places.get(piece.identifier, Place(file=bound.pack.path.name))
        yield from _lost(piece, place)


def _lost(piece: WovenPiece, place: Place) -> Iterator[Finding]:
    for left in piece.left:
        said = LOST[left.reason].format(count=left.count)
        yield Finding(code="pack-left-out", place=place, message=f"{piece.identifier}: {said}")
    if not piece.is_tagged:
        yield Finding(code="pack-untagged", place=place, message=f"{piece.identifier} has no tags")


def _folios(woven: Woven, own: OwnPages) -> Folios:
    return Folios(
        of={each.identifier: (each.page_index + 1, each.page_count) for each in woven.pieces},
        begins=own.folios.begins,
    )
