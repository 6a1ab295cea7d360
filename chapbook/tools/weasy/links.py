"""The links of a laid out document: one for each place, and the words that they stand on."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link as it stands on a page; one that is broken over two lines is two."""

    target: str
    """A URL, or the id that it leads to."""
    text: str
    """The words of the whole link."""


def drop_nested(pages: list[Any]) -> None:
    """Keep one link where WeasyPrint has one more for each element inside it.

    A link with italic words in it is otherwise written twice, and the inner annotation hangs
    on a tag that is no link (PDF/UA-1, 7.18.5).
    """
    for page in pages:
        inner: set[int] = set()
        kept = []
        for link in page.links:
            box = link[3]
            if id(box) in inner:
                continue
            kept.append(link)
            inner.update(id(child) for child in box.descendants() if child is not box)
        page.links[:] = kept


def of_pages(pages: list[Any]) -> tuple[tuple[PageLink, ...], ...]:
    """Return the links of each page, in the order in which they are written."""
    return tuple(
        tuple(
            PageLink(target=target, text=" ".join("".join(box.element.itertext()).split()))
            for _, target, _, box in page.links
        )
        for page in pages
    )
