"""Articles in MyST Markdown: what Jupyter Book, mystmd, Curvenote and Sphinx add to CommonMark.

    directives -> figures, tables, boxes, listings, formulas, glossaries
    roles -> references, citations, small signs
    targets, comments, breaks, substitutions -> ids, nothing, nothing, their words

Everything becomes pandoc's Markdown, line for line where that can be.  A text without a
directive, role or target of MyST is not looked at further, so that no other dialect is
changed.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from chapbook.findings import Finding
from chapbook.load.myst import blocks, inline, names, parts, roles, syntax
from chapbook.load.myst.desk import Desk
from chapbook.model import Line
from chapbook.tools import labels

OWN_KEYS = {"jupytext", "kernelspec", "myst", "exports", "substitutions", "numbering", "parts"}
"""Front matter that only MyST's systems read."""

ROLE = re.compile(r"(?<![\\`])\{(?P<name>[A-Za-z][\w:.+-]*)\}`[^`\n]")
PART = re.compile(r"^\+\+\+[ \t]*(?:\{.*\})?[ \t]*$")


def translated(
    lines: Sequence[Line], metadata: Mapping[str, Any] | None = None
) -> tuple[list[Line], list[Finding]]:
    """Return *lines* in pandoc's Markdown, and what is wrong with them.

    Args:
        lines: The body of an article.
        metadata: Its front matter as it was typed: substitutions and the language.
    """
    data = metadata or {}
    if not (OWN_KEYS & set(data) or _is_myst(lines)):
        return list(lines), []
    if lines:
        ahead, after = parts.from_front_matter(data, lines[0].file)
        lines = [*ahead, *lines, *after]
    desk = Desk(
        names=names.found(lines),
        substitutions=_substitutions(data),
        words=_words(data),
        blocks=lambda inner: blocks.read(inner, desk),
        inline=lambda text, at: inline.translated(text, at, desk),
        level=parts.level(lines),
    )
    done = blocks.read(lines, desk)
    return done, desk.findings


def _is_myst(lines: Sequence[Line]) -> bool:
    """Tell whether *lines* use anything that only MyST has."""
    index = 0
    while index < len(lines):
        fence = syntax.fence_at(lines, index)
        if fence and fence.is_directive:
            return True
        if fence and fence.lines[0].text.lstrip()[0] != ":":
            index += len(fence.lines)
            continue
        text = lines[index].text
        role = ROLE.search(re.sub(r"(?<![`}])(`+)(?!`).+?(?<!`)\1(?!`)", "", text))
        if (role and role["name"].lower() in roles.ROLES) or PART.match(text):
            return True
        is_target = syntax.TARGET.match(text) and index + 1 < len(lines)
        if is_target and (not index or not lines[index - 1].text.strip()):
            return True
        index += 1
    return False


def _substitutions(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the words that stand for keys in double braces."""
    own = data.get("myst") if isinstance(data.get("myst"), dict) else {}
    told: dict[str, Any] = {}
    for place in (data, own or {}):
        found = place.get("substitutions")
        told |= found if isinstance(found, dict) else {}
    return {str(key): str(value).strip() for key, value in told.items()}


def _words(data: Mapping[str, Any]) -> Mapping[str, str]:
    """Return labels in the article's language, English where there are none."""
    lang = str(data.get("lang") or data.get("language") or "en")
    return labels.load(lang if labels.covers(lang) else "en")
