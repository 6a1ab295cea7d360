"""Laying out one document, and writing it as PDF."""

import gc
import hashlib
import logging
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chapbook.errors import MissingToolError
from chapbook.tools import direction, fonts
from chapbook.tools.weasy import fill, starts

if TYPE_CHECKING:
    from chapbook.tools.weasy.lines import Column, Line

_RUNS_FROM_RIGHT = re.compile(r"\s*<!doctype html>\s*<html\b[^>]*\bdir=.rtl.", re.I)
"""How a page begins whose text runs from right to left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """A document to lay out."""

    html: str
    stylesheets: Sequence[str] = ()
    """CSS texts, in the order of the cascade."""
    files: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)
    """What ``src`` attributes and ``url()`` may name: bytes and media type by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A document laid out on pages."""

    document: Any
    """WeasyPrint's ``Document``."""
    remarks: tuple[str, ...]
    """What WeasyPrint warned about, each once, in order."""
    is_bidirectional: bool = False
    """Whether some of its text runs from right to left."""

    @property
    def page_count(self) -> int:
        """The number of pages."""
        return len(self.document.pages)

    @property
    def pages_of_ids(self) -> dict[str, int]:
        """The page_number (1-based) on which each id begins."""
        found: dict[str, int] = {}
        for page_index, page in enumerate(self.document.pages):
            for identifier in page.anchors:
                found.setdefault(identifier, page_index + 1)
        return found

    def page_starts(self, lengths: Mapping[int, int]) -> list[starts.Start | None]:
        """Return where each page begins; *lengths* are the letters of each leaf of text."""
        return starts.of_pages(self.document.pages, lengths)

    def filled(self, page_index: int) -> float:
        """Return how far down the text of a page (0-based) reaches, in parts of its height."""
        return fill.share(self.document.pages[page_index]._page_box)

    def lines(self, unread: frozenset[str] = frozenset()) -> "list[list[Line]]":
        """Return the lines of text of each page; elements of a class in *unread* have none."""
        from chapbook.tools.weasy import lines

        return lines.of_pages(self.document.pages, unread)

    def columns(self, prefix: str) -> "list[Column]":
        """Return for each page where the elements stand whose ids begin with *prefix*."""
        from chapbook.tools.weasy import lines

        return lines.columns(self.document.pages, prefix)

    def boxes(self, prefix: str) -> list[tuple[float, float, float, float]]:
        """Return left, top, right and bottom of all elements whose ids begin with *prefix*.

        In CSS pixels from the upper left corner of their page, in the order of the pages.
        """
        return [
            place
            for page in self.document.pages
            for identifier, place in page.anchors.items()
            if identifier.startswith(prefix)
        ]

    def followed_by(self, other: "Layout") -> "Layout":
        """Return one document with the pages of both."""
        pages = [*self.document.pages, *other.document.pages]
        return replace(
            self,
            document=self.document.copy(pages),
            remarks=tuple(dict.fromkeys([*self.remarks, *other.remarks])),
            is_bidirectional=self.is_bidirectional or other.is_bidirectional,
        )

    def pdf(self, *, tagged: bool = True) -> bytes:
        """Return the document as PDF/A-3u, not yet finished, with tags or without."""
        from chapbook.tools.weasy import last, scripts
        from chapbook.tools.weasy.tagging import Tagging

        with _quiet_collector(), ExitStack() as stack:
            says: Mapping[Any, str] = {}
            if tagged:
                tagging = Tagging(self.document)
                stack.enter_context(tagging.applied())
                says = tagging.words
            if self.is_bidirectional:
                stack.enter_context(scripts.saying_all(says))
            data: bytes = self.document.write_pdf(
                finisher=last.touched, pdf_variant="pdf/a-3u", pdf_tags=tagged
            )
        return data


class _Ear(logging.Handler):
    """Collects what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Remember the message of *record*."""
        self.heard[record.getMessage()] = None


@contextmanager
def _listening() -> Iterator[_Ear]:
    """Collect WeasyPrint's warnings, and keep them off the terminal."""
    ear = _Ear()
    logger = logging.getLogger("weasyprint")
    before = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [ear], False
    try:
        yield ear
    finally:
        logger.handlers, logger.propagate = before


@contextmanager
def _quiet_collector() -> Iterator[None]:
    """Hold the garbage collector off while boxes pile up: 15 % of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _fontconfig_file() -> Path:
    """Write the configuration that lets in our fonts only; return the file.

    It lies in the user's cache, or in a temporary folder where there is none, and
    never shows in what is built.
    """
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = home / "chapbook" / "fontconfig"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="chapbook-fontconfig-"))
    text = fonts.fontconfig(folder / "cache")
    path = folder / f"fonts-{hashlib.sha256(text.encode()).hexdigest()[:12]}.conf"
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(text, "utf-8")
        draft.replace(path)
    return path


@cache
def _weasyprint() -> Any:
    """Import WeasyPrint with our fonts and no others.

    Raises:
        MissingToolError: Pango is not installed.
    """
    # fontconfig reads this when Pango first asks for a font, so it comes before the import.
    os.environ["FONTCONFIG_FILE"] = str(_fontconfig_file())
    try:
        import weasyprint
        import weasyprint.draw
        import weasyprint.svg
    except OSError as error:
        raise MissingToolError(
            f"Pango, which sets the type, cannot be loaded: {str(error).splitlines()[0]}",
            fix="apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        ) from error
    from chapbook.tools.weasy import hanging, scripts, tagging

    hanging.mend(weasyprint)
    scripts.mend(weasyprint)
    tagging.mend(weasyprint)
    return weasyprint


def warm_up() -> None:
    """Import WeasyPrint ahead of time, so that ``layout`` need not.

    A missing Pango is not told here but where pages are wanted.
    """
    with suppress(MissingToolError):
        _weasyprint()


def _directed(job: PrintJob) -> list[str]:
    """Return the style sheets of *job*, mirrored where its text runs from right to left.

    Boxes in the margins of pages know no direction: they are told.
    """
    if not _RUNS_FROM_RIGHT.match(job.html):
        return list(job.stylesheets)
    told = "@page { direction: rtl }"
    return [*map(direction.mirrored, job.stylesheets), told]


_ASKS = re.compile(r"@(?!(?:page|media|counter-style)\b|(?:top|right|bottom|left)-)", re.I)
"""A rule of a style sheet that may load something, as ``@font-face`` does; or words like one."""


@lru_cache(maxsize=64)
def _parsed(css: str) -> tuple[Any, Mapping[str, Any], tuple[str, ...]]:
    """Return the style sheet *css*, which loads nothing, the counters that it defines, remarks.

    WeasyPrint changes no sheet once it is read.  A sheet of two sides is laid out a dozen times
    until all of it fits, and to read its styles takes longer than to lay it out.
    """
    weasyprint = _weasyprint()
    from weasyprint.css.counters import CounterStyle

    from chapbook.tools.weasy.fetch import BASE_URL, Shelf

    counters = CounterStyle()
    options = {"base_url": BASE_URL, "url_fetcher": Shelf({})}
    with _listening() as ear:
        sheet = weasyprint.CSS(string=css, counter_style=counters, **options)
    return sheet, counters, tuple(ear.heard)


def _sheets(job: PrintJob, ear: _Ear, **shared: Any) -> list[Any]:
    """Return the style sheets of *job* as WeasyPrint has them; *ear* hears what it warns about.

    What a sheet defines is put into *shared*.
    """
    found = []
    for css in _directed(job):
        if _ASKS.search(css):
            found.append(_weasyprint().CSS(string=css, **shared))
            continue
        sheet, counters, heard = _parsed(css)
        shared["counter_style"].update(counters)
        ear.heard |= dict.fromkeys(heard)
        found.append(sheet)
    return found


def layout(job: PrintJob) -> Layout:
    """Lay out *job* on pages.

    Raises:
        MissingToolError: Pango is not installed.
    """
    weasyprint = _weasyprint()
    from weasyprint.css.counters import CounterStyle
    from weasyprint.text.fonts import FontConfiguration

    from chapbook.tools.weasy import scripts
    from chapbook.tools.weasy.fetch import BASE_URL, Shelf

    shelf = Shelf(job.files)
    # Shared, so that what one sheet defines is known to the document.
    shared = {"font_config": FontConfiguration(), "counter_style": CounterStyle()}
    options = {"base_url": BASE_URL, "url_fetcher": shelf}
    with _listening() as ear, _quiet_collector():
        sheets = _sheets(job, ear, **shared, **options)
        html = weasyprint.HTML(string=job.html, **options)
        # Tags are wanted from the start: with them layout keeps what the writer needs.
        document = html.render(**shared, stylesheets=sheets, pdf_variant="pdf/a-3u", pdf_tags=True)
    return Layout(
        document=document,
        remarks=tuple(ear.heard),
        is_bidirectional=scripts.runs_from_right(job.html),
    )
