"""Which judge tries to refute which promise, by kind of file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from chapbook.audit import reading
from chapbook.tools import epubcheck, page_validation, verapdf
from chapbook.tools.judges import (
    ace,
    axe,
    html_validate,
    keyboard,
    office,
    ooxml,
    openxml_audit,
    outloud,
    qpdf,
    vnu,
)
from chapbook.tools.page_validation import Profile
from chapbook.tools.validator import Failure
from chapbook.tools.verapdf import Flavour


class Judge(Protocol):
    """A module that drives a judge from outside."""

    __name__: str

    def locate(self) -> object:
        """Find everything that is needed, or raise ``MissingToolError``."""

    def version(self) -> str:
        """Return the judge's version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One judge and what it holds a file against."""

    promise: str
    """A key of ``PROMISES``."""
    name: str
    """The judge, as its makers call it."""
    judge: Judge
    failures: Callable[[Path], list[Failure]]
    against: str
    """The standard or rules."""
    remedy: str
    """What to do when it finds something."""
    claim: str = ""
    """What the file has to claim for the check to apply, as ``pdf.read.Claims`` spells it."""


PROMISES = (
    "verified",
    "pdf-accessible",
    "pdf-archival",
    "pdf-sound",
    "epub-valid",
    "epub-accessible",
    "docx-valid",
    "docx-opens",
    "html-valid",
    "html-accessible",
    "records-read",
)
"""Every promise in the order of the report; its words are the label ``promise-<key>``."""

OURS = (
    "Pages are made by the program, so this is a fault of Chapbook or of a theme: "
    "send what the judge says, with the article, to whoever keeps your copy of Chapbook."
)
BOOK = (
    "Look at the named place in the article: raw HTML, odd nesting or a missing text alternative "
    "is the usual cause. If the article is plain there, it is a fault of Chapbook."
)
THEME = (
    "Look at the named element: colours and widths come from the theme or from raw HTML in the "
    "article. With the theme journal and no raw HTML, it is a fault of Chapbook."
)
UA, ARCHIVE = "PDF/UA-1 (ISO 14289-1)", "PDF/A-3u (ISO 19005-3)"

_PDF = (
    Check(
        promise="pdf-accessible",
        name="page-validation",
        judge=page_validation,
        failures=partial(page_validation.failures, profile=Profile.UA1),
        against=UA,
        remedy=OURS,
        claim="ua1",
    ),
    Check(
        promise="pdf-accessible",
        name="veraPDF",
        judge=verapdf,
        failures=partial(verapdf.failures, flavour=Flavour.UA1),
        against=UA,
        remedy=OURS,
        claim="ua1",
    ),
    Check(
        promise="pdf-accessible",
        name="outloud",
        judge=outloud,
        failures=outloud.failures,
        against="its own rules, errors only",
        remedy=BOOK,
    ),
    Check(
        promise="pdf-archival",
        name="page-validation",
        judge=page_validation,
        failures=partial(page_validation.failures, profile=Profile.A3U),
        against=ARCHIVE,
        remedy=OURS,
        claim="3u",
    ),
    Check(
        promise="pdf-archival",
        name="veraPDF",
        judge=verapdf,
        failures=partial(verapdf.failures, flavour=Flavour.A3U),
        against=ARCHIVE,
        remedy=OURS,
        claim="3u",
    ),
    Check(
        promise="pdf-sound",
        name="qpdf",
        judge=qpdf,
        failures=qpdf.failures,
        against="qpdf --check",
        remedy=OURS,
    ),
)
_EPUB = (
    Check(
        promise="epub-valid",
        name="EPUBCheck",
        judge=epubcheck,
        failures=epubcheck.failures,
        against="EPUB 3.3, warnings count as errors",
        remedy=BOOK,
    ),
    Check(
        promise="epub-accessible",
        name="Ace by DAISY",
        judge=ace,
        failures=ace.failures,
        against="EPUB Accessibility 1.1, WCAG 2.2 AA",
        remedy=BOOK,
    ),
)
_DOCX = (
    Check(
        promise="docx-valid",
        name="Open XML SDK validator",
        judge=ooxml,
        failures=ooxml.failures,
        against="Microsoft 365 (ISO/IEC 29500)",
        remedy=OURS,
    ),
    Check(
        promise="docx-valid",
        name="openxml-audit",
        judge=openxml_audit,
        failures=openxml_audit.failures,
        against="ISO/IEC 29500 and the rules between parts",
        remedy=OURS,
    ),
    Check(
        promise="docx-opens",
        name="LibreOffice",
        judge=office,
        failures=office.failures,
        against="as many headings and tables as the file has",
        remedy=OURS,
    ),
)
_HTML = (
    Check(
        promise="html-valid",
        name="Nu HTML checker",
        judge=vnu,
        failures=vnu.failures,
        against="HTML (WHATWG), CSS, SVG; warnings count as errors",
        remedy=BOOK,
    ),
    Check(
        promise="html-valid",
        name="html-validate",
        judge=html_validate,
        failures=html_validate.failures,
        against="its presets standard and a11y",
        remedy=BOOK,
    ),
    Check(
        promise="html-accessible",
        name="axe-core",
        judge=axe,
        failures=axe.failures,
        against="WCAG 2.2 AA and best practice at 320, 768 and 1280 px and at 400 % zoom, light "
        "and dark, offline; no sideways scrolling, no message in the console",
        remedy=THEME,
    ),
    Check(
        promise="html-accessible",
        name="keyboard",
        judge=keyboard,
        failures=keyboard.failures,
        against="WCAG 2.2, 2.1.1, 2.4.1, 2.4.3, 2.4.7: with Tab alone, in order, seen",
        remedy=THEME,
    ),
)


def _reader(form: str, against: str) -> Check:
    """Return the check that reads a record of the format *form* back."""
    return Check(
        promise="records-read",
        name="pandoc",
        judge=reading,
        failures=partial(reading.failures, form=form),
        against=against,
        remedy="Look at the named entry of the bibliography: an unclosed brace, an odd date.",
    )


CHECKS: Mapping[str, tuple[Check, ...]] = {
    ".pdf": _PDF,
    ".epub": _EPUB,
    ".docx": _DOCX,
    ".html": _HTML,
    ".bib": (_reader("biblatex", "BibTeX and BibLaTeX"),),
    ".ris": (_reader("ris", "RIS"),),
    ".json": (_reader("csljson", "CSL JSON"),),
}
"""The checks of each kind of file, by its suffix; other kinds have none."""
