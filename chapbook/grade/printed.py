"""What of a text stands in a finished file: a sheet of two sides may have no room for all."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from chapbook.grade.passages import Passage
from chapbook.tools import pdftext


def kept(passages: Sequence[Passage], path: Path) -> list[Passage]:
    """Return the sentences of *passages* that the PDF *path* prints, in their passages.

    Raises:
        OSError: The file cannot be opened.
    """
    runs = (run for page in pdftext.pages(path) for run in page.runs if not run.is_artifact)
    there = _letters("".join(run.text for run in runs))
    found = [
        replace(p, sentences=tuple(s for s in p.sentences if _letters(s.text) in there))
        for p in passages
    ]
    return [passage for passage in found if passage.sentences]


def _letters(text: str) -> str:
    """Return the letters and digits of *text*, however they are joined and set."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, plain))
