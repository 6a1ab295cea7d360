"""Which block of a text a line of its source belongs to.

pandoc's model carries no places, so the words of the blocks are matched with the words of
the source.  What stands between two blocks, such as the opening line of a part, belongs to the
one that follows.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from chapbook.findings import Finding, Place
from chapbook.model import Manuscript, Node, Source
from chapbook.tools.pandoc import ast

WORD = re.compile(r"[^\W_]+")

SPOKEN = {"Str", "Code", "Math", "CodeBlock", "RawBlock", "RawInline", "Image"}
"""Nodes that hold words of their own, as the last of their parts or as all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reach:
    """From where to where a block was typed."""

    first: Place
    last: Place


def of(found: Sequence[Finding], blocks: list[Node], source: Source) -> dict[Finding, int]:
    """Return for each of *found* that is about the text the index of its block.

    The index counts what ``units`` yields of *blocks*.
    """
    reaches = _reaches([*units(blocks)], source)
    spots: dict[Finding, int] = {}
    for finding in found:
        if finding.place.line and not _in_front_matter(finding.place, source):
            index = _index(finding.place, reaches)
            if index is not None:
                spots[finding] = index
    return spots


def reading_order(finding: Finding, spot: int | None, manuscript: Manuscript) -> tuple[Any, ...]:
    """Return the key that sorts findings as a reader meets them.

    The front matter comes first, then the text, then other files.
    """
    if spot is not None:
        return 1, spot, finding.place, finding.code
    is_own = finding.place.file in {manuscript.source.name, manuscript.path.name}
    return 0 if is_own else 2, 0, finding.place, finding.code


def units(blocks: list[Node]) -> Iterator[Node]:
    """Yield the blocks before which a note can stand, in the order of the text.

    A part with a meaning, a list and a table are units: what they begin with counts.
    """
    for block in blocks:
        if is_open(block):
            yield from units(block["c"][1])
        else:
            yield block


def is_open(block: Node) -> bool:
    """Tell whether notes may stand between the blocks inside *block*."""
    return block["t"] == "Div" and not ast.classes(block) and bool(block["c"][1])


def _in_front_matter(place: Place, source: Source) -> bool:
    """Tell whether *place* is above the body of the article."""
    return place.file == source.name and place.line < source.body_line


def _index(place: Place, reaches: Mapping[int, _Reach]) -> int | None:
    """Return the first block that ends on or after the line of *place*, else the last."""
    same = {i: r for i, r in reaches.items() if place.file in {r.first.file, r.last.file}}
    for index, reach in same.items():
        ends = reach.last if reach.last.file == place.file else reach.first
        if ends.line >= place.line:
            return index
    return max(same, default=None)


def _reaches(blocks: Sequence[Node], source: Source) -> dict[int, _Reach]:
    """Return from where to where each of *blocks* was typed, where that can be told."""
    start = len("\n".join(source.text.split("\n")[: source.body_line - 1]))
    typed = [(m[0].casefold(), m.start()) for m in WORD.finditer(source.text, start)]
    said = [(word, i) for i, block in enumerate(blocks) for word in _words(block)]
    matcher = SequenceMatcher(None, [w for w, _ in said], [w for w, _ in typed], autojunk=True)
    offsets: dict[int, list[int]] = {}
    for match in matcher.get_matching_blocks():
        for step in range(match.size):
            block_index = said[match.a + step][1]
            offsets.setdefault(block_index, []).append(typed[match.b + step][1])
    return {
        index: _Reach(first=source.place(found[0]), last=source.place(found[-1]))
        for index, found in sorted(offsets.items())
    }


def _words(block: Node) -> Iterator[str]:
    """Yield the words of *block*, in small letters."""
    for node in ast.nodes(block):
        if node["t"] not in SPOKEN:
            continue
        content = node["c"]
        text = content if isinstance(content, str) else content[-1]
        text = text[0] if isinstance(text, list) else text
        yield from (m[0].casefold() for m in WORD.finditer(text))
