"""What can be said of published files: are they as published, and do they keep to their standards?

Checking can only refute what a file claims.  What no installed validator can judge is
said to be unchecked.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from chapbook.errors import MissingToolError
from chapbook.findings import ContentError, Finding, Place
from chapbook.model import Manuscript
from chapbook.tools import epubcheck, page_validation, verapdf
from chapbook.tools.page_validation import Profile
from chapbook.tools.pdf import read
from chapbook.tools.validator import Failure
from chapbook.tools.verapdf import Flavour

FLAVOURS = {
    "1a": Flavour.A1A,
    "1b": Flavour.A1B,
    "2a": Flavour.A2A,
    "2b": Flavour.A2B,
    "2u": Flavour.A2U,
    "3a": Flavour.A3A,
    "3b": Flavour.A3B,
    "3u": Flavour.A3U,
    "4": Flavour.A4,
    "4f": Flavour.A4F,
    "ua1": Flavour.UA1,
}
"""What does veraPDF call a claim of the XMP metadata?  Source: ISO 19005, ISO 14289."""

_PROFILES = {profile.value: profile for profile in Profile}

SPELT = {"3u": "PDF/A-3u", "3a": "PDF/A-3a", "2u": "PDF/A-2u", "ua1": "PDF/UA-1"}
"""How are the usual claims printed?"""


class PublishedFile(Protocol):
    """What the manifest says about a file."""

    @property
    def sha256(self) -> str:
        """Of the content, 64 hexadecimal digits."""


class PublishedEdition(Protocol):
    """What the manifest says about an edition."""

    @property
    def files(self) -> Mapping[str, PublishedFile]:
        """By name below ``output/``."""


class PublishedWork(Protocol):
    """What the manifest says about an article."""

    @property
    def editions(self) -> Mapping[str, PublishedEdition]:
        """By edition name."""


class Register(Protocol):
    """The manifest, as far as checking reads it."""

    @property
    def articles(self) -> Mapping[str, PublishedWork]:
        """By stem."""

    @property
    def shared(self) -> Mapping[str, PublishedFile]:
        """The files about all works, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the checks of one file came to."""

    kept: list[str] = field(default_factory=list)
    """Who found nothing wrong, and with which claim."""
    unchecked: list[str] = field(default_factory=list)
    """What was not looked at."""
    broken: list[str] = field(default_factory=list)
    """The rules that the file breaks."""

    def __str__(self) -> str:
        """Return the verdict in words."""
        words = ["as published", *self.kept]
        if self.unchecked:
            words.append(f"not checked: {', '.join(self.unchecked)}")
        return "; ".join(words)


def published(output: Path, manifest: Register | None, manuscript: Manuscript) -> dict[str, str]:
    """Return a verdict in words on each published file of *manuscript*, by its name.

    Args:
        output: The folder of published files.
        manifest: What was published; ``None`` when nothing was.
        manuscript: The article.

    Raises:
        ContentError: A file is gone, was changed after it was published, or breaks a
            standard that it claims.
    """
    work = manifest.articles.get(manuscript.stem) if manifest else None
    editions = work.editions.values() if work else ()
    files = {name: file for edition in editions for name, file in edition.files.items()}
    files |= manifest.shared if manifest else {}
    verdicts = {name: _verdict(output / name, file) for name, file in files.items()}
    found = [f for name, verdict in verdicts.items() for f in _findings(name, verdict)]
    if found:
        raise ContentError(found)
    return {name: str(verdict) for name, verdict in verdicts.items()}


def _findings(name: str, verdict: Verdict) -> Iterator[Finding]:
    """Yield one finding for each rule that the file *name* breaks."""
    for message in verdict.broken:
        yield Finding(code="edition-invalid", place=Place(file=name), message=message)


def _verdict(path: Path, file: PublishedFile) -> Verdict:
    """Judge one file."""
    if not path.is_file():
        return Verdict(broken=["it was published and is gone"])
    if hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
        return Verdict(broken=["it is not the file that was published: its content differs"])
    verdict = Verdict()
    if path.suffix == ".pdf":
        _judge_pdf(path, verdict)
    elif path.suffix == ".epub":
        _ask(verdict, "EPUBCheck", "EPUB 3", partial(epubcheck.failures, path))
    else:
        verdict.unchecked.append("its form, which no validator here knows")
    return verdict


def _judge_pdf(path: Path, verdict: Verdict) -> None:
    """Hold a PDF against every standard that it claims."""
    try:
        claims = read.anatomy(path).claims.all
    except read.UnreadablePdfError as error:
        verdict.broken.append(f"it cannot be opened as a PDF: {error}")
        return
    if not claims:
        verdict.unchecked.append("it claims no standard")
    for claim in claims:
        if claim in _PROFILES:
            judge = partial(page_validation.failures, path, _PROFILES[claim])
            _ask(verdict, "page-validation", claim, judge)
        if claim in FLAVOURS:
            _ask(verdict, "veraPDF", claim, partial(verapdf.failures, path, FLAVOURS[claim]))


def _ask(verdict: Verdict, judge: str, claim: str, failures: Callable[[], list[Failure]]) -> None:
    """Add to *verdict* what one validator says, or that it is not installed."""
    name = SPELT.get(claim, claim)
    try:
        found = failures()
    except MissingToolError:
        verdict.unchecked.append(f"{name} by {judge}, which is not installed")
        return
    if not found:
        verdict.kept.append(f"{judge} finds nothing against {name}")
    for failure in found:
        where = f" ({failure.context})" if failure.context else ""
        verdict.broken.append(f"{judge}, {name}: {failure.rule}: {failure.message}{where}")
