"""The fifth stage: open the finished files as a stranger would, and compare them with the article.

Nothing here knows how an edition is made.  Each check is one function that yields
findings; a table says which checks an edition must pass.
"""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import chain, zip_longest

from chapbook.editions import Maker
from chapbook.findings import Finding
from chapbook.model import Article, BuiltEdition
from chapbook.pack import BoundPack
from chapbook.packs import Binder, PackEdition
from chapbook.tools.kept import NOTHING, Kept
from chapbook.tools.processes import beside
from chapbook.verify import book, elsewhere, embed, imposed, marks, packs, printed, web, word
from chapbook.verify.case import Case, cases
from chapbook.verify.standing import published

__all__ = ["findings", "of_pack", "published", "ready"]

JUDGES: dict[Maker, Callable[[Case], Iterator[Finding]]] = {
    Maker.PRINT: printed.article,
    Maker.WEB: web.page,
    Maker.EMBED: embed.pages,
    Maker.EPUB: book.epub,
    Maker.DOCX: word.docx,
    Maker.HANDOUT: printed.handout,
    Maker.LARGE_PRINT: printed.large_print,
    Maker.IMPOSED: imposed.sheets,
    Maker.REVIEW: printed.review,
}
"""Who judges the files of each maker."""

OF_PACKS: dict[Binder, tuple[tuple[str, ...], ...]] = {
    Binder.WOVEN: (("woven",), ("particulars", "strips")),
    Binder.CARTRIDGE: (("cartridge",),),
    Binder.EPUB: (("book",),),
    Binder.SCORM: (("scorm",),),
    Binder.IMPOSED: (("imposed",),),
    Binder.QUESTIONS: (("moodle",),),
}
"""The modules of ``verify.packs`` that judge the files of each binder.

Of a woven file one judge looks at its tags and links, and two at the rest of it: as long each.
"""


def ready(bound: BoundPack, rows: Sequence[PackEdition], kept: Kept = NOTHING) -> None:
    """Look at the readings of *bound* while the files *rows* of it are being made."""
    from chapbook.verify.packs import woven  # heavy, as are all judges of packs

    for row in rows:
        woven.ready(bound, row, kept)


def of_pack(bound: BoundPack, built: Sequence[BuiltEdition], kept: Kept = NOTHING) -> list[Finding]:
    """Return what is wrong with the finished files of the pack *bound*; *kept* remembers.

    Raises:
        OSError: A file cannot be opened.
    """
    asked = [
        (case, names)
        for case in packs.cases(bound, built, kept)
        for names in OF_PACKS.get(case.row.binder, ())
    ]
    there, here = beside(
        lambda: [_judged(case, names) for case, names in asked[::2]],
        lambda: [_judged(case, names) for case, names in asked[1::2]],
    )
    in_turn = chain.from_iterable(zip_longest(there, here, fillvalue=()))
    return list(chain.from_iterable(in_turn))


def _judged(case: packs.PackCase, names: Sequence[str]) -> list[Finding]:
    """Return what the modules *names* of ``verify.packs`` find."""
    judges = (import_module(f"chapbook.verify.packs.{name}") for name in names)
    return [finding for judge in judges for finding in judge.findings(case)]


def findings(article: Article, built: Sequence[BuiltEdition]) -> list[Finding]:
    """Return what is wrong with the finished files of *article*.

    Raises:
        MissingToolError: A library that the checks rest on is not installed.
        OSError: A file cannot be opened.
    """
    judged = cases(article, built)
    printed = [case for case in judged if case.row.maker is Maker.PRINT]
    others = [case for case in judged if case.row.maker is not Maker.PRINT]
    if not (printed and others):
        return _found(judged)
    # To read the PDF through takes as long as all the rest.
    found, more = beside(
        lambda: [*_found(printed), *marks.findings(judged), *elsewhere.findings(judged)],
        lambda: _found(others),
    )
    return [*more, *found]


def _found(judged: Sequence[Case]) -> list[Finding]:
    """Return what is wrong with each of the files *judged*."""
    alone = (JUDGES[case.row.maker](case) for case in judged if case.row.maker in JUDGES)
    return list(chain.from_iterable(alone))
