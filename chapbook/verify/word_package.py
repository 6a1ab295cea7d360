"""A Word document taken apart.

Source of all clauses: ECMA-376, 5th edition, part 1.
"""

from dataclasses import dataclass, field
from functools import cached_property

from chapbook.verify import markup
from chapbook.verify.markup import Element

DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
SETTINGS = "word/settings.xml"
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
W = f"{{{markup.WORD}}}"


@dataclass(frozen=True, kw_only=True)
class Package:
    """Its parts."""

    names: frozenset[str]
    trees: dict[str, Element] = field(default_factory=dict)
    """The XML parts that are well-formed, by path."""

    @property
    def document(self) -> Element:
        """The main text."""
        return self.trees[DOCUMENT]

    @property
    def texts(self) -> list[Element]:
        """The main text and the notes."""
        return [self.trees[path] for path in (DOCUMENT, *NOTES) if path in self.trees]

    @cached_property
    def styles(self) -> dict[str, str]:
        """The name of each style by its id (17.7)."""
        root = self.trees.get("word/styles.xml")
        styles = [] if root is None else markup.elements(root, "style")
        return {
            str(style.get(f"{W}styleId")): str(named.get(f"{W}val"))
            for style in styles
            for named in style.findall(f"{W}name")
        }


def text_of(root: Element) -> str:
    """Return the words in *root*; of alternatives, the first (ECMA-376-3, 9.3)."""
    pieces = []
    for element in markup.elements(root, "t", "tab", "br", "footnoteReference"):
        if not any(markup.name(above) == "Fallback" for above in element.iterancestors()):
            pieces.append((element.text or "") if markup.name(element) == "t" else " ")
    return "".join(pieces)
