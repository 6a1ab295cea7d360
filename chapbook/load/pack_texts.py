"""What an instructor wrote for a pack (introductions, instructions, notes), as pandoc blocks.

Short texts stand in the pack's own file, notes in files of their own.  Each becomes a small
manuscript, so that it is judged as an article is.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chapbook.editions import stem
from chapbook.findings import Place
from chapbook.frontmatter import FrontMatter
from chapbook.load import (
    alerts,
    crossref,
    front_matter,
    images,
    leftover,
    of_text,
    quarto,
    source,
    titles,
    translate,
)
from chapbook.model import Line, Manuscript, Node, Source, Theme
from chapbook.packfile import LINK
from chapbook.tools.pandoc import ast, meaning

SHARES = re.compile(r"^\s*\[[^\]\n]+\]:|\[\^|\\(?:re)?newcommand|\\def\b|\(@", re.M)
"""What a text holds that would change other texts read with it: definitions of links, notes,
commands and numbered examples."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A text in the pack's own file."""

    text: str
    place: Place
    """Where its value begins."""
    is_literal: bool
    """Whether it stands there line by line below a ``|``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the texts of a pack share."""

    path: Path
    """The file of the pack, absolute."""
    source: Source
    metadata: FrontMatter
    """What a note says of itself that says nothing."""
    labels: Mapping[str, str]
    theme: Theme


def shorts(texts: Sequence[Short], around: Around) -> list[Manuscript]:
    """Return a manuscript for each of *texts*."""
    read = _blocks([short.text for short in texts])
    pairs = zip(texts, read, strict=True)
    return [_short(short, blocks, around) for short, blocks in pairs]


def _blocks(texts: Sequence[str]) -> list[list[Node]]:
    """Return the blocks of each of *texts*.

    All are read at once, since pandoc takes its time to start; one by one where a text would
    change those behind it, as an unclosed fence does.
    """
    mark = hashlib.sha256("\0".join(texts).encode("utf-8")).hexdigest()
    if len(texts) > 1 and not any(map(SHARES.search, texts)):
        blocks, remarks = meaning.read(f"\n\n{mark}\n\n".join(texts))
        pieces = _split(blocks, mark)
        if len(pieces) == len(texts) and mark not in ast.text(pieces) and not remarks:
            return pieces
    return [meaning.read(text)[0] for text in texts]


def _split(blocks: list[Node], mark: str) -> list[list[Node]]:
    """Return the blocks between those that say *mark* alone."""
    pieces: list[list[Node]] = [[]]
    for block in blocks:
        if block["t"] == "Para" and ast.text(block) == mark:
            pieces.append([])
        else:
            pieces[-1].append(block)
    return pieces


def _short(short: Short, blocks: list[Node], around: Around) -> Manuscript:
    """Return the manuscript of *short*, which says *blocks*."""
    name = around.source.name
    typed = tuple(around.source.text.split("\n"))
    text = source.from_text(short.text, name)
    first = short.place.line + (1 if short.is_literal else 0)
    lines = tuple(
        Line(line, name, first + number if short.is_literal else first, altered=True)
        for number, line in enumerate(text.text.split("\n"))
    )
    text = replace(text, lines=lines, originals={name: typed})
    blocks = _understood(blocks, around)
    assets, faults, files = images.read(around.path.parent, images.places(blocks, text))
    return Manuscript(
        path=around.path,
        source=text,
        metadata=around.metadata.model_copy(update={"title": "", "author": []}),
        abstract=[],
        blocks=blocks,
        references=(),
        assets=assets,
        findings=tuple(faults),
        inputs=files,
        theme=around.theme,
    )


def _understood(blocks: list[Node], around: Around) -> list[Node]:
    """Return *blocks* with what other systems write read as what it means."""
    blocks = alerts.understood(leftover.understood(blocks), around.labels)
    blocks = quarto.understood(blocks, around.labels)
    return crossref.understood(blocks, around.labels)


def with_words(text: Manuscript, titles: Mapping[str, str]) -> Manuscript:
    """Return *text* in which links without words to headings and readings have their titles.

    Args:
        text: A text of a pack.
        titles: Those of the pack's readings, by their identifiers.
    """
    words = {
        ast.identifier(node): node["c"][2]
        for node in ast.nodes(text.blocks)
        if node["t"] == "Header" and ast.identifier(node)
    }

    def filled(node: Node) -> Node:
        if node["t"] != "Link" or ast.text(node["c"][1]):
            return node
        target = node["c"][2][0]
        told = words.get(target[1:]) if target.startswith("#") else None
        if target.startswith(LINK):
            name = target.removeprefix(LINK)
            told = ast.string(titles.get(name, name))
        return {**node, "c": [node["c"][0], told or node["c"][1], node["c"][2]]}

    return replace(text, blocks=ast.changed(text.blocks, filled))


def note(path: Path, name: str, around: Around) -> Manuscript:
    """Return the manuscript of the note *path*, which findings call *name*.

    Its title is that of its front matter, else its only heading of the first level, which is
    then no part of the text, else its file's name.
    """
    text, findings = source.read(path, name)
    if text is None:
        empty = source.from_text("", name)
        return of_text(path, empty, around.metadata, findings)
    text, mistold, included = translate.translated(text, path.parent)
    called = re.sub(r"[-_]+", " ", stem(path)).strip() or name
    usual = {**around.metadata.model_dump(by_alias=True, exclude_unset=True), "title": called}
    metadata, wrong = front_matter.read(text, usual)
    metadata = metadata.model_copy(update={"theme": "default"})
    made = of_text(path, text, metadata, [*findings, *mistold, *wrong])
    title, blocks = _titled(made.blocks, metadata.title, called)
    return replace(
        made,
        metadata=metadata.model_copy(update={"title": title}),
        blocks=blocks,
        references=(),  # nothing resolves citations of a note; its check says so
        theme=around.theme,
        inputs={**included, **made.inputs},
    )


def _titled(blocks: list[Node], title: str, called: str) -> tuple[str, list[Node]]:
    """Return the title of a note, and its blocks without it.

    Args:
        blocks: The whole note.
        title: What its front matter says.
        called: What that says of a note without a title.
    """
    levels = [node["c"][0] for node in ast.nodes(blocks) if node["t"] == "Header"]
    if not blocks or blocks[0]["t"] != "Header" or levels[0] != 1 or levels.count(1) > 1:
        return title, blocks
    heading = titles.plain(ast.text(blocks[0]["c"][2]))

    def raised(node: Node) -> Node:
        if node["t"] != "Header":
            return node
        return {**node, "c": [node["c"][0] - 1, *node["c"][1:]]}

    return heading if title == called else title, ast.changed(blocks[1:], raised)


def placed(blocks: list[Node], prefix: str, folder: str) -> tuple[Node, ...]:
    """Return *blocks* as they stand among others: ids and pictures named for the whole pack.

    Args:
        blocks: Those of one text.
        prefix: What its ids begin with, so that they are unique in the pack.
        folder: That of its file, relative to the pack's, with a slash at its end; or nothing.
    """
    ids = {ast.identifier(node) for node in ast.nodes(blocks)} - {""}

    def moved(node: Node) -> Node:
        if node["t"] == "Image":
            inner, (target, title) = node["c"][1], node["c"][2]
            node = {**node, "c": [node["c"][0], inner, [in_pack(target, folder), title]]}
        if node["t"] == "Link" and (target := node["c"][2][0])[1:] in ids and target[0] == "#":
            new = [f"#{prefix}-{target[1:]}", node["c"][2][1]]
            node = {**node, "c": [*node["c"][:2], new]}
        identifier = ast.identifier(node)
        return ast.with_identifier(node, f"{prefix}-{identifier}") if identifier else node

    return tuple(ast.changed(blocks, moved))


def in_pack(target: str, folder: str) -> str:
    """Return what *target*, a picture of a text in *folder*, is called in the pack."""
    return target if target.startswith("data:") else f"{folder}{target}"
