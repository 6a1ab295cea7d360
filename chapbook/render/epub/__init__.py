"""The EPUB 3 edition.

    article -> text (ids, links, images, parts) -> pandoc -> chapters (titles, roles, notes)
    chapters + cover + title page + contents + fonts + records + package document -> one ZIP

pandoc writes the chapters, sandboxed: it can read no file, so that nothing gets into
the book but what is put there here.
"""

import datetime as dt
import tempfile
from collections.abc import Mapping
from pathlib import Path

from chapbook.editions import Edition
from chapbook.findings import Finding, Place
from chapbook.model import Article, Asset, AssetKind, BuiltEdition, Rendering
from chapbook.render import byline, markers, particulars
from chapbook.render.epub import (
    chapters,
    contents,
    cover,
    figures,
    package,
    pagelist,
    records,
    text,
)
from chapbook.render.epub.chapters import Finished
from chapbook.settings import TEMPLATES, Workbench
from chapbook.tools import accessibility, archive, direction, epub, faces, jinja, typefaces
from chapbook.tools.hypertext import formulas
from chapbook.tools.pandoc import write
from chapbook.tools.pandoc.program import Remark

OPTIONS = (
    "--to=epub3-task_lists",
    "--sandbox",
    "--split-level=1",
    "--epub-title-page=false",
    write.HIGHLIGHTED,
    "--mathml",
    "--wrap=none",
)

EXPECTED = {"LoadedResource", "CouldNotFetchResource"}
"""Remarks of pandoc about images, which it is not meant to fetch."""

COVER = "images/cover.png"


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the edition *row* of *article*.

    Raises:
        ToolError: pandoc failed, or the cover could not be drawn.
    """
    written, remarks = _written(article, row)
    done = chapters.finished(written, article.metadata.lang, article.labels)
    records.linked_from(done, article.labels["reference-managers"])
    art, cover_remarks = cover.drawn(article, row)
    pages = {
        "cover.xhtml": _page(article, "cover"),
        "title.xhtml": _page(article, "title"),
        "nav.xhtml": _navigation(article, done),
        **{chapter.name: epub.serialised(chapter.root) for chapter in done},
        records.PAGE: records.page(article),
    }
    shown = _shown(article, done)
    files = {
        **pages,
        **{f"{figures.FOLDER}/{asset.name}": _with_faces(asset) for asset in shown},
        COVER: art,
        **_logo(article),
        **_styled(row, pages, article),
    }
    drawings = [asset.data for asset in shown if asset.kind is AssetKind.VECTOR]
    access = accessibility.of([chapter.root for chapter in done], drawings, article.labels)
    linked = list(records.of(article))
    files["content.opf"] = package.document(article, access, files, list(pages), linked)
    files |= {each.href: each.data for each in linked}
    bench.path.write_bytes(archive.packed(_members(files), article.metadata.date))
    place = Place(file=f"{article.stem}.md")
    said = [f"pandoc: {remark.text}" for remark in remarks if remark.kind not in EXPECTED]
    said += [f"WeasyPrint, on the cover: {remark}" for remark in cover_remarks]
    return Rendering(
        built=BuiltEdition(edition=row.name, path=bench.path, name=bench.name),
        findings=tuple(Finding(code="tool-warning", place=place, message=line) for line in said),
    )


def _written(article: Article, row: Edition) -> tuple[list[epub.Chapter], tuple[Remark, ...]]:
    """Return the chapters as pandoc writes them, and its remarks."""
    midnight = dt.datetime.combine(article.metadata.date, dt.time(), dt.UTC)
    meta = {
        "title": write.meta_string(article.metadata.title),
        "lang": write.meta_string(article.metadata.lang),
        "identifier": write.meta_string(package.identifier(article.metadata)),
    }
    with tempfile.TemporaryDirectory(prefix="chapbook-epub-") as scratch:
        path = Path(scratch) / "book.epub"
        remarks = write.file(
            text.blocks(article, row), meta, path, OPTIONS, max(0, int(midnight.timestamp()))
        )
        return epub.chapters(path.read_bytes()), remarks


def _page(article: Article, name: str) -> bytes:
    """Return the page *name* that stands before the text."""
    original = article.metadata.original or {}
    values = {
        "labels": article.labels,
        "metadata": article.metadata,
        "original": {
            key: particulars.unmarked(original[key])
            for key in ("title", "URL", "container-title")
            if original.get(key)
        },
        "adapted_from": article.labels["adapted-from"].split("{original}"),
        "logo": next(iter(_logo(article)), ""),
        "theme": article.theme,
        "licence_line": article.labels["licence-line"].split("{licence}"),
        "particulars": particulars.of(article),
        "about_authors": byline.sentences(article.metadata.author, article.labels),
        "cover": COVER,
        "first_page": markers.first(article),
    }
    return jinja.render(f"epub/{name}.xhtml.jinja", values).encode("utf-8")


def _navigation(article: Article, done: list[Finished]) -> bytes:
    """Return the navigation document."""
    first = next((c for c in done if c.division == "bodymatter"), done[0])
    values = {
        "labels": article.labels,
        "lang": article.metadata.lang,
        "contents": [*contents.headings(done), records.entry(article.labels)],
        "figures": contents.captions(done, "figcaption"),
        "tables": contents.captions(done, "caption"),
        "bodymatter": first,
        "pages": pagelist.entries(article, done),
        "marked": [c for c in done if c.kind in {"bibliography", "glossary"}],
    }
    return jinja.render("epub/nav.xhtml.jinja", values).encode("utf-8")


def _shown(article: Article, done: list[Finished]) -> list[Asset]:
    """Return the images that the chapters show, in the order of their names."""
    sources = {i.get("src") for c in done for i in c.root.iter(epub.tag("img"))}
    assets = {asset.name: asset for asset in article.assets.values()}
    return [assets[n] for n in sorted(assets) if f"../{figures.FOLDER}/{n}" in sources]


def _with_faces(asset: Asset) -> bytes:
    """Return the image of *asset* as the book holds it."""
    return faces.in_drawing(asset.data) if asset.kind is AssetKind.VECTOR else asset.data


def _logo(article: Article) -> dict[str, bytes]:
    """Return the logo of the article's theme, by its path; nothing where there is none."""
    logo = article.theme.logo
    return {f"{figures.FOLDER}/{logo.name}": _with_faces(logo)} if logo else {}


def _styled(row: Edition, pages: Mapping[str, bytes], article: Article) -> dict[str, bytes]:
    """Return the style sheet and the fonts for *pages* of *article*."""
    look = article.theme
    words = "".join(page.decode("utf-8") for page in pages.values())
    sheets = [(TEMPLATES / "css" / name).read_text("utf-8") for name in row.stylesheets]
    sheets = [typefaces.in_faces(sheet, look) for sheet in sheets]
    if direction.of_language(article.metadata.lang) == direction.RTL:
        sheets = [direction.mirrored(sheet) for sheet in sheets]
    sheet = "\n".join([typefaces.rules(words, look), formulas.style_of_book(words), *sheets])
    fonts = {**typefaces.files(words, look), **formulas.files_of_book(words)}
    return {"styles/book.css": sheet.encode("utf-8"), **fonts}


def _members(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the members of the archive."""
    return {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": (TEMPLATES / "epub" / "container.xml").read_bytes(),
        **{f"EPUB/{name}": data for name, data in files.items()},
    }
