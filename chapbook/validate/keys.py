"""Values of the front matter that name something which must exist."""

import difflib
from collections.abc import Iterator

from chapbook.codes import CODES, Severity
from chapbook.findings import Finding, Place
from chapbook.model import Manuscript
from chapbook.tools import csl, labels, theme, yaml
from chapbook.validate import places

FRONT_MATTER_LINE = 2
"""The 1-based line of the file on which the YAML begins."""


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield what the front matter asks for and does not exist."""
    yield from _language(manuscript)
    yield from _styles(manuscript)
    yield from _theme(manuscript)
    yield from _allowed(manuscript)


def place(manuscript: Manuscript, key: str, *path: int) -> Place:
    """Return where the value of *key*, or the item *path* of it, stands in the front matter."""
    source = manuscript.source
    text = source.text.split("\n")[FRONT_MATTER_LINE - 1 : source.body_line - 2]
    try:
        document = yaml.load("\n".join(text))
    except yaml.YamlSyntaxError:
        return source.at(1)
    if not isinstance(document.data, dict) or key not in document.data:
        return source.at(1)
    line, column = document.position((key, *path))
    return source.at(line + FRONT_MATTER_LINE, column + 1)


def is_allowable(code: str) -> bool:
    """Tell whether *code* is one that an article may allow."""
    return code in CODES and CODES[code].severity is not Severity.ERROR


def _language(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield a finding when nothing of ours can be printed in the article's language."""
    lang = manuscript.metadata.lang
    if labels.covers(lang) is None:
        message = f'there are no labels for the language "{lang}"'
        fix = f"Add templates/labels/{lang}.yaml; there are {', '.join(labels.languages())}."
        yield _finding(manuscript, "language-without-labels", "lang", message, fix)


def _styles(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield a finding for every citation style that cannot be used."""
    metadata = manuscript.metadata
    named: list[tuple[str, str, tuple[int, ...]]] = [
        ("citation-style", metadata.citation_style, ()),
        *(("cite-as", name, (index,)) for index, name in enumerate(metadata.cite_as)),
    ]
    for key, name, path in named:
        try:
            csl.style(name, manuscript.folder)
        except csl.UnknownStyleError as error:
            near = [] if name.endswith(".csl") else csl.nearest(name)
            fix = f"Did you mean {_either(near)}?" if near else ""
            at = place(manuscript, key, *path)
            found = places.finding(manuscript.source, "style-unknown", at, str(error), fix)
            yield places.exchange(found, name, near[0]) if len(near) == 1 else found


def _theme(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield a finding when there is no such theme; reading said so of a folder's."""
    named = manuscript.metadata.theme
    known = [*theme.names(), *theme.ALIASES]
    if "/" in named or named in known:
        return
    near = difflib.get_close_matches(named, known, 1)
    fix = f"theme: {near[0]}" if near else f"There are {', '.join(sorted(known))}."
    yield _finding(manuscript, "theme-unknown", "theme", f'there is no theme "{named}"', fix)


def _allowed(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield a finding for every code under ``allow`` that cannot be allowed."""
    for index, code in enumerate(manuscript.metadata.allow):
        if is_allowable(code):
            continue
        at = place(manuscript, "allow", index)
        if code in CODES:
            message = f'"{code}" is an error, which always stops the build'
            fix = "Remove it from allow:, and mend what it names."
        else:
            message = f'"{code}" is not the code of a finding'
            near = difflib.get_close_matches(code, sorted(CODES), 1)
            fix = f"Did you mean {_either(near)}?" if near else ""
        yield places.finding(manuscript.source, "value-wrong", at, message, fix)


def _finding(manuscript: Manuscript, code: str, key: str, message: str, fix: str) -> Finding:
    """Return the finding about the value of *key*."""
    at = place(manuscript, key)
    return places.finding(manuscript.source, code, at, message, fix)


def _either(names: list[str]) -> str:
    """Return *names* as a choice: "a", "b" or "c"."""
    quoted = [f'"{name}"' for name in names]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if quoted[1:] else quoted)
