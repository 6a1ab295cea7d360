"""The stage that joins finished editions to packs for a course.

A binder takes a ``BoundPack`` and writes one file of it; it lays out no reading again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from chapbook.bundle.job import Bundled, Job
from chapbook.editions import Paper
from chapbook.model import BuiltEdition
from chapbook.pack import BoundPack, BoundReading, Pack, Reading
from chapbook.packs import Binder, PackEdition
from chapbook.tools.kept import NOTHING, Kept
from chapbook.tools.processes import beside

MODULES = {
    Binder.WOVEN: "chapbook.bundle.woven",
    Binder.IMPOSED: "chapbook.bundle.imposed",
    Binder.EPUB: "chapbook.bundle.epub",
    Binder.CARTRIDGE: "chapbook.bundle.cartridge",
    Binder.SCORM: "chapbook.bundle.scorm",
    Binder.QUESTIONS: "chapbook.bundle.moodle",
    Binder.RIGHTS: "chapbook.bundle.pages.sheet",
}
"""The module of each binder; imported when needed, since each brings heavy libraries."""

__all__ = ["MODULES", "Bundled", "Job", "editions", "jobs", "other"]


def other(reading: Reading, pack: Pack, desk: Path) -> BoundReading:
    """Return *reading*, a PDF or a note, with what can be known of it, and its file.

    Raises:
        ToolError: The PDF cannot be read.
    """
    from chapbook.bundle import others

    return others.bound(reading, pack, desk)


def jobs(
    pack: Pack,
    asked: Sequence[PackEdition],
    paper: Paper | None,
    desk: Path,
    kept: Kept = NOTHING,
) -> list[tuple[PackEdition, Job]]:
    """Return where and on what each of *asked* is made.

    Args:
        pack: The pack.
        asked: Rows of the table.
        paper: ``None`` for the pack's own.
        desk: The staging folder.
        kept: What was made before; usually nothing.
    """
    own = pack.metadata.paper
    paper = paper or own
    sheet = "" if paper is own else f"-{paper.value}"
    return [
        (row, Job(desk=desk, name=name, paper=paper, kept=kept))
        for row in asked
        for name in [row.file.format(stem=pack.stem, sheet=sheet)]
    ]


Make = Callable[[BoundPack, PackEdition, Job], Bundled]


def editions(
    bound: BoundPack,
    jobs: Sequence[tuple[PackEdition, Job]],
    *meanwhile: Callable[[], None],
) -> list[tuple[PackEdition, Bundled]]:
    """Make the files *jobs* of the pack *bound*; return what came of each, in their order.

    Args:
        bound: The pack.
        jobs: What is to be made.
        meanwhile: What this process does while another one makes it: to weave keeps one processor
            busy until the checks begin.

    Raises:
        ToolError: A program or a library failed.
    """
    return beside(lambda: list(_made(bound, jobs)), lambda: [do() for do in meanwhile])[0]


def _made(
    bound: BoundPack, jobs: Sequence[tuple[PackEdition, Job]]
) -> Iterator[tuple[PackEdition, Bundled]]:
    """Make one file after the other.

    The folios of the row ``pdf`` go into every job after it: they are the page numbers of all.
    """
    finished: dict[str, BuiltEdition] = {}
    folios = None
    for row, job in jobs:
        make: Make = import_module(MODULES[row.binder]).make
        bundled = make(bound, row, replace(job, finished=dict(finished), folios=folios))
        if bundled.built:
            finished[row.name] = bundled.built
        if row.name == "pdf":
            folios = bundled.folios
        yield row, bundled
