"""What changed since a text was signed, shown word by word where it stands now.

The text that was kept is a list of passages, written much as Markdown writes them; the
paragraphs of the article are found again by their words.  Numbers of citations, figures and
tables are no words: they move when something else does.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from chapbook.frozen import Frozen, Occasion
from chapbook.model import Node
from chapbook.render import leaves
from chapbook.render.leaves import LEAF
from chapbook.render.review import tokens
from chapbook.render.review.dressing import Insertion, Stretch
from chapbook.render.review.tokens import Token
from chapbook.tools.changes import Change, between
from chapbook.tools.pandoc import ast

NEW, GONE = "inserted", "deleted"
"""The classes of words that came, and that went."""

PARAGRAPH = " ¶ "
"""Stands behind a paragraph that went, ahead of the one that followed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """What one leaf gets."""

    stretches: tuple[Stretch, ...]
    insertions: tuple[Insertion, ...]


def last_kept(versions: Sequence[Frozen]) -> Frozen | None:
    """Return the text to compare with: the one signed last, else the one released last."""
    for occasion in (Occasion.SIGNED, Occasion.RELEASED):
        kept = [frozen for frozen in versions if frozen.occasion is occasion]
        if kept:
            return max(kept, key=lambda f: max([f.date, *(r.date for r in f.reviews)]))
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed."""

    dresses: Mapping[int, Dress]
    """By the number of each leaf in which a change can be shown."""
    unplaced: tuple[Change, ...]
    """The other changes: in images, works cited, code, notes."""


NONE = Changes(dresses={}, unplaced=())


def changes(
    older: Frozen, newer: Frozen, blocks: list[Node], name_of: Callable[[str], str]
) -> Changes:
    """Return what shows the changes from *older* to *newer*.

    Args:
        older: A text that was kept.
        newer: The text of the article.
        blocks: The article's, leaves numbered.
        name_of: How people speak of a work, by its key.
    """
    nodes = [n for n in ast.nodes(blocks) if LEAF in n]
    found = {n[LEAF]: leaves.inlines(n) for n in nodes}
    places = _Places(newer.passages, found, {n[LEAF] for n in nodes if n["t"] == "Header"})
    stretches: dict[int, list[Stretch]] = defaultdict(list)
    insertions: dict[int, list[Insertion]] = defaultdict(list)
    unplaced = []
    for change in between(older, newer):
        shown = False
        for leaf, before in places.of(change):
            one, other = _compared(before, found[leaf], name_of)
            stretches[leaf] += one
            insertions[leaf] += other
            shown |= bool(one or other)
        if not change.after and (place := places.of_gone(change, found)):
            leaf, start, words = place
            insertions[leaf].append(_gone(words, start, name_of))
            shown = True
        if not shown and not tokens.FENCE.match(change.after or change.before):
            unplaced.append(change)
    dresses = {
        leaf: Dress(stretches=tuple(stretches[leaf]), insertions=tuple(insertions[leaf]))
        for leaf in {*stretches, *insertions}
    }
    return Changes(dresses=dresses, unplaced=tuple(unplaced))


class _Places:
    """Where the passages of a text stand among the leaves of its article."""

    def __init__(
        self, passages: Sequence[str], found: Mapping[int, list[Node]], headings: set[int]
    ) -> None:
        self.passages = passages
        self._headings = headings
        by_words: dict[str, list[int]] = defaultdict(list)
        for number, inlines in found.items():
            by_words[tokens.said(tokens.settled(tokens.of_leaf(inlines)))].append(number)
        self._leaves = [
            [self._taken(by_words, words) for words in map(tokens.plain, tokens.cells(passage))]
            for passage in passages
        ]

    @staticmethod
    def _taken(by_words: Mapping[str, list[int]], words: str) -> int | None:
        """Return the leaf that says *words*; the next one where several do."""
        said = (
            by_words.get(tokens.said(tokens.settled(tokens.of_text(words))))
            if words.strip()
            else None
        )
        if not said:
            return None
        return said.pop(0) if len(said) > 1 else said[0]

    def of(self, change: Change) -> Iterator[tuple[int, str]]:
        """Yield the leaves that *change* concerns, each with what it said before."""
        if change.after and change.at < len(self.passages):
            befores = (
                [tokens.plain(cell) for cell in tokens.cells(change.before)]
                if change.before
                else []
            )
            held = self._leaves[change.at]
            for index, leaf in enumerate(held):
                before = befores[index] if index < len(befores) else ""
                if leaf is not None:
                    yield leaf, before

    def of_gone(
        self, change: Change, found: Mapping[int, list[Node]]
    ) -> tuple[int, int, str] | None:
        """Return where what *change* removed is shown: leaf, offset in it, words.

        That is ahead of what followed, as word processors have it; at the end of what went
        before where a heading follows, or nothing does.
        """
        words = " ".join(filter(None, map(tokens.plain, tokens.cells(change.before))))
        if not words:
            return None
        following = self._first(self._leaves[change.at :])
        if following is not None and following not in self._headings:
            return following, 0, f"{words}{PARAGRAPH}"
        before = self._first([held[::-1] for held in self._leaves[: change.at][::-1]])
        if before is not None:
            return before, len(leaves.text(found[before])), f"{PARAGRAPH}{words}"
        return None if following is None else (following, 0, f"{words}{PARAGRAPH}")

    @staticmethod
    def _first(held: Iterable[Sequence[int | None]]) -> int | None:
        """Return the first leaf of *held*."""
        return next((leaf for each in held for leaf in each if leaf is not None), None)


def _compared(
    before: str, inlines: list[Node], name_of: Callable[[str], str]
) -> tuple[list[Stretch], list[Insertion]]:
    """Return what marks in a leaf of *inlines* how it differs from *before*; all if that is ""."""
    old, new = tokens.settled(tokens.of_text(before)), tokens.settled(tokens.of_leaf(inlines))
    stretches, insertions = [], []
    matcher = SequenceMatcher(None, [t.text for t in old], [t.text for t in new], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        if k < m:
            start, end = _reach(new[k:m])
            stretches.append(Stretch(start=start, end=end, name=NEW))
        if i < j:
            at = new[k].start if k < len(new) else len(leaves.text(inlines))
            start, end = _reach(old[i:j])
            follows = before[end : end + 1].isspace() and tag == "delete"
            leads = not follows and before[start - 1 : start].isspace() and tag == "delete"
            words = f"{' ' * leads}{before[start:end]}{' ' * follows}"
            insertions.append(_gone(words, at, name_of))
    return stretches, insertions


def _reach(found: Sequence[Token]) -> tuple[int, int]:
    """Return where the tokens *found* begin and end."""
    return min(token.start for token in found), max(token.end for token in found)


def _gone(words: str, start: int, name_of: Callable[[str], str]) -> Insertion:
    """Return *words* that went, to be struck out before the character at *start*."""

    def named(match: re.Match[str]) -> str:
        return f"[{', '.join(filter(None, [name_of(match[1]), match[2]]))}]"

    named_words = ast.string(re.sub(tokens.CITED, named, words))
    return Insertion(start=start, node=ast.span(named_words, ast.attr("", [GONE])))
