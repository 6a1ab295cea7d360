"""What stands where on the pages of a PDF: on the sheet, large enough, with its furniture."""

from collections import Counter
from collections.abc import Callable, Iterator

from chapbook.findings import Finding
from chapbook.tools.pdftext import Page, Run
from chapbook.verify.case import Case
from chapbook.verify.letters import letters

POINTS_PER_MM = 72 / 25.4

UNPRINTED_MM = 5.0
"""Office printers leave about this much of every edge blank."""

SHARE_OF_SMALL = 0.03
"""Raised letters, as in "1st", are smaller than running text and this small a part of it."""

SLACK_PT = 0.05
"""Sizes are written with few decimals."""

Check = Callable[[Case, tuple[Page, ...]], Iterator[Finding]]


def edges(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """No text stands in the outer 5 mm or beyond: it would be cut off or not printed."""
    margin = UNPRINTED_MM * POINTS_PER_MM
    for page_index, page in enumerate(pages):
        for run in page.runs:
            inside = margin <= run.left and run.right <= page.width - margin
            if not (inside and margin <= run.bottom and run.top <= page.height - margin):
                yield case.layout(
                    f"text on page {page_index + 1} stands off the paper or at its very edge",
                    run.text,
                )
                break


def emptiness(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """No page is empty but for its furniture: paper would be wasted."""
    for page_index, page in enumerate(pages):
        if is_empty(page):
            yield case.layout(f"page {page_index + 1} is empty")


MARK_LENGTH = 3
"""The mark of a note has no more letters: "bp" in an article with many notes."""


def smallest_size(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """Running text is at least as large as the edition promises its readers.

    Letters are counted, since raised figures are smaller and many; raised letters are
    few but for the marks of notes.  Text in drawings and in the margins has its own
    measure; so has a foot that one side carries as furniture and another, once for those
    who listen, as text.
    """
    promised_pt = case.built.size_pt or case.row.floor_pt
    floor = promised_pt - SLACK_PT
    repeated = {_wording(run) for page in pages for run in page.runs if run.is_artifact}
    for page_index, page in enumerate(pages):
        running = [
            run
            for run in _running(page)
            if _wording(run) not in repeated and len(run.text.strip()) > MARK_LENGTH
        ]
        sizes = Counter[float]()
        for run in running:
            sizes[round(run.size_pt, 1)] += sum(map(str.isalpha, run.text))
        small = Counter({size: count for size, count in sizes.items() if size < floor})
        if small.total() > SHARE_OF_SMALL * sizes.total():
            size = small.most_common(1)[0][0]
            longest = max((r for r in running if r.size_pt < floor), key=lambda r: len(r.text))
            yield case.layout(
                f"text on page {page_index + 1} is {size:g} pt large, less than {promised_pt:g} pt",
                longest.text,
            )


def _wording(run: Run) -> str:
    """Return the text of *run* without numbers, which differ from side to side."""
    return "".join(character for character in run.text if not character.isdigit())


def is_empty(page: Page) -> bool:
    """Tell whether *page* holds nothing but furniture."""
    return not (page.has_drawing or _running(page))


def _running(page: Page) -> list[Run]:
    """Return the runs of *page* that are neither furniture nor part of a drawing."""
    return [run for run in page.runs if not (run.is_artifact or run.is_in_figure)]


def page_numbers(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """Every page says "page x of y", so that loose sheets can be put in order."""
    for page_index, page in enumerate(pages):
        words = case.article.labels["page-of"].format(page=page_index + 1, pages=len(pages))
        if not is_empty(page) and letters(words) not in letters(_all(page)):
            yield case.layout(f'page {page_index + 1} does not say "{words}"')


def _all(page: Page) -> str:
    """Return all text of *page*."""
    return "".join(run.text for run in page.runs)


ENOUGH_OF_TITLE = 30
"""So many letters of a long title name the article in a running head."""


def running_heads(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """Every page but the first, which has the title itself, names the article."""
    title = case.article.metadata.running_title
    for page_index, page in enumerate(pages[1:], 1):
        if letters(title)[:ENOUGH_OF_TITLE] not in _furniture(page):
            yield case.layout(f'page {page_index + 1} does not name the article, "{title}"')


def _furniture(page: Page) -> str:
    """Return the letters of what stands around the text of *page*."""
    return letters("".join(run.text for run in page.runs if run.is_artifact))
