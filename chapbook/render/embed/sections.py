"""Cutting an article's sections out, each with the notes, works and answers that it needs.

Numbers and letters stay those of the whole article, so that what is cited as note c or work 7
there is called so here.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from chapbook.model import Article, Node
from chapbook.tools.pandoc import ast

LOCATORS = "cited-in"
"""The line that says where in the whole article a work is cited."""

HOW_TO_CITE = "how-to-cite"

PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,79}")
"""Ids that can be names of files on every disk and server as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section with all that it needs to be read alone."""

    identifier: str
    title: str
    level: int
    """1 for the article's sections."""
    file: str
    """A name for its page, without the ending; the same as long as its id is the same."""
    blocks: list[Node]


def of(blocks: list[Node], article: Article, whole: str) -> list[Section]:
    """Return every section of the article's own text.

    Args:
        blocks: Of the whole article, as ``screen.prepared`` gives them.
        article: Where they come from.
        whole: The address of the whole article, for links that lead out of a section.
    """
    end = next(
        (i for i, b in enumerate(blocks) if b["t"] == "Header" and ast.has_class(b, "appendix")),
        len(blocks),
    )
    own, appendix = blocks[:end], blocks[end:]
    starts = [i for i, b in enumerate(own) if b["t"] == "Header" and ast.identifier(b)]
    return [_section(own[start : _end(own, start)], appendix, article, whole) for start in starts]


def _end(blocks: list[Node], start: int) -> int:
    """Return where the section that begins at *start* ends."""
    level = blocks[start]["c"][0]
    later = (i for i in range(start + 1, len(blocks)) if blocks[i]["t"] == "Header")
    return next((i for i in later if blocks[i]["c"][0] <= level), len(blocks))


def _section(text: list[Node], appendix: list[Node], article: Article, whole: str) -> Section:
    """Return the section *text*, the first block of which is its heading."""
    head = text[0]
    level = head["c"][0]
    blocks = [*_raised(text, level), *_needed(text, appendix), *_how_to_cite(article)]
    return Section(
        identifier=ast.identifier(head),
        title=" ".join(ast.text(head["c"][2]).split()),
        level=level,
        file=file_name(ast.identifier(head)),
        blocks=_led_out(blocks, whole),
    )


def file_name(identifier: str) -> str:
    """Return the name of the page of the section *identifier*: its id where that is plain."""
    if PLAIN_NAME.fullmatch(identifier):
        return identifier
    return f"s-{hashlib.sha256(identifier.encode('utf-8')).hexdigest()[:12]}"


def _raised(blocks: list[Node], level: int) -> list[Node]:
    """Return *blocks* with the first heading, of *level*, as one of the outermost."""

    def visit(node: Node) -> Node:
        if node["t"] != "Header":
            return node
        own, *rest = node["c"]
        return {**node, "c": [max(own - level + 1, 1), *rest]}

    raised: list[Node] = ast.changed(blocks, visit)
    return raised


def _targets(blocks: list[Node]) -> set[str]:
    """Return the ids that *blocks* name: by links, and by descriptions of images."""
    named = set()
    for node in ast.nodes(blocks):
        if node["t"] == "Link":
            named.add(unquote(node["c"][2][0]))
        elif node["t"] == "Image":
            named.add(ast.value(node, "description") or "")
    return {target[1:] for target in named if target.startswith("#")}


def _identifiers(blocks: list[Node]) -> set[str]:
    return {identifier for node in ast.nodes(blocks) if (identifier := ast.identifier(node))}


def _entries(block: Node) -> list[Node]:
    """Return the notes, works, answers or descriptions that *block* of the appendix lists."""
    if block["t"] == "OrderedList":
        return [entry for item in block["c"][1] for entry in item]
    if ast.classes(block)[:1] == ["description"]:
        return [block]
    return block["c"][1] if block["t"] == "Div" else []


def _needed(text: list[Node], appendix: list[Node]) -> list[Node]:
    """Return those parts of *appendix* that *text* leads to, and what these lead to in turn."""
    here = _identifiers(text)
    entries = [entry for block in appendix for entry in _entries(block)]
    # An answer names its question, not the other way round.
    answers = [e for e in entries if ast.has_class(e, "answer") and _targets([e]) & here]
    wanted = {ast.identifier(entry) for entry in answers}
    reached = [*text, *answers]
    while True:
        more = [e for e in entries if ast.identifier(e) in _targets(reached) - wanted]
        if not more:
            break
        wanted |= {ast.identifier(entry) for entry in more}
        reached = [block for entry in more for block in _without_locators([entry])]
    return _without_locators(list(_kept(appendix, wanted)))


def _kept(appendix: list[Node], wanted: set[str]) -> Iterator[Node]:
    """Yield the parts of *appendix* with entries *wanted*, each under its heading."""
    heading: list[Node] = []
    for block in appendix:
        if block["t"] == "Header":
            heading = [block]
            continue
        if not any(ast.identifier(entry) in wanted for entry in _entries(block)):
            continue
        yield from heading
        heading = []
        if block["t"] == "OrderedList":
            yield from _numbered(block, wanted)
        elif ast.classes(block)[:1] == ["description"]:
            yield block
        else:
            kept = [entry for entry in block["c"][1] if ast.identifier(entry) in wanted]
            yield {**block, "c": [block["c"][0], kept]}


def _numbered(listed: Node, wanted: set[str]) -> Iterator[Node]:
    """Yield the items *wanted* of a list as lists that begin with their own numbers."""
    (start, *style), items = listed["c"]
    runs: list[tuple[int, list[list[Node]]]] = []
    before = None
    for number, item in enumerate(items, start=start):
        if not any(ast.identifier(entry) in wanted for entry in item):
            continue
        if before != number - 1:
            runs.append((number, []))
        runs[-1][1].append(item)
        before = number
    for number, run in runs:
        yield {**listed, "c": [[number, *style], run]}


def _without_locators(blocks: list[Node]) -> list[Node]:
    """Return *blocks* without lines on other places of the article."""

    def visit(node: Node) -> Node | None:
        return None if node["t"] == "Div" and ast.has_class(node, LOCATORS) else node

    kept: list[Node] = ast.changed(blocks, visit)
    return kept


def _how_to_cite(article: Article) -> list[Node]:
    """Return how to cite the article, in its first style; the whole has all of them."""
    if not article.cite_article:
        return []
    first = article.cite_article[0]
    name = ast.header(
        1, ast.string(article.labels["how-to-cite"]), ast.attr(HOW_TO_CITE, ["appendix"])
    )
    style = {"t": "Strong", "c": ast.string(f"{first.label}{article.labels['colon']}")}
    return [name, ast.para([style, {"t": "Space"}, *first.inlines])]


def _led_out(blocks: list[Node], whole: str) -> list[Node]:
    """Return *blocks* with links to what is not among them as links into *whole*."""
    here = _identifiers(blocks)

    def visit(node: Node) -> Node:
        if node["t"] != "Link":
            return node
        attributes, inlines, (target, title) = node["c"]
        if not target.startswith("#") or unquote(target[1:]) in here:
            return node
        return {**node, "c": [attributes, inlines, [f"{whole}{target}", title]]}

    led: list[Node] = ast.changed(blocks, visit)
    return led
