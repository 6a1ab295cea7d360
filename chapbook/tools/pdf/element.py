"""Structure elements of a tagged PDF, as plain data (ISO 32000-1, 14.7 and 14.8)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

INLINE = {"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Formula"}
INLINE |= {"Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "NonStruct", "Private", "Lbl"}
"""Elements that may stand within a line (14.8.4.4); all others begin one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Text of one piece of marked content."""

    text: str
    """What it says.  It begins with a space where a line of the element begins; a word that is
    broken over two lines is whole."""
    page_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """An annotation that belongs to an element, such as the area of a link."""

    kind: str
    """Such as "Link"."""
    contents: str
    """What is read aloud of it."""
    target: str
    """The address or the name that it leads to; empty when it has another kind of target."""
    page_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A structure element."""

    role: str
    """Its standard type, such as "P"; "StructTreeRoot" for the root."""
    kids: "tuple[Element | Text | Annotation, ...]" = ()
    page_number: int | None = None
    """The page on which its content begins; nothing for one without content."""
    alt: str | None = None
    actual_text: str | None = None
    lang: str | None = None
    title: str | None = None
    expansion: str | None = None
    """What an abbreviation stands for."""
    identifier: str | None = None
    """Its name for the ``Headers`` of others."""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    """Those of all owners by name, such as ``{"Scope": "Column"}``."""

    @property
    def text(self) -> str:
        """Its words in the order of reading; a line feed stands between blocks."""
        if self.actual_text is not None:
            return self.actual_text
        parts: list[str] = []
        for kid in self.kids:
            if isinstance(kid, Annotation):
                continue
            is_block = isinstance(kid, Element) and kid.role not in INLINE
            said = kid.text
            if is_block and parts and said:
                parts.append("\n")
            parts.append(said)
            if is_block and said:
                parts.append("\n")
        return "".join(parts).strip("\n").replace("\n\n", "\n")

    @property
    def elements(self) -> "tuple[Element, ...]":
        """The elements directly in it."""
        return tuple(kid for kid in self.kids if isinstance(kid, Element))

    def each(self, *roles: str) -> "Iterator[Element]":
        """Yield it and all elements below it in order, of *roles* only when some are given."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            if not roles or element.role in roles:
                yield element
            waiting += reversed(element.elements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """Text that is no part of the document, such as a running head."""

    kind: str
    """The type of the artifact, such as "Pagination"; "Unmarked" for what is not marked at all."""
    subtype: str
    """Such as "Header"; empty where none is given."""
    text: str
    page_number: int


def dump(element: Element, depth: int = 0) -> str:
    """Return *element* and all below it as text for review, an element to a line.

    Such as ``Link "see there" -> #end p2``; a link names its target, and pages are named where
    they change.
    """
    lines: list[str] = []
    page: list[int] = [0]

    def visit(each: Element, depth: int) -> None:
        said = [each.role, *_particulars(each)]
        texts = [kid for kid in each.kids if isinstance(kid, Text)]
        numbers = [kid.page_number for kid in each.kids if not isinstance(kid, Element)]
        if texts and len(texts) == len(each.kids):
            said.append(_quoted("".join(kid.text for kid in texts)))
        lines.append("  " * depth + " ".join([*said, *_turned(numbers, page)]))
        for kid in each.kids:
            if isinstance(kid, Element):
                visit(kid, depth + 1)
            elif isinstance(kid, Annotation):
                line = f"-> {kid.target or 'somewhere'} {_quoted(kid.contents)}"
                lines.append("  " * (depth + 1) + line)
            elif len(texts) < len(each.kids):
                lines.append("  " * (depth + 1) + _quoted(kid.text))

    visit(element, depth)
    return "\n".join(lines) + "\n"


def _particulars(element: Element) -> Iterator[str]:
    """Yield what *element* says about itself."""
    for name in ("title", "alt", "actual_text", "lang", "expansion", "identifier"):
        if (value := getattr(element, name)) is not None:
            yield f"{name}={value!r}"
    for name, value in sorted(element.attributes.items()):
        if name != "BBox":
            yield f"{name}={' '.join(map(str, value)) if isinstance(value, tuple) else value}"


def _quoted(text: str) -> str:
    return f'"{text}"'


def _turned(numbers: list[int], page: list[int]) -> Iterator[str]:
    """Yield the pages of *numbers* where they are not the one in *page*, which turns with them."""
    if set(numbers) - set(page):
        yield from (f"p{number}" for number in sorted(set(numbers)))
        page[0] = max(numbers)
