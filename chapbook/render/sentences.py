"""Sentences of an article, with the works that each cites, and which of them claim something.

Found by rules, for an editor who looks at what is found: words that claim are listed by
language in ``templates/claims.yaml``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from chapbook.model import Node
from chapbook.tools.pandoc import ast
from chapbook.tools.sentences import CLOSE, MARK, OPEN, rules, split


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a sentence that is either words or a citation."""

    text: str
    is_raised: bool = False
    """Whether it is a citation by raised numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence as it is printed."""

    section: str
    """The heading that it stands under; empty before the first."""
    pieces: tuple[Piece, ...]
    keys: tuple[str, ...]
    """Of the works that it cites, each once."""

    @property
    def text(self) -> str:
        """The words without raised numbers."""
        return "".join(piece.text for piece in self.pieces if not piece.is_raised)


def sentences(blocks: Sequence[Node], lang: str) -> Iterator[Sentence]:
    """Yield the sentences of *blocks* in their order; notes follow their paragraph."""
    section = ""
    for node in ast.nodes(_plain(blocks)):
        if node["t"] == "Header":
            section = ast.text(node["c"][2])
        elif node["t"] in _PARAGRAPHS:
            yield from _of_paragraph(node["c"], section, lang)


def _plain(blocks: Sequence[Node]) -> list[Node]:
    """Return *blocks* without titles of parts and images, each row of a table a paragraph.

    A citation in one cell then counts for its row.
    """

    def visit(node: Node) -> Node | list[Node] | None:
        if node["t"] == "Image" or (node["t"] == "Div" and ast.has_class(node, "part-title")):
            return None
        return _rows(node) if node["t"] == "Table" else node

    kept: list[Node] = ast.changed(list(blocks), visit)
    return kept


def _rows(table: Node) -> list[Node]:
    """Return the caption of *table*, and each row below its head as a paragraph."""
    _, caption, _, _, bodies, foot = table["c"]
    rows = [*(row for body in bodies for row in [*body[2], *body[3]]), *foot[1]]
    return [*caption[1], *(ast.para(_row(cells)) for _, cells in rows)]


def _row(cells: list[Any]) -> list[Node]:
    """Return the words of *cells* with a bar between them."""
    found: list[Node] = []
    for cell in cells:
        words = [i for node in ast.nodes(cell[4]) if node["t"] in _PARAGRAPHS for i in node["c"]]
        if words and found:
            found += ast.string(" | ")
        found += words
    return found


_PARAGRAPHS = {"Para", "Plain"}


def _of_paragraph(inlines: list[Node], section: str, lang: str) -> Iterator[Sentence]:
    """Yield the sentences of one paragraph."""
    cites: list[Node] = []

    def visit(node: Node) -> Node | None:
        if node["t"] == "Note":
            return None
        if node["t"] != "Cite":
            return node
        cites.append(node)
        return {"t": "Str", "c": f"{OPEN}{len(cites) - 1}{CLOSE}"}

    text = ast.text(ast.changed(inlines, visit))
    for sentence in split(text, lang):
        parts = MARK.split(sentence)
        cited = [cites[int(number)] for number in parts[1::2]]
        words = [Piece(text=part) for part in parts[::2]]
        pieces = [words[0]]
        for cite, after in zip(cited, words[1:], strict=True):
            pieces += [_mark(cite), after]
        keys = [c["citationId"] for cite in cited for c in cite["c"][0]]
        yield Sentence(
            section=section,
            pieces=tuple(piece for piece in pieces if piece.text),
            keys=tuple(dict.fromkeys(keys)),
        )


def _mark(cite: Node) -> Piece:
    """Return a citation as it is printed."""
    kinds = {node["t"] for node in ast.nodes(cite["c"][1])}
    return Piece(text=ast.text(cite["c"][1]), is_raised="Superscript" in kinds)


def claim(sentence: Sentence, lang: str) -> str:
    """Return the words by which *sentence* looks like a claim, or nothing."""
    found = _pattern(lang).search(sentence.text)
    return " ".join(found[0].split()) if found else ""


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    """Return what finds measurements and words that claim in *lang*."""
    known = rules(lang)
    units = "|".join(map(_worded, known["units"]))
    words = "|".join(map(_worded, known["words"])) or r"(?!)"
    number = r"(?<![\w.])\d+(?:[.,\u2009\u202f\xa0 –-]?\d+)*"
    return re.compile(rf"{number}[ \xa0\u202f-]?(?:{units})|(?<!\w)(?i:{words})")


def _worded(word: str) -> str:
    """Return a pattern for *word*, whole or with any ending."""
    stem = re.escape(word.removesuffix("*"))
    return rf"{stem}\w*" if word.endswith("*") else rf"{stem}(?!\w)"
