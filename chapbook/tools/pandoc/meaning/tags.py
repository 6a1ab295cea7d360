"""Tags of HTML, and elements while they are put together."""

import re
from dataclasses import dataclass, field
from html import unescape

from chapbook.tools.pandoc.ast import Node
from chapbook.tools.pandoc.meaning.typed import OURS

COMMENTS = re.compile(r"(?:(?:<!--.*?-->|<[!?](?!--)[^>]*>)\s*)+", re.S)
TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>(?:\s+[^<>\"'=\s/]+"
    r"(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?)*)\s*(?P<empty>/?)\s*>",
)
ATTRIBUTE = re.compile(
    r"(?P<key>[^<>\"'=\s/]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+)))?"
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of HTML."""

    name: str
    """In small letters."""
    attributes: dict[str, str]
    """By their names in small letters, entities resolved."""
    closes: bool = False
    """Whether it is an end tag."""
    empty: bool = False
    """Whether it says by a slash that nothing follows."""


@dataclass(slots=True)
class Element:
    """An element while what it holds is gathered."""

    tag: Tag
    start: Node | None
    """The raw node of its start tag."""
    children: list[Node] = field(default_factory=list)
    """What it holds: nodes, and elements that make sense in their parent only."""
    end: Node | None = None
    """The raw node of its end tag, if it has one."""

    def attribute(self, name: str) -> str:
        """Return the attribute *name*, or nothing."""
        return self.tag.attributes.get(name, "")


def single(text: str) -> Tag | None:
    """Return the tag that *text* is, or nothing when it is anything else."""
    match = TAG.fullmatch(text.strip())
    if not match:
        return None
    attributes: dict[str, str] = {}
    for found in ATTRIBUTE.finditer(match["attributes"]):
        said = found["double"] or found["single"] or found["bare"] or ""
        attributes.setdefault(found["key"].lower(), unescape(said))
    name = match["name"].lower().removeprefix(OURS)
    return Tag(name, attributes, bool(match["close"]), bool(match["empty"]))


def style(element: Element, name: str) -> str:
    """Return the property *name* of the element's ``style``, or nothing."""
    match = re.search(rf"(?:^|;)\s*{name}\s*:\s*([^;]+)", element.attribute("style"), re.I)
    return match[1].strip() if match else ""
