"""Name trees and number trees (ISO 32000-1, 7.9.6 and 7.9.7)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, String

LEAF = 64
"""So many names stand in a leaf."""

ROW = 1_024
"""So many numbers stand in a leaf.  page-validation 0.11 looks for each annotation in leaf after
leaf, whatever their limits say; of ten thousand in leaves of 64 that takes 0.3 s longer."""


def name_tree(file: pikepdf.Pdf, entries: Iterable[tuple[str, Any]]) -> Any:
    """Return a name tree of *entries*, in the order of the bytes of their names."""
    spelt = [(String(name), value) for name, value in entries]
    spelt.sort(key=lambda entry: bytes(entry[0]))
    return _tree(file, spelt, "/Names", LEAF)


def identifier_tree(file: pikepdf.Pdf, entries: Iterable[tuple[bytes, Any]]) -> Any:
    """Return a name tree whose names are bytes."""
    spelt = [(String(name), value) for name, value in sorted(entries, key=lambda each: each[0])]
    return _tree(file, spelt, "/Names", LEAF)


def number_tree(file: pikepdf.Pdf, entries: Sequence[tuple[int, Any]]) -> Any:
    """Return a number tree of *entries*, which are in order."""
    return _tree(file, entries, "/Nums", ROW)


def _tree(file: pikepdf.Pdf, entries: Sequence[tuple[Any, Any]], kind: str, most: int) -> Any:
    """Return leaves of *most* entries below one node, or the only leaf."""
    chunks = [entries[start : start + most] for start in range(0, len(entries), most)]
    if len(chunks) <= 1:
        return file.make_indirect(Dictionary({kind: _flat(chunks[0] if chunks else [])}))
    nodes = [
        file.make_indirect(
            Dictionary({"/Limits": Array([chunk[0][0], chunk[-1][0]]), kind: _flat(chunk)})
        )
        for chunk in chunks
    ]
    return file.make_indirect(Dictionary(Kids=Array(nodes)))


def _flat(entries: Sequence[tuple[Any, Any]]) -> Array:
    return Array([each for entry in entries for each in entry])


def entries(tree: Any, kind: str) -> Iterator[tuple[Any, Any]]:
    """Yield the entries of *tree*, whose leaves have them under *kind*, as they stand.

    A tree of others' may hold a node twice, or be its own branch; each counts once.
    """
    waiting, seen = [tree], set[tuple[int, int]]()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or node.objgen in seen:
            continue
        if node.is_indirect:
            seen.add(node.objgen)
        flat = _list(node.get(kind))
        yield from zip(flat[0::2], flat[1::2], strict=False)
        waiting += reversed(_list(node.get("/Kids")))


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else []
