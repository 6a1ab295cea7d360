"""The Word edition: a file that an instructor can edit and need not repair.

    blocks chosen -> title block, contents -> numbers as fields -> named styles
    -> pictures and tables fitted -> pandoc -> finished

Looks are in ``templates/docx/styles.xml``, by the names that ``parts`` gives to text.
"""

import datetime as dt
import tempfile
import textwrap
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from chapbook import textmark
from chapbook.editions import Edition
from chapbook.findings import Finding, Place
from chapbook.model import Article, BuiltEdition, Node, Rendering
from chapbook.render import html, markers, particulars
from chapbook.render.docx import (
    adapted,
    comments,
    equations,
    front,
    grids,
    live,
    looks,
    numbers,
    parts,
    pictures,
)
from chapbook.settings import Workbench
from chapbook.tools import archive, direction, offprint, wordml
from chapbook.tools.hypertext import formulas
from chapbook.tools.pandoc import ast, write

OPTIONS = (write.HIGHLIGHTED,)
EXPECTED = {"LoadedResource"}
"""Remarks that say only that all went well."""

RUNNING_TITLE_LENGTH = 80
"""Characters that fit into one line of the header."""

FOR_TEACHERS = ("discussion",)
"""Parts that reader editions leave out."""


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the Word edition of *article*.

    Raises:
        ToolError: pandoc failed, or a drawing cannot be drawn.
    """
    files: dict[str, bytes] = {}
    blocks = _blocks(article, row.like or row.name, files)
    custom = live.preferences(blocks, article) if row.live_citations else {}
    blocks = live.fielded(blocks, article) if row.live_citations else blocks
    data, findings = _written(article, blocks, files)
    width_mm, height_mm = offprint.SIZES_MM[bench.paper]
    facts = particulars.of(article)
    finished = wordml.finished(
        data,
        wordml.Sheet(width_mm=width_mm, height_mm=height_mm),
        _furniture(article, facts),
        replace(_properties(article, facts), custom=custom),
        replace(looks.of(article.theme), drawings=pictures.drawings(files)),
    )
    bench.path.write_bytes(finished)
    built = BuiltEdition(edition=row.name, path=bench.path, name=bench.name)
    return Rendering(built=built, findings=findings)


def _blocks(article: Article, edition: str, files: dict[str, bytes]) -> list[Node]:
    """Return everything that the file holds; its pictures go to *files*."""
    lead, body, appendix = (
        html.selected(blocks, edition, FOR_TEACHERS)
        for blocks in (article.lead, article.body, article.appendix)
    )
    text = [*lead, *front.contents([*body, *appendix], article), *body]
    blocks = [*text, *front.statements(article), *appendix]
    blocks = grids.cut(adapted.blocks(blocks), article.labels["continued"])
    blocks = equations.laid_out(formulas.kept(blocks))
    blocks = parts.styled(numbers.fielded(blocks))
    is_rtl = direction.of_language(article.metadata.lang) == direction.RTL
    blocks = grids.fitted(pictures.fitted(blocks, article, files), fills=is_rtl)
    before = pictures.fitted(front.title_block(article), article, files)
    return comments.placed(markers.bookmarked([*before, *blocks], article), article)


def _written(
    article: Article, blocks: list[Node], files: Mapping[str, bytes]
) -> tuple[bytes, tuple[Finding, ...]]:
    """Return what pandoc makes of *blocks*, and what it remarks."""
    meta = {"lang": write.meta_string(article.metadata.lang)}
    epoch = dt.datetime.combine(article.metadata.date, dt.time(), dt.UTC)
    with tempfile.TemporaryDirectory(prefix="chapbook-docx-") as scratch:
        folder = Path(scratch)
        for name, data in files.items():
            (folder / name).write_bytes(data)
        reference = folder / "reference.docx"
        reference.write_bytes(archive.packed(wordml.reference(), article.metadata.date))
        path = folder / "article.docx"
        options = [*OPTIONS, f"--reference-doc={reference}"]
        remarks = write.file(blocks, meta, path, options, max(0, int(epoch.timestamp())))
        place = Place(file=f"{article.stem}.md")
        findings = tuple(
            Finding(code="tool-warning", place=place, message=f"pandoc: {remark.text}")
            for remark in remarks
            if remark.kind not in EXPECTED
        )
        return path.read_bytes(), findings


def _furniture(article: Article, facts: particulars.Particulars) -> wordml.Furniture:
    """Return what stands on every page."""
    foot = [facts.published, facts.version, facts.licence]
    return wordml.Furniture(
        head=textwrap.shorten(_running_head(article, facts), RUNNING_TITLE_LENGTH, placeholder="…"),
        foot=" · ".join(part for part in foot if part),
        page_of=article.labels["page-of"],
    )


def _running_head(article: Article, facts: particulars.Particulars) -> str:
    """Return what stands at the head of pages; that of a draft begins with its stamp."""
    stamp = f"{article.draft.stamp} · " if article.draft else ""
    return f"{stamp}{facts.running_title}"


def _properties(article: Article, facts: particulars.Particulars) -> wordml.Properties:
    """Return what the file says about the work."""
    metadata = article.metadata
    return wordml.Properties(
        title=metadata.title,
        creators=facts.authors,
        description=ast.text(article.abstract),
        keywords=tuple(metadata.keywords),
        lang=metadata.lang,
        version=metadata.version or "",
        content=textmark.uri(article.content_hash),
        date=metadata.date,
    )
