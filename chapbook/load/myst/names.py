"""What MyST's labels lead to: their ids in pandoc's Markdown, found before anything is read.

Labels are compared without regard to capitals (https://mystmd.org/guide/cross-references),
and several may name one thing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chapbook.load.myst import glossary, syntax
from chapbook.model import Line

HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<words>.*?)(?:[ \t]+#+)?[ \t]*$")
OWN_ID = re.compile(r"\{[^{}]*#(?P<id>[^\s{}]+)[^{}]*\}[ \t]*$")

PROOFS = frozenset(
    {"algorithm", "assumption", "axiom", "conjecture", "corollary", "criterion", "definition"}
    | {"example", "exercise", "lemma", "observation", "property", "proposition", "remark"}
    | {"theorem"}
)
"""Numbered statements of sphinx-proof and sphinx-exercise, each kind counted by itself."""


@dataclass(slots=True)
class Names:
    """What can be referred to."""

    ids: dict[str, str] = field(default_factory=dict)
    """Ids by label; labels in small letters."""
    numbers: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Kind and number of each statement, by its id."""
    by_line: dict[tuple[str, int], int] = field(default_factory=dict)
    """The number of each statement, by the file and line where it begins."""
    terms: set[str] = field(default_factory=set)
    """The ids of the terms of glossaries."""

    def identifier(self, label: str) -> str:
        """Return the id of *label*; of one that nobody gave, what it would be."""
        return self.ids.get(normal(label), identifier(label))


def normal(label: str) -> str:
    """Return *label* as it is compared."""
    return " ".join(label.split()).lower()


def identifier(label: str) -> str:
    """Return *label* as an id that pandoc, EPUB and every browser take."""
    plain = re.sub(r"[^\w.-]+", "-", label.strip()).strip("-.")
    return plain if plain[:1].isalpha() else f"id-{plain}"


def found(lines: Sequence[Line]) -> Names:
    """Return what *lines* give labels to."""
    names = Names()
    _look(lines, names, {})
    return names


def _look(lines: Sequence[Line], names: Names, counts: dict[str, int]) -> None:
    """Add what *lines* give labels to; *counts* are of the statements until now."""
    waiting: list[str] = []
    index = 0
    while index < len(lines):
        text = lines[index].text
        fence = syntax.fence_at(lines, index)
        target = syntax.TARGET.match(text)
        if target:
            waiting.append(target["label"])
        elif text.strip() and not text.startswith("%"):
            _name(names, waiting, *_own(lines, index, text))
            if fence and fence.is_directive:
                _inside(fence.directive(), names, counts, waiting)
            waiting = []
        index += len(fence.lines) if fence else 1


def _inside(
    directive: syntax.Directive, names: Names, counts: dict[str, int], waiting: list[str]
) -> None:
    """Add what *directive* is and holds."""
    _count(names, directive, counts, waiting)
    names.terms |= _terms(directive)
    if directive.name == "figure" and not directive.argument and directive.label:
        letters = "abcdefghijklmnopqrstuvwxyz"
        parts = {f"{normal(directive.label)}-{x}": f"{figure_id(directive)}-{x}" for x in letters}
        names.ids = {**parts, **names.ids}
    if directive.name not in syntax.VERBATIM:
        _look(directive.body, names, counts)


def _own(lines: Sequence[Line], index: int, text: str) -> tuple[str, str]:
    """Return the label that the thing beginning at *index* gives itself, and its id."""
    equation = syntax.EQUATION_LABEL.search(text)
    if equation:
        return equation["label"], identifier(equation["label"])
    fence = syntax.fence_at(lines, index)
    if fence and fence.is_directive:
        directive = fence.directive()
        if directive.name == "figure-md":
            return directive.argument, identifier(directive.argument)
        if directive.name == "figure" and not directive.argument:
            return directive.label, figure_id(directive)
        return directive.label, identifier(directive.label)
    own = OWN_ID.search(text)
    return (own["id"], own["id"]) if own else ("", "")


def _name(names: Names, waiting: list[str], own: str, own_id: str) -> None:
    """Let all labels of one thing lead to one id: its own, else that of the nearest label."""
    labels = [*waiting, own] if own else waiting
    for label in labels:
        names.ids[normal(label)] = own_id if own else identifier(labels[-1])


def figure_id(directive: syntax.Directive) -> str:
    """Return the id of a figure whose images stand in its body; ``fig-`` tells it from a box."""
    plain = identifier(directive.label or f"line-{directive.opening.number}")
    return plain if plain.startswith("fig-") else f"fig-{plain}"


def _count(
    names: Names, directive: syntax.Directive, counts: dict[str, int], waiting: list[str]
) -> None:
    """Give a numbered statement its number."""
    kind = proof_kind(directive.name)
    if kind not in PROOFS or "nonumber" in directive.options or "unnumbered" in directive.options:
        return
    number = counts[kind] = counts.get(kind, 0) + 1
    names.by_line[directive.opening.file, directive.opening.number] = number
    label = directive.label or (waiting[-1] if waiting else "")
    if label:
        names.numbers[names.identifier(label)] = (kind, number)


def _terms(directive: syntax.Directive) -> set[str]:
    """Return the ids of the terms that *directive* explains."""
    return glossary.ids(directive.body) if directive.name == "glossary" else set()


def proof_kind(name: str) -> str:
    """Return *name* without the domain and ending that go with statements."""
    return name.removeprefix("prf:").removeprefix("proof:").removesuffix("-start")


def printed(names: Names, words: Mapping[str, str], target: str) -> str:
    """Return how the statement with the id *target* is called, or nothing."""
    if target not in names.numbers:
        return ""
    kind, number = names.numbers[target]
    return f"{words[f'proof-{kind}']} {number}"
