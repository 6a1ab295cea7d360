"""Structure elements, as they are going to be written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from chapbook.tools.weasy.tagging.nodes import Area, Mark

INLINE = {"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Form", "Formula"}
"""Elements that stand within a line (ISO 32000-1, 14.8.4.4)."""

GROUPS = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote"}
"""Elements that hold blocks and no text (14.8.4.2)."""

HEADINGS = {"H1", "H2", "H3", "H4", "H5", "H6"}


@dataclass(slots=True, eq=False)
class Tag:
    """A structure element."""

    role: str
    kids: "list[Self | Mark | Area]" = field(default_factory=list)
    alt: str | None = None
    lang: str | None = None
    title: str | None = None
    expansion: str | None = None
    """What an abbreviation stands for."""
    identifier: str | None = None
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By owner and name, as ``{"List": {"ListNumbering": "/Disc"}}``."""
    floats: bool = False
    """Whether it is a note that stands at the foot of the page."""
    source: Any = None
    """The node that it was made from."""

    @property
    def is_block(self) -> bool:
        """Whether it begins a line."""
        if self.role in {"Figure", "Formula"}:
            return self.source is not None and self.source.is_block
        return self.role not in INLINE or (self.role == "Note" and not self.floats)

    @property
    def tags(self) -> "list[Self]":
        """The structure elements directly in it."""
        return [kid for kid in self.kids if isinstance(kid, type(self))]

    def each(self, *roles: str) -> "Iterator[Self]":
        """Yield it and all elements below it in order, of *roles* only where some are given."""
        waiting = [self]
        while waiting:
            tag = waiting.pop()
            if not roles or tag.role in roles:
                yield tag
            waiting += reversed(tag.tags)

    def marks(self) -> Iterator[Mark]:
        """Yield the marks in it, at any depth, in order."""
        for kid in self.kids:
            if isinstance(kid, Mark):
                yield kid
            elif isinstance(kid, Tag):
                yield from kid.marks()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it that is seen: no picture, no letter, no link."""
        return all(_is_blank(kid) for kid in self.kids)


def _is_blank(kid: Tag | Mark | Area) -> bool:
    if isinstance(kid, Tag):
        return kid.is_empty
    return isinstance(kid, Mark) and bool(kid.text) and not kid.text.strip()
