"""How pandoc's Markdown writes a thing: patterns that find it again in the text.

pandoc's document model has no places, so a place is found by searching the source
for the token that the node came from.  The group ``at`` is what a finding points to.
"""

import re
from urllib.parse import unquote

NOTE_MARK = re.compile(r"(?P<at>(?<!\\)\[\^(?P<label>[^\]\s]+)\])(?!:)")
"""``[^1]``, but not the definition ``[^1]:``."""

REFERENCE_LINK = re.compile(
    r"(?<![\\\w\])}])!?(?P<at>\[(?P<words>[^\[\]]+)\]\[(?P<label>[^\[\]]*)\])(?![\[(])"
)
"""``[words][label]`` and ``[words][]``; not ``array[0][1]``, which follows a letter."""

CROSS_REFERENCE = re.compile(
    r"(?:fig|figure|tab|tbl|table|sec|box|eq|eqn|equation|lst|nte|tip|wrn|imp|cau)[-:]", re.I
)
"""How an id begins that people refer to with ``@fig-x``: figures, tables, sections, boxes,
equations, listings, and Quarto's callouts of five kinds."""

EMPTY_LINK = re.compile(r"(?P<at>\[\s*\]\()")
"""``[](``, the head of a cross-reference."""


def citation(key: str) -> re.Pattern[str]:
    """Return the pattern of ``@key``, ``-@key`` and ``@{key}``.

    A longer key that begins with *key* does not match.

    Source: the pandoc manual, "Citation syntax".
    """
    plain = re.escape(key)
    return re.compile(
        rf"(?<![A-Za-z0-9\\])(?P<at>@(?:\{{{plain}\}}|{plain}(?!\w)(?![:.#$%&\-+?<>~/]+\w)))"
    )


def address(target: str) -> re.Pattern[str]:
    """Return the pattern of *target* where a link or image names it.

    pandoc percent-encodes what is typed between pointed brackets; both forms match.
    """
    forms = "|".join(re.escape(form) for form in dict.fromkeys([target, unquote(target)]) if form)
    return re.compile(
        rf"(?:\]\(\s*<?|^ {{0,3}}\[[^\]\n]+\]:\s*<?|(?:src|href)=[\"']?)(?P<at>{forms})"
        r"(?=[\s)>\"']|$)",
        re.M,
    )


def identifier(name: str) -> re.Pattern[str]:
    """Return the pattern of ``#name`` in an attribute, or of ``id="name"``."""
    plain = re.escape(name)
    return re.compile(
        rf"\{{[^{{}}\n]*?(?P<at>#{plain})(?=[\s}}])|(?P<also>\bid=[\"']?{plain})(?=[\s\"'>}}])"
    )


def fence(kind: str) -> re.Pattern[str]:
    """Return the pattern of the first line of a fenced div of the class *kind*."""
    plain = re.escape(kind)
    return re.compile(
        rf"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?P<at>:{{3,}}[ \t]*"
        rf"(?:\{{[^}}\n]*\.{plain}(?=[\s}}])|{plain}(?=[ \t]*:*[ \t]*$)))"
        rf"|(?P<also><div[^>]*\bclass=[\"']?[^\"'>]*\b{plain}\b)",
        re.M,
    )


def words(text: str, count: int = 6) -> re.Pattern[str] | None:
    """Return the pattern of the first *count* words of *text*, whatever marks stand between.

    Without a word there is no pattern.
    """
    found = re.findall(r"\w+", text)[:count]
    if not found:
        return None
    return re.compile(r"(?P<at>" + r"[\W_]+".join(map(re.escape, found)) + r")(?!\w)")


def spoken(text: str, count: int) -> re.Pattern[str] | None:
    """Return the pattern of the first *count* words of *text*, as they are spoken.

    Citations and references may stand between them.  Without a word there is no pattern.
    """
    found = re.findall(r"\w+", text)[:count]
    between = r"(?:[\W_]|\[-?@[^\]]{0,400}\]|\[\]\([^)\n]*\))+?"
    pattern = between.join(map(re.escape, found))
    return re.compile(rf"(?<!\w)(?P<at>{pattern})(?!\w)") if found else None


def literal(text: str) -> re.Pattern[str]:
    """Return the pattern of *text* as it stands."""
    return re.compile(rf"(?P<at>{re.escape(text)})")
