"""The reviewer's copy: all the text is there, with numbered lines, and says what is signed."""

import re
from collections.abc import Iterator
from dataclasses import replace

from chapbook.findings import Finding
from chapbook.frozen import Frozen
from chapbook.model import Article
from chapbook.tools.pandoc import ast
from chapbook.tools.pdftext import Page, Run
from chapbook.verify.case import Case
from chapbook.verify.content import article
from chapbook.verify.content.furniture import WORD, Vocabulary
from chapbook.verify.content.parts import Content, unspaced

EVERY = 5
"""Every fifth line has its number."""
SAME_PT = 1.0
"""A number stands on the baseline of a line of text, give or take this."""

COMMAND = frozenset(
    ["python", "pipeline", "py", "sign", "md", "given", "family", "credentials", "date"]
)
"""What is typed to record a signature."""

UNSIGNED = {"how-to-cite", "cite-original"}
"""The headings of what a signature does not cover."""

SENTENCE_END = re.compile(r"(?<=[.!?؟۔。])\s+")


def line_numbers(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """Lines are numbered through the whole text, and each number stands beside a line.

    Those of turned pages are counted and not told.
    """
    expected = EVERY
    for page_index, page in enumerate(pages):
        is_behind_turned = page_index > 0 and _is_turned(pages[page_index - 1])
        for run in sorted(_numbers(page), key=lambda run: -run.bottom):
            number = int(run.text)
            if is_behind_turned and number > expected and number % EVERY == 0:
                expected = number
            is_behind_turned = False
            if number != expected:
                message = f"line {number} is numbered where line {expected} would be"
                yield case.layout(f"page {page_index + 1}: {message}")
            if not any(abs(_middle(run) - _middle(each)) < run.size_pt for each in _text(page)):
                yield case.layout(f"page {page_index + 1}: no line stands beside number {number}")
            expected = number + EVERY


def _numbers(page: Page) -> Iterator[Run]:
    """Yield the numbers in the outer margins of *page*, at the height of its text."""
    if page.type_area is None or _is_turned(page):
        return
    left, bottom, right, top = page.type_area
    for run in page.runs:
        is_beside = run.right <= left + SAME_PT or run.left >= right - SAME_PT
        is_number = run.is_artifact and run.text.strip().isdecimal()
        if is_number and is_beside and bottom <= run.bottom <= top:
            yield run


def _is_turned(page: Page) -> bool:
    return page.width > page.height


def _text(page: Page) -> Iterator[Run]:
    yield from (run for run in page.runs if not run.is_artifact and run.text.strip())


def _middle(run: Run) -> float:
    return (run.top + run.bottom) / 2


def whole(case: Case, content: Content) -> Iterator[Finding]:
    """Every paragraph of the article is in the copy, word for word, in the order of the words.

    Words that went since the last review may stand between them.
    """
    said = unspaced(" ".join(_texts(content)))
    for block in article.whole(_signed(case.article)).blocks:
        if unspaced(block.text) in said:
            continue
        words = WORD.findall(block.text)
        if not case.article.versions or not all(word in said for word in words):
            yield case.unlike(f'the copy for review does not say "{block.text}"', block.text)


def nothing_else(case: Case, content: Content) -> Iterator[Finding]:
    """What the copy says more are labels, particulars, works cited, and words that went."""
    texts = [*case.article.versions, case.article.frozen]
    kept = {w.casefold() for f in texts for t in _kept(f) for w in WORD.findall(t)}
    kept |= COMMAND | {word.casefold() for word in WORD.findall(case.article.stem)}
    known = Vocabulary(words=case.words().words | kept)
    said = unspaced(" ".join(_texts(article.whole(case.article))))
    for text in _texts(content):
        for sentence in SENTENCE_END.split(text):
            if unspaced(sentence) not in said and known.unknown(sentence):
                yield case.unlike(f'"{sentence}" is not in the article', sentence)


def signed(case: Case, content: Content) -> Iterator[Finding]:
    """The page to sign names the very text: its content hash stands there."""
    if case.article.content_hash not in unspaced(" ".join(_texts(content))):
        yield case.unlike("the copy for review does not say which text is signed")


def _kept(frozen: Frozen) -> Iterator[str]:
    """Yield all that is told of a text that was kept."""
    yield from (*frozen.passages, frozen.mark, frozen.content_hash)
    yield from (*frozen.images, *frozen.works, frozen.version or "")
    yield from (f"{review.display} {review.credentials}" for review in frozen.reviews)


def _signed(written: Article) -> Article:
    """Return *written* without how to cite it, which is made from particulars."""
    ends = [i for i, b in enumerate(written.appendix) if ast.identifier(b) in UNSIGNED]
    return replace(written, appendix=written.appendix[: ends[0]] if ends else written.appendix)


def _texts(content: Content) -> Iterator[str]:
    yield from (block.text for block in content.blocks)
    yield from (*content.captions, *content.notes, *content.alternatives)
    yield from (cell for rows in content.tables for row in rows for cell in row)
