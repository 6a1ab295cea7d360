"""Quarto's shortcodes: ``{{< meta title >}}``, ``{{< pagebreak >}}``, ``{{< video ... >}}``."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chapbook.findings import Finding
from chapbook.load.lines import finding, typed_as_text
from chapbook.model import Line

SHORTCODE = re.compile(r"(?<!\{)\{\{<\s*(?P<name>[\w-]+)(?P<rest>(?:\s[^\n]*?)?)\s*>\}\}(?!\})")
ESCAPED = re.compile(r"\{(?P<typed>\{\{<[^\n]*?>\}\})\}")
"""``{{{< name >}}}``, which prints the braces themselves."""

CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
WORD = re.compile(
    r"""(?:(?P<key>[\w-]+)=)?(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>\S+))"""
)

ASKS = re.compile(r"\{\{<\s*var\s")
"""Whether a text needs the file of variables."""

VARIABLES = "_variables.yml"
"""The file of a Quarto project that holds what ``{{< var name >}}`` prints."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What stands behind the name of a shortcode."""

    words: Sequence[str]
    named: Mapping[str, str] = field(default_factory=dict)

    @property
    def first(self) -> str:
        """The first word, or nothing."""
        return self.words[0] if self.words else ""


def _asked(rest: str) -> _Asked:
    """Take *rest*, behind the name of a shortcode, apart."""
    words: list[str] = []
    named: dict[str, str] = {}
    for match in WORD.finditer(rest):
        value = match["double"] or match["single"] or match["bare"] or ""
        if match["key"]:
            named[match["key"]] = value
        elif value:
            words.append(value)
    return _Asked(words, named)


def _kbd(asked: _Asked) -> str:
    """Return keys as such; those of several systems once each."""
    keys = dict.fromkeys([" ".join(asked.words)] if asked.words else asked.named.values())
    return " / ".join(f"[{each}]{{.kbd}}" for each in keys)


def _film(asked: _Asked) -> str | None:
    """Return a link to a film, which paper cannot show; nothing for a file."""
    if not re.match("https?://", asked.first):
        return None
    title = asked.named.get("title")
    return f"[{title}]({asked.first})" if title else f"<{asked.first}>"


def _nothing(_: _Asked) -> str:
    """Print nothing: icons are decoration, and pages break by themselves."""
    return ""


MEANINGS: Mapping[str, Callable[[_Asked], str | None]] = {
    **dict.fromkeys(("pagebreak", "fa", "bi", "iconify", "ai"), _nothing),
    **dict.fromkeys(("video", "audio"), _film),
    "kbd": _kbd,
}
"""What stands in place of a shortcode; ``None`` where only Quarto knows."""

RUNS = {"embed"}
"""Shortcodes that show what code in another file prints."""

INSTEAD = {
    "var": f"Write out what it prints, or give it in {VARIABLES} beside the article.",
    "meta": "Write out what it prints, or give it in the front matter.",
    "video": "Write a link to where the film can be seen.",
    "audio": "Write a link to where it can be heard.",
    "placeholder": 'Write ![caption](picture.png){alt="what it shows"}.',
}
"""What to write for a shortcode that nobody here can fill in."""


def translated(
    lines: Sequence[Line], metadata: Mapping[str, Any], variables: Mapping[str, Any] | None = None
) -> tuple[list[Line], list[Finding]]:
    """Return *lines* with every shortcode as Markdown.

    Args:
        lines: The body, what it includes in place.
        metadata: The front matter as it was typed, for ``{{< meta key >}}``.
        variables: What the project's file of variables holds, for ``{{< var key >}}``.
    """
    findings: list[Finding] = []
    out = []
    given = {"meta": metadata, "var": variables or {}}
    for line, is_text in zip(lines, typed_as_text(lines), strict=True):
        if is_text and "{{<" in line.text:
            out.append(_line(line, given, findings))
        else:
            out.append(line)
    return out, findings


def _line(line: Line, given: Mapping[str, Mapping[str, Any]], findings: list[Finding]) -> Line:
    """Return *line* with its shortcodes as Markdown; *findings* takes what is wrong."""
    code = [match.span() for match in CODE.finditer(line.text)]

    def written(match: re.Match[str]) -> str:
        if any(start <= match.start() < end for start, end in code):
            return match[0]
        meaning = _meaning(match["name"], _asked(match["rest"]), given)
        if meaning is None:
            findings.append(_unknown(line, match))
            return match[0]
        return meaning

    text = SHORTCODE.sub(written, line.text)
    return line.reads(ESCAPED.sub(lambda match: match["typed"].replace("<", r"\<"), text))


def _meaning(name: str, asked: _Asked, given: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Return what the shortcode *name* stands for; ``None`` when nobody knows."""
    if name in given:
        return value(given[name], asked.first)
    return MEANINGS[name](asked) if name in MEANINGS else None


def value(data: Mapping[str, Any], path: str) -> str | None:
    """Return the text at *path*, such as ``author.0.name``, of *data*, if it is there."""
    here: Any = data
    for step in path.split("."):
        if isinstance(here, Mapping) and step in here:
            here = here[step]
        elif isinstance(here, list) and step.isdigit() and int(step) < len(here):
            here = here[int(step)]
        else:
            return None
    return str(here) if isinstance(here, str | int | float) else None


def _unknown(line: Line, match: re.Match[str]) -> Finding:
    """Return the finding about a shortcode without a meaning here."""
    name, column = match["name"], match.start() + 1
    if name in RUNS:
        fix = "Paste the output, or a picture of it, in its place."
        message = f"{name} shows what code prints, and code is never run"
        return finding(line, "code-executable", message, fix, column)
    message = f'"{match[0]}" would print what only Quarto knows'
    fix = INSTEAD.get(name, "Write out what it prints, or remove it.")
    return finding(line, "shortcode-unknown", message, fix, column)
