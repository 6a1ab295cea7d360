"""Letters beyond the edges of their page: sheets cut them off, and yet they are read there.

PDFium gives the letters of a page wherever they stand.  Pages of journals are often a part of a
larger page; what lies around it would be read on the other half of the sheet.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from chapbook.tools import signature
from chapbook.tools.pdfletters import Letter, Sheet

SLACK_PT = 6.0
"""How far pages of inner sheets are moved at most, and some rounding."""

_Gone = tuple[str, float, float]
"""A letter that is cut off, and where its text would begin on the side."""


def seen(page: Sheet) -> Sheet:
    """Return *page* without letters of text that begins beyond its edges."""
    return replace(page, letters=tuple(each for each in page.letters if _is_on(page, each)))


def of_sides(
    sides: Sequence[Sheet], pages: Iterable[Sheet | None], *, binds_right: bool
) -> Iterator[Sheet]:
    """Yield *sides* of a signature without the letters that its pages have beyond their edges.

    Args:
        sides: As they are printed.
        pages: As a reader meets them; ``None`` for one that is blank.
        binds_right: Whether the signature is opened with the fold on the right.
    """
    halves = [signature.Side((n, False), (n, True)) for n in range(len(sides))]
    stack = [signature.Sheet(*pair) for pair in zip(halves[::2], halves[1::2], strict=True)]
    gone: dict[int, list[_Gone]] = defaultdict(list)
    for (number, is_right), page in zip(
        signature.folded(stack, binds_right=binds_right), pages, strict=True
    ):
        gone[number] += _gone(page, sides[number], is_right) if page else ()
    for number, side in enumerate(sides):
        yield replace(side, letters=tuple(_left(side.letters, gone[number])))


def _is_on(page: Sheet, letter: Letter) -> bool:
    across, up = letter.start
    return 0 <= across <= page.width and 0 <= up <= page.height


def _gone(page: Sheet, side: Sheet, is_right: bool) -> Iterator[_Gone]:
    """Yield the letters of *page*, on a half of *side*, that are cut off there.

    A broad page is turned against the clock.
    """
    is_turned = page.width > page.height
    width, height = (page.height, page.width) if is_turned else (page.width, page.height)
    left = (side.width / 2 - width) / 2 + (side.width / 2 if is_right else 0)
    low = (side.height - height) / 2
    for each in page.letters:
        if not _is_on(page, each):
            across, up = each.start
            x, y = (page.height - up, across) if is_turned else (across, up)
            yield each.text, left + x, low + y


def _left(letters: Iterable[Letter], gone: list[_Gone]) -> Iterator[Letter]:
    """Yield *letters* but for those *gone*, which are taken from that list."""
    for each in letters:
        found = next((one for one in gone if _is_same(each, one)), None)
        if found is None:
            yield each
        else:
            gone.remove(found)


def _is_same(letter: Letter, gone: _Gone) -> bool:
    text, across, up = gone
    return (
        letter.text == text
        and abs(letter.start[0] - across) < SLACK_PT
        and abs(letter.start[1] - up) < SLACK_PT
    )
