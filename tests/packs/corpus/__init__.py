"""Awkward PDFs as other people hand them in, made anew by several programs and byte by byte.

row        what is known of a file: how it is made, and what shall become of it
raw        bytes of PDFs typed by hand
plain      the little book from which most are made
producers, boxes, damaged, secured, active, forms, notes, names, fonts, scans, tagged,
hostile, wrong      the files, by what is awkward about them
"""

from tests.packs.corpus import (
    active,
    boxes,
    damaged,
    fonts,
    forms,
    hostile,
    names,
    notes,
    producers,
    scans,
    secured,
    tagged,
    wrong,
)
from tests.packs.corpus.row import Awkward

ROWS: tuple[Awkward, ...] = (
    *producers.ROWS,
    *boxes.ROWS,
    *damaged.ROWS,
    *secured.ROWS,
    *active.ROWS,
    *forms.ROWS,
    *notes.ROWS,
    *names.ROWS,
    *fonts.ROWS,
    *scans.ROWS,
    *tagged.ROWS,
    *hostile.ROWS,
    *wrong.ROWS,
)

__all__ = ["ROWS", "Awkward"]
