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
        says = f'has a title in capitals, "{title}"'
        yield _problem("title-capitals", says, title, title.capitalize())
    elif _language(item, setting).startswith("en") and _is_headline(title, words):
        says = f'has a title in headline case, "{title}"'
        yield _problem("title-case", says, title, _as_sentence(title))


def _problem(code: str, says: str, title: str, better: str) -> Problem:
    """Return the problem of *title*; names in *better* have lost their capitals."""
    fix = f"{better}   (but give names their capitals back)"
    return Problem(
        code=code,
        says=says,
        fix=fix,
        variable="title",
        value=title,
    )


def _as_sentence(title: str) -> str:
    """Return *title* with small letters, but for acronyms and the first word of each sentence."""
    inner = re.compile(r"(?<=[\w,] )[^\W\d_]+")
    return inner.sub(lambda word: word[0] if _is_acronym(word[0]) else word[0].lower(), title)


def _is_acronym(word: str) -> bool:
    """Tell whether *word* has capitals after its first letter."""
    return not word[1:].islower() and len(word) > 1


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
