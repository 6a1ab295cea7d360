"""Works that a document cites: keys that can be typed, and the bibliographies."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from chapbook.begin import folder, sources
from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

WORKS = "references.json"
"""Where works go that the document itself carried: CSL JSON."""

EXAMPLE = 60
"""How many characters of a text are shown."""


def keyed(blocks: list[Node], works: Sequence[dict[str, Any]]) -> tuple[list[Node], dict[str, str]]:
    """Return *blocks* citing *works* by keys that can be typed, and these by their ids."""
    keys: dict[str, str] = {}
    for work in works:
        stem, letter = _key(work), 0
        while (key := stem + ("" if not letter else chr(96 + letter))) in keys.values():
            letter += 1
        keys[str(work["id"])] = key

    def cited(node: Node) -> Node:
        if node["t"] != "Cite":
            return node
        renamed = [
            {**one, "citationId": keys.get(one["citationId"], one["citationId"])}
            for one in node["c"][0]
        ]
        return {"t": "Cite", "c": [renamed, node["c"][1]]}

    return ast.changed(ast.changed(blocks, cited), _set_off), keys


def _set_off(node: Node) -> Node:
    """Return a paragraph with its citations before full stops, where no style is foreseen."""
    if node["t"] not in {"Para", "Plain"}:
        return node
    kept: list[Node] = []
    for inline in node["c"]:
        before = kept[-1] if kept else None
        if inline["t"] != "Cite" or before is None or before["t"] != "Str":
            kept.append(inline)
            continue
        word = str(before["c"]).rstrip("\u00a0")  # LaTeX's tie: no style foresees it either
        match = re.fullmatch(r"(.*?[^.,;:\s(\[–—/-])?([.,;:]*)", word, re.S)
        if not match or not match[1]:
            kept.append(inline)
            continue
        marks = [{"t": "Str", "c": match[2]}] if match[2] else []
        kept[-1:] = [{"t": "Str", "c": match[1]}, {"t": "Space"}, inline, *marks]
    return {**node, "c": kept}


def _key(work: Mapping[str, Any]) -> str:
    """Return the first author's name and the year of *work* as one word."""
    names = work.get("author") or work.get("editor") or [{}]
    name = names[0].get("family") or names[0].get("literal") or str(work.get("title", "work"))
    parts = work.get("issued", {}).get("date-parts") or [[""]]
    word = folder.slug(str(name).split(",")[0], "work").replace("-", "")[:24]
    return f"{word}{parts[0][0]}"


def bibliographies(
    source: sources.Source, path: Path, keys: Mapping[str, str]
) -> tuple[dict[str, bytes], list[str]]:
    """Return the bibliographies to write, and their names in front matter."""
    files: dict[str, bytes] = {}
    root = path.absolute().parent.resolve()
    for name in filter(None, source.bibliography):
        near = (root / name).resolve()
        if near.is_file() and near.is_relative_to(root):
            files[folder.slug(near.stem, "references") + near.suffix] = near.read_bytes()
    cited = list(files) or [name for name in source.bibliography if name]
    if source.works:
        works = [{**work, "id": keys[str(work["id"])]} for work in source.works]
        files[WORKS] = f"{json.dumps(works, ensure_ascii=False, indent=2)}\n".encode()
        cited.append(WORKS)
    return files, cited
