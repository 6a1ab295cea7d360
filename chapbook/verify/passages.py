"""What an edition must say: the article's text in passages, in order.

A passage is a stretch of text that no edition may interrupt: a paragraph, a heading, a
cell, up to the next note, image or formula.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from chapbook.model import Article, Node
from chapbook.tools.pandoc import ast, raw
from chapbook.verify.letters import letters


class Stand(Enum):
    """Where a passage stands."""

    IN_ORDER = "in order"
    ANYWHERE = "anywhere"
    """A caption or a note, which an edition may set above, below or at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Text that an edition must hold in one piece."""

    text: str
    letters: str
    stand: Stand


TEACHERS = "discussion"
"""Parts for teachers, which no reader edition shows."""

INTERRUPTIONS = {"Note", "Image", "Math"}
"""Inlines that editions set in their own ways, or in another place."""

MARGIN = "csl-left-margin"
"""The number of a reference list's entry, which a list may supply."""


def of(article: Article, edition: str) -> list[Passage]:
    """Return what *edition* of *article* must say; captions and notes where they are called."""
    blocks = [*article.lead, *article.body, *article.appendix]
    return [passage for block in blocks for passage in _block(block, edition) if passage.letters]


def _passage(text: str, stand: Stand = Stand.IN_ORDER) -> Passage:
    return Passage(text=" ".join(text.split()), letters=letters(text), stand=stand)


def _blocks(blocks: list[Node], edition: str) -> Iterator[Passage]:
    """Yield the passages of *blocks*."""
    for block in blocks:
        yield from _block(block, edition)


def _block(block: Node, edition: str) -> Iterator[Passage]:
    """Yield the passages of one *block*; a kind of block without text yields none."""
    read = _READERS.get(block["t"])
    if read is not None:
        yield from read(block, edition)


def _inlines(inlines: list[Node], edition: str) -> Iterator[Passage]:
    """Yield the stretches of *inlines* between interruptions, then the notes."""
    pieces: list[list[Node]] = [[]]
    notes: list[Node] = []
    for node in _flat(inlines):
        if node["t"] in INTERRUPTIONS:
            pieces.append([])
            notes += [node] if node["t"] == "Note" else []
        else:
            pieces[-1].append(node)
    for piece in pieces:
        yield _passage(ast.text(piece))
    for note in notes:
        yield from _apart(note["c"], edition)


def _flat(inlines: list[Node]) -> Iterator[Node]:
    """Yield the innermost of *inlines*: text, spaces and interruptions."""
    for node in inlines:
        if node["t"] == "Span" and ast.has_class(node, MARGIN):
            continue
        if node["t"] == "RawInline":
            meant = raw.understood(node)
            yield from [meant] if isinstance(meant, dict) else meant or []
        elif node["t"] == "Quoted":
            yield from _flat(node["c"][1])
        else:
            inner = _inner(node)
            yield from [node] if inner is None else _flat(inner)


def _inner(node: Node) -> list[Node] | None:
    """Return the inlines inside *node*, or nothing when it is innermost."""
    inner: list[Node] | None = None
    if node["t"] in _DRESSED:
        inner = node["c"]
    elif node["t"] in {"Span", "Link", "Cite"}:
        inner = node["c"][1]
    return inner


_DRESSED = {
    "Emph", "Strong", "Underline", "Strikeout", "SmallCaps", "Superscript", "Subscript",
}  # fmt: skip
"""Inlines that hold nothing but inlines."""


def _apart(blocks: list[Node], edition: str) -> Iterator[Passage]:
    """Yield the passages of a caption or a note."""
    for passage in _blocks(blocks, edition):
        yield Passage(text=passage.text, letters=passage.letters, stand=Stand.ANYWHERE)


def _paragraph(block: Node, edition: str) -> Iterator[Passage]:
    yield from _inlines(block["c"], edition)


def _header(block: Node, edition: str) -> Iterator[Passage]:
    yield from _inlines(block["c"][2], edition)


def _lines(block: Node, edition: str) -> Iterator[Passage]:
    for line in block["c"]:
        yield from _inlines(line, edition)


def _code(block: Node, _: str) -> Iterator[Passage]:
    for line in block["c"][1].split("\n"):
        yield _passage(line)


def _raw(block: Node, edition: str) -> Iterator[Passage]:
    meant = raw.understood(block)
    yield from _blocks(meant if isinstance(meant, list) else [], edition)


def _quotation(block: Node, edition: str) -> Iterator[Passage]:
    yield from _blocks(block["c"], edition)


def _bullets(block: Node, edition: str) -> Iterator[Passage]:
    for item in block["c"]:
        yield from _blocks(item, edition)


def _numbered(block: Node, edition: str) -> Iterator[Passage]:
    for item in block["c"][1]:
        yield from _blocks(item, edition)


def _definitions(block: Node, edition: str) -> Iterator[Passage]:
    for term, meanings in block["c"]:
        yield from _inlines(term, edition)
        for meaning in meanings:
            yield from _blocks(meaning, edition)


def _div(block: Node, edition: str) -> Iterator[Passage]:
    """Read a div that *edition* shows: ``only`` and ``not`` choose by its name."""
    names = set(ast.classes(block))
    listed = (ast.value(block, "editions") or "").replace(",", " ").split()
    hidden = TEACHERS in names
    hidden |= "only" in names and edition not in listed
    hidden |= "not" in names and edition in listed
    if not hidden:
        yield from _blocks(block["c"][1], edition)


def _figure(block: Node, edition: str) -> Iterator[Passage]:
    _, caption, content = block["c"]
    yield from _apart(caption[1], edition)
    yield from _blocks(content, edition)


def _table(block: Node, edition: str) -> Iterator[Passage]:
    _, caption, _, head, bodies, foot = block["c"]
    yield from _apart(caption[1], edition)
    rows = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]]), *foot[1]]
    for _, cells in rows:
        for cell in cells:
            yield from _blocks(cell[4], edition)


_READERS: dict[str, Callable[[Node, str], Iterator[Passage]]] = {
    "Para": _paragraph,
    "Plain": _paragraph,
    "Header": _header,
    "LineBlock": _lines,
    "CodeBlock": _code,
    "RawBlock": _raw,
    "BlockQuote": _quotation,
    "BulletList": _bullets,
    "OrderedList": _numbered,
    "DefinitionList": _definitions,
    "Div": _div,
    "Figure": _figure,
    "Table": _table,
}
"""How each kind of block is read; a rule has no text."""
