"""Titles in capitals, and English ones in headline case."""

import html
import re
from collections.abc import Iterator

from chapbook.model import Item
from chapbook.validate.works.problem import Problem, Setting

ENGLISH = {"a", "and", "by", "for", "from", "of", "on", "the", "to", "with"}
"""Small words that tell an English title from a German one, whose nouns have capitals."""

FEWEST = 4
"""From how many long words on can one speak of a habit?"""

MOST_SMALL = 0.15
"""The share of long words that headline case leaves small, such as "Between"."""


def problems(item: Item, setting: Setting) -> Iterator[Problem]:
    """Yield what is odd about the capitals of *item*'s title."""
    title = re.sub(r"<[^>]*>", "", html.unescape(str(item.get("title", ""))))
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", title)
    if title.isupper() and sum(len(word) > 3 for word in words) > 1:
        yield Problem(code="title-capitals", says=f'has a title in capitals, "{title}"')
    elif _language(item, setting).startswith("en") and _is_headline(title, words):
        yield Problem(code="title-case", says=f'has a title in headline case, "{title}"')


def _language(item: Item, setting: Setting) -> str:
    """Return the language of the title, in small letters: the work's own, else the article's."""
    return str(item.get("language") or setting.lang).lower()


def _is_headline(title: str, words: list[str]) -> bool:
    """Tell whether nearly all long words of an English *title* have capitals.

    The first word of title and subtitle says nothing, nor does an acronym.
    """
    if not ENGLISH & {word for word in words if word.islower()}:
        return False
    inner = re.findall(r"(?<![:.?!–—(\"“‘'] )(?<=[\w,] )([^\W\d_]{4,})(?!\w)", title)
    long = [word for word in inner if not word.isupper()]
    small = sum(word[0].islower() for word in long)
    return len(long) >= FEWEST and small <= MOST_SMALL * len(long)
