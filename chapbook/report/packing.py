"""Telling what a pack became."""

from collections.abc import Iterator, Sequence
from typing import Any

from chapbook.findings import Finding
from chapbook.publish import PublishedWork
from chapbook.report import KB, Outcome
from chapbook.report.data import listed
from chapbook.settings import Settings


def built(settings: Settings, work: PublishedWork, found: Sequence[Finding]) -> Outcome:
    """Tell which files of a pack were made, and what was *found*."""
    data = {"status": "built", "files": list(_files(work)), "findings": listed(found)}
    return Outcome(text="\n".join(_lines(settings, work)), data=data, findings=found)


def unchanged(settings: Settings, work: PublishedWork, found: Sequence[Finding]) -> Outcome:
    """Tell that all files of a pack stand already."""
    lines = [*_lines(settings, work), "", "Unchanged: nothing to do."]
    data = {"status": "unchanged", "files": list(_files(work)), "findings": listed(found)}
    return Outcome(text="\n".join(lines), data=data, findings=found)


def _files(work: PublishedWork) -> Iterator[dict[str, Any]]:
    """Yield each file of *work* with its measures."""
    for edition, published in work.editions.items():
        for name, file in published.files.items():
            measures = {"pages": file.pages, "bytes": file.size_bytes}
            yield {"edition": edition, "file": name, **measures, "purpose": file.purpose}


def _lines(settings: Settings, work: PublishedWork) -> Iterator[str]:
    """Yield a line for each file: where it is, its pages and size, what it is for."""
    files = list(_files(work))
    width = max((len(str(settings.output / file["file"])) for file in files), default=0)
    for file in files:
        name = str(settings.output / file["file"])
        pages = f"{file['pages']} p." if file["pages"] else ""
        size = f"{max(1, round(file['bytes'] / KB))} kB"
        yield f"{name:<{width}}  {pages:>8}  {size:>9}  {file['purpose']}"
