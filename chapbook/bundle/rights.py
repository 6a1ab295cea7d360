"""Who holds which right in a pack: the line on each page, and the sheet for the print shop.

The sheet is made three times of the same rows: at the end of the woven pack, alone on paper, and
as a table (RFC 4180) for spreadsheets.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from chapbook.bundle import words
from chapbook.bundle.job import Folios
from chapbook.licences import LICENCES
from chapbook.pack import BoundPack, BoundReading
from chapbook.tools.jinja import ended

WAIVED = LICENCES["CC0-1.0"][0]
"""Under which nobody claims a copyright."""

COLUMNS = (
    "position",
    "part",
    "identifier",
    "kind",
    "title",
    "authors",
    "source",
    "pages",
    "first_folio",
    "last_folio",
    "words",
    "figures",
    "licence",
    "licence_url",
    "permission",
    "holder",
    "credit_line",
    "figure_credits",
)
"""The columns of the table, the same in each language, so that programs can rely on them."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula.
Source: https://owasp.org/www-community/attacks/CSV_Injection"""

BYTE_ORDER_MARK = "\ufeff"
"""Excel takes a CSV file without it for the code page of the computer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsRow:
    """A reading as the rights sheet lists it; empty or ``None`` where nobody said."""

    position: int
    """1-based, in the order of the pack."""
    part: str
    """The title of its part."""
    identifier: str
    kind: str
    """``article``, ``pdf`` or ``note``."""
    title: str
    authors: str
    source: str
    first_folio: int | None
    """1-based; ``None`` for a reading that stands in no woven pack."""
    page_count: int | None
    """As counted in the woven pack."""
    word_count: int | None
    """``None`` where nobody counted."""
    figure_count: int | None
    """The same."""
    licence: str
    licence_url: str
    permission: str
    holder: str
    credit_line: str
    """The line that stands on each of its pages."""
    figure_credits: tuple[str, ...]
    """For figures that are others' work."""

    @property
    def last_folio(self) -> int | None:
        """The folio of its last page."""
        if self.first_folio is None or self.page_count is None:
            return None
        return self.first_folio + self.page_count - 1


def rows(bound: BoundPack, folios: Folios | None) -> tuple[RightsRow, ...]:
    """Return the readings of *bound* as the rights sheet lists them, in their order.

    Args:
        bound: The pack.
        folios: Of its woven PDF, if there is one.
    """
    listed = [(part, each) for part, readings in bound.parts() for each in readings]
    labels = bound.pack.labels
    return tuple(
        _row(position, part.title, each, folios, labels)
        for position, (part, each) in enumerate(listed, start=1)
    )


def _row(
    position: int,
    part: str,
    bound: BoundReading,
    folios: Folios | None,
    labels: Mapping[str, str],
) -> RightsRow:
    identifier, record = bound.reading.identifier, bound.record
    first, count = folios.of.get(identifier, (None, None)) if folios else (None, None)
    licence, licence_url = words.licence(bound)
    is_counted = record.word_count > 0
    return RightsRow(
        position=position,
        part=part,
        identifier=identifier,
        kind=bound.reading.origin.value,
        title=bound.title,
        authors=words.byline(bound, labels),
        source=words.source(bound),
        first_folio=first,
        page_count=count,
        word_count=record.word_count if is_counted else None,
        figure_count=record.figure_count,
        licence=licence,
        licence_url=licence_url,
        permission=bound.reading.rights.permission,
        holder=words.holder(bound, labels),
        credit_line=permission_line(bound, labels),
        figure_credits=figure_credits(bound),
    )


def figure_credits(bound: BoundReading) -> tuple[str, ...]:
    """Return whose work figures of a reading are: as the pack says, and as it does itself."""
    own = [
        (f"{each.label}: " if each.label else "")
        + ", ".join(part for part in (each.credit, each.licence, each.source) if part)
        for each in bound.record.credits
    ]
    return (*bound.reading.rights.credits, *own)


def permission_line(bound: BoundReading, labels: Mapping[str, str]) -> str:
    """Return the line for every page of a reading: whose it is, what, from where, by which right.

    Whoever holds the copyright is named last, or, if that is who wrote it, at the beginning.  A
    source that begins with the title does not say it twice.
    """
    rights = bound.reading.rights
    by, holder = words.first_authors(bound, labels), words.holder(bound, labels)
    licence, _ = words.licence(bound)
    is_waived = licence == WAIVED
    is_own = bool(by) and holder in (by, words.byline(bound, labels))
    said = [
        f"© {by}" if is_own and not is_waived else by,
        words.short_title(bound),
        words.source(bound).removeprefix(bound.title).lstrip(" .,;:"),
        rights.permission or licence or labels["pack-unstated"],
        "" if is_own or is_waived or not holder else f"© {holder}",
    ]
    return " ".join(ended(part.strip()) for part in said if part.strip())


def table(sheet: tuple[RightsRow, ...]) -> str:
    """Return *sheet* as CSV (RFC 4180), for UTF-8 with a byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in sheet:
        writer.writerow(map(_cell, _values(row)))
    return BYTE_ORDER_MARK + out.getvalue()


def _values(row: RightsRow) -> tuple[object, ...]:
    """Return the values of *row* in the order of ``COLUMNS``."""
    return (
        *(row.position, row.part, row.identifier, row.kind, row.title, row.authors, row.source),
        *(row.page_count, row.first_folio, row.last_folio, row.word_count, row.figure_count),
        *(row.licence, row.licence_url, row.permission, row.holder, row.credit_line),
        "; ".join(row.figure_credits),
    )


def _cell(value: object) -> object:
    """Return *value* on one line, and text that a spreadsheet would run as a formula, as text."""
    if not isinstance(value, str):
        return value
    line = " ".join(value.split())
    return f"'{line}" if line.startswith(FORMULA) else line
