"""What an edition must say: the article's text in passages, in order.

A passage is a stretch of text that no edition may interrupt: a paragraph, a heading, a
cell, up to the next note, image or formula.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from chapbook.editions import EDITIONS
from chapbook.model import Article, Node
from chapbook.tools.pandoc import ast, raw
from chapbook.verify.letters import letters


class Stand(Enum):
    """Where a passage stands."""

    IN_ORDER = "in order"
    ANYWHERE = "anywhere"
    """A caption or a note, which an edition may set above, below or at the end."""
    FORMULA = "formula"
    """A formula in words: the text around it is in pieces, and it is looked for by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Text that an edition must hold in one piece."""

    text: str
    letters: str
    stand: Stand
    hidden_from: frozenset[str] = frozenset()
    """The reader editions that do not show it."""


TEACHERS = "discussion"
"""Parts for teachers, which no reader edition shows."""

FURNITURE = "cited-in"
"""The line that says where a work is cited: each edition adds its own locators to it."""

WHOLE_COLUMNS = 7
"""A table of more columns may be cut into several where pages are too narrow for it."""

INTERRUPTIONS = {"Note", "Image", "Math"}
"""Inlines that editions set in their own ways, or in another place."""

MARGIN = "csl-left-margin"
"""The number of a reference list's entry, which a list may supply."""


def of(article: Article) -> tuple[Passage, ...]:
    """Return what editions of *article* must say; captions and notes where they are called."""
    blocks = [*article.lead, *article.body, *article.appendix]
    said = [*_title_block(article), *_blocks(blocks)]
    return tuple(passage for passage in said if passage.letters)


def _title_block(article: Article) -> Iterator[Passage]:
    """Yield title, subtitle, authors and abstract; each edition sets them where it likes."""
    metadata = article.metadata
    names = [name.display for name in metadata.author]
    for text in (metadata.title, metadata.subtitle or "", *names):
        yield replace(_passage(text), stand=Stand.ANYWHERE)
    for passage in _blocks(article.abstract):
        yield _anywhere(passage)


def _passage(text: str) -> Passage:
    return Passage(text=" ".join(text.split()), letters=letters(text), stand=Stand.IN_ORDER)


def _blocks(blocks: list[Node]) -> Iterator[Passage]:
    """Yield the passages of *blocks*."""
    for block in blocks:
        yield from _block(block)


def _block(block: Node) -> Iterator[Passage]:
    """Yield the passages of one *block*; a kind of block without text yields none."""
    read = _READERS.get(block["t"])
    if read is not None:
        yield from read(block)


def _inlines(inlines: list[Node]) -> Iterator[Passage]:
    """Yield the stretches of *inlines* between interruptions, then the notes."""
    pieces: list[list[Node]] = [[]]
    notes: list[Node] = []
    formulas: list[Node] = []
    for node in _flat(inlines):
        if node["t"] in INTERRUPTIONS:
            pieces.append([])
            notes += [node] if node["t"] == "Note" else []
            formulas += [node] if node["t"] == "Math" else []
        else:
            pieces[-1].append(node)
    for piece in pieces:
        yield _passage(ast.text(piece))
    for formula in formulas:
        yield replace(_passage(ast.text(formula)), stand=Stand.FORMULA)
    for note in notes:
        yield from _apart(note["c"])


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


def _apart(blocks: list[Node]) -> Iterator[Passage]:
    """Yield the passages of a caption or a note."""
    for passage in _blocks(blocks):
        yield _anywhere(passage)


def _anywhere(passage: Passage) -> Passage:
    """Return *passage* without its place; a formula has none."""
    stand = Stand.ANYWHERE if passage.stand is Stand.IN_ORDER else passage.stand
    return replace(passage, stand=stand)


def _paragraph(block: Node) -> Iterator[Passage]:
    yield from _inlines(block["c"])


def _header(block: Node) -> Iterator[Passage]:
    yield from _inlines(block["c"][2])


def _lines(block: Node) -> Iterator[Passage]:
    for line in block["c"]:
        yield from _inlines(line)


def _code(block: Node) -> Iterator[Passage]:
    for line in block["c"][1].split("\n"):
        yield _passage(line)


def _raw(block: Node) -> Iterator[Passage]:
    meant = raw.understood(block)
    yield from _blocks(meant if isinstance(meant, list) else [])


def _quotation(block: Node) -> Iterator[Passage]:
    yield from _blocks(block["c"])


def _bullets(block: Node) -> Iterator[Passage]:
    for item in block["c"]:
        yield from _blocks(item)


def _numbered(block: Node) -> Iterator[Passage]:
    for item in block["c"][1]:
        yield from _blocks(item)


def _definitions(block: Node) -> Iterator[Passage]:
    for term, meanings in block["c"]:
        yield from _inlines(term)
        for meaning in meanings:
            yield from _blocks(meaning)


def _div(block: Node) -> Iterator[Passage]:
    """Read a div, and who sees it: ``only`` and ``not`` choose by the edition's name."""
    names = set(ast.classes(block))
    if FURNITURE in names:
        return
    listed = frozenset((ast.value(block, "editions") or "").replace(",", " ").split())
    hidden = frozenset(EDITIONS) if TEACHERS in names else frozenset()
    if "only" in names:
        hidden |= EDITIONS.keys() - listed
    if "not" in names:
        hidden |= listed
    for passage in _blocks(block["c"][1]):
        yield replace(passage, hidden_from=passage.hidden_from | hidden) if hidden else passage


def _figure(block: Node) -> Iterator[Passage]:
    _, caption, content = block["c"]
    yield from _apart(caption[1])
    yield from _blocks(content)


def _table(block: Node) -> Iterator[Passage]:
    _, caption, columns, head, bodies, foot = block["c"]
    yield from _apart(caption[1])
    rows = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]]), *foot[1]]
    read = _apart if len(columns) > WHOLE_COLUMNS else _blocks
    for _, cells in rows:
        for cell in cells:
            yield from read(cell[4])


_READERS: dict[str, Callable[[Node], Iterator[Passage]]] = {
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
