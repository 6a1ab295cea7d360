"""Ids that every reading system takes, for ids as writers and citation keys make them."""

import re
import zlib
from collections.abc import Mapping
from urllib.parse import unquote

from chapbook.model import Node
from chapbook.tools.pandoc import ast

SAFE = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
"""An XML name without colons, in ASCII: EPUB's XHTML wants the first, links the second."""

OWN = re.compile(r"(?:note|note-call|citation)-\d+|fn(?:ref)?\d+")
"""Ids that are given to notes and citations later."""


def safe(blocks: list[Node]) -> dict[str, str]:
    """Return, for every id in *blocks*, the id that the book has in its place.

    An id that can stay stays.  Others keep what can be kept and gain a number that
    depends on the id alone, so that links from outside hold from build to build.
    """
    ids = dict.fromkeys(i for node in ast.nodes(blocks) if (i := ast.identifier(node)))
    return {identifier: _safe(identifier) for identifier in ids}


def _safe(identifier: str) -> str:
    """Return *identifier* as an XML name in ASCII."""
    if SAFE.fullmatch(identifier) and not OWN.fullmatch(identifier):
        return identifier
    kept = re.sub(r"[^A-Za-z0-9_.-]+", "-", identifier).strip("-.")
    start = "" if re.match(r"[A-Za-z_]", kept) else "id-"
    return f"{start}{kept}-{zlib.crc32(identifier.encode('utf-8')):08x}"


def target(link: str, names: Mapping[str, str]) -> str:
    """Return *link* by the book's ids; nothing if it leads to no place in the article."""
    if not link.startswith("#"):
        return ""
    wanted = link[1:]
    found = names.get(wanted) or names.get(unquote(wanted))
    return f"#{found}" if found else ""
