"""The texts of a pack's own pages as HTML: all of them in one run of the writer.

Identifiers in a text get that of its piece ahead, so that two notes may use the same.  A link
that names a reading, by its file, its address or its identifier, leads to it in the pack; without
words of its own it has the title.
"""

import json
import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote

from markupsafe import Markup

from chapbook.findings import Finding, Place
from chapbook.model import Node
from chapbook.pack import BoundPack
from chapbook.tools import hypertext, jinja
from chapbook.tools.kept import NOTHING, Kept
from chapbook.tools.pandoc import ast, write

SCHEME = "pack:"
"""What a link to a piece of the same pack begins with."""

ENDINGS = (".md", ".qmd", ".html", ".pdf", ".epub", ".docx")
"""Of files by which a text may name a reading."""

OPTIONS = ("--wrap=none", "--shift-heading-level-by=1", write.HIGHLIGHTED)
"""A piece has its title as ``h1``; its sections need no elements of their own."""

_SEAM = "<!-- chapbook: the next text -->"
_SCHEMED = re.compile(r"^[a-z][a-z0-9+.-]*:", re.I)


class Texts:
    """Collects texts and writes them all at once."""

    def __init__(self, bound: BoundPack, kept: Kept = NOTHING) -> None:
        self._bound = bound
        self._kept = kept
        self._inside = names(bound)
        self._blocks: dict[str, list[Node]] = {}
        self._written: dict[str, Markup] = {}
        self.findings: list[Finding] = []

    def add(self, name: str, blocks: list[Node] | tuple[Node, ...], piece: str) -> None:
        """Remember *blocks* of the piece with the identifier *piece* under *name*."""
        if blocks:
            self._blocks[name] = self._in_pack(list(blocks), piece)

    def write(self) -> None:
        """Write all that was added.

        Raises:
            ToolError: pandoc failed.
        """
        seam = {"t": "RawBlock", "c": ["html", _SEAM]}
        whole = [node for blocks in self._blocks.values() for node in (*blocks, seam)]
        names = {target: asset.name for target, asset in self._bound.pack.assets.items()}
        html, remarks = self._kept.once(
            "texts", (json.dumps(whole), json.dumps(names)), lambda: self._html(whole)
        )
        parts = html.split(_SEAM)
        self._written = {
            name: jinja.safe(text.strip()) for name, text in zip(self._blocks, parts, strict=False)
        }
        place = Place(file=self._bound.pack.path.name)
        self.findings += [
            Finding(code="tool-warning", place=place, message=f"pandoc: {remark}")
            for remark in remarks
        ]

    def _html(self, whole: list[Node]) -> tuple[str, list[str]]:
        """Return *whole* as HTML, and what its writer remarked."""
        html, remarks = hypertext.fragment(whole, self._source, hypertext.Notes.FOOT, OPTIONS)
        return html, [remark.text for remark in remarks]

    def of(self, name: str) -> Markup:
        """Return what was written for *name*; nothing where nothing was added."""
        return self._written.get(name, jinja.safe(""))

    def _source(self, target: str) -> str:
        """Return the name of a picture, as the layout is given it."""
        asset = self._bound.pack.assets.get(target)
        return asset.name if asset else target

    def _in_pack(self, blocks: list[Node], piece: str) -> list[Node]:
        """Return *blocks* with identifiers of their own and links into the pack."""

        def visit(node: Node) -> Node:
            if node["t"] == "Link":
                attributes, inlines, (target, title) = node["c"]
                led = self._led(target, piece)
                node = {**node, "c": [attributes, inlines or self._named(led), [led, title]]}
            identifier = ast.identifier(node)
            return ast.with_identifier(node, f"{piece}--{identifier}") if identifier else node

        done: list[Node] = ast.changed(blocks, visit)
        return done

    def _named(self, target: str) -> list[Node]:
        """Return the title of the reading to which an empty link to *target* leads."""
        identifier = target.removeprefix(SCHEME).partition("#")[0]
        titles = {each.reading.identifier: each.title for each in self._bound.readings}
        parts = {part.identifier: part.title for part in self._bound.pack.parts}
        return ast.string({**parts, **titles}.get(identifier, target))

    def _led(self, target: str, piece: str) -> str:
        """Return where a link to *target* in the piece *piece* leads."""
        if target.startswith("#"):
            return f"#{piece}--{target[1:]}"
        address, mark, fragment = target.partition("#")
        found = self._inside.get(_key(address))
        return f"{SCHEME}{found}{mark}{fragment}" if found else target


def names(bound: BoundPack) -> Mapping[str, str]:
    """Return the identifiers of readings by all that texts may call them."""
    found: dict[str, str] = {}
    for each in bound.readings:
        identifier, record = each.reading.identifier, each.record
        stem = posixpath.splitext(each.reading.name)[0]
        item = each.reading.item or record.item or {}
        doi = f"https://doi.org/{item['DOI']}" if item.get("DOI") else ""
        files = [f"{stem}{ending}" for ending in ENDINGS]
        for name in (f"{SCHEME}{identifier}", each.reading.name, *files, record.address, doi):
            if name:
                found.setdefault(_key(name), identifier)
    return found


def _key(address: str) -> str:
    """Return *address* as names of readings are compared."""
    if _SCHEMED.match(address):
        return re.sub(r"^https?://(?:dx\.)?", "//", address).rstrip("/").lower()
    return posixpath.normpath(unquote(address)) if address else ""
