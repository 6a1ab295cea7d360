"""The letters of a page that print shows, too: where among them a page of print begins.

What a template calls ``data-counted="yes"`` says letter by letter what the woven PDF says in the
same piece; what it adds, or sets in another order, is "no".  Notes stand elsewhere in print, and a
picture or a formula is one letter.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from chapbook.tools.epub import MATHML, tag
from chapbook.tools.weasy.starts import counted

ATTRIBUTE = "data-counted"

NOTES = {"doc-noteref", "doc-endnotes", "doc-footnote"}
"""Roles of what print sets at the foot of its pages (DPUB-ARIA 1.1)."""

WHOLE = {tag("img"), f"{{{MATHML}}}math"}

_REST = re.compile(r"\S{1,40}(?!\S)\s*")
"""What is left of a word, with the spaces behind it; some scripts have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Letters that stand together."""

    element: etree._Element
    """What they stand in or behind; or the picture itself."""
    text: str = ""
    """Empty for a picture."""
    is_behind: bool = False
    count: int = 1


def insert(root: etree._Element, marks: Sequence[tuple[int | None, etree._Element]]) -> bool:
    """Put each of *marks* ahead of its letter in the page *root*; tell whether it has letters.

    A word that a line of print divides counts where it begins, so that its mark stands behind it.

    Args:
        root: Changed in place.
        marks: Letters, from 0 and in order, with the empty elements that mark them; ``None`` for
            what stands behind all letters.
    """
    runs = list(_runs(root, is_counted=False))
    if not runs:
        return False
    # From behind, so that what is ahead stays where it was found.
    for letter, mark in reversed(marks):
        _put(mark, *_place(runs, letter))
    return True


def forget(root: etree._Element) -> None:
    """Take away what a template said of letters: no reader needs it."""
    etree.strip_attributes(root, ATTRIBUTE)


def _runs(element: etree._Element, *, is_counted: bool) -> Iterator[_Run]:
    """Yield the letters in *element* that are counted."""
    said = element.get(ATTRIBUTE)
    is_counted = is_counted if said is None else said == "yes"
    if element.get("role") in NOTES:
        return
    if element.tag in WHOLE:
        if is_counted:
            yield _Run(element=element)
        return
    if is_counted and element.text:
        yield _Run(element=element, text=element.text, count=counted(element.text))
    for child in element:
        if isinstance(child.tag, str):
            yield from _runs(child, is_counted=is_counted)
        if is_counted and child.tail:
            yield _Run(element=child, text=child.tail, is_behind=True, count=counted(child.tail))


def _place(runs: Sequence[_Run], letter: int | None) -> tuple[_Run, int]:
    """Return in which of *runs* the *letter* stands, and at which character of it."""
    before = 0
    for run in runs:
        if letter is not None and letter < before + run.count:
            return run, _word(run.text, _character(run.text, letter - before))
        before += run.count
    return runs[-1], len(runs[-1].text)


def _character(text: str, letter: int) -> int:
    """Return the index of the character that is the *letter* of *text*."""
    ahead = 0
    for index, character in enumerate(text):
        count = counted(character)
        if letter < ahead + count:
            return index
        ahead += count
    return 0


def _word(text: str, index: int) -> int:
    """Return *index*, or that of the next word if it stands within one."""
    if not text[max(0, index - 1) : index + 1].isalnum() or index == 0:
        return index
    rest = _REST.match(text, index)
    return rest.end() if rest else index


def _put(mark: etree._Element, run: _Run, index: int) -> None:
    """Put *mark* into *run*, ahead of the character *index*."""
    element = run.element
    if not run.text:
        element.addprevious(mark)
    elif run.is_behind:
        left = element.tail or ""
        # Behind an element means ahead of its tail, if it has one.
        element.tail = None
        element.addnext(mark)
        element.tail, mark.tail = left[:index], left[index:]
    else:
        left = element.text or ""
        element.text, mark.tail = left[:index], left[index:]
        element.insert(0, mark)
