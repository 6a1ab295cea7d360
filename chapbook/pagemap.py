"""The print edition's pages, which are those of all editions: a class turns to the same page."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStart:
    """A place in the article's text: the first word of a page."""

    leaf: int
    """The paragraph, heading, cell or line, counted from 0 as ``render.leaves`` counts; one
    more than there are for a page behind all text."""
    offset: int
    """The character of its text, from 0; a picture or a formula is one, a note none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMap:
    """The pages of the print edition on the article's own paper: those of all editions."""

    of_ids: Mapping[str, int]
    """The page_number (1-based) on which each id begins."""
    starts: tuple[PageStart, ...]
    """Where each page begins, in order; the first, which begins with the title, where the text
    does.  Pages that show no text of the article begin where the next one does."""
