"""Page ranges that end before they begin."""

import re
from collections.abc import Iterator

from chapbook.model import Item
from chapbook.validate.works.problem import Problem, Setting

RANGE = re.compile(r"([A-Za-z]*)(\d+)\s*[-–—]+\s*([A-Za-z]*)(\d+)")
"""``123-8``, ``S12–S18``, ``e101-e110``."""


def problems(item: Item, _: Setting) -> Iterator[Problem]:
    """Yield each range of *item*'s pages whose last page comes before the first."""
    for piece in re.split(r"\s*[,;&]\s*", str(item.get("page", ""))):
        match = RANGE.fullmatch(piece.strip())
        if match and match[3] in {"", match[1]} and _last(match[2], match[4]) < int(match[2]):
            says = f'is doubtful: its pages "{piece.strip()}" end before they begin'
            found, better = piece.strip(), _swapped(match)
            yield Problem(
                code="pages-impossible", says=says, variable="page", value=found, better=better
            )


def _swapped(match: re.Match[str]) -> str:
    """Return the range of *match* the other way round; nothing when a figure may be missing."""
    first, last = f"{match[1]}{match[2]}", f"{match[1]}{match[4]}"
    between = match[0][match.end(2) - match.start() : match.start(3) - match.start()]
    return f"{last}{between}{first}" if len(match[2]) == len(match[4]) else ""


def _last(first: str, last: str) -> int:
    """Return the number of the *last* page, which may be shortened: 123-8 ends on 128."""
    return int(first[: max(0, len(first) - len(last))] + last)
