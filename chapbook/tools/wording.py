"""What a reviewer reads and signs for, and the number that tells it from any other text.

Words, tables, captions, alternative texts, images and the works cited count; how the lines of
the file are broken, which quotation marks were typed, comments and widths do not.
"""

import hashlib
import json
from typing import Any

from chapbook.model import Item, Manuscript, Node
from chapbook.tools.pandoc import ast

QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛", "'"))
"""Marks that editors and languages put in place of the two on every keyboard."""

SPACES = {"Space", "SoftBreak"}
LAYOUT = {"width", "height"}
"""Attributes that say how large something is drawn, not what it says."""


def content_hash(manuscript: Manuscript) -> str:
    """Return the SHA-256 of all that a reviewer reads and signs for.

    Title, subtitle, abstract, body, images, and which work each citation names; not dates,
    version or address, which may change while the words stay.
    """
    metadata = manuscript.metadata
    content = {
        "title": metadata.title.translate(QUOTES),
        "subtitle": (metadata.subtitle or "").translate(QUOTES),
        "abstract": canonical(manuscript.abstract),
        "blocks": canonical(manuscript.blocks),
        "images": images(manuscript),
        "works": works(manuscript),
    }
    encoded = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(encoded.encode("utf-8")).hexdigest()


def images(manuscript: Manuscript) -> dict[str, str]:
    """Return the SHA-256 of each image of *manuscript*, by its name in the text."""
    return {
        target: hashlib.sha256(asset.data).hexdigest()
        for target, asset in manuscript.assets.items()
    }


def works(manuscript: Manuscript) -> dict[str, str]:
    """Return what tells each work that *manuscript* cites from others, by its key."""
    cited = _cited([*manuscript.abstract, *manuscript.blocks])
    return {r.key: _named(r.item) for r in manuscript.references if r.key in cited}


def _cited(blocks: list[Node]) -> set[str]:
    """Return the keys of the works that *blocks* cite."""
    cites = (node for node in ast.nodes(blocks) if node["t"] == "Cite")
    return {str(each["citationId"]) for cite in cites for each in cite["c"][0]}


def _named(item: Item) -> str:
    """Return what tells the work *item* from others: its DOI, else its title."""
    said = str(item.get("DOI") or item.get("title") or item.get("URL") or "").casefold()
    return "".join(filter(str.isalnum, said))


def canonical(tree: Any) -> Any:
    """Return *tree*, blocks or inlines, as whoever typed the same words would have typed it."""
    if isinstance(tree, list):
        parts = [canonical(part) for part in tree if not _is_comment(part)]
        return _joined(parts) if any(_is_words(part) for part in parts) else parts
    if not isinstance(tree, dict):
        return tree
    kind = tree.get("t")
    if kind in {"Plain", "Para"}:
        return {"t": "Para", "c": canonical(tree["c"])}
    if kind == "ColWidth":
        return {"t": "ColWidthDefault"}
    if kind == "Note" or kind not in ast.ATTR_INDEX:
        return {key: canonical(part) for key, part in tree.items()}
    content, at = list(tree["c"]), ast.ATTR_INDEX[kind]
    identifier, classes, pairs = content[at]
    kept = sorted(pair for pair in pairs if pair[0] not in LAYOUT)
    content = [canonical(part) for part in content]
    content[at] = [identifier, classes, kept]
    return {**tree, "c": content}


def _is_comment(part: Any) -> bool:
    """Tell whether *part* is a comment, which nobody reads."""
    if not isinstance(part, dict) or part.get("t") not in {"RawInline", "RawBlock"}:
        return False
    kind, text = part["c"]
    return bool(kind == "html" and text.lstrip().startswith("<!--"))


def _is_words(part: Any) -> bool:
    """Tell whether *part* is an inline that is nothing but words, spaces or quotation marks."""
    return isinstance(part, dict) and part.get("t") in {"Str", "Quoted", *SPACES}


def _joined(inlines: list[Any]) -> list[Any]:
    """Return *inlines* with neighbouring words as one, white space single, marks plain."""
    out: list[Any] = []
    for part in inlines:
        for piece in _pieces(part):
            if isinstance(piece, str) and out and isinstance(out[-1], str):
                out[-1] += piece
            else:
                out.append(piece)
    return [
        {"t": "Str", "c": _single(piece.translate(QUOTES))} if isinstance(piece, str) else piece
        for piece in out
    ]


def _single(text: str) -> str:
    """Return *text* with each run of white space as one space."""
    words = " ".join(text.split())
    return f"{' ' * text[:1].isspace()}{words}{' ' * (text[-1:].isspace() and bool(words))}"


def _pieces(part: Any) -> list[Any]:
    """Return an inline as text, where it is nothing else, and nodes."""
    match part.get("t") if isinstance(part, dict) else None:
        case "Str":
            return [part["c"]]
        case "Space" | "SoftBreak":
            return [" "]
        case "Quoted":
            mark = "'" if part["c"][0]["t"] == "SingleQuote" else '"'
            inside = [each for p in part["c"][1] for each in _pieces(p)]
            return [mark, *inside, mark]
    return [part]
