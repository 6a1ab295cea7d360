"""What other programs leave in a document, made into what an article has.

Tracked changes are accepted and comments taken out; numbers that were typed before headings
and captions go, since editions number by themselves.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

NUMBER = re.compile(r"(?:\d+|[IVX]+)(?:\.\d+)*\.?")
PLAIN_NUMBER = re.compile(r"\d+|[IVX]+")

UNWRAPPED = {"insertion", "paragraph-insertion", "anchor", "mark", "underline"}
DROPPED = {"deletion", "paragraph-deletion", "comment-end"}


@dataclass(slots=True, kw_only=True)
class Tidied:
    """A text in the making, and what was taken out of it."""

    blocks: list[Node]
    comments: list[tuple[str, str]] = field(default_factory=list)
    """Whose it is and what it says, with the words that follow it in the text."""
    changes: int = 0
    """How many tracked changes were accepted."""
    raw: list[str] = field(default_factory=list)
    """Raw pieces of other formats that no edition can show."""
    title: str = ""
    """A heading that was the title."""


def tidied(blocks: Sequence[Node]) -> Tidied:
    """Return *blocks* without what belongs to the program that wrote them."""
    out = Tidied(blocks=list(blocks))
    out.comments = list(_comments(out.blocks))
    out.changes = sum(_is_change(node) for node in ast.nodes(out.blocks))
    out.blocks = ast.changed(out.blocks, _uncited)
    out.raw = [str(n["c"][1]) for n in ast.nodes(out.blocks) if _is_left_raw(n)]
    out.blocks = ast.changed(out.blocks, _accepted)
    out.blocks = [block for block in out.blocks if not _is_empty(block)]
    while out.blocks and out.blocks[-1]["t"] == "HorizontalRule":
        out.blocks.pop()  # it stood above notes
    return out


def _uncited(node: Node) -> Node:
    """Return a citation without the words that the other program set for it."""
    return {"t": "Cite", "c": [node["c"][0], []]} if node["t"] == "Cite" else node


def _is_change(node: Node) -> bool:
    """Tell whether *node* is an insertion or a deletion."""
    return node["t"] == "Span" and bool({"insertion", "deletion"} & set(ast.classes(node)))


def _is_left_raw(node: Node) -> bool:
    """Tell whether *node* is raw code with something in it but a comment."""
    if node["t"] not in {"RawInline", "RawBlock"}:
        return False
    bare = re.sub(r"<!--.*?-->|<[^>]*>", "", str(node["c"][1]), flags=re.S)
    return bool(bare.strip())


def _comments(tree: list[Node]) -> Iterator[tuple[str, str]]:
    """Yield each comment as a line, with the words that follow it."""
    waiting = None
    for node in ast.nodes(tree):
        if node["t"] == "Span" and ast.has_class(node, "comment-start"):
            whose = ast.value(node, "author") or "somebody"
            waiting = f'comment of {whose}: "{ast.text(node["c"][1])}"'
        elif node["t"] == "Str" and waiting and not _inside_comment(node, tree):
            yield waiting, str(node["c"])
            waiting = None
    if waiting:
        yield waiting, ""


def _inside_comment(word: Node, tree: list[Node]) -> bool:
    """Tell whether *word* is part of a comment."""
    starts = (n for n in ast.nodes(tree) if n["t"] == "Span" and ast.has_class(n, "comment-start"))
    return any(inner is word for start in starts for inner in ast.nodes(start["c"]))


def _accepted(node: Node) -> Node | list[Node] | None:
    """Return *node* with changes accepted and without a program's marks."""
    kind = node["t"]
    if kind in {"RawInline", "RawBlock"}:
        return None
    if kind == "Span":
        names = set(ast.classes(node))
        if names & DROPPED or "comment-start" in names:
            return None
        plain = not ast.attributes(node)[2] and not ast.identifier(node) and not names
        if names & UNWRAPPED or plain:
            inner: list[Node] = node["c"][1]
            return _anchored(node, inner)
    if kind == "Div" and not ast.classes(node) and not _is_table_label(node):
        return list(node["c"][1])
    return node


def _anchored(node: Node, inner: list[Node]) -> list[Node]:
    """Return the *inner* of a span; its id stays, for references lead to it."""
    if not ast.identifier(node):
        return inner
    return [ast.span(inner, [ast.identifier(node), [], []])]


def _is_table_label(node: Node) -> bool:
    """Tell whether the div *node* is there only to give its table an id (LaTeX)."""
    content = node["c"][1]
    return bool(ast.identifier(node)) and len(content) == 1 and content[0]["t"] == "Table"


def _is_empty(block: Node) -> bool:
    """Tell whether *block* is a paragraph of nothing."""
    if block["t"] not in {"Para", "Plain", "Header"}:
        return False
    content = block["c"][2] if block["t"] == "Header" else block["c"]
    return not any(
        node["t"] in {"Image", "Math", "Code", "Note"}
        or (node["t"] == "Str" and str(node["c"]).strip())
        for node in ast.nodes(content)
    )


def with_sections(out: Tidied, title: str) -> None:
    """Make the headings of *out* those of an article: no title among them, from level 1, bare.

    Args:
        out: The text, which is changed.
        title: The title that the document gives elsewhere; nothing when it gives none.
    """
    heads = [block for block in out.blocks if block["t"] == "Header"]
    tops = [block for block in heads if block["c"][0] == 1]
    first = heads[0] if heads else None
    alone = first is not None and tops == [first] and len(heads) > 1
    if first is not None and (_same(first, title) or (alone and not title)):
        out.title = ast.text(first["c"][2])
        out.blocks = [block for block in out.blocks if block is not first]
        heads.remove(first)
    shift = min((block["c"][0] for block in heads), default=1) - 1
    numbered = sum(bool(NUMBER.fullmatch(_first_word(head))) for head in heads)
    every = numbered * 2 > len(heads)
    out.blocks = [
        _section(block, shift, every=every) if block["t"] == "Header" else block
        for block in out.blocks
    ]


def _same(head: Node, title: str) -> bool:
    """Tell whether the heading *head* says the *title* once more."""
    return bool(title) and ast.text(head["c"][2]).casefold() == title.casefold()


def _first_word(head: Node) -> str:
    """Return the first word of a heading."""
    inlines = head["c"][2][_marks(head) :]
    return next((str(node["c"]) for node in inlines[:1] if node["t"] == "Str"), "")


def _marks(head: Node) -> int:
    """Return how many marks without text the heading *head* begins with."""
    at = (n for n, node in enumerate(head["c"][2]) if node["t"] != "Span" or node["c"][1])
    return next(at, 0)


def _section(head: Node, shift: int, *, every: bool) -> Node:
    """Return the heading *head* raised by *shift* levels and without the number typed before it.

    Args:
        head: A heading.
        shift: By how many levels.
        every: Whether most headings begin with a number, so that a bare one counts too.
    """
    level, attribute, inlines = head["c"]
    word = _first_word(head)
    typed = NUMBER.fullmatch(word) and (not PLAIN_NUMBER.fullmatch(word) or every)
    marks = _marks(head)
    lead, inlines = inlines[:marks], inlines[marks:]
    if typed and len(inlines) > 2:
        inlines = inlines[2:] if inlines[1]["t"] == "Space" else inlines[1:]
    inlines = [*lead, *inlines]
    return ast.header(max(1, level - shift), inlines, attribute)
