"""Lists within lists as LibreOffice writes them: beside each other, in items of nothing else."""

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

LISTS = frozenset({"BulletList", "OrderedList"})


def nested(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with a list that is only one item's list in the last item before it."""
    out: list[Node] = []
    for block in blocks:
        inner = _inner(block)
        before = out[-1] if out else None
        if inner is None:
            out.append(block)
        elif before is not None and before["t"] in LISTS:
            items = _items(before)
            out[-1] = _with_items(before, [*items[:-1], [*items[-1], inner]])
        else:
            out.append(inner)
    return out


def _inner(block: Node) -> Node | None:
    """Return the list that is all there is in the list *block*."""
    if block["t"] not in LISTS or len(_items(block)) != 1:
        return None
    content = _items(block)[0]
    return content[0] if len(content) == 1 and content[0]["t"] in LISTS else None


def _items(block: Node) -> list[list[Node]]:
    """Return the items of a list."""
    items: list[list[Node]] = block["c"] if block["t"] == "BulletList" else block["c"][1]
    return items


def _with_items(block: Node, items: list[list[Node]]) -> Node:
    """Return the list *block* with other *items*."""
    return {**block, "c": items if block["t"] == "BulletList" else [block["c"][0], items]}


def tight(node: Node) -> Node:
    """Return a list of single paragraphs without empty lines between its items."""
    if node["t"] not in LISTS:
        return node
    items = _items(node)
    first = [item[0]["t"] for item in items if item]
    alone = all(sum(block["t"] == "Para" for block in item) < 2 for item in items)
    if not alone or not first or set(first) - {"Para", "Plain"}:
        return node
    made = [[ast.plain(item[0]["c"]), *item[1:]] if item else item for item in items]
    return _with_items(node, made)
