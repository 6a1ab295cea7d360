"""The reviewer's copy: the whole text with line numbers, sources, changes and a sign-off page.

It is laid out twice.  The first time tells where the lines stand; the second has their numbers
in the margin, and names lines on its last page.  The words stand where they stood.
"""

import shlex
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chapbook.editions import Edition, Paper
from chapbook.frozen import Frozen
from chapbook.model import Article, Rendering
from chapbook.render import byline, draft, fit, pages, particulars, rows
from chapbook.render.handout import sheet, side
from chapbook.render.review import aside, history, numbers, whole
from chapbook.render.review.sources import BESIDE, CLAIM, Sources
from chapbook.render.room import Room
from chapbook.settings import Workbench
from chapbook.tools import dates, jinja, offprint, weasy
from chapbook.tools.changes import Change
from chapbook.tools.labels import joined

LEFT_MM, RIGHT_MM = 24.0, 16.0
"""Margins of the page: line numbers stand in the left one."""
SOURCES_MM = 58.0
"""The column of sources with its gutter; ``review.css`` says the same."""
TURNED_MM = 40.0
"""What a turned page keeps at its sides."""

FIELDS = ("name", "sign-credentials", "sign-affiliation", "date", "sign-signature")
DECISIONS = ("sign-approved", "sign-approved-with-changes", "sign-not-approved")


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the reviewer's copy of *article*.

    Raises:
        MissingToolError: Pango is not installed.
        ToolError: pandoc failed.
    """
    article = replace(article, lead=draft.carried(article.lead), body=draft.carried(article.body))
    blocks, older = whole.blocks(article), history.last_kept(article.versions)
    sources, changes = Sources(article), history.NONE
    if older:
        changes = history.changes(older, article.frozen, blocks, sources.name_of)
    done = whole.Dressing(sources, dict(changes.dresses)).blocks(blocks)
    fitted = fit.fitted(done, article.assets, _room(bench.paper), article.labels["continued"])
    (text,), remarks = sheet.pieces([rows.of_citations(fitted)], article)
    facts = particulars.of(article)
    mark = facts.text_mark
    printed = {
        **sheet.values(article, facts),
        "dated": [p for p in (facts.published, facts.version, facts.review_due, mark) if p],
        **_about(article, sources, older, changes),
        "word_count": whole.words(blocks),
        "content": jinja.safe(text),
    }
    width_mm = offprint.SIZES_MM[bench.paper][0] - LEFT_MM - RIGHT_MM
    foot = side.foot(article, printed, width_mm=width_mm)
    printed |= {"side_foot": jinja.safe(foot.html), "css": _css(foot.css, article)}
    layout = weasy.layout(sheet.job(article, row, bench, printed))
    if slim := "".join(aside.slimmed(layout.columns(BESIDE))):
        printed |= {"css": f"{printed['css']}{slim}"}
        layout = weasy.layout(sheet.job(article, row, bench, printed))
    lines = numbers.numbered(layout.lines(numbers.UNNUMBERED))
    printed |= {
        "line_numbers": jinja.safe(lines.html),
        "css": "".join([str(printed["css"]), lines.css, *aside.stacked(layout.columns(BESIDE))]),
        "unsourced": numbers.spans(sorted({n for i, n in lines.of_ids.items() if _is_claim(i)})),
        "changed": numbers.spans(lines.changed),
    }
    layout = weasy.layout(sheet.job(article, row, bench, printed))
    finished = sheet.finished(article, row, bench, layout)
    return Rendering(built=finished.built, findings=(*remarks, *finished.findings))


def _is_claim(identifier: str) -> bool:
    """Tell whether *identifier* is that of a sentence without a source."""
    return identifier.startswith(f"{CLAIM}-")


def _room(paper: Paper) -> Room:
    """Return the room that pages of *paper* have for tables and figures."""
    width, height = offprint.SIZES_MM[paper]
    broad = width - LEFT_MM - RIGHT_MM
    return Room(
        column_mm=broad - SOURCES_MM,
        broad_mm=broad,
        turned_mm=height - TURNED_MM,
        highest_mm=150,
        scale=10 / 8.5,
    )


def _about(
    article: Article, sources: Sources, older: Frozen | None, changes: history.Changes
) -> Mapping[str, Any]:
    """Return what the template prints about the copy and on the page to sign."""
    labels, metadata = article.labels, article.metadata
    authors, _ = byline.of(metadata.author, labels)
    same = older is not None and older.content_hash == article.content_hash
    return {
        "byline": [replace(author, mark="") for author in authors],
        "affiliations": [],
        "author_notes": [],
        "content_hash": article.content_hash,
        "since": _named(older, article) if older else "",
        "is_same": same,
        "unplaced": [_told(change, sources) for change in changes.unplaced],
        "fields": FIELDS,
        "decisions": DECISIONS,
        "command": _command(article),
        "line_numbers": "",
        "unsourced": "–",
        "changed": "–",
    }


def _told(change: Change, sources: Sources) -> tuple[str, str]:
    """Return both sides of a change that the text does not show; one side if they are alike."""

    def said(text: str) -> str:
        sort, _, name = text.partition(": ")
        return sources.name_of(name) if sort == "work cited" else text.removeprefix("image: ")

    before, after = said(change.before), said(change.after)
    return ("", before) if before == after else (before, after)


def _named(older: Frozen, article: Article) -> str:
    """Return how a text that was kept is called: version, mark, who signed it."""
    labels, lang = article.labels, article.metadata.lang
    said = [labels["version"].format(version=older.version)] if older.version else []
    said.append(labels["text-mark"].format(mark=older.mark))
    signed = [
        labels["reviewed"].format(names=joined([r.display], labels), date=dates.long(r.date, lang))
        for r in older.reviews
    ]
    return " · ".join([*said, *(each.rstrip(".") for each in signed)])


def _command(article: Article) -> list[str]:
    """Return the line that records a signature, in pieces, with room for what the person says."""
    asked = [f"--{key}=…" for key in ("given", "family", "credentials", "date")]
    return ["python pipeline.py sign", shlex.quote(f"{article.stem}.md"), *asked]


def _css(foot: str, article: Article) -> str:
    """Return the margins of the pages, and the words in them."""
    title = pages.quoted(pages.shortened(article.metadata.running_title))
    kind = pages.quoted(article.labels["review-title"])
    return (
        f"@page {{ margin: 20mm {RIGHT_MM}mm 20mm {LEFT_MM}mm; "
        f"@top-left {{ content: {title} }} @top-right {{ content: {kind} }} }}\n"
        f"@page turned {{ margin: 20mm }}\n{foot}"
    )
