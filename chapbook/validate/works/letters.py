"""Letters that a program or a typesetting language left behind."""

import re
from collections.abc import Iterator

from chapbook.model import Item
from chapbook.validate.works.fields import PEOPLE
from chapbook.validate.works.problem import Problem, Setting

PRINTED = (
    "title",
    "title-short",
    "container-title",
    "collection-title",
    "publisher",
    "publisher-place",
    "event-title",
    "genre",
)
"""CSL variables whose words are printed."""

MISREAD = re.compile(
    r"(?<![A-ZÀ-Þ](?=.[«»]))(?:[Â-ß][^\x00-\x7f]|[à-ï][^\x00-\x7f]{2}|ð[^\x00-\x7f]{3})"
)
"""Two to four characters that may be one letter of UTF-8, read as Windows-1252: "Ã©" is é.
Between a capital and a quotation mark they are more likely meant: "AMANHû"."""

UNREADABLE = re.compile("[\ufffd\x80-\x9f]")
"""The sign for a lost letter, and control characters that no text holds."""

MATHS = re.compile(r"\$(?=\S)[^$]+(?<=\S)\$")
"""A formula, which is set as one."""

LATEX = re.compile(r"\\[A-Za-z]+|\\[\"'`^~=.]\s*\{?[A-Za-z]|[{}]")
"""A command, an accent, or a brace that protected capitals from BibTeX."""


def problems(item: Item, _: Setting) -> Iterator[Problem]:
    """Yield, once for each of *item*'s printed texts, what is not meant to be read."""
    for text in dict.fromkeys(_texts(item)):
        if broken := _broken(text):
            says = f'has broken letters "{broken[0]}" in "{text}"'
            yield Problem(code="encoding-broken", says=says, value=broken[0], better=broken[1])
        if left := LATEX.search(MATHS.sub("", text)):
            says = f'has "{left[0]}" left in "{text}"'
            value = text if left[0] in "{}" else left[0]
            yield Problem(code="latex-left", says=says, fix=_plain(text), value=value)


def _texts(item: Item) -> Iterator[str]:
    """Yield what is printed of *item*."""
    yield from (str(item[key]) for key in PRINTED if item.get(key))
    for role in PEOPLE:
        names = item.get(role)
        for name in names if isinstance(names, list) else ():
            if isinstance(name, dict):
                yield " ".join(
                    str(name[part]) for part in ("given", "family", "literal") if name.get(part)
                )


def _plain(text: str) -> str:
    """Return *text* without commands around words, or nothing when words may be lost."""
    plain = re.sub(r"[{}]", "", re.sub(r"\\[A-Za-z]+\{([^{}]+)\}", r"\1", text))
    return "" if "\\" in plain or plain == text else plain


def mended(text: str) -> str:
    """Return *text* with every letter that was read in the wrong encoding as it was meant."""

    def meant(match: re.Match[str]) -> str:
        try:
            return match[0].encode("cp1252").decode("utf-8")
        except UnicodeError:
            return match[0]

    return MISREAD.sub(meant, text)


def _broken(text: str) -> tuple[str, str] | None:
    """Return the first broken letters of *text* and what they were, if that is known."""
    if lost := UNREADABLE.search(text):
        return lost[0], ""
    for match in MISREAD.finditer(text):
        try:
            return match[0], match[0].encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
    return None
