"""A document of another program as an article, with a list of what a person must look at."""

import datetime as dt
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from chapbook.begin import (
    answers,
    captions,
    contents,
    fields,
    folder,
    inner_lists,
    pictures,
    references,
    sources,
    tables,
    tidied,
    typed_numbers,
    works,
)
from chapbook.begin.options import Beginning
from chapbook.begin.starter import Started
from chapbook.frontmatter import FrontMatter
from chapbook.load import language
from chapbook.tools import labels, yaml
from chapbook.tools.pandoc import ast, documents, markdown
from chapbook.tools.pandoc.ast import Node

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
        text.blocks = ast.changed(inner_lists.nested(text.blocks), inner_lists.tight)
        text.blocks = contents.without(text.blocks)
        if source.works:
            text.blocks = contents.without_references(text.blocks)
        tidied.with_sections(text, source.meta.get("title", ""))
        numbered = captions.Numbered()
        blocks = captions.captioned(text.blocks, numbered)
        blocks = ast.changed(references.referred(blocks, numbered.names), references.sized)
        blocks = ast.changed(typed_numbers.linked(blocks, numbered.typed), tables.headed)
        blocks, keys = works.keyed(blocks, source.works)
        blocks, figures, lost = pictures.pictured(
            blocks, (media, *pictures.near(path.absolute().parent, source.folders))
        )
        told = {**source.meta, **_titled(source, text)}
        told = told if labels.covers(_tag(told.get("lang", ""))) else {**told, **_guessed(blocks)}
        meta, doubts = _known(said, told, path)
        blocks = fields.localised(blocks, str(meta.get("lang", "en"))) if source.works else blocks
        files, cited = works.bibliographies(source, path, keys)
        body = _body(blocks)
        written = _front({**meta, **_found(source)}, cited) + body
        stem = folder.slug(str(meta.get("title", path.stem)))
        where = said.folder if said.folder is not None else Path(stem)
        made = folder.written(where, {f"{stem}.md": written.encode("utf-8"), **files, **figures})
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


def _guessed(blocks: list[Node]) -> dict[str, str]:
    """Return the language that the text is in, marked as a guess; nothing when unsure."""
    tag = language.guessed(ast.text(blocks))
    return {"lang": tag, "guessed": tag} if tag else {}


def _known(
    said: Beginning, meta: Mapping[str, str], path: Path
) -> tuple[dict[str, Any], list[str]]:
    """Return the front matter that is known, and what is doubtful about it."""
    lang = _tag(meta.get("lang", ""))
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
    if meta.get("guessed") and found.get("lang") == meta["guessed"] and ask is None:
        doubts.append(f"lang: the text looks like {meta['guessed']}; the document names none.")
    if date is None:
        told = meta.get("date", "")
        fault = f'"{told}" is no full date' if told else "the document names none"
        doubts.append(f"date: {fault}; today's is written.")
    front = {
        "title": found["title"],
        "subtitle": meta.get("subtitle"),
        "author": answers.authors(found.get("author", "")),
        "date": (date or dt.date.today()).isoformat(),
        "lang": found.get("lang"),
        "paper": found["paper"],
    }
    return {key: value for key, value in front.items() if value}, doubts


def _tag(said: str) -> str:
    """Return a language as its tag is written (RFC 5646, 2.1.1): ``de-AT`` for ``DE_at``."""
    base, *rest = said.strip().replace("_", "-").split("-")
    parts = [part.upper() if len(part) == 2 else part.title() for part in rest]
    return "-".join([base.lower(), *parts])


def _date(text: str) -> dt.date | None:
    """Return the date that *text* names; ``None`` without one."""
    if not text.strip():
        return None
    stand_ins = {"title": "?", "author": "?", "lang": "en"}
    try:
        return FrontMatter.model_validate({**stand_ins, "date": text.strip()}).date
    except ValueError:
        return None


def _found(source: sources.Source) -> dict[str, Any]:
    """Return keys that only some documents have: keywords and the abstract."""
    keys = {"keywords": list(source.keywords), "abstract": source.meta.get("abstract")}
    return {key: value for key, value in keys.items() if value}


def _front(meta: Mapping[str, Any], cited: Sequence[str]) -> str:
    """Return the front matter with its lines of hyphens."""
    keys = dict(meta)
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
