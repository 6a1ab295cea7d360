"""The editor's report: which sentence rests on which work, and which rests on none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from chapbook.editions import Edition
from chapbook.model import Article, BuiltEdition, Item, Node, Rendering
from chapbook.render import html, inline, particulars, sentences
from chapbook.render.sentences import Sentence
from chapbook.settings import TEMPLATES, Workbench
from chapbook.tools import direction, jinja, theme
from chapbook.tools.pandoc import ast

POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'"
"""What the page may load: nothing but what it holds (Content Security Policy 3)."""

NO_CLAIMS = {"self-check", "questions", "answers", "description", "discussion"}
"""Parts that ask, or that say again what the text says elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedWork:
    """A work of the reference list and the sentences that cite it."""

    key: str
    title: str
    entry: str
    """As the reference list prints it, in HTML."""
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence that looks like a claim and cites nothing."""

    sentence: Sentence
    because: str
    """The words that make it look so."""


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the report on the citations of *article*.

    Raises:
        ToolError: pandoc failed.
    """
    page = jinja.render(row.template, _values(article))
    page = page.replace("/*styles*/", _styles(row, article, page), 1)
    bench.path.write_text(page, "utf-8", newline="\n")
    return Rendering(built=BuiltEdition(edition=row.name, path=bench.path, name=bench.name))


def _values(article: Article) -> dict[str, Any]:
    """Return what the template prints."""
    works = tuple(cited(article))
    return {
        "policy": POLICY,
        "facts": particulars.of(article),
        "labels": article.labels,
        "works": works,
        "once": [work for work in works if len(work.sentences) == 1],
        "uncited": [(str(item["id"]), _title(item)) for item in article.uncited],
        "claims": tuple(claims(article)),
    }


def cited(article: Article) -> Iterator[CitedWork]:
    """Yield the works of the reference list, each with the sentences that cite it."""
    by_key: dict[str, list[Sentence]] = {}
    blocks = [*article.abstract, *article.lead, *article.body, *_before_references(article)]
    for sentence in sentences.sentences(blocks, article.metadata.lang):
        for key in sentence.keys:
            by_key.setdefault(key, []).append(sentence)
    entries = _entries(article)
    for item in article.references:
        key = str(item["id"])
        yield CitedWork(
            key=key,
            title=_title(item),
            entry=jinja.safe(entries[key]),
            sentences=tuple(by_key.get(key, ())),
        )


def claims(article: Article) -> Iterator[Claim]:
    """Yield the sentences that look like claims and cite nothing, in the order of the text."""
    lang = article.metadata.lang
    for sentence in sentences.sentences(_claiming([*article.lead, *article.body]), lang):
        because = "" if sentence.keys else sentences.claim(sentence, lang)
        if because:
            yield Claim(sentence=sentence, because=because)


def _claiming(blocks: Sequence[Node]) -> list[Node]:
    """Return *blocks* without the parts whose sentences need no source of their own."""

    def visit(node: Node) -> Node | None:
        return None if node["t"] == "Div" and set(ast.classes(node)) & NO_CLAIMS else node

    kept: list[Node] = ast.changed(list(blocks), visit)
    return kept


def _before_references(article: Article) -> list[Node]:
    """Return what of the appendix is the article's own: answers and descriptions."""
    ends = [i for i, b in enumerate(article.appendix) if ast.identifier(b) in _OURS]
    return article.appendix[: ends[0]] if ends else article.appendix


_OURS = {"references", "how-to-cite"}
"""The ids of the headings at which the citation appendix begins."""


def _entries(article: Article) -> dict[str, str]:
    """Return the entry of each work in the reference list as HTML, by its key."""
    refs = [node for node in ast.nodes(article.appendix) if ast.identifier(node) == "refs"]
    found = [entry for node in refs for entry in node["c"][1]]
    if not found:
        return {}
    bare = [ast.with_identifier(_bare(entry), "") for entry in found]
    rows = [block for entry in bare for block in (entry, {"t": "RawBlock", "c": ["html", _SEAM]})]
    written = html.fragment(rows, article, str, html.Notes.END).html.split(_SEAM)
    keys = [ast.identifier(entry).removeprefix("ref-") for entry in found]
    return dict(zip(keys, (text.strip() for text in written), strict=False))


_SEAM = "<!-- chapbook: the next work -->"


_FURNITURE = {"cited-in", "csl-left-margin"}


def _bare(entry: Node) -> Node:
    """Return *entry* without its number, its links into the article and their line."""

    def visit(node: Node) -> Node | list[Node] | None:
        if node["t"] in {"Div", "Span"} and set(ast.classes(node)) & _FURNITURE:
            return None
        if node["t"] == "Link" and node["c"][2][0].startswith("#"):
            return list(node["c"][1])
        return node

    kept: Node = ast.changed(entry, visit)
    return kept


def _title(item: Item) -> str:
    """Return the title of *item* without markup."""
    return re.sub(r"<[^<>]+>", "", str(item.get("title") or item["id"]))


def _styles(row: Edition, article: Article, page: str) -> str:
    """Return all style sheets of the page in one, its fonts first, without comments."""
    tokens, *others = [(TEMPLATES / "css" / n).read_text("utf-8") for n in row.stylesheets]
    rules = "\n".join([tokens, theme.css(article.theme), *others])
    wanted = inline.page_faces(article.theme.text_face, article.theme.label_face, page)
    faces = inline.font_faces(wanted, "".join(sorted(set(page))))
    bare = re.sub(r"/\*.*?\*/\s*", "", rules, flags=re.S)
    if direction.of_language(article.metadata.lang) == direction.RTL:
        bare = direction.mirrored(bare)
    return f"{faces}\n{bare}"
