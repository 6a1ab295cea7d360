"""Reading a text file as what it is, with its places."""

import re
from pathlib import Path

from chapbook.findings import Finding, Place
from chapbook.model import Source

UNSEARCHED = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))"
    r"|(?P<fence>^[ \t>]*(?P<mark>`{3,}|~{3,})[^\n`]*\n.*?(?:^[ \t>]*(?P=mark)[`~]*[ \t]*$|\Z))"
    r"|(?P<code>(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`))",
    re.M | re.S,
)
"""Comments, fenced code and code in a line; whichever begins first hides the others in it."""

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
    masked = re.sub(r"[^\n]", " ", text[:start]) + text[start:]
    masked = UNSEARCHED.sub(_blank, masked)
    return Source(name=name, text=text, body_line=text.count("\n", 0, start) + 1, searchable=masked)


def front_matter_text(source: Source) -> str | None:
    """Return the YAML between the two lines of ``---``; ``None`` without front matter."""
    front = FRONT.match(source.text)
    return front["yaml"] if front else None


def body(source: Source) -> str:
    """Return the text with the front matter blanked, so that its lines stay true."""
    front = FRONT.match(source.text)
    if not front:
        return source.text
    return "\n" * front[0].count("\n") + source.text[front.end() :]
