"""What is done to somebody else's PDF, in its order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf

from chapbook.tools.pdf.foreign import (
    documents,
    drawing,
    notes,
    opening,
    pagetree,
    recovery,
    resources,
    sizes,
    structure,
    tidying,
)
from chapbook.tools.pdf.foreign.opening import Theirs
from chapbook.tools.pdf.foreign.reasons import Refusal, problem
from chapbook.tools.pdf.foreign.report import Examined, Problem

FAULTS = (
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What reading a file may raise that nobody thought of; the file is then told to be damaged."""


class UnwritableError(Exception):
    """The copy cannot be written."""


def examined(path: Path, ranges: Sequence[range] | None, target: Path | None) -> Examined:
    """Look into the file at *path*, mend it, and write it to *target* if that is given.

    Args:
        path: The file.
        ranges: Of the indices of its pages; ``None`` for all.
        target: Where the mended copy is written.

    Raises:
        UnwritableError: The copy cannot be written.
    """
    try:
        with opening.opened(path) as theirs:
            return _gone_through(theirs, ranges, target)
    except Refusal as refusal:
        return Examined(refusal=refusal.why)
    except (
        pikepdf.PdfError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        OverflowError,
    ) as error:
        return Examined(refusal=problem("damaged", what=str(error)))


def _gone_through(theirs: Theirs, ranges: Sequence[range] | None, target: Path | None) -> Examined:
    file, root = theirs.file, theirs.file.Root
    about = Examined(
        page_count=len(file.pages),
        lang=_text(root.get("/Lang")),
        title=_text(file.docinfo.get("/Title")),
    )
    try:
        pages = pagetree.chosen(file, ranges)
        found = list(_mended(theirs, pages))
    except Refusal as refusal:
        return replace(about, refusal=refusal.why)
    if target is not None:
        _write(file, target)
    return replace(
        about,
        sizes_mm=tuple(sizes.size_mm(page) for page in pages.values()),
        is_tagged="/StructTreeRoot" in root,
        problems=tuple(found),
    )


def _mended(theirs: Theirs, pages: Mapping[int, Any]) -> Iterator[Problem]:
    """Make *pages* fit to be woven, and yield what is to be said of them.

    Raises:
        Refusal: They cannot be.
    """
    file = theirs.file
    pagetree.blank_others(file, pages)
    yield from sizes.mend(pages, theirs.sizeless)
    resources.mend(pages.values())
    documents.check(file, pages)
    if theirs.is_recovered:
        yield recovery.checked(pages)
    yield from recovery.missed(pages)
    said = list(drawing.look(pages))
    for page in pages.values():
        tidying.tidy(file, page)
    stamp, told = structure.settle(file, pages)
    is_tagged = "/StructTreeRoot" in file.Root
    yield from (each for each in said if each.reason != "scanned" or not is_tagged)
    yield from told
    yield from documents.mend(file, pages)
    yield from notes.mend(file, pages, stamp)


def _text(said: Any) -> str:
    return str(said).strip() if isinstance(said, pikepdf.String) else ""


def _write(file: pikepdf.Pdf, target: Path) -> None:
    """Write *file*, without encryption, to *target*; the same file gives the same bytes."""
    try:
        file.save(target, deterministic_id=True, encryption=False)
    except OSError as error:
        raise UnwritableError(str(error)) from error
