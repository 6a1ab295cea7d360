"""Notes: what calls for them, and where they are read (ISO 32000-1, 14.8.4.4)."""

from chapbook.tools.weasy.tagging.nodes import Area, Mark, Node
from chapbook.tools.weasy.tagging.tag import GROUPS, Tag

Kid = Tag | Mark | Area

AT_THE_END = {"P", "Caption", "BibEntry"}
"""Elements that hold a line of words: a note called in them is read after these."""

AFTER = GROUPS | {"LBody", "TD", "Note", "Div"}
"""Elements that hold blocks: a note is read after the block, or the heading, that calls for it."""


def made(node: Node, _: str, kids: list[Kid]) -> list[Kid]:
    """Return a note; one at the foot of the page is going to stand behind its block."""
    note = Tag("Note", kids, floats=node.is_foot, source=node)
    for label in note.tags:
        if label.role == "Lbl" and node.is_foot:
            label.kids = [Tag("Link", label.kids, source=label.source)]
    return [note]


def settle(tag: Tag) -> list[Tag]:
    """Put the notes below *tag* behind the blocks that call for them.

    Returns:
        Notes for which no place was found in *tag*; nothing for a whole document.
    """
    kids: list[Kid] = []
    homeless: list[Tag] = []
    holds_blocks = tag.role in AFTER
    for kid in tag.kids:
        found = settle(kid) if isinstance(kid, Tag) else []
        if isinstance(kid, Tag) and kid.floats:
            homeless += [kid, *found]
        elif holds_blocks and isinstance(kid, Tag) and kid.is_block:
            kids += [*homeless, kid, *found]
            homeless = []
        else:
            kids.append(kid)
            homeless += found
    tag.kids = kids
    if holds_blocks or tag.role in AT_THE_END:
        tag.kids += homeless
        return []
    return homeless
