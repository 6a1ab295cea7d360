"""Notes at the foot of a page: whole blocks, written with the elements that a line may hold.

A note is called in the middle of a paragraph, and HTML ends a paragraph where a list or a table
begins.  So each block of a note is a span; the style sheet sets it as what it is.
"""

from collections.abc import Callable, Iterator

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")

BREAK = {"t": "LineBreak"}


def note(node: Node) -> Node:
    """Return a note as the inline that the style sheet floats to the foot of the page."""
    first, *rest = node["c"] or [ast.plain([])]
    inlines = list(first["c"]) if first["t"] in {"Para", "Plain"} else [_block(first)]
    return ast.span([*inlines, *map(_block, rest)], ast.attr("", ["footnote"]))


def _block(block: Node) -> Node:
    """Return *block* as a span."""
    reader = _READERS.get(block["t"], _words)
    return reader(block)


ROLES = {
    "note-list": "list",
    "note-item": "listitem",
    "note-table": "table",
    "note-row": "row",
    "note-cell": "cell",
    "note-head": "columnheader",
}
"""What a span stands for (WAI-ARIA 1.2), so that its tag says so too."""


def _set(name: str, inlines: list[Node]) -> Node:
    """Return *inlines* as a block of the kind *name*, such as ``note-item``."""
    pairs = {"role": ROLES[name]} if name in ROLES else {}
    return ast.span(inlines, ast.attr("", [name], **pairs))


def _words(block: Node) -> Node:
    """Return the words of a block that has no form of its own here."""
    return _set("note-paragraph", ast.string(ast.text(block)))


def _paragraph(block: Node) -> Node:
    return _set("note-paragraph", block["c"])


def _code(block: Node) -> Node:
    """Return code, a line of it to a line."""
    lines = block["c"][1].split("\n")
    inlines = [{"t": "Code", "c": [ast.attr(), line or " "]} for line in lines]
    return _set("note-code", [part for each in inlines for part in (each, BREAK)][:-1])


def _lines(block: Node) -> Node:
    """Return verse, a line of it to a line."""
    return _set("note-paragraph", [part for each in block["c"] for part in (*each, BREAK)][:-1])


def _quotation(block: Node) -> Node:
    return _set("note-quotation", [_block(inner) for inner in block["c"]])


def _div(block: Node) -> Node:
    return _set("note-part", [_block(inner) for inner in block["c"][1]])


def _figure(block: Node) -> Node:
    _, caption, content = block["c"]
    return _set("note-part", [_block(inner) for inner in (*content, *caption[1])])


def _bullets(block: Node) -> Node:
    return _set("note-list", [_item("•", item) for item in block["c"]])


def _numbered(block: Node) -> Node:
    (start, style, delimiter), items = block["c"]
    return _set(
        "note-list",
        [
            _item(_mark(number, style["t"], delimiter["t"]), item)
            for number, item in enumerate(items, start=start)
        ],
    )


def _mark(number: int, style: str, delimiter: str) -> str:
    """Return what stands before item *number* (1-based) of a list."""
    said = str(number)
    if style.endswith("Alpha") and number <= len(LETTERS):
        said = LETTERS[number - 1]
    elif style.endswith("Roman") and number <= len(ROMAN):
        said = ROMAN[number - 1]
    said = said.upper() if style.startswith("Upper") else said
    before, after = {"OneParen": ("", ")"), "TwoParens": ("(", ")")}.get(delimiter, ("", "."))
    return f"{before}{said}{after}"


def _item(mark: str, blocks: list[Node]) -> Node:
    """Return an item of a list behind its *mark*."""
    first, *rest = blocks or [ast.plain([])]
    words = first["c"] if first["t"] in {"Para", "Plain"} else [_block(first)]
    label = _set("note-mark", [{"t": "Str", "c": f"{mark}\u00a0"}])
    return _set("note-item", [label, *words, *map(_block, rest)])


def _definitions(block: Node) -> Node:
    inlines: list[Node] = []
    for term, definitions in block["c"]:
        inlines.append(_set("note-paragraph", [{"t": "Strong", "c": term}]))
        inlines += [_set("note-quotation", list(map(_block, each))) for each in definitions]
    return _set("note-list", inlines)


def _table(block: Node) -> Node:
    """Return a table, its caption above it."""
    _, caption, _, head, bodies, foot = block["c"]
    inner = [row for body in bodies for row in (*body[2], *body[3])]
    rows = [_set("note-row", list(_cells(row[1], "note-head"))) for row in head[1]]
    rows += [_set("note-row", list(_cells(row[1]))) for row in (*inner, *foot[1])]
    return _set("note-part", [*map(_block, caption[1]), _set("note-table", rows)])


def _cells(cells: list[list[object]], kind: str = "note-cell") -> Iterator[Node]:
    """Yield the cells of a row, all of one *kind*."""
    for cell in cells:
        blocks: list[Node] = cell[4]  # type: ignore[assignment]
        inlines = [
            part
            for block in blocks
            for part in (block["c"] if block["t"] in {"Para", "Plain"} else [_block(block)])
        ]
        yield _set(kind, inlines)


_READERS: dict[str, Callable[[Node], Node]] = {
    "Para": _paragraph,
    "Plain": _paragraph,
    "CodeBlock": _code,
    "LineBlock": _lines,
    "BlockQuote": _quotation,
    "Div": _div,
    "Figure": _figure,
    "BulletList": _bullets,
    "OrderedList": _numbered,
    "DefinitionList": _definitions,
    "Table": _table,
}
"""How each kind of block is set."""
