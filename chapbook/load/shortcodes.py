"""Quarto's shortcodes: ``{{< meta title >}}``, ``{{< pagebreak >}}``, ``{{< video ... >}}``."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chapbook.findings import Finding
from chapbook.load.lines import finding, typed_as_text
from chapbook.model import Line

SHORTCODE = re.compile(r"(?<!\{)\{\{<\s*(?P<name>[\w-]+)(?P<rest>(?:\s[^\n]*?)?)\s*>\}\}(?!\})")
ESCAPED = re.compile(r"\{(?P<typed>\{\{<[^\n]*?>\}\})\}")
"""``{{{< name >}}}``, which prints the braces themselves."""

CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
WORD = re.compile(
    r"""(?P<key>[\w-]+=)?(?:"(?P<in_double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>\S+))"""
)


def _kbd(words: Sequence[str]) -> str:
    """Return keys as such."""
    return f"[{' '.join(words)}]{{.kbd}}"


def _address(words: Sequence[str]) -> str:
    """Return the address of a film, which paper cannot show."""
    address = words[0] if words else ""
    return f"<{address}>" if re.match("https?://", address) else f"`{address}`"


MEANINGS: Mapping[str, Callable[[Sequence[str]], str]] = {
    "pagebreak": lambda _: "",
    "fa": lambda _: "",
    "bi": lambda _: "",
    "iconify": lambda _: "",
    "ai": lambda _: "",
    "kbd": _kbd,
    "video": _address,
    "audio": _address,
}
"""What stands in place of a shortcode.  Icons are decoration, and pages break by themselves."""

RUNS = {"embed"}
"""Shortcodes that show what code in another file prints."""


def translated(
    lines: Sequence[Line], metadata: Mapping[str, Any]
) -> tuple[list[Line], list[Finding]]:
    """Return *lines* with every shortcode as Markdown.

    Args:
        lines: The body, what it includes in place.
        metadata: The front matter as it was typed, for ``{{< meta key >}}``.
    """
    findings: list[Finding] = []
    out = []
    for line, is_text in zip(lines, typed_as_text(lines), strict=True):
        if is_text and "{{<" in line.text:
            out.append(_line(line, metadata, findings))
        else:
            out.append(line)
    return out, findings


def _line(line: Line, metadata: Mapping[str, Any], findings: list[Finding]) -> Line:
    """Return *line* with its shortcodes as Markdown; *findings* takes what is wrong."""
    code = [match.span() for match in CODE.finditer(line.text)]

    def written(match: re.Match[str]) -> str:
        if any(start <= match.start() < end for start, end in code):
            return match[0]
        words = [w["in_double"] or w["single"] or w["bare"] for w in WORD.finditer(match["rest"])]
        meaning = _meaning(match["name"], [word for word in words if word], metadata)
        if meaning is None:
            findings.append(_unknown(line, match))
            return match[0]
        return meaning

    text = SHORTCODE.sub(written, line.text)
    return line.reads(ESCAPED.sub(lambda match: match["typed"].replace("<", r"\<"), text))


def _meaning(name: str, words: Sequence[str], metadata: Mapping[str, Any]) -> str | None:
    """Return what the shortcode *name* stands for; ``None`` when nobody knows."""
    if name == "meta" and words:
        return value(metadata, words[0])
    return MEANINGS[name](words) if name in MEANINGS else None


def value(metadata: Mapping[str, Any], path: str) -> str | None:
    """Return the text at *path*, such as ``author.0.name``, of *metadata*, if it is there."""
    here: Any = metadata
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
    fix = "Write out what it prints, or remove it."
    return finding(line, "shortcode-unknown", message, fix, column)
