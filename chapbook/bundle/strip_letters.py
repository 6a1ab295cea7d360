"""The words of strips laid out: each text once, however many pages it is printed on."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from chapbook.bundle.pages import printing
from chapbook.model import Theme
from chapbook.pack import Pack
from chapbook.packs import PackEdition
from chapbook.tools import direction, faces, fonts, jinja, sheets, weasy
from chapbook.tools.fonts import Style
from chapbook.tools.kept import NOTHING, Kept
from chapbook.tools.pdf.strips import Key, Lettering, Role, Sheet, Specimen

TEMPLATE = "html/pack-strips.html.jinja"
SHEETS = ("tokens.css", "pack-strips.css")

HEAD_PT, PERMISSION_PT = 8.0, 7.0
"""Sizes of type where running text may be as small as 8 pt."""
SHARE = 14 / 18
"""Strips are so much of the smallest running text where that is larger: 14 pt in large print."""

BETWEEN_EM = 1.0
"""From the title to the part, as in the style sheet; twice as much from there to the folio."""
NARROWEST = 0.25
"""A running head has at least so much of its line."""
PADDING_PT = 4.0
"""Around each text on its page; the style sheet says the same."""
_ADDRESS = re.compile(r"(https?://\S+)")
"""What runs from the left in any language."""

TO_PT = 0.75
"""Points in a CSS pixel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Of the type of strips, in points."""

    head_pt: float
    """Running head and folio."""
    permission_pt: float


def sizes(row: PackEdition) -> Sizes:
    """Return the sizes of type in strips of *row*."""
    least = row.floor_pt * SHARE
    return Sizes(head_pt=max(HEAD_PT, least), permission_pt=max(PERMISSION_PT, least))


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What strips say."""

    keys: Sequence[Key]
    """Each text with its role; a running head has what stands behind it on a second line."""
    longest_folio: str
    """A folio as broad as any that stands on a line with a running head."""


def laid_out(
    pack: Pack, row: PackEdition, sheet: Sheet, texts: Texts, kept: Kept = NOTHING
) -> Lettering:
    """Lay out *texts* for the pages of *row*.

    Args:
        pack: In its language and theme they are set.
        row: Whose pages they are for.
        sheet: What these pages stand on.
        texts: What they say.
        kept: What was made before.

    Raises:
        MissingToolError: Pango is not installed.
    """
    lang = pack.metadata.lang
    keys = list(dict.fromkeys(texts.keys))
    look = printing.look(pack.theme, row)
    line = _Line(family=look.label_face, room_em=_room_em(look, row, sheet, texts.longest_folio))
    printed = (_printed(key, lang, line) for key in keys)
    job = weasy.PrintJob(
        html=jinja.render(TEMPLATE, {"lang": lang, "texts": [*printed]}),
        stylesheets=[*sheets.texts(SHEETS, look), _css(row, sheet)],
        files=faces.files_of_pages(look),
    )
    data, places = _pressed(job, kept)
    return Lettering(
        pdf=data,
        specimens=dict(zip(keys, places, strict=True)),
        runs_from_right=direction.of_language(lang) == direction.RTL,
    )


def _pressed(job: weasy.PrintJob, kept: Kept) -> tuple[bytes, list[Specimen]]:
    """Return *job* as an untagged PDF, and where its texts stand; the same is laid out once."""
    key = kept.key("lettering", printing.decided_by(job))
    if (found := kept.recall(key)) is not None:
        head, _, data = found.partition(b"\n")
        return data, [Specimen(**each) for each in json.loads(head)]
    layout = weasy.layout(job)
    data, places = layout.pdf(tagged=False), [*_specimens(layout)]
    kept.keep(key, json.dumps([asdict(each) for each in places]).encode() + b"\n" + data)
    return data, places


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """The line that a running head stands on."""

    family: str
    room_em: float
    """What the folio leaves of it, in parts of the size of type."""

    def cut(self, title: str, part: str) -> tuple[str, str]:
        """Return the title, cut after a whole word where it is long, and what fits beside it.

        Half of a part's title tells nobody anything, and is left out.
        """
        words, shown = title.split(), title
        while words and self._width(Style.SEMIBOLD, shown) > self.room_em:
            words.pop()
            shown = f"{' '.join(words).rstrip(',;:–-')}…" if words else ""
        left = self.room_em - self._width(Style.SEMIBOLD, shown) - BETWEEN_EM
        fits = shown == title and self._width(Style.REGULAR, part) <= left
        return shown, part if fits else ""

    def _width(self, style: Style, text: str) -> float:
        """Return how broad *text* is, in parts of the size of type."""
        return fonts.width_em(self.family, style, text)


def _room_em(look: Theme, row: PackEdition, sheet: Sheet, longest_folio: str) -> float:
    """Return how broad a running head may be, in parts of its size."""
    short = sheet.measure_pt(is_long=False) / sizes(row).head_pt
    folio = fonts.width_em(look.label_face, Style.SEMIBOLD, longest_folio)
    return max(short - folio - 2 * BETWEEN_EM, NARROWEST * short)


def _printed(key: Key, lang: str, line: _Line) -> dict[str, Any]:
    """Return *key* as the template prints it."""
    role, text = key
    usual = direction.of_language(lang)
    way = direction.of_text(text, usual)
    strong, words = line.cut(*text.split("\n", 1)) if role is Role.HEAD else ("", text)
    return {
        "role": role.value,
        "dir": way if way != usual and role is not Role.FOLIO else "",
        "strong": strong,
        "words": _ADDRESS.split(words),
    }


def _css(row: PackEdition, sheet: Sheet) -> str:
    """Return what the sizes of paper and type are."""
    size = sizes(row)
    short, long = sheet.measure_pt(is_long=False), sheet.measure_pt(is_long=True)
    return (
        f"@page {{ size: {long + 2 * PADDING_PT:.2f}pt 400pt }}\n"
        f".head, .folio {{ font-size: {size.head_pt:g}pt }}\n"
        f".permission-short, .permission-long {{ font-size: {size.permission_pt:g}pt }}\n"
        f".permission-short {{ width: {short:.2f}pt }}\n"
        f".permission-long {{ width: {long:.2f}pt }}\n"
    )


def _specimens(layout: weasy.Layout) -> Iterator[Specimen]:
    """Yield where each text stands, in their order."""
    for page_index, box in enumerate(layout.boxes("text-")):
        left, top, right, bottom = (edge * TO_PT for edge in box)
        yield Specimen(
            page_index=page_index,
            left_pt=left,
            top_pt=top,
            width_pt=right - left,
            height_pt=bottom - top,
        )
