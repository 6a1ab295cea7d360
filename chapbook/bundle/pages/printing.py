"""Documents of a pack's own, laid out and finished as PDF; what is there already is not made again.

A document is decided by its HTML, its style sheets, the files it shows and what it says about
itself; of the very same ones the finished file is kept (``tools.kept``).
"""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from chapbook.bundle.job import Job
from chapbook.editions import Paper
from chapbook.licences import LICENCES
from chapbook.model import Asset, Theme
from chapbook.pack import Pack
from chapbook.packs import PackEdition
from chapbook.tools import fonts, offprint, pdf, processes, sheets, weasy
from chapbook.tools.offprint import Offprint
from chapbook.tools.page_validation import Profile
from chapbook.tools.weasy import starts

LARGE_PT = 14.0
"""From this size on, type has no room in tables, and its face is that of large print."""

LARGE_SIDE_MM = 20.0
SLIM_HANG_MM = 13.0
"""Width of the column of numbers on slim pages; ``pack-booklet.css`` says the same."""

STRIP_MM = 25.0
"""What is left free at head and foot, where the woven pack prints its strips."""

PUNCH_MM = 23.0
"""The least margin at the side that is punched: 20 mm, and some room to the text."""


_NUMBERS = re.compile(rf'\b{starts.ATTRIBUTE}="(\d+)"')
"""What the template counts as one text; anything else is below zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How far a document reaches."""

    page_count: int
    pages_of_ids: Mapping[str, int]
    """The page_number (1-based) on which each id begins."""
    remarks: tuple[str, ...]
    """What WeasyPrint warned about."""
    starts: tuple[starts.Start | None, ...]
    """Where the text of each page begins, by the numbers of texts in the template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A finished document."""

    path: Path
    extent: Extent
    broken: tuple[pdf.Broken, ...]


class Press:
    """Prints the documents of one pack on one kind of pages."""

    def __init__(self, pack: Pack, row: PackEdition, job: Job) -> None:
        self._pack = pack
        self._row = row
        self._job = job
        self._about = colophon(pack)
        self._drawings = drawings(pack)
        self._begun: tuple[str, weasy.Layout] | None = None
        """A document of which only the extent was asked, and its pages."""

    def extent(self, html: str) -> Extent:
        """Return how far the document *html* reaches.

        Raises:
            MissingToolError: Pango is not installed.
        """
        key = self._key("extent", html)
        if said := self._job.kept.recall(key):
            return _extent(json.loads(said))
        layout = self._layout(html)
        self._begun, found = (html, layout), _reach(layout, html)
        self._job.kept.keep(key, json.dumps(asdict(found)).encode())
        return found

    def side_by_side(self, documents: Sequence[str]) -> list[Printed]:
        """Print *documents*, those that were not kept by two processes, and return them in order.

        Raises:
            MissingToolError: Pango is not installed.
        """
        found = {html: self._found(html) for html in documents}
        missing = sorted((html for html in found if found[html] is None), key=len, reverse=True)
        here, there = missing[:1], missing[1:]
        if there:
            made = processes.beside(
                lambda: [self.printed(html) for html in there],
                lambda: [self.printed(html) for html in here],
            )
            found.update(zip([*there, *here], [*made[0], *made[1]], strict=True))
        return [found[html] or self.printed(html) for html in documents]

    def printed(self, html: str) -> Printed:
        """Return the document *html* as a finished PDF on the desk.

        Raises:
            MissingToolError: Pango is not installed.
        """
        if found := self._found(html):
            return found
        layout, path = self._layout(html), self._path(html)
        broken = pdf.finish(layout.pdf(), self._about, path, self._drawings)
        extent = _reach(layout, html)
        said = {"extent": asdict(extent), "broken": [asdict(each) for each in broken]}
        data = json.dumps(said).encode() + b"\n" + path.read_bytes()
        self._job.kept.keep(self._key("document", html), data)
        return Printed(path=path, extent=extent, broken=broken)

    def _found(self, html: str) -> Printed | None:
        """Return the document *html* if it was kept."""
        data = self._job.kept.recall(self._key("document", html))
        if data is None:
            return None
        head, _, content = data.partition(b"\n")
        said, path = json.loads(head), self._path(html)
        path.write_bytes(content)
        broken = tuple(
            pdf.Broken(**{**each, "profile": Profile(each["profile"])}) for each in said["broken"]
        )
        return Printed(path=path, extent=_extent(said["extent"]), broken=broken)

    def _layout(self, html: str) -> weasy.Layout:
        """Lay *html* out, unless that was done to learn its extent."""
        if self._begun is not None and self._begun[0] == html:
            return self._begun[1]
        return weasy.layout(job_of(self._pack, self._row, html, self._job.paper))

    def _path(self, html: str) -> Path:
        """Return where on the desk the document *html* stands."""
        mark = sha256(html.encode()).hexdigest()[:16]
        return self._job.desk / f"{self._pack.stem}-{self._row.name}-{mark}.pdf"

    def _key(self, kind: str, html: str) -> str:
        """Return by what something of a *kind* is kept that is made of *html*."""
        task = job_of(self._pack, self._row, html, self._job.paper)
        drawn = [(each.pixels, sha256(each.data).hexdigest()) for each in self._drawings]
        return self._job.kept.key(kind, [*decided_by(task), repr((self._about, drawn))])


def _reach(layout: weasy.Layout, html: str) -> Extent:
    # Nothing of these texts is drawn twice, so that none is cut off at its length.
    texts = dict.fromkeys(map(int, _NUMBERS.findall(html)), sys.maxsize)
    return Extent(
        page_count=layout.page_count,
        pages_of_ids=layout.pages_of_ids,
        remarks=layout.remarks,
        starts=tuple(layout.page_starts(texts)),
    )


def _extent(said: Mapping[str, Any]) -> Extent:
    return Extent(
        page_count=said["page_count"],
        pages_of_ids=said["pages_of_ids"],
        remarks=tuple(said["remarks"]),
        starts=tuple(each and (each[0], each[1]) for each in said["starts"]),
    )


def decided_by(job: weasy.PrintJob) -> list[str]:
    """Return all that decides the pages of *job*, beside the program."""
    files = {name: (sha256(data).hexdigest(), kind) for name, (data, kind) in job.files.items()}
    return [job.html, *job.stylesheets, repr(files)]


def job_of(pack: Pack, row: PackEdition, html: str, paper: Paper, css: str = "") -> weasy.PrintJob:
    """Return the job to lay out *html*, pages of *pack*, for the row *row*, with *css* added."""
    worn = look(pack.theme, row)
    return weasy.PrintJob(
        html=html,
        stylesheets=[*sheets.texts(row.stylesheets, worn), _page(pack, row, paper), css],
        files=_files(pack, worn),
    )


def look(theme: Theme, row: PackEdition) -> Theme:
    """Return *theme*; with the face of large print where letters are that large."""
    if row.floor_pt < LARGE_PT:
        return theme
    return replace(theme, text_face=fonts.LARGE_PRINT, label_face=fonts.LARGE_PRINT)


def _page(pack: Pack, row: PackEdition, paper: Paper) -> str:
    """Return the CSS with the size of the pages, their margins and the column of numbers."""
    page = _offprint(pack, row, paper)
    is_large = row.floor_pt >= LARGE_PT
    left = LARGE_SIDE_MM if is_large else page.left_mm
    right = LARGE_SIDE_MM if is_large else page.right_mm
    if pack.metadata.punch_margin:
        left = max(left, PUNCH_MM)
    above, below = max(page.top_mm, STRIP_MM), max(page.bottom_mm, STRIP_MM)
    hang = f":root {{ --hang: {SLIM_HANG_MM}mm }}\n" if page.is_slim and not is_large else ""
    return (
        f"{sheets.size((page.width_mm, page.height_mm))}{hang}"
        f"@page {{ margin: {above}mm {right}mm {below}mm {left}mm }}\n"
    )


def _offprint(pack: Pack, row: PackEdition, paper: Paper) -> Offprint:
    """Return the pages that articles stand on in the same file."""
    if row.halves_sheet:
        return offprint.of(offprint.HALVES_MM[paper], paper)
    own = pack.theme.page_mm if paper is pack.metadata.paper and row.floor_pt < LARGE_PT else None
    return offprint.of(own, paper)


def _files(pack: Pack, look: Theme) -> dict[str, tuple[bytes, str]]:
    """Return what the pages show: pictures of notes, that of the cover, and faces."""
    found = {asset.name: (asset.data, asset.media_type) for asset in _shown(pack)}
    return found | sheets.files(look)


def _shown(pack: Pack) -> list[Asset]:
    """Return the pictures of the pack's own pages."""
    return [*pack.assets.values(), *([pack.cover] if pack.cover else [])]


def drawings(pack: Pack) -> list[pdf.Exchange]:
    """Return the pages of PDF that stand for pictures of *pack*."""
    shown = [*pack.assets.values(), *([pack.cover] if pack.cover else [])]
    return [
        pdf.Exchange(pixels=asset.page_pixels, data=asset.page) for asset in shown if asset.page
    ]


def colophon(pack: Pack, title: str = "") -> pdf.Colophon:
    """Return what a file of *pack* says about itself, under its *title* or that of the pack."""
    metadata = pack.metadata
    name, address = LICENCES.get(metadata.license or "", (metadata.license, None))
    return pdf.Colophon(
        title=title or metadata.title,
        authors=[each.display for each in metadata.instructor],
        lang=metadata.lang,
        date=metadata.date,
        rights=name,
        rights_url=address,
        publisher=metadata.institution,
        identifier=metadata.url,
    )
