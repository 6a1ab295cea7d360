"""A line of a source as a terminal shows it, and a mark below one place in it."""

import re
import unicodedata

TAB = 4
"""Columns from one tab stop to the next.  Tabs are drawn as spaces: terminals differ."""

RIGHT_TO_LEFT = {"R", "AL", "AN", "RLE", "RLO", "RLI"}
"""Bidirectional classes by which a terminal may put letters into another order than ours.
Source: Unicode Standard Annex 9, table 4."""

TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters without a shape that change the order of others."""

CUT = "…"
BEFORE = 2 / 3
"""The share of a shortened line that stands before the mark."""


def width(text: str) -> int:
    """Return how many columns *text* takes.

    Letters of East Asia and emoji take two, marks that sit on other letters none.
    Source: Unicode Standard Annex 11.
    """
    return sum(map(_width, text))


def _width(character: str) -> int:
    """Return how many columns *character* takes."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def is_turned(text: str) -> bool:
    """Tell whether a terminal may not show the letters of *text* from left to right."""
    return any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in text)


def marked(line: str, column: int, room: int, length: int = 1) -> list[str]:
    """Return *line*, shortened to *room* columns, and below it a mark at *column*.

    Args:
        line: A line of a source, without its end.
        column: 1-based, in characters; 0 for no mark.
        room: How many columns there are.
        length: How many characters the mark is to cover.
    """
    cells = _cells(line)
    at = max(0, min(column - 1, len(cells)))
    first, last = _window(cells, at, room)
    shown = "".join(cells[first:last])
    start = CUT if first else ""
    lines = [f"{start}{shown}{CUT if last < len(cells) else ''}".rstrip()]
    if not column:
        return lines
    if is_turned(line):
        word = re.match(r"\S+|\s*", line[at:])
        named = "".join(_cells(word[0] if word else ""))[:40]
        return [*lines, f'^ at "{named}"' if named.strip() else "^ at the end of the line"]
    indent = width(start + "".join(cells[first:at]))
    under = max(1, width("".join(cells[at : min(at + length, last)])))
    return [*lines, f"{' ' * indent}^{'~' * (under - 1)}"]


def _cells(line: str) -> list[str]:
    """Return what is drawn for each character of *line*: nothing that would steer a terminal."""
    cells: list[str] = []
    column = 0
    for character in line:
        drawn = _drawn(character, column)
        cells.append(drawn)
        column += width(drawn)
    return cells


def _drawn(character: str, column: int) -> str:
    """Return what is drawn for *character* at *column* (0-based)."""
    if character == "\t":
        return " " * (TAB - column % TAB)
    if TURNS.match(character):
        return f"<U+{ord(character):04X}>"
    if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}:
        return (
            chr(0x2400 + ord(character)) if ord(character) < 0x20 else "\N{REPLACEMENT CHARACTER}"
        )
    return character


def _window(cells: list[str], at: int, room: int) -> tuple[int, int]:
    """Return from which to which cell to show, so that *at* is seen and *room* suffices."""
    if width("".join(cells)) <= room:
        return 0, len(cells)
    room -= 2 * width(CUT)
    first, used = at, 0
    while first and used + width(cells[first - 1]) <= room * BEFORE:
        first -= 1
        used += width(cells[first])
    last = at
    while last < len(cells) and used + width(cells[last]) <= room:
        used += width(cells[last])
        last += 1
    while first and used + width(cells[first - 1]) <= room:
        first -= 1
        used += width(cells[first])
    return first, last
