"""``report.html``, ``report.json`` and ``index.html`` as the publishing stage wants them.

The page about all works leads to the report when there is one.  A later build keeps the report
as long as every file that it is about has the same bytes; otherwise it goes with them.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from chapbook import publish, shelf
from chapbook.audit import page, record
from chapbook.audit.gather import Audit
from chapbook.audit.judging import Exhibit, expected, verdicts
from chapbook.audit.verdicts import Part, Verdict
from chapbook.errors import OutputError
from chapbook.publish import MadeFile, Manifest
from chapbook.tools import labels

PAGE, RECORD = "report.html", "report.json"


def pages(output: Path, desk: Path) -> Callable[[Manifest], list[MadeFile]]:
    """Return what makes the pages about all works for a manifest, and keeps a report that holds.

    Args:
        output: The folder of published files.
        desk: Where the files of this build are before they are published.
    """

    def made(manifest: Manifest) -> list[MadeFile]:
        names = [name for name in (PAGE, RECORD) if name in manifest.shared]
        records = {name: manifest.shared[name] for name in names}
        if RECORD in names and publish.are_current(output, records):
            index = _index(output, desk, manifest, has_report=PAGE in names)
            judged = record.of_files(json.loads((output / RECORD).read_bytes()))
            if judged == _files(manifest) | {file.name: _sha256(file.path) for file in index}:
                return [*index, *(_copy(output, desk, manifest, name) for name in names)]
        return _index(output, desk, manifest, has_report=False)

    return made


def ready(output: Path, desk: Path) -> None:
    """Write the page about all works on *desk* as they stand, for what is made once in a run.

    That is labels and faces of type; whoever waits for another process has the time for it.
    """
    if manifest := publish.read_manifest(output):
        _index(output, desk, manifest, has_report=False)


def reported(
    output: Path, desk: Path, manifest: Manifest, audit: Audit
) -> tuple[Audit, Callable[[Manifest], Sequence[MadeFile]]]:
    """Write the report on *desk*; return it with what was said of its own pages, and its maker.

    The page is judged with the very words in which it says that it passed; only if a judge finds
    something is it written again.
    """
    has_page = PAGE not in {name for name, _ in replace(manifest, shared={}).claims()}
    index = _index(output, desk, manifest, has_report=has_page)
    whole = replace(audit, shared=_shared(manifest, index))
    if has_page:
        whole = _paged(desk / PAGE, manifest, whole)
    (desk / RECORD).write_text(record.text(whole), "utf-8", newline="\n")
    purpose = labels.load(_lang(manifest))["check-report"]
    names = (PAGE, RECORD) if has_page else (RECORD,)
    made = [*index, *(MadeFile(path=desk / name, name=name, purpose=purpose) for name in names)]
    return whole, partial(_unless_changed, manifest, made)


def _unless_changed(
    audited: Manifest, made: Sequence[MadeFile], now: Manifest
) -> Sequence[MadeFile]:
    """Return *made*, unless another build published while files were being judged.

    Raises:
        OutputError: It did.
    """
    if replace(now, shared={}) != replace(audited, shared={}):
        raise OutputError(
            "Another build published into the folder while its files were being checked.",
            why="The report would speak of files that are no longer there.",
            fix="make check",
        )
    return made


def _paged(path: Path, manifest: Manifest, audit: Audit) -> Audit:
    """Write the page to *path*; return *audit* with what judges say of it."""
    about = _about(manifest)
    hoped = _with(audit, expected(path.name))
    path.write_text(page.page(hoped, about), "utf-8", newline="\n")
    found = _with(audit, verdicts([_exhibit(path)]))
    if found != hoped:
        path.write_text(page.page(found, about), "utf-8", newline="\n")
    return found


def _with(audit: Audit, more: Sequence[Verdict]) -> Audit:
    """Return *audit* with *more* said of the pages about all works."""
    assert audit.shared is not None
    part = replace(audit.shared, verdicts=(*audit.shared.verdicts, *more))
    return replace(audit, shared=part)


def _shared(manifest: Manifest, index: Sequence[MadeFile]) -> Part:
    """Return the report on the page about all works."""
    lang = _lang(manifest)
    return Part(
        stem="",
        title=labels.load(lang)["check-pages"],
        lang=lang,
        files=tuple((file.name, _sha256(file.path)) for file in index),
        verdicts=tuple(verdicts(_exhibit(file.path) for file in index)),
    )


def _index(output: Path, desk: Path, manifest: Manifest, *, has_report: bool) -> list[MadeFile]:
    """Make the page about all works on *desk*."""
    written = partial(shelf.page, report=PAGE if has_report else "")
    return shelf.maker(output, desk, written)(manifest)


def _copy(output: Path, desk: Path, manifest: Manifest, name: str) -> MadeFile:
    """Return the published file *name* as made once more."""
    (desk / name).write_bytes((output / name).read_bytes())
    return MadeFile(path=desk / name, name=name, purpose=manifest.shared[name].purpose)


def _files(manifest: Manifest) -> dict[str, str]:
    """Return the SHA-256 of every file of every work."""
    works = [*manifest.articles.values(), *manifest.packs.values()]
    editions = [edition for work in works for edition in work.editions.values()]
    return {name: file.sha256 for edition in editions for name, file in edition.files.items()}


def _about(manifest: Manifest) -> dict[str, str]:
    """Return what is said of the first work: its language and look are those of the pages."""
    works = sorted({**manifest.articles, **manifest.packs}.items())
    return dict(works[0][1].about) if works else {}


def _lang(manifest: Manifest) -> str:
    return _about(manifest).get("lang", "en")


def _exhibit(path: Path) -> Exhibit:
    return Exhibit(name=path.name, path=path, sha256=_sha256(path))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
