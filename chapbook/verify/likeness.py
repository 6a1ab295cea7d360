"""Does an edition say what the article says: all of it, nothing else, with the same structure?

Text, headings, tables, notes, citations and alternative texts are compared one by one; what
an edition adds must be made of words of ours, or about the article.
"""

import re
from collections import Counter
from collections.abc import Iterator

from chapbook.findings import Finding
from chapbook.verify.case import Case
from chapbook.verify.content import article, compare
from chapbook.verify.content.parts import Content, unspaced

SENTENCE_END = re.compile(r"(?<=[.!?؟۔。])\s+")
"""Between sentences; a handout may set those of several paragraphs as one."""

MOST_TOLD = 3
"""Differences of one kind that are told of one edition; more of them have the same cause."""


def findings(
    case: Case, content: Content, *, has_spaces: bool = True, wanted: Content | None = None
) -> Iterator[Finding]:
    """Yield where an edition with *content* is unlike the article, with both sides.

    Args:
        case: The edition.
        content: What it says.
        has_spaces: Whether it keeps white space.
        wanted: What it must say; what the article says, where nothing else is given.
    """
    wanted = wanted or case.content
    words = case.words()
    told: Counter[str] = Counter()
    for difference in compare.differences(wanted, content, words, has_spaces=has_spaces):
        told[difference.what] += 1
        if told[difference.what] <= MOST_TOLD:
            yield case.unlike(str(difference), difference.article or difference.edition)
    for what, count in told.items():
        if count > MOST_TOLD:
            yield case.unlike(f"{count - MOST_TOLD} more differences of this kind: {what}")
    texts = {block.text for block in wanted.blocks}
    added = [block.text for block in content.blocks if block.text not in texts]
    yield from _particulars(case, unspaced("".join([*content.furniture, *added])))


def nothing_else(case: Case, content: Content) -> Iterator[Finding]:
    """Yield what a handout with *content* says that neither the article nor a label says.

    A handout selects; it has no text of its own.  It may leave out citations.
    """
    words = case.words()
    readings = (article.whole(case.article), article.uncited(case.article))
    said = unspaced("".join(text for reading in readings for text in _texts(reading)))
    for text in _texts(content):
        for sentence in SENTENCE_END.split(text):
            if unspaced(sentence) not in said and words.unknown(sentence):
                yield case.unlike(f'"{sentence}" is not in the article', sentence)


def _texts(content: Content) -> Iterator[str]:
    """Yield every text of *content* that an edition has from the article."""
    yield from (block.text for block in content.blocks)
    yield from (*content.captions, *content.notes, *content.alternatives)
    yield from (cell for rows in content.tables for row in rows for cell in row)


def _particulars(case: Case, said: str) -> Iterator[Finding]:
    """Yield what of the title block is not *said*, wherever the edition sets it."""
    metadata = case.article.metadata
    wanted = [metadata.title, metadata.subtitle or "", *(name.display for name in metadata.author)]
    abstract = article.of_blocks(case.article.abstract, case.row.name)
    wanted += [block.text for block in abstract.blocks]
    for text in wanted:
        if unspaced(text) not in said:
            yield case.unlike(f'it does not say "{text}"', text)
