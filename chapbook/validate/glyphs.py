"""Characters that no font here can print."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from chapbook.findings import Finding, Place
from chapbook.model import AssetKind, Manuscript
from chapbook.tools import fonts, svg
from chapbook.tools.pandoc import ast
from chapbook.validate import places
from chapbook.validate.citations import cited

TICKS = "☐☒"
"""What pandoc makes of ``[ ]`` and ``[x]``; editions draw these."""

PRINTED_KEYS = {
    *("title", "subtitle", "short_title", "author", "reviewed_by", "version", "publisher"),
    *("license", "feedback", "funding", "competing_interests", "keywords", "abstract", "original"),
}
UNPRINTED_FIELDS = {"id", "type", "abstract", "note", "keyword", "annote", "file", "language"}
"""Of a CSL item."""

FEW = 4
"""Up to so many characters of one script are reported one by one, more of them together."""

SHOWN = 12


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield every character that would be an empty box, grouped by file and script."""
    yield from _in_article(manuscript)
    keys = cited(manuscript)
    for reference in manuscript.references:
        if reference.key in keys or "*" in keys:
            fields = {k: v for k, v in reference.item.items() if k not in UNPRINTED_FIELDS}
            text = " ".join(strings(fields))
            for message, fix, _ in missing(text):
                where = f'{message}; the work "{reference.key}" has it'
                yield Finding(code="glyph-missing", place=reference.place, message=where, fix=fix)
    for asset in manuscript.assets.values():
        if asset.kind is AssetKind.VECTOR:
            for message, fix, _ in missing(svg.read(asset.data).text):
                at = Place(file=asset.target)
                yield Finding(code="glyph-missing", place=at, message=message, fix=fix)


def _in_article(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield the characters of the article's own file."""
    source = manuscript.source
    front = source.text[: places.body_start(source)]
    metadata = manuscript.metadata.model_dump(include=PRINTED_KEYS)
    for message, fix, character in missing(" ".join(strings(metadata))):
        at = front.find(character)
        place = source.place(at) if at >= 0 else source.at(1)
        yield places.finding(source, "glyph-missing", place, message, fix)
    for message, fix, character in missing("".join(_printed(manuscript))):
        place = places.in_body(source, character)
        if character in TICKS and not place.line:
            continue
        yield places.finding(source, "glyph-missing", place, message, fix)


def _printed(manuscript: Manuscript) -> Iterator[str]:
    """Yield all text of the body that fonts of ours will set; formulas have their own."""
    for node in ast.nodes(manuscript.blocks):
        if node["t"] == "Str":
            yield node["c"]
        elif node["t"] in {"Code", "CodeBlock"}:
            yield node["c"][1]
        elif node["t"] in {"Div", "Image"}:
            yield from (ast.value(node, key) or "" for key in ("title", "credit"))


def strings(data: Any) -> Iterator[str]:
    """Yield every string in *data*."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, Iterable):
        for value in data:
            yield from strings(value)


def missing(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield message, remedy and character for each group of missing characters in *text*."""
    scripts: dict[str, list[str]] = defaultdict(list)
    for character in fonts.missing(text):
        scripts[_name(character).split()[0]].append(character)
    for script, characters in scripts.items():
        if len(characters) <= FEW:
            for character in characters:
                yield f"no font here has {_described(character)}", _instead(character), character
            continue
        shown = ", ".join(characters[:SHOWN])
        rest = len(characters) - SHOWN
        more = f" and {rest} more" if rest > 0 else ""
        message = f"no font here has these characters ({script}): {shown}{more}"
        yield message, "", characters[0]


def _name(character: str) -> str:
    """Return the Unicode name of *character*."""
    return unicodedata.name(character, "") or unicodedata.category(character)


def _described(character: str) -> str:
    """Return *character*, if it can be shown, with its number and name."""
    shown = f'"{character}" ' if character.isprintable() else ""
    return f"{shown}U+{ord(character):04X} {_name(character)}"


def _instead(character: str) -> str:
    """Return what can be typed in place of *character*, when Unicode knows something."""
    plain = unicodedata.normalize("NFKC", character)
    if plain == character or fonts.missing(plain):
        return ""
    kind = unicodedata.decomposition(character).split(" ")[0]
    typed = {"<super>": f"^{plain}^", "<sub>": f"~{plain}~"}.get(kind, plain)
    return f"Write {typed} instead."
