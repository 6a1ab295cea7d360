"""What can be known to be wrong with a pack before any of it is made.

Its articles are judged when they are built; here are the pack's own file, the texts in it, and how
its readings go together.
"""

import datetime as dt
import difflib
from collections.abc import Callable, Iterator

from chapbook.findings import Finding
from chapbook.model import Manuscript
from chapbook.pack import Pack
from chapbook.packfile import LINK
from chapbook.tools.pandoc import ast, tokens
from chapbook.validate import (
    alternatives,
    citations,
    formulas,
    glyphs,
    headings,
    identifiers,
    keys,
    links,
    pack_readings,
    parts,
    places,
    raw,
    resolution,
    themes,
    undefined,
)

OF_TEXTS: tuple[Callable[[Manuscript], Iterator[Finding]], ...] = (
    alternatives.findings,
    citations.findings,
    resolution.findings,
    identifiers.findings,
    links.findings,
    undefined.findings,
    raw.findings,
    formulas.findings,
    parts.findings,
    glyphs.findings,
)
"""What is asked of each text by an instructor, as of an article; of notes also their headings."""


def findings(pack: Pack, today: dt.date) -> Iterator[Finding]:
    """Yield what is wrong with *pack*, beyond what reading it found.

    Of a file that is not understood nothing more can be said.

    Args:
        pack: The pack.
        today: Decides whether the reviews of its articles are overdue.
    """
    if not pack.parts:
        return
    yield from _keys(pack)
    yield from themes.of_theme(pack.theme)
    yield from _characters(pack)
    for text in pack.texts:
        if text.path != pack.path:
            yield from headings.findings(text)
        for check in OF_TEXTS:
            yield from check(text)
        yield from _links(pack, text)
    yield from pack_readings.findings(pack, today)


def _keys(pack: Pack) -> Iterator[Finding]:
    """Yield what the pack asks for and does not exist."""
    said = pack.metadata
    if told := keys.no_labels(said.lang):
        yield _finding(pack, "language-without-labels", "lang", *told)
    if told := keys.no_theme(said.theme):
        yield _finding(pack, "theme-unknown", "theme", *told)
    if unknown := keys.no_style(said.citation_style, pack.path.parent):
        message, fix, meant = unknown
        found = _finding(pack, "style-unknown", "citation-style", message, fix)
        yield places.exchange(found, said.citation_style, meant) if meant else found
    for index, code in enumerate(said.allow):
        if told := keys.not_allowable(code):
            key = f"allow.{index}" if f"allow.{index}" in pack.places else "allow"
            yield _finding(pack, "value-wrong", key, *told)


def _characters(pack: Pack) -> Iterator[Finding]:
    """Yield the characters of the pack's own file that would be empty boxes."""
    source = pack.source
    printed = pack.metadata.model_dump(exclude={"url", "theme", "citation_style", "allow", "x"})
    for message, fix, character in glyphs.missing(" ".join(glyphs.strings(printed))):
        at = source.text.find(character)
        place = source.place(at) if at >= 0 else source.at(1)
        yield places.finding(source, "glyph-missing", place, message, fix)


def _links(pack: Pack, text: Manuscript) -> Iterator[Finding]:
    """Yield links of *text* to readings that are not there, and links that nothing gives words."""
    known = [reading.identifier for reading in pack.readings]
    seen: dict[str, int] = {}
    for node in ast.nodes(text.blocks):
        if node["t"] != "Link":
            continue
        target = node["c"][2][0]
        index = seen[target] = seen.get(target, -1) + 1
        at = places.nth(text.source, tokens.address(target), index)
        name = target.removeprefix(LINK)
        if name != target and name not in known:
            near = difflib.get_close_matches(name, known, 1)
            fix = f"{LINK}{near[0]}" if near else f"There are {', '.join(known)}."
            message = f'the pack has no reading "{name}"'
            yield places.finding(text.source, "pack-link-missing", at, message, fix)
        elif target.startswith("#") and not ast.text(node["c"][1]):
            message = "figures and tables of a note have no numbers"
            fix = f"[words to print]({target})"
            yield places.finding(text.source, "cross-reference-unnumbered", at, message, fix)


def _finding(pack: Pack, code: str, key: str, message: str, fix: str) -> Finding:
    """Return the finding about the value of *key*."""
    at = pack.places.get(key, pack.source.at(1))
    return places.finding(pack.source, code, at, message, fix)
