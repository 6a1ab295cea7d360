"""Do the markers of the print pages name every page, each at the word that the PDF begins with?

The finished files are read side by side: the web page, the book and the Word file for their
markers and the words behind them, the PDF for the first words of its pages.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from chapbook.editions import Maker
from chapbook.findings import Finding
from chapbook.tools import pdftext
from chapbook.tools.pandoc import ast
from chapbook.tools.pdf import read
from chapbook.verify import epubfile, margin, markup
from chapbook.verify.case import Case
from chapbook.verify.letters import letters
from chapbook.verify.markup import Element

WHOLE_COLUMNS = 7
"""A table of more columns may be cut into several where pages are too narrow for it."""

ROLE = "doc-pagebreak"
BOOKMARK = re.compile(r"\w*page_(?:of_print_)?(\d+)")
W = f"{{{markup.WORD}}}"
DOCUMENT = "word/document.xml"

WINDOW = 12
"""Letters that are compared: more of them could hold the call of a note, which editions write
in their own ways."""
SHORT_WINDOW = 5
"""So many are enough at the very beginning of a page."""
FEWEST = 3
"""Fewer letters, such as the number of an item, could stand before a word by chance."""

LABEL = re.compile(r"\s*(?:[•‣◦▪–]|\(?(?:\d+|[A-Za-z]|[ivxlcIVXLC]+)[.)]|[a-z]{1,2})\s*")
"""What stands before an item of a list, or calls a note: other editions need not say it."""

SAID_BEFORE = "\u200b"
"""A word that a hyphen parts is said whole where it begins; for the rest stands a space of no
width (ISO 32000-2, 14.9.4)."""

Runs = list[str]
"""The text of a page, piece by piece as it was drawn."""
Piece = str | int
"""Text, or the page_number (1-based) that a marker names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A marker in an edition."""

    page_number: int
    """1-based."""
    before: str
    """The last letters before it."""
    words: str
    """The text behind it."""

    def behind_first_word(self) -> "Mark":
        """Return this marker one word further."""
        first, rest = (*self.words.split(maxsplit=1), "", "")[:2]
        return replace(self, before=f"{self.before}{letters(first)}", words=rest)

    @property
    def first_word_length(self) -> int:
        """How many letters the word behind it has."""
        return len(letters((self.words.split() or [""])[0]))


def findings(cases: Sequence[Case]) -> Iterator[Finding]:
    """Yield what is wrong with the markers of *cases*; nothing without the PDF that they name."""
    printed = next((case for case in cases if _is_print(case)), None)
    if printed is None:
        return
    pages = _pages(printed)
    for case in cases:
        if pages and case.row.maker in READERS:
            yield from _judged(case, pages)
        elif pages and case.row.tells_pages:
            yield from _in_margins(case, pages)


def _in_margins(case: Case, pages: Sequence[Runs]) -> Iterator[Finding]:
    """Judge the numbers in the margins of a handout."""
    with suppress(pdftext.UnreadableTextError, read.UnreadablePdfError):  # told elsewhere
        yield from margin.findings(case, pages)


def _is_print(case: Case) -> bool:
    """Tell whether *case* is the edition whose pages are those of all."""
    return case.row.maker is Maker.PRINT and case.paper is case.article.metadata.paper


def _pages(case: Case) -> list[Runs]:
    """Return the running text of each page of the PDF; nothing when it cannot be read."""
    try:
        pages = case.pages
    except (pdftext.UnreadableTextError, read.UnreadablePdfError):
        return []
    return [
        [run.text for run in page.runs if not (run.is_artifact or run.is_in_figure)]
        for page in pages
    ]


def _judged(case: Case, pages: Sequence[Runs]) -> Iterator[Finding]:
    """Judge the markers of one edition against the text of the *pages* of the PDF."""
    try:
        marks = list(_marks(READERS[case.row.maker](case)))
    except (zipfile.BadZipFile, KeyError, markup.UnreadableMarkupError):
        return  # told by those who judge the file itself
    found = [mark.page_number for mark in marks]
    wanted = list(range(1, len(pages) + 1))
    if found != wanted:
        yield case.unlike(_uneven(found, wanted))
        return
    cut = _cut_tables(case)
    places = [letters(mark.words) for mark in marks]
    for mark, place, following in zip(marks, places, [*places[1:], ""], strict=True):
        # Of several markers in one place, all but the last are those of pages without text.
        if mark.page_number > 1 and place != following and not _is_in(mark, cut):
            yield from _compared(case, mark, pages)


def _uneven(found: Sequence[int], wanted: Sequence[int]) -> str:
    """Say which pages have no marker, or that these are out of order."""
    absent = [str(number) for number in wanted if number not in found]
    if absent:
        return f"of the {len(wanted)} pages in print, these have no marker: {', '.join(absent)}"
    return f"the pages in print go to {len(wanted)}, and its markers are those of {found}"


def _compared(case: Case, mark: Mark, pages: Sequence[Runs]) -> Iterator[Finding]:
    """Compare the words behind *mark* with the first words of its page."""
    page, ahead = pages[mark.page_number - 1], letters("".join(pages[mark.page_number - 2]))
    bare = [run for run in page if not LABEL.fullmatch(run)]
    texts = [_without_statements(letters("".join(runs)), case) for runs in (page, bare)]
    if "".join(page).lstrip().startswith(SAID_BEFORE):
        mark = mark.behind_first_word()
    if not (any(_begins(text, mark, ahead) for text in texts) or _is_code(mark, texts[0], case)):
        printed, here = (" ".join(text.split()[:6]) for text in (" ".join(page), mark.words))
        yield case.unlike(
            f'page {mark.page_number} begins with "{printed}" in print and with "{here}" here',
            here,
        )


def _is_code(mark: Mark, page: str, case: Case) -> bool:
    """Tell whether *mark* stands ahead of code that began before *page*: inside, nothing can."""
    here = letters(mark.words)[:WINDOW]
    parts = [case.article.lead, case.article.body, case.article.appendix]
    code = (letters(n["c"][1]) for n in ast.nodes(parts) if n["t"] == "CodeBlock")
    return any(each.startswith(here) and page[:WINDOW] in each for each in code)


def _without_statements(page: str, case: Case) -> str:
    """Return the letters of *page* without what authors declare.

    It is no part of the article's text, and editions have it in different places.
    """
    metadata, labels = case.article.metadata, case.article.labels
    said = {
        "funding": metadata.funding,
        "competing-interests": metadata.competing_interests,
        "feedback": metadata.feedback,
    }
    for key, words in said.items():
        page = page.replace(letters(f"{labels[key]}{words}"), "", 1) if words else page
    return page


def _begins(page: str, mark: Mark, ahead: str) -> bool:
    """Tell whether the letters of *page* begin where *mark* stands.

    A word that a hyphen parts begins on the page before, *ahead*.  What is no running text
    may stand first: the repeated head of a table, the rest of a note, a list of contents.
    """
    here = letters(mark.words)
    for passed in range(max(1, mark.first_word_length)):
        rest = here[passed:]
        if passed and here[:passed] not in ahead:
            return False
        at = page.find(rest[:WINDOW])
        if at >= 0 and not _is_skipped(page[:at], mark.before + here[:passed]):
            return True
        if page.startswith(rest[:SHORT_WINDOW]) and len(rest) >= SHORT_WINDOW:
            return True
    return False


def _is_skipped(first: str, before: str) -> bool:
    """Tell whether *first*, the letters that begin a page, stand *before* its marker."""
    return len(first) >= FEWEST and before.endswith(first[-WINDOW:])


def _cut_tables(case: Case) -> str:
    """Return the letters of tables that editions may cut in their own ways, row by row."""
    blocks = [*case.article.lead, *case.article.body, *case.article.appendix]
    tables = [n for n in ast.nodes(blocks) if n["t"] == "Table"]
    return letters("".join(ast.text(t["c"]) for t in tables if len(t["c"][2]) > WHOLE_COLUMNS))


def _is_in(mark: Mark, cut: str) -> bool:
    """Tell whether *mark* stands in one of the tables *cut*."""
    return mark.before[-4:] in cut and letters(mark.words)[:4] in cut if cut else False


LONGEST = 400
"""Characters behind a marker that are looked at."""


def _marks(pieces: Iterator[Piece]) -> Iterator[Mark]:
    """Yield the markers among *pieces*, each with the text around it."""
    numbers: list[tuple[int, int]] = []
    texts: list[str] = []
    length = 0
    for piece in pieces:
        if isinstance(piece, int):
            numbers.append((piece, length))
        else:
            texts.append(piece)
            length += len(piece)
    text = "".join(texts)
    for page_number, at in numbers:
        before = letters(text[max(0, at - LONGEST) : at])
        yield Mark(page_number=page_number, before=before, words=text[at : at + LONGEST])


def _of_page(root: Element) -> Iterator[Piece]:
    """Yield the text and the markers below *root*, without formulas and calls of notes."""
    if root.get("role") == ROLE:
        yield int(root.get("aria-label") or root.get("title") or 0)
        return
    if markup.name(root) in markup.UNREAD | {"", "math"} or root.get("role") == "doc-noteref":
        return
    yield root.text or ""
    for child in root:
        yield from _of_page(child)
        yield child.tail or ""
    if markup.name(root) in BLOCKS:
        yield " "


BLOCKS = {"p", "li", "td", "th", "dt", "dd", "div", "h1", "h2", "h3", "h4", "h5", "h6", "caption"}
"""Elements behind which a word ends."""


def _web(case: Case) -> Iterator[Piece]:
    return _of_page(markup.page(case.built.path.read_bytes()))


def _epub(case: Case) -> Iterator[Piece]:
    opened = epubfile.opened(case)
    for path in opened.spine:
        yield from _of_page(markup.tree(opened.members[path]))


def _docx(case: Case) -> Iterator[Piece]:
    with zipfile.ZipFile(case.built.path) as archive:
        root = markup.tree(archive.read(DOCUMENT))
    for element in root.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}p", f"{W}bookmarkStart"):
        kind = markup.name(element)
        if kind == "bookmarkStart":
            if match := BOOKMARK.fullmatch(element.get(f"{W}name") or ""):
                yield int(match[1])
        else:
            yield (element.text or "") if kind == "t" else " "


READERS: dict[Maker, Callable[[Case], Iterator[Piece]]] = {
    Maker.WEB: _web,
    Maker.EMBED: _web,
    Maker.EPUB: _epub,
    Maker.DOCX: _docx,
}
"""How the text and the markers of each kind of file are read."""
