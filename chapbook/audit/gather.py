"""The report as a value: every work in ``output/``, its files, and what judges said of them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from chapbook import VERSION
from chapbook.audit import claims, memory
from chapbook.audit.checks import CHECKS
from chapbook.audit.judging import Exhibit, verdicts
from chapbook.audit.verdicts import Part, Result, Verdict
from chapbook.errors import UsageError
from chapbook.packs import place_in_order
from chapbook.publish import Manifest, PublishedFile, PublishedWork
from chapbook.tools.validator import Failure

REBUILD = "Build again; if somebody edited the file on purpose, keep their copy elsewhere."

NOT_BY_PROGRAMS = ("content", "screen-reader")
"""What nobody checked of any file; the words are the label ``unchecked-<key>``."""

NOT_BY_FORM: Mapping[str, tuple[str, ...]] = {
    ".pdf": ("paper",),
    ".epub": ("e-readers",),
    ".docx": ("word",),
    ".html": ("browsers",),
}
"""What nobody checked of files of one kind, by suffix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The whole report."""

    works: tuple[Part, ...]
    """By stem."""
    shared: Part | None = None
    """The pages about all works."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """The works, then the pages about them."""
        return (*self.works, *((self.shared,) if self.shared else ()))

    def verdicts(self, stem: str) -> list[Verdict]:
        """Return the verdicts on the work *stem* and on the pages about all works."""
        return [v for part in self.parts if part.stem in {stem, ""} for v in part.verdicts]


def audit(output: Path, manifest: Manifest | None, stem: str) -> Audit:
    """Put everything in *output* before its judges.

    Args:
        output: The folder of published files.
        manifest: What was published there.
        stem: The work that has to be among it.

    Raises:
        UsageError: It is not: nothing of it was built.
    """
    if manifest is None or stem not in manifest.articles:
        raise UsageError(
            f"Nothing of {stem} stands in {output}/.",
            why="Finished files are checked, and there are none.",
            fix="make",
        )
    memory.clear_old()
    works = sorted({**manifest.articles, **manifest.packs}.items())
    return Audit(works=tuple(_work(output, stem, work) for stem, work in works))


def _work(output: Path, stem: str, work: PublishedWork) -> Part:
    """Return the report on one work."""
    known = sorted(work.editions, key=place_in_order)
    files = {n: f for name in known for n, f in sorted(work.editions[name].files.items())}
    return part(
        ((name, output / name, file) for name, file in files.items()),
        stem=stem,
        title=work.title,
        lang=work.about.get("lang", "en"),
    )


def part(
    files: Iterable[tuple[str, Path, PublishedFile]], *, stem: str, title: str, lang: str
) -> Part:
    """Return the report on *files*: for each its name, where it lies and what the manifest says."""
    listed = list(files)
    own = [_as_built(name, path, file) for name, path, file in listed]
    exhibits = [
        Exhibit(
            name=name,
            path=path,
            sha256=file.sha256,
            claims=claims.of_pdf(path) if path.suffix == ".pdf" else (),
        )
        for (name, path, file), verdict in zip(listed, own, strict=True)
        if verdict.result is Result.PASSED
    ]
    found = (*own, *verdicts(exhibits))
    return Part(
        stem=stem,
        title=title,
        lang=lang,
        files=tuple((name, file.sha256) for name, _, file in listed),
        verdicts=found,
        claims=tuple(c for each in exhibits for c in claims.claims(each.name, each.path, found)),
        unchecked=tuple(_unchecked(path.suffix for _, path, _ in listed)),
        unjudged=tuple(name for name, path, _ in listed if path.suffix not in CHECKS),
    )


def _as_built(name: str, path: Path, file: PublishedFile) -> Verdict:
    """Return whether a file is the very one that was built, verified and published."""
    message = ""
    if not path.is_file():
        message = "it was published and is gone"
    elif hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
        message = "its content is not what was published"
    failure = Failure(rule="sha256", message=message, context="", count=1)
    return Verdict(
        promise="verified",
        file=name,
        judge="Chapbook",
        version=VERSION,
        against="manifest.json",
        result=Result.FAILED if message else Result.PASSED,
        failures=(failure,) if message else (),
        remedy=REBUILD if message else "",
    )


def _unchecked(suffixes: Iterable[str]) -> Iterator[str]:
    """Yield what nobody checked of files with *suffixes*, as keys of labels."""
    there = set(suffixes)
    yield from NOT_BY_PROGRAMS
    for suffix, keys in NOT_BY_FORM.items():
        if suffix in there:
            yield from keys
    if there & {".epub", ".html"}:
        yield "certificate"
