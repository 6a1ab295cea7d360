"""Works and files as the page lists them, with pictures of their first pages.

Drawing a page takes longer than all else here, so a picture is taken from the page that
stands, as long as the file that it shows is the same.
"""

import base64
import hashlib
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from chapbook import publish
from chapbook.edition import Maker
from chapbook.editions import EDITIONS
from chapbook.packs import place_in_order
from chapbook.publish import Manifest, PublishedFile, PublishedWork
from chapbook.tools import dates, labels, raster, thumbnail

NAME = "index.html"

WIDTH_PX = 420
"""Of a picture: twice what the page gives it, for fine screens."""

RECIPE = "1"
"""Goes up when a picture of the same file comes out otherwise."""

COVER = "EPUB/images/cover.png"
"""Where a book of ours keeps its cover."""

_KEPT = re.compile(r'data-of="([0-9a-f]{64})" src="(data:image/webp;base64,[A-Za-z0-9+/=]+)"')
"""A picture in the page, as its template writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A file as the page lists it."""

    edition: str
    href: str
    form: str
    """The ending of its name in capitals: PDF."""
    purpose: str
    measures: str
    """Pages and size, in words."""
    picture: str = ""
    """Of its first page, as a ``data:`` address; empty for what has none."""
    picture_of: str = ""
    """By what the picture is found again."""
    is_page: bool = False
    """Whether it is for a browser."""
    is_record: bool = False
    """Whether it is for a reference manager."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """An article, or a pack, as the page lists it."""

    stem: str
    title: str
    lang: str
    about: Mapping[str, str]
    labels: Mapping[str, str]
    files: tuple[Listed, ...]
    citing: str
    """The address of the section of the web page that has more ways to cite it, or nothing."""


def maker(
    output: Path, desk: Path, page: Callable[[Sequence[Work]], str]
) -> Callable[[Manifest], list[publish.MadeFile]]:
    """Return what makes the page on *desk* for a manifest.

    Args:
        output: The folder of published files.
        desk: Where the files of this build are before they are published.
        page: Writes the page about works.
    """

    def made(manifest: Manifest) -> list[publish.MadeFile]:
        claimed = {name for name, _ in replace(manifest, shared={}).claims()}
        if NAME in claimed:  # an article called "index" has its web page there
            return []
        kept = _kept(output, manifest)
        listed = [
            _work(stem, work, lambda name: _place(name, output, desk), kept)
            for stem, work in sorted({**manifest.articles, **manifest.packs}.items())
        ]
        path = desk / NAME
        path.write_text(page(listed), "utf-8", newline="\n")
        purpose = listed[0].labels["editions"] if listed else NAME
        return [publish.MadeFile(path=path, name=NAME, purpose=purpose)]

    return made


def _place(name: str, output: Path, desk: Path) -> Path:
    """Return where the file *name* lies until it is published."""
    return desk / name if (desk / name).is_file() else output / name


def _kept(output: Path, manifest: Manifest) -> dict[str, str]:
    """Return the pictures of the page that stands, if it is the one that was published."""
    record = manifest.shared.get(NAME)
    if record is None or not publish.are_current(output, {NAME: record}):
        return {}
    return dict(_KEPT.findall((output / NAME).read_text("utf-8")))


def _work(
    stem: str, work: PublishedWork, place: Callable[[str], Path], kept: Mapping[str, str]
) -> Work:
    """Return one work with its files, in the order of the tables of editions."""
    lang = work.about.get("lang", "en")
    files = tuple(_files(work, lang, place, kept))
    page = next((file.href for file in files if file.edition == "html"), "")
    return Work(
        stem=stem,
        title=work.title,
        lang=lang,
        about=work.about,
        labels=labels.load(lang),
        files=files,
        citing=f"{page}#how-to-cite" if page else "",
    )


def _files(
    work: PublishedWork, lang: str, place: Callable[[str], Path], kept: Mapping[str, str]
) -> Iterator[Listed]:
    """Yield every file of *work*."""
    known = sorted(work.editions, key=place_in_order)
    for edition in known:
        for name, file in _foremost(work.editions[edition].files):
            key = hashlib.sha256(f"{RECIPE}{file.sha256}".encode()).hexdigest()
            picture = kept.get(key) or _picture(place(name))
            yield Listed(
                edition=edition,
                href=quote(name),
                form=name.rpartition(".")[2].upper(),
                purpose=file.purpose,
                measures=_measures(file, lang),
                picture=picture,
                picture_of=key if picture else "",
                is_page=name.endswith(".html"),
                is_record=edition in EDITIONS and EDITIONS[edition].maker is Maker.RECORD,
            )


def _foremost(files: Mapping[str, PublishedFile]) -> list[tuple[str, PublishedFile]]:
    """Return those of an edition's *files* that lie in no folder of their own, by name."""
    least = min((name.count("/") for name in files), default=0)
    return sorted((name, file) for name, file in files.items() if name.count("/") == least)


def _measures(file: PublishedFile, lang: str) -> str:
    """Return how long and how large *file* is, in words."""
    pages = labels.load(lang)["page-count"].format(pages=file.pages) if file.pages else ""
    return " · ".join(part for part in (pages, dates.file_size(file.size_bytes, lang)) if part)


def _picture(path: Path) -> str:
    """Return a picture of the first page of a PDF or of a book's cover; nothing for the rest."""
    if path.suffix == ".pdf":
        shown = thumbnail.page_png(path.read_bytes(), 0, WIDTH_PX)
    elif path.suffix == ".epub":
        with zipfile.ZipFile(path) as book:
            shown = book.read(COVER)
    else:
        return ""
    small = raster.smaller(shown, WIDTH_PX)
    return f"data:{small.media_type};base64,{base64.b64encode(small.data).decode('ascii')}"
