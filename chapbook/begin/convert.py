"""A document of another program as an article, with a list of what a person must look at."""

import datetime as dt
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from chapbook.begin import answers, captions, folder, sources, tidied
from chapbook.begin.options import Beginning
from chapbook.begin.starter import Started
from chapbook.frontmatter import FrontMatter
from chapbook.tools import labels, yaml
from chapbook.tools.pandoc import ast, documents, markdown
from chapbook.tools.pandoc.ast import Node

WORKS = "references.json"
"""Where works go that the document itself carried: CSL JSON."""

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".pdf", ".eps", ".webp", ".gif", ".tif", ".tiff")
"""Endings that LaTeX leaves out, the best first."""

EXAMPLE = 60
"""How many characters of a text are shown."""


def begin(said: Beginning) -> Started:
    """Convert the document that is *said*; ask for what it does not tell.

    Raises:
        UsageError: It cannot be read, or a file is there already.
        ToolError: pandoc failed.
        OutputError: The folder cannot be written.
    """
    path = said.source or Path()
    if path.suffix.lower() in sources.MARKDOWN and path.is_file():
        from chapbook.begin import markdown as typed

        return typed.begin(said)
    with tempfile.TemporaryDirectory(prefix="chapbook-new-") as scratch:
        media = Path(scratch)
        source = sources.read(path, media)
        text = tidied.tidied(source.blocks)
        tidied.with_sections(text, source.meta.get("title", ""))
        numbered = captions.Numbered()
        blocks = captions.captioned(text.blocks, numbered)
        blocks = captions.referred(blocks, numbered.names)
        blocks, keys = _keyed(blocks, source.works)
        blocks, pictures, lost = _pictured(blocks, (media, path.absolute().parent))
        meta, doubts = _known(said, {**source.meta, **_titled(source, text)}, path)
        files, cited = _bibliographies(source, path, keys)
        body = _body(blocks)
        written = _front(meta, cited, _abstract(source)) + body
        stem = folder.slug(str(meta.get("title", path.stem)))
        where = said.folder if said.folder is not None else Path(stem)
        made = folder.written(where, {f"{stem}.md": written.encode("utf-8"), **files, **pictures})
    name = f"{made[0].name}"
    remarks = [
        *_comments(text, written, name),
        *([f"{text.changes} tracked changes were accepted."] if text.changes else []),
        *(f"left out: {raw.strip()[:EXAMPLE]}" for raw in text.raw),
        *source.remarks,
        *lost,
        *doubts,
        *_unlike(blocks, body),
    ]
    return Started(article=made[0], files=made, remarks=tuple(remarks))


def _titled(source: sources.Source, text: tidied.Tidied) -> dict[str, str]:
    """Return the title that a heading gave, if the document gives none elsewhere."""
    return {"title": text.title} if text.title and not source.meta.get("title") else {}


def _known(
    said: Beginning, meta: Mapping[str, str], path: Path
) -> tuple[dict[str, Any], list[str]]:
    """Return the front matter that is known, and what is doubtful about it."""
    lang = meta.get("lang", "")
    offered = {
        "title": meta.get("title") or path.stem.replace("_", " ").replace("-", " "),
        "author": meta.get("author", ""),
        "lang": lang if labels.covers(lang) else "",
        "subject": answers.OTHER,
        "paper": answers.offered()["paper"],
    }
    ask = None if said.yes else answers.terminal()
    found = answers.given(said, offered, ask, needed=ask is not None)
    date = _date(meta.get("date", ""))
    doubts = [] if meta.get("title") or "title" in said.answers else ["title: is the file's name."]
    if date is None:
        doubts.append(f'date: "{meta.get("date", "")}" is no full date; today\'s is written.')
    front = {
        "title": found["title"],
        "author": answers.authors(found.get("author", "")),
        "date": (date or dt.date.today()).isoformat(),
        "lang": found.get("lang"),
        "paper": found["paper"],
    }
    return {key: value for key, value in front.items() if value}, doubts


def _date(text: str) -> dt.date | None:
    """Return the date that *text* names; ``None`` without one."""
    if not text.strip():
        return None
    stand_ins = {"title": "?", "author": "?", "lang": "en"}
    try:
        return FrontMatter.model_validate({**stand_ins, "date": text.strip()}).date
    except ValueError:
        return None


def _abstract(source: sources.Source) -> str:
    """Return the abstract; nothing for a subject line of a word processor."""
    return source.meta.get("abstract", "")


def _front(meta: Mapping[str, Any], cited: Sequence[str], abstract: str) -> str:
    """Return the front matter with its lines of hyphens."""
    keys = dict(meta)
    if abstract:
        keys["abstract"] = abstract
    if cited:
        keys["bibliography"] = list(cited) if len(cited) > 1 else cited[0]
    return f"---\n{yaml.dump(keys)}---\n\n"


def _body(blocks: Sequence[Node]) -> str:
    """Return *blocks* as Markdown that reads back as they are."""
    return documents.markdown(ast.changed(list(blocks), _verbatim))


def _verbatim(node: Node) -> Node:
    """Keep two hyphens in a word from becoming a dash, and three dots an ellipsis."""
    if node["t"] == "Str" and re.search(r"--|\.\.\.", str(node["c"])):
        kept = re.sub(r"([\\`*_{}\[\]<>()#+!|~^@$\"'.-])", r"\\\1", str(node["c"]))
        return {"t": "RawInline", "c": ["markdown", kept]}
    return node


# ---------------------------------------------------------------- pictures


def _pictured(
    blocks: list[Node], roots: Sequence[Path]
) -> tuple[list[Node], dict[str, bytes], list[str]]:
    """Return *blocks* with pictures below ``figures/``, these files, and what was not found."""
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    lost: list[str] = []
    targets = dict.fromkeys(str(n["c"][2][0]) for n in ast.nodes(blocks) if n["t"] == "Image")
    for target in targets:
        path = _picture(target, roots)
        if path is None:
            remote = re.match(r"(?:[a-z][a-z0-9+.-]*:|//)", target, re.I)
            lost += [] if remote else [f'picture not found: "{target}"']
            continue
        names[target] = _free_name(path, files)
        files[names[target]] = path.read_bytes()

    def moved(node: Node) -> Node:
        if node["t"] != "Image":
            return node
        attribute, inlines, (target, title) = node["c"]
        return {"t": "Image", "c": [attribute, inlines, [names.get(target, target), title]]}

    return ast.changed(blocks, moved), files, lost


def _picture(target: str, roots: Sequence[Path]) -> Path | None:
    """Return the picture *target* in one of the folders *roots*, and never outside of them."""
    for root in roots:
        for name in (target, unquote(target)):
            for ending in ("", *PICTURES):
                try:
                    path = (root / f"{name}{ending}").resolve()
                    if path.is_file() and path.is_relative_to(root.resolve()):
                        return path
                except (OSError, ValueError):
                    continue
    return None


def _free_name(path: Path, taken: Mapping[str, bytes]) -> str:
    """Return a name below ``figures/`` for *path* that is safe everywhere and not *taken*."""
    stem = folder.slug(path.stem, "figure")
    names = (
        f"figures/{stem}{end}{path.suffix.lower()}"
        for end in ("", *map("-{}".format, range(2, 9999)))
    )
    return next(name for name in names if name not in taken)


# ---------------------------------------------------------------- works


def _keyed(
    blocks: list[Node], works: Sequence[dict[str, Any]]
) -> tuple[list[Node], dict[str, str]]:
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

    return ast.changed(blocks, cited), keys


def _key(work: Mapping[str, Any]) -> str:
    """Return the first author's name and the year of *work* as one word."""
    names = work.get("author") or work.get("editor") or [{}]
    name = names[0].get("family") or names[0].get("literal") or str(work.get("title", "work"))
    parts = work.get("issued", {}).get("date-parts") or [[""]]
    word = folder.slug(str(name).split(",")[0], "work").replace("-", "")[:24]
    return f"{word}{parts[0][0]}"


def _bibliographies(
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


# ---------------------------------------------------------------- what to look at


def _comments(text: tidied.Tidied, written: str, name: str) -> Iterator[str]:
    """Yield each comment with the line that it was about."""
    lines = written.split("\n")
    for comment, word in text.comments:
        at = next((n for n, line in enumerate(lines, 1) if word and word in line), 0)
        yield f"{name}:{at}: {comment}" if at else f"{name}: {comment}"


def words(tree: Any) -> Counter[str]:
    """Return how often each word stands in *tree*, with those of notes, links and code.

    Formulas are left out: their reader looks at them by itself.
    """
    texts = []
    for node in ast.nodes(tree):
        if node["t"] == "Str":
            texts.append(str(node["c"]))
        elif node["t"] in {"Code", "CodeBlock"}:
            texts.append(str(node["c"][1]))
        elif node["t"] in {"Space", "SoftBreak", "LineBreak", "Para", "Plain", "Header"}:
            texts.append(" ")
    return Counter(re.findall(r"\w+", "".join(texts)))


def _unlike(blocks: Sequence[Node], body: str) -> Iterator[str]:
    """Yield what reads otherwise in the article than it did in the document."""
    read, _ = markdown.read(body)
    missing = words(list(blocks)) - words(read)
    if missing:
        shown = ", ".join(sorted(missing)[:8])
        yield f"{sum(missing.values())} words may read otherwise than in the document: {shown}"
