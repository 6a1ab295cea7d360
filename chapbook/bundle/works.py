"""The joint bibliography of a pack: each work once, with the readings that cite it.

Two entries are one work if they have the same DOI or PMID, if they have the same address and their
titles begin alike, or if title, year and first author agree.  Different DOIs, or different first
pages, keep them apart: an editorial called "Introduction" appears every year.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chapbook.bundle import words
from chapbook.model import Item, Node
from chapbook.pack import BoundPack, BoundReading
from chapbook.packfile import PackFile
from chapbook.tools import alphabet, styled
from chapbook.tools.kept import NOTHING, Kept
from chapbook.tools.pandoc import ast, citeproc

USUAL: str = PackFile.model_fields["citation_style"].default
"""The style of packs that name none."""

MARGIN = "csl-left-margin"
INLINE = "csl-right-inline"

_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", re.I)
_SCHEME = re.compile(r"^https?://(?:www\.)?", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work that readings cite, or that is a reading itself."""

    identifier: str
    """``work-1`` and so on, in the order in which readings name them."""
    item: Item
    """The fullest of its CSL items, under its identifier."""
    cited_in: tuple[str, ...]
    """The identifiers of the readings that cite it, in the order of the pack."""
    reading: str = ""
    """The identifier of the reading that it is, if it is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A work as the joint bibliography prints it."""

    work: Work
    inlines: list[Node]


@dataclass(slots=True)
class _Found:
    """What is known so far of a work."""

    items: list[Item]
    cited_in: dict[str, None]
    reading: str = ""


def joint(bound: BoundPack) -> tuple[Work, ...]:
    """Return the works that the readings of *bound* cite, and those that are readings, once each.

    A reading that nothing is known of but its title is no work of the bibliography.
    """
    found: list[_Found] = []
    by_key: dict[str, list[_Found]] = {}
    for reading, item, is_itself in _named(bound):
        work = _matching(item, by_key)
        if work is None:
            work = _Found([], {})
            found.append(work)
        work.items.append(item)
        for key in _keys(item):
            by_key.setdefault(key, []).append(work)
        if is_itself:
            work.reading = work.reading or reading
        elif reading != work.reading:
            work.cited_in[reading] = None
    return tuple(_work(number, each) for number, each in enumerate(found, start=1))


def _named(bound: BoundPack) -> Iterator[tuple[str, Item, bool]]:
    """Yield each item with its reading, and whether it is that reading itself."""
    for each in bound.readings:
        if itself := each.reading.item or each.record.item:
            yield each.reading.identifier, dict(itself), True
    for each in bound.readings:
        for item in each.record.references:
            yield each.reading.identifier, item, False


def _matching(item: Item, by_key: dict[str, list[_Found]]) -> _Found | None:
    """Return the work among those found that *item* is, if there is one."""
    for key in _keys(item):
        for work in by_key.get(key, ()):
            if _is_same(item, work.items[0]):
                return work
    return None


def _keys(item: Item) -> Iterator[str]:
    """Yield by what *item* may be found again, the surest first."""
    if doi := _doi(item):
        yield f"doi:{doi}"
    if item.get("PMID"):
        yield f"pmid:{item['PMID']}"
    if address := _address(item):
        yield f"url:{address}"
    title = _bare(item.get("title"))
    if title:
        yield f"title:{title}|{_year(item)}|{_first_author(item)}"


def _is_same(one: Item, other: Item) -> bool:
    """Tell whether two items that share a key are one work."""
    dois = _doi(one), _doi(other)
    if all(dois):
        return dois[0] == dois[1]
    if one.get("PMID") and other.get("PMID"):
        return str(one["PMID"]) == str(other["PMID"])
    pages = _first_page(one), _first_page(other)
    if all(pages) and pages[0] != pages[1]:
        return False
    titles = _bare(one.get("title")), _bare(other.get("title"))
    return titles[0].startswith(titles[1]) or titles[1].startswith(titles[0])


def _doi(item: Item) -> str:
    return _DOI.sub("", str(item.get("DOI") or "")).strip().lower()


def _address(item: Item) -> str:
    """Return the address of *item* as far as it tells places on the web apart."""
    return _SCHEME.sub("", str(item.get("URL") or "")).split("#")[0].rstrip("/")


def _bare(text: object) -> str:
    """Return *text* without markup, case, marks and signs."""
    plain = unicodedata.normalize("NFKD", words.unmarked(text or "").casefold())
    return "".join(c for c in plain if c.isalnum())


def _year(item: Item) -> str:
    parts = (item.get("issued") or {}).get("date-parts") or [[]]
    return str(next(iter(parts[0]), ""))


def _first_author(item: Item) -> str:
    name: Mapping[str, Any] = next(iter(item.get("author") or item.get("editor") or ()), {})
    return _bare(name.get("family") or name.get("literal"))


def _first_page(item: Item) -> str:
    match = re.match(r"\s*(\w+)", str(item.get("page") or ""))
    return match[1].lower() if match else ""


def _work(number: int, found: _Found) -> Work:
    """Return a work with the fullest of its items: one with a DOI, then one with most fields."""
    fullest = max(found.items, key=lambda item: (bool(item.get("DOI")), len(item)))
    identifier = f"work-{number}"
    return Work(
        identifier=identifier,
        item={**fullest, "id": identifier},
        cited_in=tuple(found.cited_in),
        reading=found.reading,
    )


def entries(works: Sequence[Work], bound: BoundPack, kept: Kept = NOTHING) -> tuple[Entry, ...]:
    """Return *works* as the pack's citation style prints them, in one run, in its order.

    Styles that number works list them by author here: the numbers of a joint list would be those
    of no reading.  A style that has notes and no list gives way to the usual one.

    Args:
        works: What to list.
        bound: The pack.
        kept: What was made before.

    Raises:
        UnknownStyleError: There is no such style.
        ToolError: The citation processor failed.
    """
    if not works:
        return ()
    own = bound.pack.metadata.citation_style
    return _set(works, bound, own, kept) or _set(works, bound, USUAL, kept)


def _set(works: Sequence[Work], bound: BoundPack, name: str, kept: Kept) -> tuple[Entry, ...]:
    """Return *works* in the style *name*; nothing if that has no list of works."""
    lang = bound.pack.metadata.lang
    style = styled.style(name, lang, bound.pack.path.parent)
    by_author = sorted(works, key=lambda work: _place(work, lang))
    items = styled.works([work.item for work in by_author], style, lang)
    decisive = (json.dumps(items), style.path.read_bytes(), repr(style))
    blocks = kept.once(
        "bibliography",
        decisive,
        lambda: citeproc.resolve([_citing(by_author)], items, style, [])[0],
    )
    by_id = {f"ref-{work.identifier}": work for work in works}
    listed = [n for n in ast.nodes(blocks) if n["t"] == "Div" and ast.identifier(n) in by_id]
    return tuple(
        Entry(work=by_id[ast.identifier(each)], inlines=_inlines(each))
        for each in styled.entries(listed, items, style)
    )


def _place(work: Work, lang: str) -> tuple[object, ...]:
    """Return by what *work* is sorted: first author or, without one, title; then year, title."""
    item = work.item
    name: Mapping[str, Any] = next(iter(item.get("author") or item.get("editor") or ()), {})
    title = words.unmarked(item.get("title", ""))
    head = " ".join(str(name.get(key) or "") for key in ("family", "literal", "given")).strip()
    return (
        alphabet.place(head or title, lang),
        _year(item),
        alphabet.place(title, lang),
        work.identifier,
    )


def _citing(works: Sequence[Work]) -> Node:
    """Return a paragraph that cites all *works* in their order."""
    citations = [
        {
            "citationId": work.identifier,
            "citationPrefix": [],
            "citationSuffix": [],
            "citationMode": {"t": "NormalCitation"},
            "citationNoteNum": number,
            "citationHash": 0,
        }
        for number, work in enumerate(works, start=1)
    ]
    return ast.para([{"t": "Cite", "c": [citations, ast.string("")]}])


def _inlines(entry: Node) -> list[Node]:
    """Return the text of *entry* without a number in its margin."""
    found: list[Node] = []
    for block in entry["c"][1]:
        for node in block["c"] if block["t"] in {"Para", "Plain"} else []:
            if node["t"] == "Span" and ast.has_class(node, MARGIN):
                continue
            is_inner = node["t"] == "Span" and ast.has_class(node, INLINE)
            found += node["c"][1] if is_inner else [node]
    return found


def citing(work: Work, bound: BoundPack) -> tuple[BoundReading, ...]:
    """Return the readings of *bound* that cite *work*, in their order."""
    wanted = frozenset(work.cited_in)
    return tuple(each for each in bound.readings if each.reading.identifier in wanted)
