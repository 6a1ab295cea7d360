"""Reading a text file as what it is, with its places."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from chapbook.findings import Finding, Place
from chapbook.model import Line, Source

UNSEARCHED = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))"
    r"|(?P<fence>^[ \t>]*(?P<mark>`{3,}|~{3,})[^\n`]*\n.*?(?:^[ \t>]*(?P=mark)[`~]*[ \t]*$|\Z))"
    r"|(?P<code>(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`))",
    re.M | re.S,
)
"""Comments, fenced code and code in a line; whichever begins first hides the others in it."""

MARKS = ("<!--", "`", "~~~")
"""With one of these each of them begins."""

FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.M | re.S)
"""Front matter: from a first line of ``---`` to a line of ``---`` or ``...``."""


def _blank(match: re.Match[str]) -> str:
    """Return as many spaces as *match* is long, with its line ends kept."""
    return re.sub(r"[^\n]", " ", match[0])


def read(path: Path, name: str) -> tuple[Source | None, list[Finding]]:
    """Read the file *path*; *name* is what findings call it.

    Line ends of Windows and a byte order mark are accepted.  A file that is not
    UTF-8 gives no source but a finding that names the byte.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        message = (
            f"byte {error.start} of the file (0x{data[error.start]:02x}) is not UTF-8; "
            "the file was probably saved as Windows-1252 or Latin-1"
        )
        place = Place(file=name, line=line, column=column)
        return None, [Finding(code="file-encoding", place=place, message=message)]
    return from_text(text.replace("\r\n", "\n").replace("\r", "\n"), name), []


def from_text(text: str, name: str) -> Source:
    """Return the source of *text*, knowing where its body begins."""
    front = FRONT.match(text)
    start = front.end() if front else 0
    return Source(
        name=name,
        text=text,
        body_line=text.count("\n", 0, start) + 1,
        searchable=_searchable(text, start),
    )


def _searchable(text: str, start: int) -> str:
    """Return *text*, whose body begins at *start*, with all but what is typed as text blanked."""
    masked = re.sub(r"[^\n]", " ", text[:start]) + text[start:]
    if not any(mark in masked for mark in MARKS):
        return masked  # to look for each of these at each letter takes ten times as long
    return UNSEARCHED.sub(_blank, masked)


def body_lines(source: Source) -> list[Line]:
    """Return the lines of the body, each knowing where it was typed."""
    if source.lines:
        return list(source.lines[source.body_line - 1 :])
    texts = source.text.split("\n")[source.body_line - 1 :]
    return [Line(text, source.name, n) for n, text in enumerate(texts, source.body_line)]


def with_body(
    source: Source, lines: Sequence[Line], originals: Mapping[str, tuple[str, ...]]
) -> Source:
    """Return *source* with the body *lines* instead of its own.

    Args:
        source: What was read until now.
        lines: The lines of its new body.
        originals: The lines of further files that *lines* names, as they were typed.
    """
    if list(lines) == body_lines(source):
        return source
    front = list(source.lines or _front_lines(source))[: source.body_line - 1]
    known = source.originals or {source.name: tuple(source.text.split("\n"))}
    text = "\n".join(line.text for line in [*front, *lines])
    start = sum(len(line.text) + 1 for line in front)
    return replace(
        source,
        text=text,
        searchable=_searchable(text, start),
        lines=(*front, *lines),
        originals={**known, **originals},
    )


def _front_lines(source: Source) -> list[Line]:
    """Return the lines of the front matter of a file."""
    texts = source.text.split("\n")[: source.body_line - 1]
    return [Line(text, source.name, number) for number, text in enumerate(texts, 1)]


def front_matter_text(source: Source) -> str | None:
    """Return the YAML between the two lines of ``---``; ``None`` without front matter."""
    front = FRONT.match(source.text)
    return front["yaml"] if front else None


def body(source: Source) -> str:
    """Return the text with the front matter blanked, so that its lines stay true."""
    lines = source.text.split("\n")
    return "\n".join([*[""] * (source.body_line - 1), *lines[source.body_line - 1 :]])
