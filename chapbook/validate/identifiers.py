"""Ids: what can be linked to, and ids that two parts share."""

from collections import Counter
from collections.abc import Iterator
from itertools import count as count_from

from chapbook.findings import Finding
from chapbook.model import Manuscript, Node
from chapbook.tools.pandoc import ast, tokens
from chapbook.validate import places

CROSS_REFERENCE = tokens.CROSS_REFERENCE


def all_ids(blocks: list[Node]) -> Counter[str]:
    """Return how often each id is given, those that pandoc makes for headings included."""
    return Counter(name for node in ast.nodes(blocks) if (name := ast.identifier(node)))


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield every second use of an id."""
    source = manuscript.source
    taken = all_ids(manuscript.blocks)
    for name, count in taken.items():
        if count == 1:
            continue
        found = places.every(source, tokens.identifier(name))
        first = found[0]
        message = f'the id "{name}" is already used by {first}'
        for number, at in enumerate(found[1:] or [first], 2):
            free = next(n for i in count_from(number) if (n := f"{name}-{i}") not in taken)
            repeated = places.finding(source, "id-duplicate", at, message, f"#{free}")
            yield places.exchange(repeated, f"#{name}", f"#{free}")
