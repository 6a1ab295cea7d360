"""The weaving itself: what is done to which file, in which order."""

import gc
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from chapbook.tools.page_validation import Profile
from chapbook.tools.pdf.finish import write
from chapbook.tools.pdf.weave import (
    branches,
    files,
    graft,
    layers,
    links,
    numbered,
    outline,
    stored,
    tags,
)
from chapbook.tools.pdf.weave.piece import Left, Piece, Reason, Woven, WovenPiece
from chapbook.tools.pdf.weave.sources import Source, opened
from chapbook.tools.pdf.xmp import Colophon

Printed = Callable[[Any, Sequence[WovenPiece]], None]
"""What prints something on the pages of a woven file, which is open, before it is written."""


def woven(
    pieces: Sequence[Piece], target: Path, about: Colophon, printed: Printed | None = None
) -> Woven:
    """Write *pieces* one after the other to *target*; as ``weaving``."""
    with weaving(pieces, target, about, printed) as made:
        return made


@contextmanager
def weaving(
    pieces: Sequence[Piece], target: Path, about: Colophon, printed: Printed | None = None
) -> Iterator[Woven]:
    """Write *pieces* one after the other to *target*, and close them at the end of the context.

    Args:
        pieces: At least one page in all; their identifiers differ.
        target: The file to write.
        about: What it says about itself; its attachments come after those of the pieces.
        printed: What prints on its pages.

    Yields:
        Where each piece stands, and what could not be kept; *target* is written.

    Raises:
        pikepdf.PdfError: A piece is damaged or no PDF; ``foreign`` says so in words before.
        OSError: A piece cannot be opened.
    """
    with opened(pieces) as sources, pikepdf.new() as file, _undisturbed():
        known = links.directory(sources)
        register = tags.Register()
        _thin(sources)
        prepared = []
        for source in sources:
            links.lead(source, known)
            prepared.append(tags.ready(source, register))
        made = [graft.pages(file, source) for source in sources]
        graft.trees(file, list(sources), prepared, about.lang)
        _whole(file, sources, made)
        told = tuple(_told(sources, made))
        if printed is not None:
            printed(file, told)
        yield Woven(pieces=told, broken=write(file, about, target, _claims(sources)))


def _thin(sources: list[Source]) -> None:
    """Leave to each of several pieces of one file its part of the tree of that file."""
    for source in sources:
        same = [each for each in sources if each.piece.path == source.piece.path]
        if len(same) > 1 and same[0] is source:
            known = branches.standing(source)
            for each in same:
                branches.thin(each, known)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep Python from looking for garbage among a million objects that are all in use."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _whole(file: pikepdf.Pdf, sources: list[Source], made: list[list[Any]]) -> None:
    """Write what belongs to the whole file."""
    named = []
    pages = {source.piece.identifier: each for source, each in zip(sources, made, strict=True)}
    for name, source, place in links.places(sources):
        there = pages[source.piece.identifier]
        named.append((name, outline.translated(source, place, there)))
    file.Root.Names = Dictionary(Dests=numbered.name_tree(file, named))
    outline.write(file, sources, made)
    files.write(file, files.gathered(file, sources))
    layers.write(file, sources)
    _mean_colours(file, sources)
    store = stored.Store()
    for page in file.pages:
        store.share(page.obj)
    _leave_forms(sources)


def _mean_colours(file: pikepdf.Pdf, sources: list[Source]) -> None:
    """Let colours mean what they do in the first source that says it (ISO 19005-3, 6.2.3).

    A file has one meaning of its colours; sources with another are told.
    """
    first: bytes | None = None
    for source in sources:
        for intent in source.file.Root.get("/OutputIntents", Array([])):
            profile = intent.get("/DestOutputProfile")
            said = profile.read_bytes() if isinstance(profile, pikepdf.Stream) else b""
            if first is None:
                first = said
                copy = file.copy_foreign(source.file.make_indirect(intent))
                file.Root.OutputIntents = Array([copy])
            elif said != first:
                source.left[Reason.OUTPUT_INTENT] += 1


def _leave_forms(sources: list[Source]) -> None:
    """Count the fields that nobody can fill in any more."""
    for source in sources:
        form = source.file.Root.get("/AcroForm")
        if isinstance(form, pikepdf.Dictionary) and len(form.get("/Fields", [])):
            source.left[Reason.FORM] += len(form.Fields)


def _claims(sources: list[Source]) -> tuple[Profile, ...]:
    """Return what the file may claim if its checks agree.

    Tags that were put around pages as a whole, or that pass over some of what is drawn, are none
    that PDF/UA means, whatever a check says.
    """
    is_tagged = all(source.is_tagged and source.is_heard for source in sources)
    return (Profile.A3U, Profile.UA1) if is_tagged else (Profile.A3U,)


def _told(sources: list[Source], made: list[list[Any]]) -> Iterator[WovenPiece]:
    """Yield where each piece stands."""
    at = 0
    for source, pages in zip(sources, made, strict=True):
        yield WovenPiece(
            identifier=source.piece.identifier,
            page_index=at,
            page_count=len(pages),
            is_tagged=source.is_tagged,
            labels=tuple(_label(source, index) for index in source.indices),
            left=tuple(Left(reason=reason, count=n) for reason, n in source.left.items()),
            led_inside=source.led_inside,
        )
        at += len(pages)


def _label(source: Source, page_index: int) -> str:
    """Return what a file calls one of its pages; nothing where it says so in no known way.

    There is no Roman number nought, and no kind of number called Z.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what is no number
        try:
            return str(source.file.pages[page_index].label)
        except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError):
            return ""
