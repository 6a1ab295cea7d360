"""Alternative text: what a reader gets who cannot see an image."""

import re
from collections.abc import Iterator

from chapbook.findings import Finding
from chapbook.model import Manuscript, Node
from chapbook.tools.pandoc import ast, tokens
from chapbook.validate import places

ALT = re.compile(r"[^\n{]*?\)(?:\n|[^{\S\n])*\{[^{}]*?\balt\s*=", re.S)
"""From an image's address to the ``alt`` among its attributes."""


def images(blocks: list[Node]) -> Iterator[tuple[Node, list[Node] | None]]:
    """Yield every image, with its caption when it is a figure."""
    captions: dict[int, list[Node]] = {}
    for node in ast.nodes(blocks):
        if node["t"] == "Figure":
            caption = node["c"][1][1]
            for inner in ast.nodes(node["c"][2]):
                if inner["t"] == "Image":
                    captions[id(inner)] = caption[0]["c"] if caption else []
        elif node["t"] == "Image":
            yield node, captions.get(id(node))


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield every image without alternative text, unless it is marked as decoration.

    A figure with a caption has that for want of better, as other systems do it.
    """
    source = manuscript.source
    seen: dict[str, int] = {}
    for image, caption in images(manuscript.blocks):
        target = image["c"][2][0]
        index = seen[target] = seen.get(target, -1) + 1
        if not _may_lack(image, caption) or _has_typed(manuscript, target, index):
            continue
        at = places.nth(source, tokens.address(target), index)
        fix = _described(manuscript.source.excerpt(at), at.column, target)
        if caption and ast.text(caption).strip():
            message = f'the caption stands in for the alternative text of "{target}"'
            yield places.finding(source, "image-alt-is-caption", at, message, fix)
        else:
            message = f'the image "{target}" has no alternative text'
            yield places.finding(source, "image-alt-missing", at, message, fix)


def _described(line: str, column: int, target: str) -> str:
    """Return *line* with room for the words about the image *target*, named at *column*."""
    alt, start = 'alt="what can be seen"', column - 1
    match = re.compile(r"[^)]*\)(?P<begins>\{)?").match(line, start) if start >= 0 else None
    if not line.startswith(target, max(start, 0)) or match is None:
        return f'![...]({target}){{{alt}}}   (or alt="" for decoration)'
    end = match.end()
    inserted = f"{alt} " if match["begins"] else f"{{{alt}}}"
    return f'{line[:end]}{inserted}{line[end:]}   (or alt="" for decoration)'


def _may_lack(image: Node, caption: list[Node] | None) -> bool:
    """Tell whether *image* looks as if it had no alternative text.

    Of a figure without ``alt`` pandoc repeats the caption; of one with ``alt=""`` it
    keeps nothing.  Of an image in a line the words between the brackets are its text.
    """
    if caption is None:
        return not ast.text(image["c"][1]) and ast.value(image, "alt") is None
    return bool(image["c"][1] == caption)


def _has_typed(manuscript: Manuscript, target: str, index: int) -> bool:
    """Tell whether the source gives ``alt`` to the image *index* (0-based) of *target*.

    An ``alt`` that repeats the caption looks to pandoc like none.
    """
    found = places.offsets(manuscript.source, tokens.address(target))
    return index < len(found) and bool(ALT.match(manuscript.source.searchable, found[index]))
