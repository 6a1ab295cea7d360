"""Bookmarks: each piece one, and its own below that (ISO 32000-1, 12.3.3)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from chapbook.tools.pdf.weave.sources import Source, destination

_MOST = 100_000
"""More bookmarks of one file than this are left out."""

_DEEPEST = 30
"""What stands deeper is put side by side at this depth: nobody reads there, and viewers crash."""


@dataclass(slots=True)
class Entry:
    """A bookmark."""

    title: str
    place: Any
    """A destination in the new file: a name, or an array; nothing for one that leads nowhere."""
    kids: "list[Entry]" = field(default_factory=list)
    flags: int = 0
    """1 for italic, 2 for bold."""
    is_piece: bool = False


def write(file: pikepdf.Pdf, sources: list[Source], made: list[list[Any]]) -> None:
    """Write the bookmarks of all *sources*, whose pages in *file* are *made*."""
    tops: list[Entry] = []
    open_entries: list[Entry] = []
    for source, pages in zip(sources, made, strict=True):
        if not pages:
            continue
        entry = Entry(source.piece.title, source.piece.identifier, is_piece=True)
        entry.kids = _without_title(_read(source, pages), source.piece.title)
        del open_entries[source.piece.depth :]
        (open_entries[-1].kids if open_entries else tops).append(entry)
        open_entries.append(entry)
    if tops:
        root = file.make_indirect(Dictionary(Type=Name.Outlines))
        root.Count = _fill(file, root, tops)
        file.Root.Outlines = root


def _without_title(entries: list[Entry], title: str) -> list[Entry]:
    """Return *entries* without one above all that says the title again."""
    alone = len(entries) == 1 and _letters(entries[0].title) == _letters(title)
    return entries[0].kids if alone else entries


def _letters(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


def _read(source: Source, pages: list[Any]) -> list[Entry]:
    """Return the bookmarks of *source* that lead to chosen pages, with those above them."""
    root = source.file.Root.get("/Outlines")
    if not isinstance(root, pikepdf.Dictionary):
        return []
    top = Entry("", None)
    open_entries = [top]
    for depth, each in _listed(root):
        made = Entry(str(each.get("/Title", "")), _place(source, each, pages))
        made.flags = _flags(each.get("/F"))
        del open_entries[depth + 1 :]
        open_entries[-1].kids.append(made)
        open_entries.append(made)
    return _leading(top.kids)


def _listed(root: Any) -> Iterator[tuple[int, Any]]:
    """Yield each bookmark below *root* once, before those in it, and how deep it stands."""
    seen: set[Any] = set()
    waiting = [(0, root.get("/First"))]
    while waiting:
        depth, entry = waiting.pop()
        if not isinstance(entry, pikepdf.Dictionary) or entry.objgen in seen:
            continue
        seen.add(entry.objgen)
        if len(seen) > _MOST:
            return
        yield depth, entry
        waiting.append((depth, entry.get("/Next")))
        waiting.append((min(depth + 1, _DEEPEST), entry.get("/First")))


def _flags(said: Any) -> int:
    return said if isinstance(said, int) else 0


def _leading(entries: list[Entry]) -> list[Entry]:
    """Return those of *entries* that lead somewhere, or hold one that does: they lead there."""
    kept = []
    for entry in entries:
        entry.kids = _leading(entry.kids)
        if entry.place is None and entry.kids:
            entry.place = entry.kids[0].place
        if entry.place is not None:
            kept.append(entry)
    return kept


def _place(source: Source, entry: Any, pages: list[Any]) -> Any:
    """Return where *entry* leads in the new file; nothing where it leads out of it."""
    action = entry.get("/A")
    is_goto = isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/GoTo"
    target = action.get("/D") if is_goto else entry.get("/Dest")
    if isinstance(target, pikepdf.String | pikepdf.Name):
        name = str(target)[isinstance(target, pikepdf.Name) :]
        return f"{source.piece.identifier}:{name}" if name in source.names else None
    place = destination(source, target)
    if place is None or not source.holds(place[0]):
        return None
    return translated(source, place, pages)


def translated(source: Source, place: Any, pages: list[Any]) -> Any:
    """Return the destination *place* of *source* as one of the new file."""
    return Array([pages[source.order[place[0].objgen]], *list(place)[1:]])


def _fill(file: pikepdf.Pdf, above: Any, entries: list[Entry]) -> int:
    """Write *entries* below *above* and return how many are open to view.

    Those of the pack are open, those of each reading are closed, or sixty readings would be a
    list of hundreds of lines.
    """
    made = [
        file.make_indirect(Dictionary(Title=String(each.title), Parent=above)) for each in entries
    ]
    count = len(entries)
    for index, (entry, item) in enumerate(zip(entries, made, strict=True)):
        item.Dest = String(entry.place) if isinstance(entry.place, str) else entry.place
        if entry.flags:
            item.F = entry.flags
        if index:
            item.Prev = made[index - 1]
            made[index - 1].Next = item
        if entry.kids:
            opened = _fill(file, item, entry.kids)
            is_open = any(kid.is_piece for kid in entry.kids)
            item.Count = opened if is_open else -opened
            count += opened if is_open else 0
    above.First, above.Last = made[0], made[-1]
    return count
