"""Are the sheets of a pack right: every page in its place, once signature by signature is folded?

They are folded here without asking how they were arranged, and held page by page against the file
with the pages one by one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from chapbook.findings import Finding
from chapbook.tools import direction, pdfink, pdfletters, signature
from chapbook.tools.pdf import read
from chapbook.tools.pdf.read import UnreadablePdfError
from chapbook.tools.pdfletters import Sheet
from chapbook.tools.pdftext import UnreadableTextError
from chapbook.verify import imposed
from chapbook.verify.imposed import CLAIMS, Line, Part
from chapbook.verify.packs import unseen
from chapbook.verify.packs.case import PackCase

FLOOR_PT = 8.0
"""The least size of the line to whoever prints."""


def findings(case: PackCase) -> Iterator[Finding]:
    """Judge a file of sheets for the printer."""
    pages_of = case.finished.get(case.row.rests_on)
    if pages_of is None:
        return
    try:
        claims = read.anatomy(case.path).claims
        sides = pdfletters.sheets(case.path)
        pages = pdfletters.sheets(pages_of.path, is_printed=True)
    except (UnreadablePdfError, UnreadableTextError, FileNotFoundError) as error:
        yield case.invalid(f"it, or the file with its pages, cannot be opened: {error}")
        return
    for claim in set(claims.all) - CLAIMS:
        yield case.invalid(f"sheets for the printer claim {claim.upper()}")
    upright = [n for n, side in enumerate(sides, start=1) if side.width <= side.height]
    for number in upright:
        yield case.layout(f"side {number} is upright")
    if not upright:
        yield from _folded(case, sides, pages, pages_of.path)


def _folded(
    case: PackCase, sides: Sequence[Sheet], pages: Sequence[Sheet], path: Path
) -> Iterator[Finding]:
    """Yield how folded signatures that lie on each other differ from *pages*, one after another."""
    wanted = 2 * -(-len(pages) // signature.PAGES_PER_SHEET)
    if len(sides) != wanted:
        yield case.layout(f"{len(pages)} pages take {wanted} sides, and there are {len(sides)}")
        return
    binds_right = direction.of_language(case.bound.pack.metadata.lang) == direction.RTL
    counts = signature.divided(len(pages))
    first = 0
    for number, count in enumerate(counts, start=1):
        of_it = 2 * -(-count // signature.PAGES_PER_SHEET)
        order = _order(first, count, 2 * of_it)
        line = _line(case, path.name, (number, len(counts)), (first + 1, count))
        met = [None if index is None else pages[index] for index in order]
        shown = list(unseen.of_sides(sides[:of_it], met, binds_right=binds_right))
        seen = signature.folded(imposed.stack(shown), binds_right=binds_right)
        is_told = False
        for place, (half, page, index) in enumerate(zip(seen, met, order, strict=True), first + 1):
            own = unseen.seen(page) if page else None
            yield from imposed.compared(case, place, half, own, line)
            beside = imposed.divided(half, own.letters if own else ())[1]
            is_told = is_told or bool(beside)
            if own and beside and index is not None:
                yield from _covered(case, replace(half, letters=beside), own, (path, index))
        if not is_told:
            yield case.unlike(f"no line says what signature {number} is")
        sides, first = sides[of_it:], first + count


def _order(first: int, count: int, total: int) -> list[int | None]:
    """Return the page_index of each of *total* pages of a signature as a reader meets them.

    Of its *count* pages the last is outside; a lone page is the cover.
    """
    blanks: list[int | None] = [None] * (total - count)
    own = range(first, first + count)
    return [*own, *blanks] if count == 1 else [*own[:-1], *blanks, own[-1]]


def _covered(case: PackCase, line: Part, page: Sheet, at: tuple[Path, int]) -> Iterator[Finding]:
    """Yield that a line stands on a picture or a drawing, or on anything else of *page*.

    Args:
        case: The sheets.
        line: The line to whoever prints, beside the letters of the page.
        page: The page.
        at: The file that it is in, and its page_index there.
    """
    path, index = at
    if pdfink.has_ink(path, index, imposed.on_page(line, page)):
        message = f"the line to the printer stands on something of page {index + 1}"
        yield case.layout(message, line.text)


def _line(case: PackCase, file: str, which: tuple[int, int], pages: tuple[int, int]) -> Line:
    """Return the line of a signature.

    Args:
        case: The sheets.
        file: The name of the file with the pages.
        which: Its number (1-based), and how many there are.
        pages: Its first page (1-based), and how many it has.
    """
    labels, metadata = case.bound.pack.labels, case.bound.pack.metadata
    (number, total), (first, count) = which, pages
    said = labels["pack-signature"].format(
        number=number,
        count=total,
        sheets=-(-count // signature.PAGES_PER_SHEET),
        pages=f"{first}–{first + count - 1}" if count > 1 else f"{first}",
    )
    how = f"{said}{labels['fold-signatures']}" if total > 1 else labels["fold-stitched"]
    return Line(
        words=how + labels["for-printer"].format(file=file),
        fewer=said,
        floor_pt=FLOOR_PT,
        from_right=direction.of_language(metadata.lang) == direction.RTL,
    )
