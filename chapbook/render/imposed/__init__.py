"""Sheets for the printer: the finished pages of another edition, in the order that folding wants.

How a sheet is folded decides the order: one module for each fold.  On the first sheet a line says
how to print and fold, and in which file the same pages are for whoever reads on a screen or
listens.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from chapbook.editions import EDITIONS, Edition, Fold, Ink
from chapbook.model import Article, BuiltEdition, Rendering
from chapbook.render import pages, particulars
from chapbook.render.imposed import note, thirds
from chapbook.settings import Workbench
from chapbook.tools import direction, offprint, pdf, stitched
from chapbook.tools.arrangement import Arrangement
from chapbook.tools.pdf import read

_ARRANGERS: dict[
    Fold, Callable[[Sequence[tuple[float, float]], tuple[float, float], bool], Arrangement]
] = {
    Fold.STITCHED: stitched.arranged,
    Fold.IN_THREE: thirds.arranged,
}
"""Who knows where pages stand for each fold: from the sizes of the pages and of a sheet in
landscape, in mm, and whether the text runs from right to left."""


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Put the pages of the edition that *row* is made of on sheets.

    Returns:
        The finished file, or none where there are no such pages: who left them out said why.

    Raises:
        MissingToolError: Pango is not installed.
    """
    source = EDITIONS[row.made_of]
    own = article.metadata.paper
    name = source.name_in_output(article.stem, bench.paper, own, bench.ink, bench.size_pt)
    path = bench.desk / name
    if row.fold is None or not path.is_file():
        return Rendering(built=None)
    height_mm, width_mm = offprint.SIZES_MM[bench.paper]
    arranged = _ARRANGERS[row.fold](
        read.anatomy(path).sizes_mm,
        (width_mm, height_mm),
        direction.of_language(article.metadata.lang) == direction.RTL,
    )
    words = note.written(article, row, arranged.note, path.name)
    sides = [
        replace(side, slots=(*side.slots, *note.slots(arranged.note, side_index)))
        for side_index, side in enumerate(arranged.sides)
    ]
    title = f"{article.metadata.title} – {article.labels[f'{row.name}-title']}"
    says = replace(
        pages.colophon(article, particulars.of(article), title),
        is_handout=True,
        turns_at_short_edge=True,
        is_grey=bench.ink is Ink.GREY,
    )
    broken = pdf.impose([path.read_bytes(), words.pdf], sides, says, bench.path)
    built = BuiltEdition(
        edition=row.name,
        path=bench.path,
        name=bench.name,
        page_count=len(sides),
        paper=bench.paper,
        ink=bench.ink,
        size_pt=bench.size_pt,
        clinic=bench.clinic,
    )
    return Rendering(
        built=built, findings=tuple(pages.findings(article, row, words.remarks, broken))
    )
