"""Notes right below what calls for them: who reads with a magnifier sees one place at a time.

At the foot of the page they would be out of sight, and WeasyPrint 70 sets one whose page has to be
broken anew pages away from its call.
"""

from chapbook.model import Node
from chapbook.render.lettered import letters
from chapbook.tools.pandoc import ast

CLASS, MARK = "note-below", "note-mark"
"""The classes of a note, and of the letter at its head."""


def below(blocks: list[Node], before: int = 0) -> tuple[list[Node], int]:
    """Return *blocks* with each note behind the block that calls for it, and how many there are.

    Args:
        blocks: Not those inside others: a note of a list stands behind the list.
        before: How many notes were counted before.
    """
    out: list[Node] = []
    waiting: list[list[Node]] = []
    count = before

    def visit(node: Node) -> Node:
        nonlocal count
        if node["t"] != "Note":
            return node
        count += 1
        waiting.append(_note(count, node["c"]))
        return _call(count)

    for block in blocks:
        out.append(ast.changed(block, visit))
        if block["t"] != "Header":
            out += [note for notes in waiting for note in notes]
            waiting = []
    return [*out, *(note for notes in waiting for note in notes)], count


def _call(number: int) -> Node:
    """Return what calls for the note *number* (1-based)."""
    raised = {"t": "Superscript", "c": ast.string(letters(number))}
    return ast.link([raised], f"#fn{number}", ast.attr(f"fnref{number}", role="doc-noteref"))


def _note(number: int, blocks: list[Node]) -> list[Node]:
    """Return the note *number*, its letter at the head of its first paragraph."""
    mark = ast.span(ast.string(letters(number)), ast.attr("", [MARK]))
    first, *rest = blocks or [ast.para([])]
    if first["t"] in {"Para", "Plain"}:
        first = ast.para([mark, {"t": "Space"}, *first["c"]])
    else:
        rest, first = [first, *rest], ast.para([mark])
    return [ast.div([first, *rest], ast.attr(f"fn{number}", [CLASS], role="doc-footnote"))]
