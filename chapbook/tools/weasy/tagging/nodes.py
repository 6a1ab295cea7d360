"""What is on the pages, put together again by the elements of the source."""

from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(slots=True, eq=False)
class Mark:
    """A piece of text or a picture that is drawn at once: one mark on one page."""

    box: Any
    page_index: int
    text: str
    """As it is drawn; empty for a picture."""
    mcid: int | None = None
    """Its number among the marks of its stream, once it is drawn."""
    stream: Any = None
    """What it is drawn on: the page's stream, or a group of its own."""

    @property
    def is_broken(self) -> bool:
        """Whether it ends within a word, with a hyphen that is not in the source."""
        return getattr(getattr(self.box, "pango_layout", None), "breaks_word", False)


@dataclass(slots=True, eq=False)
class Area:
    """An annotation: where a reader can click."""

    page_index: int
    annotation: Any
    """A dictionary of pydyf; nothing until it is made."""
    box: Any = None
    """The box that it covers."""


@dataclass(slots=True, eq=False)
class Node:
    """An element, or what CSS adds to one, with everything of it on all pages."""

    element: Any
    pseudo: str = ""
    """Such as "before"."""
    parent: Self | None = None
    boxes: list[tuple[int, Any]] = field(default_factory=list)
    """Its own boxes, each with its page_index."""
    areas: list[Area] = field(default_factory=list)
    """Where it is a link."""
    placed: list[tuple[float, int, "Node | Mark"]] = field(default_factory=list)
    """What is in it, each with its place in the source and a running number."""
    reached: float = -1.0
    """How far in the source the text of it has come."""
    is_block: bool = False
    is_foot: bool = False
    """Whether it is a note at the foot of a page."""
    is_mixed: bool = False
    """Whether something in it stands outside the flow of its text."""

    @property
    def kids(self) -> "list[Node | Mark]":
        """What is in it, in the order of the source."""
        return [kid for _, _, kid in sorted(self.placed, key=lambda each: each[:2])]

    @property
    def tag(self) -> str:
        """The name of the element without a namespace; empty for generated content."""
        if self.pseudo or self.element is None:
            return ""
        return str(self.element.tag).rpartition("}")[2]

    def get(self, name: str) -> str:
        """Return the attribute *name* of the element, without white space around it."""
        if self.pseudo or self.element is None:
            return ""
        return str(self.element.get(name) or "").strip()

    @property
    def roles(self) -> list[str]:
        """The words of ``role``."""
        return self.get("role").lower().split()

    @property
    def classes(self) -> list[str]:
        """The words of ``class``."""
        return self.get("class").split()

    @property
    def style(self) -> Any:
        """The computed style of its first box; nothing where it has none."""
        return self.boxes[0][1].style if self.boxes else None

    def marks(self) -> "list[Mark]":
        """Return the marks in it, at any depth, in order."""
        found: list[Mark] = []
        for kid in self.kids:
            found += [kid] if isinstance(kid, Mark) else kid.marks()
        return found
