"""Where what an edition says differs from what the article says, with both sides."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from chapbook.verify.content.furniture import Vocabulary
from chapbook.verify.content.parts import Block, Content, Rows, unspaced

SHOWN_LENGTH = 60
"""So many characters of each side are shown, from where they part."""

CELL = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place in which an edition is unlike the article."""

    what: str
    """What it is: "paragraph", "note", "row of a table" …"""
    article: str
    """What the article says; nothing where the edition says more."""
    edition: str
    """What the edition says; nothing where it says less."""

    def __str__(self) -> str:
        """Say in words what is amiss, both sides shown."""
        if not self.edition:
            return f'the {self.what} "{_cut(self.article)}" is missing'
        if not self.article:
            return f'the {self.what} "{_cut(self.edition)}" is not in the article'
        start = max(0, _parting(self.article, self.edition) - SHOWN_LENGTH // 3)
        start = self.article.rfind(" ", 0, start) + 1 if start else 0
        ours, theirs = _cut(self.article[start:]), _cut(self.edition[start:])
        article = "an" if self.what[0] in "aeiou" else "a"
        return f'{article} {self.what} says "{theirs}" where the article says "{ours}"'


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN_LENGTH else text[:SHOWN_LENGTH].rsplit(" ", 1)[0] + " …"


def _parting(one: str, other: str) -> int:
    """Return how many characters *one* and *other* begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def differences(
    article: Content, edition: Content, words: Vocabulary, *, has_spaces: bool = True
) -> Iterator[Difference]:
    """Yield where *edition* differs from *article*.

    Args:
        article: What it should say.
        edition: What it says.
        words: What it may say beside that.
        has_spaces: Whether the edition keeps white space; a page loses that of line ends.
    """
    key = str if has_spaces else unspaced
    yield from _texts("paragraph", article.blocks, edition.blocks, key, words)
    yield from _levels(article.blocks, edition.blocks, key)
    for what, name in _SEQUENCES:
        ours, theirs = getattr(article, name), getattr(edition, name)
        found = _sequences(what, ours, theirs, key, words)
        yield from islice(found, edition.unsaid_count if name == "alternatives" else 0, None)
    yield from _tables(article.tables, edition.tables, key)
    for text in edition.furniture:
        if words.unknown(text):
            yield Difference(what="line of furniture", article="", edition=text)


_SEQUENCES = (
    ("caption", "captions"),
    ("note", "notes"),
    ("citation", "citations"),
    ("alternative text", "alternatives"),
)


def _texts(
    what: str,
    article: Sequence[Block],
    edition: Sequence[Block],
    key: Callable[[str], str],
    words: Vocabulary,
) -> Iterator[Difference]:
    yield from _sequences(
        what, [block.text for block in article], [block.text for block in edition], key, words
    )


def _sequences(
    what: str,
    article: Sequence[str],
    edition: Sequence[str],
    key: Callable[[str], str],
    words: Vocabulary,
) -> Iterator[Difference]:
    """Yield the differences of two sequences of texts; what is only cut elsewhere is none."""
    ours, theirs = [key(text) for text in article], [key(text) for text in edition]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal" or unspaced("".join(ours[i:j])) == unspaced("".join(theirs[k:m])):
            continue
        lost, more = list(article[i:j]), list(edition[k:m])
        if len(lost) != len(more):
            more = [text for text in more if words.unknown(text) or text in lost]
        yield from _paired(what, lost, more)


def _paired(what: str, lost: list[str], more: list[str]) -> Iterator[Difference]:
    """Yield the differences of texts that stand in one place."""
    if len(lost) == len(more):
        for ours, theirs in zip(lost, more, strict=True):
            if ours != theirs:
                yield Difference(what=what, article=ours, edition=theirs)
        return
    for text in lost:
        if text not in more:
            yield Difference(what=what, article=text, edition="")
    for text in more:
        if text not in lost:
            yield Difference(what=what, article="", edition=text)


def _levels(
    article: Sequence[Block], edition: Sequence[Block], key: Callable[[str], str]
) -> Iterator[Difference]:
    """Yield the headings that are none in the edition, or of another level, and the reverse."""
    wanted = Counter((key(b.text), b.level) for b in article if not b.is_title)
    found = Counter((key(block.text), block.level) for block in edition)
    levels: dict[str, list[int]] = {}
    for text, level in (found - wanted).elements():
        levels.setdefault(text, []).append(level)
    for text, level in (wanted - found).elements():
        if levels.get(text):
            yield Difference(
                what="heading" if level else "paragraph",
                article=f"{_rank(level)}: {text}",
                edition=f"{_rank(levels[text].pop(0))}: {text}",
            )


def _rank(level: int) -> str:
    return f"level {level}" if level else "no heading"


def _tables(
    article: Sequence[Rows], edition: Sequence[Rows], key: Callable[[str], str]
) -> Iterator[Difference]:
    """Yield the rows of tables that differ."""
    ours = [_keyed(table, key) for table in article]
    theirs = _whole(ours, [_keyed(table, key) for table in edition])
    if len(ours) != len(theirs):
        yield Difference(what="number of tables", article=str(len(ours)), edition=str(len(theirs)))
        return
    for mine, yours in zip(ours, theirs, strict=True):
        for one, other in _rows(mine, yours):
            if one != other:
                yield Difference(
                    what="row of a table", article=CELL.join(one), edition=CELL.join(other)
                )


def _keyed(table: Rows, key: Callable[[str], str]) -> Rows:
    return tuple(tuple(map(key, row)) for row in table)


def _whole(article: Sequence[Rows], edition: Sequence[Rows]) -> list[Rows]:
    """Return the tables of *edition*, those put together that a narrow page has cut in parts."""
    waiting = list(reversed(edition))
    tables: list[Rows] = []
    for wanted in article:
        table = waiting.pop() if waiting else ()
        while waiting and _cells(table) < _cells(wanted) and len(waiting[-1]) == len(wanted):
            table = tuple(map(_going_on, table, waiting.pop()))
        tables.append(table)
    return tables + waiting[::-1] if edition else []


def _cells(table: Rows) -> int:
    return sum(map(len, table))


def _going_on(row: tuple[str, ...], rest: tuple[str, ...]) -> tuple[str, ...]:
    """Return *row* with its *rest*, which says again what its first cell says."""
    return row + (rest[1:] if rest[:1] == row[:1] else rest)


def _rows(ours: Rows, theirs: Rows) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield pairs of rows, an empty one where one of the tables has fewer."""
    for index in range(max(len(ours), len(theirs))):
        yield (
            ours[index] if index < len(ours) else (),
            theirs[index] if index < len(theirs) else (),
        )
