"""Headings: whether there is text at all, levels that are skipped, habits, notes in headings."""

import re
from collections.abc import Iterator
from itertools import pairwise

from chapbook.findings import Finding, Place
from chapbook.model import Manuscript, Node, Source
from chapbook.tools.pandoc import ast, outline
from chapbook.validate import places
from chapbook.validate.raw import is_comment

ATX = re.compile(r"^[ >]*(?P<at>(?P<marks>#+)[ \t]*(?P<words>[^\n]*))$", re.M)
"""``## Heading``."""
SETEXT = re.compile(r"^[ >]*(?P<at>(?P<words>\S[^\n]*))\n[ >]*(?P<marks>=+|-+)[ \t]*$", re.M)
"""A line above a row of ``=`` (level 1) or ``-`` (level 2)."""

SHOWN = {"Image", "Table", "CodeBlock", "Math", "HorizontalRule"}
"""Nodes that put something on the page without a word of text."""


LOWEST = 6
"""The level of the smallest heading of Markdown; pandoc reads further ones."""
LONGEST_LINE = 60
"""Bold words of more characters than this are a statement and no heading."""

RAW = {"RawBlock", "RawInline"}


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield what is wrong with the article's outline."""
    blocks, source = manuscript.blocks, manuscript.source
    if not ast.text(blocks) and not any(map(_shows, ast.nodes(blocks))):
        last = source.text.count("\n") + 1
        at = source.at(min(source.body_line, last))
        yield places.finding(source, "article-empty", at, "the article has no text")
        return
    yield from _levels(source, located(manuscript))
    yield from _habits(manuscript)


def _shows(node: Node) -> bool:
    """Tell whether *node* is meant to put something on the page without a word of text."""
    return node["t"] in SHOWN or (node["t"] in RAW and not is_comment(node))


def located(manuscript: Manuscript) -> list[tuple[Node, Place]]:
    """Return every heading with its place, in order."""
    source = manuscript.source
    lines = _lines(source)
    found = []
    for node in ast.nodes(manuscript.blocks):
        if node["t"] != "Header":
            continue
        wanted = _plain(ast.text(node["c"][2]))
        level = node["c"][0]
        at = next(
            (i for i, (_, depth, words) in enumerate(lines) if depth == level and wanted in words),
            None,
        )
        found.append((node, Place(file=source.name) if at is None else source.place(lines[at][0])))
        if at is not None:
            del lines[: at + 1]
    return found


def _lines(source: Source) -> list[tuple[int, int, str]]:
    """Return offset, level and words of every line that looks like a heading."""
    found = []
    for pattern in (ATX, SETEXT):
        for match in pattern.finditer(source.searchable):
            marks = match["marks"]
            level = len(marks) if marks[0] == "#" else 1 if marks[0] == "=" else 2
            # Code is blanked in what is searched, but is part of a heading's words.
            words = source.text[match.start("words") : match.end("words")]
            found.append((match.start("at"), level, _plain(words)))
    return sorted(found)


def _plain(text: str) -> str:
    """Return the letters and digits of *text*, which survive whatever marks it carries."""
    return "".join(re.findall(r"[^\W_]+", text))


def _levels(source: Source, headings: list[tuple[Node, Place]]) -> Iterator[Finding]:
    """Yield skipped levels and notes; the article's highest heading is its first level."""
    above = min((node["c"][0] for node, _ in headings), default=1) - 1
    set_as = outline.levels([node["c"][0] for node, _ in headings])
    for (node, at), shown in zip(headings, set_as, strict=True):
        level, title = node["c"][0], ast.text(node["c"][2])
        if level > above + 1:
            message = f'"{title}" has level {level}, and the heading above it level {above}'
            if not above:
                message = f'"{title}" has level {level} and stands above the first level'
            marks = "#" * (above + 1)
            message = f"{message}; it is set as level {shown}"
            found = places.finding(source, "heading-skipped", at, message, f"{marks} {title}")
            yield places.exchange(found, f"{'#' * level} ", f"{marks} ")
        elif level > LOWEST:
            message = f'"{title}" has level {level}; it is set as level {shown}'
            yield places.finding(source, "heading-deep", at, message)
        if outline.is_empty(node):
            message = f"this heading of level {level} has no words; it is left out"
            yield places.finding(source, "heading-empty", at, message)
        above = level
        if any(inner["t"] == "Note" for inner in ast.nodes(node["c"][2])):
            yield _note(source, at, title)


def _habits(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield what is meant as a heading, or as the title, and is typed as something else."""
    source, blocks = manuscript.source, manuscript.blocks
    index = outline.title_index(blocks, manuscript.metadata.title)
    if index is not None:
        at = next((at for node, at in located(manuscript) if node is blocks[index]), source.at(1))
        message = "the first heading repeats the title; it is left out"
        yield places.finding(source, "heading-title", at, message)
    for block, after in pairwise(blocks):
        if _is_stressed(block) and after["t"] in {"Para", "BulletList", "OrderedList"}:
            words = ast.text(block)
            at = places.in_body(source, f"**{words}**")
            message = f'"{words}" looks like a heading and is bold text'
            # What a translator made bold stands nowhere in the source.
            if f"**{words}**" in source.excerpt(at):
                yield places.finding(source, "heading-typed", at, message, f"## {words}")


def _is_stressed(block: Node) -> bool:
    """Tell whether *block* is a line of bold words without the end of a sentence."""
    if block["t"] != "Para" or [node["t"] for node in block["c"]] != ["Strong"]:
        return False
    words = ast.text(block)
    return len(words) <= LONGEST_LINE and words[-1:].isalnum()


def _note(source: Source, heading: Place, title: str) -> Finding:
    """Return the finding about the note in the heading *title*, pointing to its mark."""
    mark = re.search(r"\[\^|\^\[", source.excerpt(heading))
    at = heading
    if mark:
        at = Place(file=heading.file, line=heading.line, column=mark.start() + 1)
    message = f'the heading "{title}" holds a footnote'
    words = re.sub(r"\[\^[^\]]*\]|\^\[[^\]]*\]", "", source.excerpt(heading)).rstrip()
    fix = f"{words}   (and the note in the first sentence below)"
    return places.finding(source, "note-in-heading", at, message, fix)
