"""What the later stages cannot do without, put in so that everybody sees that it is missing."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import escape

from chapbook.findings import Draft, Finding
from chapbook.frontmatter import FrontMatter
from chapbook.model import Article, Asset, AssetKind, Item, Manuscript, Node
from chapbook.tools import csl, labels
from chapbook.tools.pandoc import ast

FALLBACK_LANGUAGE = "en"
"""Whose labels a draft prints where there are none for its language."""

UNKNOWN_DATE = "1970-01-01"
"""What reading puts in place of a date that cannot be read."""

MISSING = "draft-missing"
"""The class of what stands for something that is not there."""

DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The most days of each month."""

RAW = {"RawInline", "RawBlock"}

WIDTH, HEIGHT = 480, 150
"""The size of the box in place of an image, in CSS pixels."""
LONGEST_NAME = 52
"""Characters of a file name that the box can hold."""

UNANSWERED = {"citation-unknown", "link-target-missing"}
"""Findings about a key that is the name of nothing."""

WHEN = "soon"
"""When to see a doctor, where a part does not say it so that it can be read."""

STAMP = "draft-stamp"
"""The key beside the labels under which templates find the stamp; drafts alone have it."""


def sound(manuscript: Manuscript, found: Sequence[Finding]) -> Manuscript:
    """Return *manuscript* with stand-ins for what *found* says is missing or wrong."""
    unknown = [finding.message for finding in found if finding.code in UNANSWERED]
    unset = [finding.message for finding in found if finding.code == "formula-unset"]
    keys = {reference.key for reference in manuscript.references}

    def visit(node: Node) -> Node | list[Node]:
        if node["t"] == "Cite":
            return _cited(node, keys, unknown)
        if node["t"] == "Math":
            return _formula(node, unset)
        if node["t"] in RAW and not node["c"][1].lstrip().startswith("<!--"):
            return _typed(node)
        if node["t"] == "Div" and ast.has_class(node, "see-doctor"):
            return _see_doctor(node)
        return node

    blocks: list[Node] = ast.changed(manuscript.blocks, visit)
    return replace(
        manuscript,
        blocks=blocks,
        metadata=_metadata(manuscript),
        references=tuple(
            replace(work, item=_with_possible_dates(work.item)) for work in manuscript.references
        ),
        assets={**manuscript.assets, **_boxes(manuscript)},
    )


def _metadata(manuscript: Manuscript) -> FrontMatter:
    """Return the front matter with what there is in place of what there is not."""
    metadata = manuscript.metadata
    fields = FrontMatter.model_fields
    changes: dict[str, Any] = {}
    if not labels.covers(metadata.lang):
        changes["lang"] = FALLBACK_LANGUAGE
    if not _is_style(metadata.citation_style, manuscript):
        changes["citation_style"] = fields["citation_style"].default
    styles = [name for name in metadata.cite_as if _is_style(name, manuscript)]
    changes["cite_as"] = styles or fields["cite_as"].default
    return metadata.model_copy(update=changes)


def _with_possible_dates(item: Item) -> Item:
    """Return *item* with dates that no calendar has as words."""
    return {key: value if _is_possible(value) else _in_words(value) for key, value in item.items()}


def _is_possible(value: Any) -> bool:
    """Tell whether *value*, if it is a date in numbers, is one of a calendar."""
    if not isinstance(value, dict) or "date-parts" not in value:
        return True
    dates = [date for date in value["date-parts"] if date]
    return bool(dates) and all(_is_date(*map(str, date)) for date in dates)


def _is_date(year: str, month: str = "1", day: str = "1") -> bool:
    """Tell whether there is such a day."""
    if not (re.fullmatch(r"-?\d+", year) and month.isdigit() and day.isdigit()):
        return False
    return 1 <= int(month) <= len(DAYS) and 1 <= int(day) <= DAYS[int(month) - 1]


def _in_words(date: dict[str, Any]) -> dict[str, str]:
    """Return *date* as it was typed, with a sign that it cannot be."""
    typed = "/".join("-".join(map(str, parts)) for parts in date["date-parts"])
    return {"literal": f"[{typed or 'date'} ?]"}


def _is_style(name: str, manuscript: Manuscript) -> bool:
    """Tell whether there is a citation style *name*."""
    try:
        csl.style(name, manuscript.folder)
    except csl.UnknownStyleError:
        return False
    return True


def _see_doctor(node: Node) -> Node:
    """Return the part *node* with a time that is known."""
    (identifier, classes, pairs), blocks = node["c"]
    if ast.value(node, "when") in {"soon", "same-day", "emergency"}:
        return node
    others = [pair for pair in pairs if pair[0] != "when"]
    return ast.div(blocks, [identifier, classes, [*others, ["when", WHEN]]])


def _cited(node: Node, keys: set[str], unknown: Iterable[str]) -> Node | list[Node]:
    """Return a citation with a mark for each work that *unknown* says nobody knows."""
    citations, inlines = node["c"]
    lost = [
        each["citationId"]
        for each in citations
        if each["citationId"] not in keys
        and any(
            f'"{each["citationId"]}"' in said or f"@{each['citationId']}" in said
            for said in unknown
        )
    ]
    if not lost:
        return node
    left = [each for each in citations if each["citationId"] not in lost]
    marks = [_missing(ast.string(f"[@{key} ?]")) for key in lost]
    # A space, or raised numbers would be taken behind the bracket.
    return [{**node, "c": [left, inlines]}, {"t": "Space"}, *marks] if left else marks


def _formula(node: Node, unset: Iterable[str]) -> Node:
    """Return a formula as what was typed, marked, if one of *unset* says that it cannot be set."""
    tex = node["c"][1]
    if not any(f'"{tex.strip()}"' in said for said in unset):
        return node
    return _missing([{"t": "Code", "c": [ast.attr(), tex.strip()]}])


def _typed(node: Node) -> Node:
    """Return what no edition can hold as it was typed, marked."""
    marked = _missing([{"t": "Code", "c": [ast.attr(), node["c"][1].strip()]}])
    return ast.para([marked]) if node["t"] == "RawBlock" else marked


def _missing(inlines: list[Node]) -> Node:
    """Return *inlines* marked as standing for something that is not there."""
    return ast.span(inlines, ast.attr("", [MISSING]))


def _boxes(manuscript: Manuscript) -> dict[str, Asset]:
    """Return a box with the file's name for each image that cannot be shown, by its target."""
    targets = dict.fromkeys(
        node["c"][2][0] for node in ast.nodes(manuscript.blocks) if node["t"] == "Image"
    )
    return {
        target: _box(target, manuscript) for target in targets if target not in manuscript.assets
    }


def _box(target: str, manuscript: Manuscript) -> Asset:
    """Return a box that says which image is missing."""
    name = target if len(target) <= LONGEST_NAME else f"{target[:LONGEST_NAME]}…"
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect x="2" y="2" width="{WIDTH - 4}" height="{HEIGHT - 4}" fill="#fff" '
        'stroke="#1b1f23" stroke-width="2" stroke-dasharray="8 5"/>'
        f'<path d="M{WIDTH / 2 - 14} 34h28v22h-28zM{WIDTH / 2 - 20} 64l40-38" fill="none" '
        'stroke="#1b1f23" stroke-width="2"/>'
        f'<text x="{WIDTH / 2}" y="106" text-anchor="middle" fill="#1b1f23" font-size="16" '
        f'font-family="Source Sans Pro">{escape(name)}</text></svg>'
    )
    data = text.encode("utf-8")
    return Asset(
        target=target,
        path=manuscript.path,
        name=f"missing-{hashlib.sha256(data).hexdigest()[:8]}.svg",
        kind=AssetKind.VECTOR,
        media_type="image/svg+xml",
        data=data,
        width=WIDTH,
        height=HEIGHT,
    )


def without_dead_links(article: Article) -> Article:
    """Return *article* with a mark in place of each link to a part that is not there."""
    everything = [article.abstract, article.lead, article.body, article.appendix]
    known = {f"#{ast.identifier(node)}" for node in ast.nodes(everything)}

    def visit(node: Node) -> Node:
        if node["t"] != "Link" or not node["c"][2][0].startswith("#") or node["c"][2][0] in known:
            return node
        return _missing([*node["c"][1], *ast.string(" [?]")])

    abstract, lead, body, appendix = (ast.changed(part, visit) for part in everything)
    return replace(article, abstract=abstract, lead=lead, body=body, appendix=appendix)


def unpublished(article: Article, draft: Draft) -> Article:
    """Return *article* as *draft*: named so, and with no address that a published one has."""
    metadata, words = article.metadata, dict(article.labels)
    if metadata.date.isoformat() == UNKNOWN_DATE:
        words |= {"published": "[date missing]", "published-in": "[date missing]"}
    words[STAMP] = draft.stamp
    title = f"{words['draft']}{words['colon']} {metadata.title}"
    named = metadata.model_copy(update={"title": title, "doi": None, "url": None})
    return replace(article, metadata=named, labels=words, draft=draft)
