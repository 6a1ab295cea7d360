"""The pages of a pack's own: all that is woven around its readings.

Cover, contents, a divider for each part, notes, joint bibliography and glossary, rights sheet and
colophon begin each on a page of its own.  They name folios before their own pages are counted, so
they are laid out again until these numbers are true.

No page is left empty: a divider begins where the part before it ends, on whichever side.  Packs are
copied by the page and stapled or punched, not bound; students pay for white paper, and a print shop
that wants right-hand starts puts them in by itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from chapbook.bundle.job import Folios, Job
from chapbook.bundle.pages import back, front
from chapbook.bundle.pages.gathering import Gathered, gathered
from chapbook.bundle.pages.printing import LARGE_PT, Extent, Press, Printed
from chapbook.findings import Finding, Place
from chapbook.pack import BoundPack, Origin
from chapbook.packs import PackEdition
from chapbook.tools import jinja, sheets

MOST_LAYOUTS = 3
"""The first knows all pages; others are for one that a longer number filled."""


class Share(Enum):
    """The documents that the pages are laid out as; the value is the template's word.

    Each is made anew only when something of its own has changed.
    """

    AROUND = "around"
    """What stands before the readings, between them, and the colophon: some name folios of what
    follows, so that they are laid out twice."""
    WORKS = "works"
    TERMS = "terms"
    RIGHTS = "rights"


BEHIND = (Share.WORKS, Share.TERMS, Share.RIGHTS)
"""Most pages by far; they name folios of readings only."""

ALONE = ("bibliography", "glossary", "rights")
"""The pieces that they hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPiece:
    """A piece of a pack's own pages."""

    identifier: str
    """``cover``, ``contents``, ``part-1``, ``bibliography``, ``glossary``, ``rights``,
    ``colophon``; of a note that of its reading."""
    title: str
    """As bookmarks say it."""
    path: Path
    """The finished file that it stands in."""
    page_index: int
    """Its first page in that file, 0-based."""
    page_count: int
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPages:
    """The pages of a pack's own, finished, as they are to be woven."""

    pieces: tuple[OwnPiece, ...]
    """In the order of the pack."""
    folios: Folios
    """Where these pieces and all readings stand in the woven pack, in its order, and where the
    text of each page begins."""
    findings: tuple[Finding, ...]
    paths: tuple[Path, ...]
    """The files, on the desk."""


def laid_out(bound: BoundPack, row: PackEdition, counts: Mapping[str, int], job: Job) -> OwnPages:
    """Lay out the own pages of *bound* for the woven PDF *row*.

    Args:
        bound: The pack.
        row: Its row in the table.
        counts: How many pages each reading has in it, by its identifier; notes are left out.
        job: What it is printed on, and where.

    Raises:
        MissingToolError: Pango is not installed.
        ToolError: pandoc failed.
        UnknownStyleError: There is no such citation style.
    """
    pack, press = gathered(bound, job.kept), Press(bound.pack, row, job)
    titles = dict(_titles(pack))
    own = dict.fromkeys(titles, 1)
    begun = press.extent(_html(pack, row, _folios(bound, own, counts), Share.AROUND))
    own |= _counts(begun, titles)
    for _ in range(MOST_LAYOUTS):
        folios = _folios(bound, own, counts)
        behind = press.side_by_side([_html(pack, row, folios, each) for each in _behind(pack)])
        for each in behind:
            own |= _counts(each.extent, titles)
        folios = _folios(bound, own, counts)
        around = press.printed(_html(pack, row, folios, Share.AROUND))
        own |= _counts(around.extent, titles)
        if _folios(bound, own, counts) == folios:
            break
    printed = [around, *behind]
    pieces = tuple(_pieces(pack, printed, own))
    return OwnPages(
        pieces=pieces,
        folios=replace(folios, begins=_begins(pack, pieces, printed)),
        findings=(*pack.texts.findings, *_findings(bound, row, printed)),
        paths=tuple(dict.fromkeys(each.path for each in printed)),
    )


def _behind(pack: Gathered) -> Iterator[Share]:
    """Yield the documents behind the readings that have anything in them."""
    there = {Share.WORKS: pack.works, Share.TERMS: pack.terms, Share.RIGHTS: True}
    return (each for each in BEHIND if there[each])


def _findings(bound: BoundPack, row: PackEdition, printed: Iterable[Printed]) -> Iterator[Finding]:
    """Yield what laying out and finishing the documents told, each thing once."""
    place = Place(file=bound.pack.path.name)
    remarks = dict.fromkeys(remark for each in printed for remark in each.extent.remarks)
    broken = dict.fromkeys(each for document in printed for each in document.broken)
    yield from sheets.findings(row.name, place, tuple(remarks), ())
    yield from sheets.findings("pack", place, (), tuple(broken))


def _pieces(
    pack: Gathered, printed: Iterable[Printed], own: Mapping[str, int]
) -> Iterator[OwnPiece]:
    """Yield the pieces in the order of the pack; *own* is how many pages each has."""
    langs = {each.reading.identifier: each.record.lang for each in pack.bound.readings}
    stand = {name: each for each in printed for name in each.extent.pages_of_ids}
    for name, title in _titles(pack):
        yield OwnPiece(
            identifier=name,
            title=title,
            path=stand[name].path,
            page_index=stand[name].extent.pages_of_ids[name] - 1,
            page_count=own[name],
            lang=langs.get(name, pack.bound.pack.metadata.lang),
        )


def _begins(
    pack: Gathered, pieces: Iterable[OwnPiece], printed: Iterable[Printed]
) -> dict[str, tuple[int | None, ...]]:
    """Return how many letters of each of *pieces* stand before each of its pages."""
    numbers, starts = _numbers(pack), {each.path: each.extent.starts for each in printed}
    found = {}
    for each in pieces:
        begun = starts[each.path][each.page_index : each.page_index + each.page_count]
        number = numbers[each.identifier]
        found[each.identifier] = tuple(
            start[1] if start and start[0] == number else None for start in begun
        )
    return found


def _numbers(pack: Gathered) -> dict[str, int]:
    """Return under which number the template counts the letters of each piece.

    A document with one piece calls it 0, whatever stands before it.
    """
    around = (name for name, _ in _titles(pack) if name not in ALONE)
    return {**dict.fromkeys(ALONE, 0), **{name: n for n, name in enumerate(around)}}


def _titles(pack: Gathered) -> list[tuple[str, str]]:
    """Return identifier and title of each piece, in the order of the pages."""
    labels = pack.bound.pack.labels
    titles = [("cover", labels["cover"]), ("contents", labels["contents"])]
    for part, readings in pack.bound.parts():
        titles.append((part.identifier, part.title))
        notes = [each for each in readings if each.reading.origin is Origin.NOTE]
        titles += [(each.reading.identifier, each.title) for each in notes]
    return [*titles, *pack.back]


def _counts(extent: Extent, names: Iterable[str]) -> dict[str, int]:
    """Return how many pages each of the pieces *names* has that stand in a document."""
    pages = extent.pages_of_ids
    starts = sorted((pages[name], name) for name in names if name in pages)
    ends = [*(start for start, _ in starts[1:]), extent.page_count + 1]
    return {name: end - start for (start, name), end in zip(starts, ends, strict=True)}


def _folios(bound: BoundPack, own: Mapping[str, int], counts: Mapping[str, int]) -> Folios:
    """Return where everything stands if pieces and readings have so many pages."""
    order = ["cover", "contents"]
    for part, readings in bound.parts():
        order += [part.identifier, *(each.reading.identifier for each in readings)]
    order += [name for name in own if name not in order]
    found: dict[str, tuple[int, int]] = {}
    first = 1
    for name in order:
        count = own.get(name) or counts[name]
        found[name] = (first, count)
        first += count
    return Folios(of=found)


def _html(pack: Gathered, row: PackEdition, folios: Folios, share: Share) -> str:
    """Return one document of the pages, with the numbers that *folios* gives."""
    values = {
        **front.head(pack.bound),
        **front.of(pack, folios),
        **back.of(pack, folios),
        "is_listed": row.floor_pt >= LARGE_PT,
        "share": share.value,
        "leaves": _numbers(pack),
    }
    return jinja.render(row.template, values)
