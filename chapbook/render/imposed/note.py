"""The line to whoever prints sheets: how to print and fold them, and which file is to be read."""

from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.editions import Edition
from chapbook.model import Article
from chapbook.render import pages, particulars
from chapbook.tools import jinja, weasy
from chapbook.tools.arrangement import Place
from chapbook.tools.pdf import Slot

FILE_INDEX = 1
"""The line is the second of the files that the sheets are made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The line, laid out."""

    pdf: bytes
    """One page, without tags."""
    remarks: tuple[str, ...]
    """What WeasyPrint warned about."""


def written(article: Article, row: Edition, place: Place, source: str) -> Note:
    """Lay out the line for the sheets of *row*, as large as its *place*.

    Args:
        article: In its language the line speaks.
        row: The edition of sheets.
        place: Where it will stand.
        source: The name of the file with the same pages one by one.

    Raises:
        MissingToolError: Pango is not installed.
    """
    labels = article.labels
    assert row.fold is not None
    facts = particulars.of(article)
    size = (place.width_mm, place.height_mm)
    width_mm, height_mm = size[::-1] if place.turned_degrees % 180 else size
    printed = {
        "lang": article.metadata.lang,
        "title": article.metadata.title,
        "authors": facts.authors,
        "description": "",
        "keywords": (),
        "date": article.metadata.date.isoformat(),
        "labels": labels,
        "how": labels[f"fold-{row.fold.value}"],
        "source": labels["for-printer"].split("{file}"),
        "file": source,
    }
    job = weasy.PrintJob(
        html=jinja.render(row.template, printed),
        stylesheets=[
            *pages.stylesheets(row, article.theme),
            f"@page {{ size: {width_mm:.2f}mm {height_mm:.2f}mm; margin: 0 }}\n"
            f".printer-note {{ height: {height_mm:.2f}mm }}\n",
        ],
        files=pages.files(article, facts),
    )
    layout = weasy.layout(job)
    return Note(pdf=layout.pdf(tagged=False), remarks=layout.remarks)


def slots(place: Place, side_index: int) -> Iterator[Slot]:
    """Yield the slot of the line, on the side that it stands on."""
    if side_index == place.side_index:
        yield Slot(
            page_index=0,
            file_index=FILE_INDEX,
            left_mm=place.left_mm,
            bottom_mm=place.bottom_mm,
            width_mm=place.width_mm,
            height_mm=place.height_mm,
            turned_degrees=place.turned_degrees,
        )
