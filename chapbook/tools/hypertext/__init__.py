"""From blocks to HTML, as the editions of articles and the pages of packs share it.

What pandoc's HTML writer does not say by itself is said on the model first (``prepared``): roles
and names of parts, sources of images, notes at the foot of a page.  What it writes is then
``settled``.
"""

from collections.abc import Callable, Sequence
from enum import Enum

from chapbook.tools.hypertext import (
    address,
    foot,
    formulas,
    listings,
    lists,
    pagebreak,
    raised,
)
from chapbook.tools.pandoc import ast, write
from chapbook.tools.pandoc.ast import Node
from chapbook.tools.pandoc.program import Remark

BOXED = ("key-points", "see-doctor", "questions", "self-check", "plain", "discussion", "box")
"""Parts that stand for themselves and are announced by their title."""


class Notes(Enum):
    """Where notes go."""

    FOOT = "foot"
    """At the foot of the page on which they are called."""
    END = "end"
    """At the end of the document, with links both ways."""


def fragment(
    blocks: list[Node],
    source_of: Callable[[str], str],
    notes: Notes,
    options: Sequence[str] = write.HTML_OPTIONS,
) -> tuple[str, tuple[Remark, ...]]:
    """Return *blocks* as HTML, and what its writer remarked; arguments are as for ``prepared``."""
    html, remarks = write.html(prepared(blocks, source_of, notes, options), options)
    return settled(html, notes), remarks


def prepared(
    blocks: list[Node],
    source_of: Callable[[str], str],
    notes: Notes,
    options: Sequence[str] = write.HTML_OPTIONS,
) -> list[Node]:
    """Return *blocks* as the HTML writer is given them.

    Args:
        blocks: Part of a text.
        source_of: The ``src`` of an image, by its target.
        notes: Where notes go.
        options: Options of pandoc's HTML writer.
    """

    def visit(node: Node) -> Node | list[Node]:
        match node["t"]:
            case "Image":
                return _image(node, source_of)
            case "Div":
                return _part(node)
            case "Link":
                return address.broken(node)
            case "Note" if notes is Notes.FOOT:
                return foot.note(node)
            case "BulletList" | "OrderedList":
                return lists.marked(node)
        return node

    show = formulas.marked_up if "--mathml" in options else formulas.pictured
    done: list[Node] = ast.changed(raised.with_their_words(show(blocks)), visit)
    return done


def settled(html: str, notes: Notes) -> str:
    """Return what the writer made, with its listings, lists and markers of pages as they show."""
    html = listings.in_lines(html)
    # On paper the number of a page is no part of a heading's name, and keeps to its line.
    if notes is Notes.FOOT:
        return pagebreak.passed(lists.trimmed(lists.started(html)))
    return pagebreak.lifted(html)


def _image(node: Node, source_of: Callable[[str], str]) -> Node:
    """Return an image with its real source, its alt text said even when empty."""
    (identifier, classes, pairs), alt, (target, title) = node["c"]
    kept = [[k, v] for k, v in pairs if k in {"width", "height", "lang", "dir"}]
    described = next((v[1:] for k, v in pairs if k == "description" and v.startswith("#")), None)
    if described:
        kept.append(["aria-details", described])
    if not alt:
        kept.append(["alt", ""])
    return {**node, "c": [[identifier, classes, kept], alt, [source_of(target), title]]}


def _part(node: Node) -> Node:
    """Return a part as a note of its own, named by its title."""
    (identifier, classes, pairs), blocks = node["c"]
    pairs = [[k, v] for k, v in pairs if k not in {"priority", "points"}]
    pairs = [[f"data-{k}" if k == "when" else k, v] for k, v in pairs]
    titled = any(ast.has_class(b, "part-title") for b in blocks if b["t"] == "Div")
    if titled and set(classes) & set(BOXED):
        pairs += [["role", "note"], ["aria-labelledby", f"{identifier}-title"]]
    return ast.div(blocks, [identifier, classes, pairs])
