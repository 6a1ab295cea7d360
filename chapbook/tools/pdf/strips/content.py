"""What a page draws, enclosed so that nothing is drawn after it in a state that it left behind.

Programs write pages with more ``Q`` than ``q`` or the other way round; viewers forgive that, as
long as the page ends there (ISO 32000-1, 8.4.2).
"""

import re
import zlib
from typing import Any

import pikepdf

_TOKEN = re.compile(
    rb"""
    \( (?: [^()\\] | \\. | \( (?: [^()\\] | \\. | \( (?: [^()\\] | \\. )* \) )* \) )* \)
    | % [^\r\n]*
    | < [0-9A-Fa-f\s]* >
    | (?<![^\s\[\]<>()/{}]) BI \s .*? \s EI (?=[\s]|\Z)
    | (?<![^\s\[\]<>()]) [qQ] (?=[\s\[<(/%]|\Z)
    """,
    re.S | re.X,
)
"""What may hold a letter q that is no operator, or is one."""


def depths(content: bytes) -> tuple[int, int]:
    """Return how many ``q`` must come before *content* and how many ``Q`` after it to balance."""
    depth = lowest = 0
    for found in _TOKEN.finditer(content):
        token = found[0]
        if token == b"q":
            depth += 1
        elif token == b"Q":
            depth -= 1
            lowest = min(lowest, depth)
    return -lowest, depth - lowest


def packed(data: bytes) -> bytes:
    """Return the operators *data*, compressed, so that they do not end in 0x0D.

    page-validation 0.11 takes a stream that does for one of the wrong length, and of a thousand
    short ones four would.
    """
    while (found := zlib.compress(data, 9)).endswith(b"\r"):
        data += b" "
    return found


class Streams:
    """Streams of operators for one file; equal ones are stored once."""

    def __init__(self, file: pikepdf.Pdf) -> None:
        self._file = file
        self._made: dict[bytes, pikepdf.Stream] = {}

    def stream(self, operators: str) -> pikepdf.Stream:
        """Return a stream of *operators*."""
        data = operators.encode("ascii")
        if data not in self._made:
            stream = self._file.make_stream(b"")
            stream.write(packed(data), filter=pikepdf.Name.FlateDecode)
            self._made[data] = stream
        return self._made[data]


def enclosed(made: Streams, page: Any, start: str, end: str, *, is_sound: bool) -> None:
    """Let *page* draw *start*, then in a state of its own what it draws now, then *end*.

    Args:
        made: The streams of the file of the page.
        page: Its dictionary.
        start: Operators for the same state as the page's, such as ``cm``.
        end: Operators, which begin in the state in which pages begin.
        is_sound: Whether its ``q`` and ``Q`` are known to be balanced.
    """
    streams = _streams(page)
    before, after = (0, 0) if is_sound else depths(b"\n".join(s.read_bytes() for s in streams))
    opening, closing = f"q {start} {'q ' * before}", f" {'Q ' * after}Q {end}"
    page.Contents = pikepdf.Array(
        [made.stream(opening), *streams, made.stream(closing)] if streams else [made.stream(end)]
    )


def _streams(page: Any) -> list[Any]:
    """Return the streams of *page* in their order; what is none is left out."""
    said = page.get("/Contents")
    found = list(said) if isinstance(said, pikepdf.Array) else [said]
    return [each for each in found if isinstance(each, pikepdf.Stream)]
