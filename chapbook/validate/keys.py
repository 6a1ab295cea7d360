"""Values of the front matter that name something which must exist."""

import difflib
from collections.abc import Iterator
from pathlib import Path

from chapbook.codes import CODES, Severity
from chapbook.editions import EDITIONS, UNREAD
from chapbook.findings import Finding
from chapbook.model import Manuscript
from chapbook.tools import csl, labels, theme
from chapbook.tools.keyplace import place
from chapbook.validate import places


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield what the front matter asks for and does not exist."""
    yield from _language(manuscript)
    yield from _styles(manuscript)
    yield from _theme(manuscript)
    yield from _grades(manuscript)
    yield from _allowed(manuscript)


def is_allowable(code: str) -> bool:
    """Tell whether *code* is one that an article may allow."""
    return code in CODES and CODES[code].severity is not Severity.ERROR


def _language(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield a finding when nothing of ours can be printed in the article's language."""
    if told := no_labels(manuscript.metadata.lang):
        yield _finding(manuscript, "language-without-labels", "lang", *told)


def _styles(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield a finding for every citation style that cannot be used."""
    metadata = manuscript.metadata
    named: list[tuple[str, str, tuple[int, ...]]] = [
        ("citation-style", metadata.citation_style, ()),
        *(("cite-as", name, (index,)) for index, name in enumerate(metadata.cite_as)),
    ]
    for key, name, path in named:
        if told := no_style(name, manuscript.folder):
            message, fix, meant = told
            at = place(manuscript, key, *path)
            found = places.finding(manuscript.source, "style-unknown", at, message, fix)
            yield places.exchange(found, name, meant) if meant else found


def _theme(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield a finding when there is no such theme."""
    if told := no_theme(manuscript.metadata.theme):
        yield _finding(manuscript, "theme-unknown", "theme", *told)


def _grades(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield a finding for every reading grade of what is no edition with a text."""
    known = [row.name for row in EDITIONS.values() if row.maker not in UNREAD]
    for name in manuscript.metadata.reading_grade:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            fix = f"Did you mean {_either(near)}?" if near else f"There are {', '.join(known)}."
            at = place(manuscript, "reading-grade", name)
            message = f'"{name}" is not an edition that people read'
            yield places.finding(manuscript.source, "value-wrong", at, message, fix)


def _allowed(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield a finding for every code under ``allow`` that cannot be allowed."""
    for index, code in enumerate(manuscript.metadata.allow):
        if told := not_allowable(code):
            at = place(manuscript, "allow", index)
            yield places.finding(manuscript.source, "value-wrong", at, *told)


def not_allowable(code: str) -> tuple[str, str] | None:
    """Return why *code* cannot be allowed and what to do; nothing when it can."""
    if is_allowable(code):
        return None
    if code in CODES:
        message = f'"{code}" is an error, which always stops the build'
        return message, "Remove it from allow:, and mend what it names."
    near = difflib.get_close_matches(code, sorted(CODES), 1)
    fix = f"Did you mean {_either(near)}?" if near else ""
    return f'"{code}" is not the code of a finding', fix


def no_labels(lang: str) -> tuple[str, str] | None:
    """Return why nothing of ours can be printed in *lang* and what to do; nothing when it can."""
    if labels.covers(lang):
        return None
    fix = f"Add templates/labels/{lang}.yaml; there are {', '.join(labels.languages())}."
    return f'there are no labels for the language "{lang}"', fix


def no_theme(named: str) -> tuple[str, str] | None:
    """Return why there is no theme *named* and what to do; reading said so of a folder's."""
    known = [*theme.names(), *theme.ALIASES]
    if "/" in named or named in known:
        return None
    near = difflib.get_close_matches(named, known, 1)
    fix = f"theme: {near[0]}" if near else f"There are {', '.join(sorted(known))}."
    return f'there is no theme "{named}"', fix


def no_style(name: str, folder: Path) -> tuple[str, str, str] | None:
    """Return why there is no citation style *name*, what to do, and the one that is meant.

    Nothing when there is one; the last is empty when nobody knows.
    """
    try:
        csl.style(name, folder)
    except csl.UnknownStyleError as error:
        near = [] if name.endswith(".csl") else csl.nearest(name)
        fix = f"Did you mean {_either(near)}?" if near else ""
        return str(error), fix, near[0] if len(near) == 1 else ""
    return None


def _finding(manuscript: Manuscript, code: str, key: str, message: str, fix: str) -> Finding:
    """Return the finding about the value of *key*."""
    at = place(manuscript, key)
    return places.finding(manuscript.source, code, at, message, fix)


def _either(names: list[str]) -> str:
    """Return *names* as a choice: "a", "b" or "c"."""
    quoted = [f'"{name}"' for name in names]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if quoted[1:] else quoted)
