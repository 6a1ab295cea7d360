"""The joint glossary of a pack: each term once, with the readings that define it."""

from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.model import Node
from chapbook.pack import BoundPack
from chapbook.tools import alphabet
from chapbook.tools.pandoc import ast


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What readings say that a term means."""

    blocks: list[Node]
    readings: tuple[str, ...]
    """The identifiers of those that say exactly this, in the order of the pack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of the glossary."""

    lang: str
    """BCP 47, without a region: readings in British and American English share their terms."""
    inlines: list[Node]
    """As the first reading writes it."""
    definitions: tuple[Definition, ...]
    """Each different one once, in the order of the pack."""


def joint(bound: BoundPack) -> tuple[Term, ...]:
    """Return the terms of all readings: those in the language of the pack first, by alphabet."""
    found: dict[tuple[str, str], list[tuple[str, list[Node], list[Node]]]] = {}
    for identifier, lang, term, meaning in _defined(bound):
        key = lang, " ".join(ast.text(term).casefold().split())
        found.setdefault(key, []).append((identifier, term, meaning))
    own = _base(bound.pack.metadata.lang)
    ordered = sorted(found, key=lambda key: (key[0] != own, key[0], alphabet.place(key[1], key[0])))
    return tuple(
        Term(lang=key[0], inlines=found[key][0][1], definitions=_definitions(found[key]))
        for key in ordered
    )


def _defined(bound: BoundPack) -> Iterator[tuple[str, str, list[Node], list[Node]]]:
    """Yield reading, language, term and definition of every entry of every glossary."""
    for each in bound.readings:
        for term, meaning in each.record.glossary:
            if ast.text(term):
                yield each.reading.identifier, _base(each.record.lang), term, meaning


def _base(lang: str) -> str:
    return lang.split("-")[0].lower()


def _definitions(said: list[tuple[str, list[Node], list[Node]]]) -> tuple[Definition, ...]:
    """Return the different definitions among *said*; what differs in signs only is one."""
    by_words: dict[str, tuple[list[Node], dict[str, None]]] = {}
    for identifier, _, meaning in said:
        plain = "".join(c for c in ast.text(meaning).casefold() if c.isalnum())
        by_words.setdefault(plain, (meaning, {}))[1][identifier] = None
    return tuple(
        Definition(blocks=blocks, readings=tuple(readings))
        for blocks, readings in by_words.values()
    )
