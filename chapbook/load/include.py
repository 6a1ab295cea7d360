"""Texts that an article takes in from other files, as Quarto and MyST write it.

    {{< include methods.qmd >}}

    ```{include} methods.md
    ```

The words stand in the article as if they were typed there; front matter of the file
that is taken in is left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from chapbook.findings import Finding
from chapbook.load import source
from chapbook.load.confine import inside
from chapbook.load.lines import finding
from chapbook.model import Line, Source

SHORTCODE = re.compile(r"^\s*\{\{<\s*include\s+(?P<target>\S.*?)\s*>\}\}\s*$")
"""Quarto's include, alone on its line."""

DIRECTIVE = re.compile(r"^ {0,3}(?P<mark>`{3,}|:{3,})\{include\}\s+(?P<target>\S.*?)\s*$")
"""The first line of MyST's include."""

MOST = 1000
"""How many files are taken in at most, so that files that include many do not go on forever."""


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    folder: Path
    originals: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The lines of each file that was taken in, by its name."""
    files: dict[str, Path] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    count: int = 0


def expanded(text: Source, folder: Path) -> tuple[Source, list[Finding], dict[str, Path]]:
    """Return *text* with what it includes, what is wrong, and the files that were read.

    Args:
        text: The article.
        folder: Its folder; nothing outside it is read.
    """
    reading = _Reading(folder)
    body = _lines(source.body_lines(text), reading, (text.name,))
    return source.with_body(text, body, reading.originals), reading.findings, reading.files


def _lines(lines: Sequence[Line], reading: _Reading, above: tuple[str, ...]) -> list[Line]:
    """Return *lines* with every include in place; *above* are the files that lead here."""
    out: list[Line] = []
    closing = ""
    for line in lines:
        if closing:
            closing = "" if line.text.strip() == closing else closing
        elif match := SHORTCODE.match(line.text) or DIRECTIVE.match(line.text):
            closing = match.groupdict().get("mark") or ""
            out += _taken_in(line, match["target"].strip("\"'"), reading, above)
        else:
            out.append(line)
    return out


def _taken_in(line: Line, target: str, reading: _Reading, above: tuple[str, ...]) -> list[Line]:
    """Return the lines of the file *target*, which *line* asks for."""
    name = _name(target, above[-1])
    reading.count += 1
    path, wrong = inside(reading.folder, name, line.place(1), "include-unreadable")
    if name in above:
        way = " > ".join([*above[above.index(name) :], name])
        wrong = [_unreadable(line, f'"{name}" includes itself: {way}')]
    elif reading.count > MOST:
        wrong = [_unreadable(line, f"more than {MOST} files are included")]
    elif path is not None:
        read, wrong = source.read(path, name)
        if read is not None:
            reading.files[name] = path
            reading.originals[name] = tuple(read.text.split("\n"))
            return _lines(_without_last(source.body_lines(read)), reading, (*above, name))
    reading.findings += wrong
    return []


def _unreadable(line: Line, message: str) -> Finding:
    """Return the finding about a file that *line* includes and nobody can read."""
    return finding(line, "include-unreadable", message, column=1)


def _name(target: str, by: str) -> str:
    """Return the path, from the article's folder, of *target* as the file *by* names it.

    A first slash means the folder of the whole work, which is the article's.
    """
    if target.startswith("/"):
        return target.lstrip("/")
    parts: list[str] = []
    for part in (PurePosixPath(by).parent / target).parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _without_last(lines: list[Line]) -> list[Line]:
    """Return *lines* without the empty one that follows the last line end of a file."""
    return lines[:-1] if lines and not lines[-1].text else lines
