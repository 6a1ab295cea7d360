"""Are the sheets of a pack right: every page in its place, once signature by signature is folded?

They are folded here without asking how they were arranged, and held page by page against the file
with the pages one by one.
"""

from collections.abc import Iterator, Sequence

from chapbook.findings import Finding
from chapbook.tools import direction, pdfletters, signature
from chapbook.tools.pdf import read
from chapbook.tools.pdf.read import UnreadablePdfError
from chapbook.tools.pdfletters import Sheet
from chapbook.tools.pdftext import UnreadableTextError
from chapbook.verify import imposed
from chapbook.verify.imposed import CLAIMS, Line
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
        yield from _folded(case, sides, pages, pages_of.path.name)


def _folded(
    case: PackCase, sides: Sequence[Sheet], pages: Sequence[Sheet], file: str
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
        seen = signature.folded(imposed.stack(sides[:of_it]), binds_right=binds_right)
        own = pages[first : first + count]
        expected = [*own[:-1], *[None] * (len(seen) - count), *own[-1:]]
        line = _line(case, file, (number, len(counts)), (first + 1, count))
        if count == 1:
            expected = [*own, *[None] * (len(seen) - 1)]
        for place, (half, page) in enumerate(zip(seen, expected, strict=True), start=first + 1):
            yield from imposed.compared(case, place, half, page, line)
        sides, first = sides[of_it:], first + count


def _line(case: PackCase, file: str, which: tuple[int, int], pages: tuple[int, int]) -> Line:
    """Return the line of a signature.

    Args:
        case: The sheets.
        file: The name of the file with the pages.
        which: Its number (1-based), and how many there are.
        pages: Its first page (1-based), and how many it has.
    """
    labels, metadata = case.bound.pack.labels, case.bound.pack.metadata
    how, (number, total) = labels["fold-stitched"], which
    if total > 1:
        first, count = pages
        said = labels["pack-signature"].format(
            number=number,
            count=total,
            sheets=-(-count // signature.PAGES_PER_SHEET),
            pages=f"{first}–{first + count - 1}" if count > 1 else f"{first}",
        )
        how = f"{said}{labels['fold-signatures']}"
    return Line(
        words=how + labels["for-printer"].format(file=file),
        floor_pt=FLOOR_PT,
        from_right=direction.of_language(metadata.lang) == direction.RTL,
    )
