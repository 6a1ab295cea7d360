"""What finished files say of themselves: the standards that they claim to keep to."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

from chapbook.audit.checks import ARCHIVE, UA
from chapbook.audit.verdicts import Claim, Result, Verdict
from chapbook.tools.pdf import read

STANDARDS = {"ua1": UA, "3u": ARCHIVE}
"""How is a claim of a PDF's XMP metadata called in the report?"""

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_CLAIMING = {"dcterms:conformsTo", "a11y:certifiedBy"}


def of_pdf(path: Path) -> tuple[str, ...]:
    """Return the claims of a PDF as its metadata spells them; none of what is no PDF."""
    try:
        return read.anatomy(path).claims.all
    except read.UnreadablePdfError:
        return ()


def claims(name: str, path: Path, verdicts: Sequence[Verdict]) -> Iterator[Claim]:
    """Yield each claim of a file and what judges made of it; one without words for no claim.

    Only PDF and EPUB can say of themselves which standard they keep to.
    """
    if path.suffix not in {".pdf", ".epub"}:
        return
    spelt = of_pdf(path) if path.suffix == ".pdf" else _of_epub(path)
    for claim in spelt:
        words = STANDARDS.get(claim, claim)
        yield Claim(file=name, claim=words, result=_fate(name, words, verdicts))
    if not spelt:
        yield Claim(file=name, claim="", result=Result.NOT_CLAIMED)


def _fate(name: str, claim: str, verdicts: Sequence[Verdict]) -> Result:
    """Return whether a judge that held the file against *claim* refuted it."""
    tried = {v.result for v in verdicts if v.file == name and _is_about(v, claim)}
    for result in (Result.FAILED, Result.PASSED):
        if result in tried:
            return result
    return Result.NOT_RUN


def _is_about(verdict: Verdict, claim: str) -> bool:
    """Tell whether *verdict* speaks of *claim*; of a book, Ace speaks of all that it claims."""
    return verdict.against == claim or verdict.promise == "epub-accessible"


def _of_epub(path: Path) -> tuple[str, ...]:
    """Return the standards that a book claims in its package (EPUB Accessibility 1.1, 2.3)."""
    try:
        with zipfile.ZipFile(path) as book:
            container = ElementTree.fromstring(book.read("META-INF/container.xml"))
            (rootfile,) = container.iter(f"{_CONTAINER}rootfile")
            package = ElementTree.fromstring(book.read(rootfile.get("full-path", "")))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, ElementTree.ParseError):
        return ()
    said = [
        (meta.text or "").strip()
        for meta in package.iter(f"{_OPF}meta")
        if meta.get("property") in _CLAIMING
    ]
    linked = [
        link.get("href", "") for link in package.iter(f"{_OPF}link") if link.get("rel") in _CLAIMING
    ]
    return tuple(filter(None, (*said, *linked)))
