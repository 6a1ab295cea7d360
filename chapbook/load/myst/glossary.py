"""Glossaries: terms with their meanings, in MyST's two ways.

    Calcium                     Calcium
    : A metal.                      A metal.

Source: https://mystmd.org/guide/glossaries-and-terms; the second is Sphinx's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from chapbook.model import Line

MEANING = re.compile(r"^ {0,3}:[ \t]+(?P<text>.*)$")


@dataclass(slots=True)
class Entry:
    """One or more terms with their meaning."""

    terms: list[Line] = field(default_factory=list)
    meaning: list[Line] = field(default_factory=list)


def term_id(term: str) -> str:
    """Return the id of the entry for *term*."""
    plain = re.sub(r"\]\([^()]*\)|[\[\]*`]", "", term)
    return "term-" + (re.sub(r"\W+", "-", plain.lower()).strip("-") or "x")


def entries(lines: Sequence[Line]) -> list[Entry]:
    """Return the entries that *lines* hold."""
    found: list[Entry] = []
    for line in lines:
        meaning = MEANING.match(line.text)
        if not line.text.strip():
            if found and found[-1].meaning:
                found[-1].meaning.append(line)
        elif found and meaning:
            text = meaning["text"]
            found[-1].meaning.append(line.reads(text))
        elif found and line.text.startswith((" ", "\t")):
            found[-1].meaning.append(line.reads(line.text.lstrip()))
        elif found and not found[-1].meaning:
            found[-1].terms.append(line)
        else:
            found.append(Entry([line]))
    return found


def ids(lines: Sequence[Line]) -> set[str]:
    """Return the ids of all terms that *lines* explain."""
    return {term_id(line.text) for entry in entries(lines) for line in entry.terms}
