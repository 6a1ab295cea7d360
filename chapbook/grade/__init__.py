"""How hard the text of each edition is, and whether that is what the front matter wants.

Asked before anything is made, it looks at all that an edition may show; asked about finished
files, it leaves out what an edition had no room for.
"""

from collections.abc import Iterable, Sequence

from chapbook.edition import Edition
from chapbook.editions import EDITIONS
from chapbook.findings import Finding
from chapbook.grade import gate, passages, printed
from chapbook.grade.passages import Passage
from chapbook.model import BuiltEdition, Manuscript

__all__ = ["findings", "texts"]


def findings(manuscript: Manuscript, built: Sequence[BuiltEdition] | None = None) -> list[Finding]:
    """Return what is harder in *manuscript* than its front matter wants.

    Args:
        manuscript: The article.
        built: The finished files of a build; ``None`` where nothing was made.

    Raises:
        OSError: A finished file cannot be opened.
    """
    return [
        finding
        for row in _wanted(manuscript, built)
        for finding in gate.findings(manuscript, row, _shown(manuscript, row, built))
    ]


def _wanted(manuscript: Manuscript, built: Sequence[BuiltEdition] | None) -> Iterable[Edition]:
    """Return the editions for which a grade is wanted, of those *built*, or of all."""
    grades = manuscript.metadata.reading_grade
    made = {each.edition for each in built} if built is not None else set(EDITIONS)
    return [row for name, row in EDITIONS.items() if name in grades and name in made]


def _shown(
    manuscript: Manuscript, row: Edition, built: Sequence[BuiltEdition] | None
) -> list[Passage]:
    """Return the text that *row* shows, in its finished file if there is one."""
    text = passages.of(manuscript, row)
    pages = row.made_of or row.name
    file = next((each for each in built or () if each.edition == pages), None)
    return printed.kept(text, file.path) if file and row.side_count else text


def texts(manuscript: Manuscript) -> dict[tuple[str, ...], list[Passage]]:
    """Return the texts of the editions that are printed, by the names of those that share it."""
    found: dict[tuple[Passage, ...], list[str]] = {}
    for name, row in EDITIONS.items():
        if row.is_printed and not row.made_of:
            text = tuple(passages.of(manuscript, row))
            found.setdefault(text, []).append(name)
    return {tuple(names): list(text) for text, names in found.items() if text}
