"""What a handout leaves out for want of room: named, with its pages in the print edition."""

from collections.abc import Collection, Mapping, Sequence

from chapbook.findings import Finding
from chapbook.model import Article
from chapbook.render.handout import sheet
from chapbook.render.handout.parts import Part
from chapbook.tools.labels import joined


def line(
    parts: Sequence[Part], kept: Collection[int], labels: Mapping[str, str], *, names: bool
) -> str:
    """Return the line that says what is left out and where it stands; nothing when all is there.

    Args:
        parts: All that there are.
        kept: The indexes of those that are shown.
        labels: The words of the article's language.
        names: Whether titles are named, or only their pages.
    """
    missing = _missing(parts, kept) if kept else {}
    in_order = sorted(missing.items(), key=lambda named: named[1] or 0)
    if not in_order:
        return ""
    if names:
        named = [_on_page(name, page, labels) for name, page in in_order]
        return labels["left-out"].format(parts=joined(named, labels))
    pages = list(dict.fromkeys(_page(page, labels) for _, page in in_order if page))
    more = labels["more-in-article"]
    return f"{more}{labels['colon']} {joined(pages, labels)}" if pages else more


def note(
    article: Article, handout: str, parts: Sequence[Part], kept: Collection[int]
) -> list[Finding]:
    """Return the note that names what was left out of *handout*, if anything was."""
    names = ", ".join(f'"{name}"' for name in reversed(_missing(parts, kept)))
    message = f"left out of {handout}: {names}"
    return [sheet.noted(article, "handout-left-out", message)] if names else []


def _missing(parts: Sequence[Part], kept: Collection[int]) -> dict[str, int | None]:
    """Return the titles of those of *parts* that are not *kept*, with their pages of print."""
    missing = [part for i, part in enumerate(parts) if i not in kept]
    return {part.name: part.page_number for part in reversed(missing)}


def _on_page(name: str, page_number: int | None, labels: Mapping[str, str]) -> str:
    """Return the title *name* with the page of print on which it stands."""
    return f"{name} ({_page(page_number, labels)})" if page_number else name


def _page(page_number: int, labels: Mapping[str, str]) -> str:
    """Return a page of print as it is named, on one line."""
    return labels["page-short"].format(page=page_number).replace(" ", "\u00a0")
