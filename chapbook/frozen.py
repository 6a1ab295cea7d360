"""A text as it stood when somebody released or signed it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from chapbook import textmark
from chapbook.frontmatter import Review


class Occasion(Enum):
    """Why a text was kept."""

    RELEASED = "released"
    """It is what readers have in their hands under a version's name."""
    SIGNED = "signed"
    """A reviewer has read it; later changes are shown against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A text that was kept, with what is to be known of it when the article has gone on."""

    occasion: Occasion
    version: str | None
    """As the front matter's ``version`` had it; every released text has one."""
    date: dt.date
    """The article's own at that time."""
    review_due: dt.date | None
    lang: str
    """BCP 47."""
    title: str
    content_hash: str
    """As ``Article.content_hash``: SHA-256 in hexadecimal."""
    reviews: tuple[Review, ...]
    """The reviews that covered exactly this text when it was kept."""
    passages: tuple[str, ...]
    """All that is read, a passage a line: title, subtitle and abstract behind these words, then
    the text; see ``chapbook.tools.pandoc.passages``."""
    images: Mapping[str, str]
    """SHA-256 of each image by its name in the text."""
    works: Mapping[str, str]
    """What tells each work that is cited from others (its DOI or title), by its key."""

    @property
    def mark(self) -> str:
        """What sheets of this text carry, to be typed."""
        return textmark.of(self.content_hash)
