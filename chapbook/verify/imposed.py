"""Are sheets for the printer right: every page in its place, at its size, once they are folded?

The sheets are read part by part, folded here as a reader folds them, and held page by page against
the file with the pages one by one: each page has letters of its own, all of their own size.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Protocol

from chapbook.editions import EDITIONS, Fold
from chapbook.findings import Finding
from chapbook.tools import direction, pdfletters, signature
from chapbook.tools.pdf import read
from chapbook.tools.pdf.read import Anatomy, UnreadablePdfError
from chapbook.tools.pdfletters import Letter, Sheet
from chapbook.tools.pdftext import UnreadableTextError
from chapbook.verify import folded, pdf
from chapbook.verify.case import Case
from chapbook.verify.layout import SLACK_PT
from chapbook.verify.letters import letters

SAME_SHARE = 0.05
"""By how much letters of one page may differ in how much larger or smaller they were printed."""

CLAIMS = {"3u"}
"""What sheets may claim: they have no tags, so PDF/UA would be a lie."""

ASCENT, DESCENT = 0.9, 0.3
"""How far letters reach over and under their baseline, in sizes."""


class Judge(Protocol):
    """A file of sheets before its judges, of an article or of a pack."""

    def layout(self, message: str, excerpt: str = "") -> Finding:
        """Return a finding on what stands where on the pages."""

    def unlike(self, message: str, excerpt: str = "") -> Finding:
        """Return a finding on text that is not what it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The line to whoever prints sheets, as it should stand beside a page."""

    words: str
    floor_pt: float
    from_right: bool
    """Whether its words run from right to left."""
    fewer: str = ""
    """What it may say instead where there is no more room."""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands on one part of one side, from top to bottom, such as a half."""

    left: float
    """In points, as the right."""
    right: float
    letters: tuple[Letter, ...]
    """In the order in which they are drawn."""

    @property
    def text(self) -> str:
        """Its letters, without spaces."""
        return "".join(letter.text for letter in self.letters)


def parts(side: Sheet, edges: Sequence[float]) -> tuple[Part, ...]:
    """Return what stands on *side* between each two of *edges*, points from the left."""
    return tuple(
        Part(left, right, tuple(each for each in side.letters if left <= each.start[0] < right))
        for left, right in pairwise(edges)
    )


def sheets(case: Case) -> Iterator[Finding]:
    """Judge a file of sheets for the printer."""
    try:
        anatomy = read.anatomy(case.built.path)
        sides = pdfletters.sheets(case.built.path)
        pages = pdfletters.sheets(source(case))
    except (UnreadablePdfError, UnreadableTextError, FileNotFoundError) as error:
        yield case.invalid(f"it, or the file with its pages, cannot be opened: {error}")
        return
    untrue = list(claims(case, anatomy))
    yield from untrue
    for check in pdf.ALL:
        if not (untrue and check is pdf.conformance):
            yield from check(case, anatomy)
    upright = list(turning(case, sides))
    yield from upright
    if case.row.fold in FOLDS and not upright:
        yield from FOLDS[case.row.fold](case, sides, pages)


def source(case: Case) -> Path:
    """Return the file with the pages that stand on the sheets of *case*, one by one."""
    row, built, own = EDITIONS[case.row.made_of], case.built, case.article.metadata.paper
    desk = built.path.parents[len(PurePosixPath(built.name).parts) - 1]
    stem = case.article.stem
    return desk / row.name_in_output(stem, case.paper, own, built.ink, built.size_pt or None)


def claims(case: Case, anatomy: Anatomy) -> Iterator[Finding]:
    """They claim to be archival and no more: whoever listens is served by another file."""
    for claim in set(anatomy.claims.all) - CLAIMS:
        yield case.invalid(f"sheets for the printer claim {claim.upper()}")


def turning(case: Case, sides: Sequence[Sheet]) -> Iterator[Finding]:
    """Every sheet lies on its side, so that its back is behind its short edge."""
    for side_index, side in enumerate(sides):
        if side.width <= side.height:
            yield case.layout(f"side {side_index + 1} is upright")


def stitched(case: Case, sides: Sequence[Sheet], pages: Sequence[Sheet]) -> Iterator[Finding]:
    """Folded in the middle and leafed through, sheets show every page in its order."""
    wanted = 2 * -(-len(pages) // signature.PAGES_PER_SHEET)
    if len(sides) != wanted:
        yield case.layout(f"{len(pages)} pages take {wanted} sides, and there are {len(sides)}")
        return
    binds_right = direction.of_language(case.article.metadata.lang) == direction.RTL
    seen = signature.folded(stack(sides), binds_right=binds_right)
    blanks = len(seen) - len(pages)
    expected = [*pages[:-1], *[None] * blanks, *pages[-1:]]
    line = expected_line(case)
    for place, (half, page) in enumerate(zip(seen, expected, strict=True), 1):
        yield from compared(case, place, half, page, line)


def expected_line(case: Case) -> Line:
    """Return the line that the sheets of *case* should have."""
    labels = case.article.labels
    assert case.row.fold is not None
    words = labels[f"fold-{case.row.fold.value}"] + labels["for-printer"]
    return Line(
        words=words.format(file=source(case).name),
        floor_pt=case.row.floor_pt,
        from_right=direction.of_language(case.article.metadata.lang) == direction.RTL,
    )


def stack(sides: Sequence[Sheet]) -> list[signature.Sheet[Part]]:
    """Return the halves of *sides* as a stack of sheets."""
    halves = [signature.Side(*parts(side, (0, side.width / 2, side.width))) for side in sides]
    return [
        signature.Sheet(front, back) for front, back in zip(halves[::2], halves[1::2], strict=True)
    ]


def in_three(case: Case, sides: Sequence[Sheet], pages: Sequence[Sheet]) -> Iterator[Finding]:
    """Folded twice and opened again, a sheet shows its six panels in their order."""
    if len(sides) != len(folded.SIDES) or len(pages) != sum(map(len, folded.SIDES)):
        return  # their number is a finding of its own
    from_right = direction.of_language(case.article.metadata.lang) == direction.RTL
    cuts = folded.edges([page.width for page in pages], from_right=from_right)
    outside, inside = (parts(side, edges) for side, edges in zip(sides, cuts, strict=True))
    seen = folded.folded(outside, inside, from_right=from_right)
    line = expected_line(case)
    for place, (part, page) in enumerate(zip(seen, pages, strict=True), 1):
        yield from compared(case, place, part, page, line)


def compared(
    case: Judge, place: int, part: Part, page: Sheet | None, expected: Line
) -> Iterator[Finding]:
    """Yield how *part*, met as the page *place* (1-based) of what is folded, differs from *page*.

    Without a *page* it should be blank.  The line to the printer, *expected* somewhere, may stand
    beside its text.
    """
    own = page.letters if page else ()
    drawn, line = divided(part, own)
    shares = _shares(drawn, own)
    share = next((share for share in shares if share != 1), 1)
    if len(drawn) < len(own):
        yield case.layout(f"page {place} is not where folding wants it", part.text[:60])
        return
    if max(shares) - min(shares) > SAME_SHARE:
        # The few letters of this page all stand on the one that is here, but not in their sizes.
        yield case.layout(f"page {place} is not where folding wants it", part.text[:60])
    elif share != 1:
        yield case.layout(f"page {place} is printed {share:.0%} of its size", part.text[:60])
    if line:
        yield from _note(case, place, replace(part, letters=line), page, expected)


def _shares(drawn: Sequence[Letter], own: Sequence[Letter]) -> list[float]:
    """Return by how much letters are larger than they are meant to be: 1 where they keep it."""
    sizes = zip(*(sorted(each.size_pt for each in some) for some in (drawn, own)), strict=False)
    return [seen / meant if abs(seen - meant) > SLACK_PT else 1 for seen, meant in sizes] or [1]


def divided(part: Part, own: Sequence[Letter]) -> tuple[tuple[Letter, ...], tuple[Letter, ...]]:
    """Return the letters of *part* that are a page's *own*, and those beside it.

    They are counted, since PDFium gives text that runs both ways in an order of its own; a line
    that runs up the sheet comes last.
    """
    waiting = Counter(each.text for each in own)
    drawn: list[Letter] = []
    beside: list[Letter] = []
    for each in sorted(part.letters, key=lambda letter: letter.runs_up):
        is_own = waiting[each.text] > 0
        waiting[each.text] -= is_own
        (drawn if is_own else beside).append(each)
    return tuple(drawn), tuple(beside)


def _note(
    case: Judge, place: int, line: Part, page: Sheet | None, expected: Line
) -> Iterator[Finding]:
    """Yield what is wrong with the letters that a page has beside its own: the printer's line."""
    found = Counter(letters(line.text))
    meant = [Counter(letters(words)) for words in (expected.words, expected.fewer)]
    if expected.from_right:
        # PDFium reads such words twice where they are said in other words, too: in both orders.
        found, *meant = (Counter(each.keys()) for each in (found, *meant))
    if found not in meant:
        yield case.unlike(f'beside page {place} stands "{line.text[:60]}"', line.text)
    if min(letter.size_pt for letter in line.letters) < expected.floor_pt - SLACK_PT:
        floor = f"{expected.floor_pt:g} pt"
        yield case.layout(f"the line to the printer is smaller than {floor}", line.text)
    if page and _overlap(line, page):
        yield case.layout(f"the line to the printer stands on the text of page {place}", line.text)


def _overlap(line: Part, page: Sheet) -> bool:
    """Tell whether *line*, which runs up or across, stands where *page* has letters."""
    left, bottom, right, top = on_page(line, page)
    return any(
        each.right > left and each.left < right and each.top > bottom and each.bottom < top
        for each in page.letters
    )


def on_page(line: Part, page: Sheet) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of *line* on *page*, beside the letters of which it is.

    The page is as high as its sheet, or it is broad and turned against the clock.
    """
    is_turned = page.width > page.height
    width = page.height if is_turned else page.width
    shift = line.left + (line.right - line.left - width) / 2
    boxes = [_reach(each) for each in line.letters]
    left, right = min(box[0] for box in boxes) - shift, max(box[2] for box in boxes) - shift
    bottom, top = min(box[1] for box in boxes), max(box[3] for box in boxes)
    return (bottom, width - right, top, width - left) if is_turned else (left, bottom, right, top)


def _reach(letter: Letter) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of the text of *letter*, as high as letters can be."""
    (across, up), size = letter.start, letter.size_pt
    if letter.runs_up:
        return across - ASCENT * size, letter.bottom, across + DESCENT * size, letter.top
    return letter.left, up - DESCENT * size, letter.right, up + ASCENT * size


FOLDS: dict[Fold, Callable[[Case, Sequence[Sheet], Sequence[Sheet]], Iterator[Finding]]] = {
    Fold.STITCHED: stitched,
    Fold.IN_THREE: in_three,
}
"""How sheets with each fold are held against the pages one by one."""
