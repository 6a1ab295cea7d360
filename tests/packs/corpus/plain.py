"""A sound little book by a program of others, from which most awkward ones are made."""

import io
from functools import cache
from pathlib import Path

import font_source_sans_pro
import pikepdf
import pymupdf

FONT = Path(font_source_sans_pro.__file__).parent / "files" / "SourceSansPro-Regular.otf"

COLOURS = ((0.1, 0.4, 0.7), (0.7, 0.3, 0.1), (0.2, 0.6, 0.2), (0.5, 0.2, 0.6))


def pages(page_count: int = 3) -> pymupdf.Document:
    """Return a book of *page_count* pages of A4 with bars, words and an embedded font."""
    made = pymupdf.open()
    for index in range(page_count):
        page = made.new_page(width=595, height=842)
        for bar in range(index + 1):
            box = pymupdf.Rect(100 + 40 * bar, 500, 125 + 40 * bar, 620)
            page.draw_rect(box, fill=COLOURS[index % len(COLOURS)], width=0)
        page.insert_font(fontname="sans", fontfile=str(FONT))
        page.insert_text((72, 150), f"Page {index + 1} of a book", fontname="sans", fontsize=20)
        words = "What is to be read stands here, in a size that can be read."
        page.insert_text((72, 200), words, fontname="sans", fontsize=11)
    return made


def linked(made: pymupdf.Document) -> pymupdf.Document:
    """Give *made* a link to its third page, one to the web, and bookmarks."""
    inside = {"kind": pymupdf.LINK_GOTO, "from": pymupdf.Rect(72, 220, 200, 240), "page": 2}
    made[0].insert_link(inside)
    web = {"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(72, 250, 200, 270)}
    made[1].insert_link({**web, "uri": "https://example.org/book"})
    made.set_toc([[1, f"Chapter {index + 1}", index + 1] for index in range(len(made))])
    return made


@cache
def written() -> bytes:
    """Return the book of three pages with its links; its font is cut down to what it says."""
    made = linked(pages())
    made.subset_fonts()
    data: bytes = made.tobytes(garbage=3, deflate=True)
    return data


def opened() -> pikepdf.Pdf:
    """Return the book, to be changed; the caller saves it."""
    return pikepdf.open(io.BytesIO(written()))


def save(made: pymupdf.Document, path: Path) -> None:
    """Write *made* to *path* with its font cut down."""
    made.subset_fonts()
    made.save(path, garbage=3, deflate=True)
