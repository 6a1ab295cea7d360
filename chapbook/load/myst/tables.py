"""Tables: Markdown's with a caption, lists of lists, and comma-separated values.

Source: https://mystmd.org/guide/tables and
https://docutils.sourceforge.io/docs/ref/rst/directives.html#table
"""

import csv
import re
import unicodedata
from collections.abc import Sequence

from chapbook.load.myst.boxes import fenced, marked
from chapbook.load.myst.desk import Desk
from chapbook.load.myst.syntax import Directive
from chapbook.model import Line

ROW = re.compile(r"^(?P<indent>[ \t]*)[*+-](?P<gap>[ \t]+)[*+-](?:[ \t]|$)")
BLOCK = re.compile(r"^\s*(?:[-*+]\s|\d+[.)]\s|:{3,}|`{3,}|~{3,}|[>|]|\+[-=]|#{1,6}\s|\$\$)")
"""What a cell cannot hold in one line."""

LONGEST = 40
"""In characters: how wide a column of a pipe table is drawn at most, to share the measure."""

Cell = list[Line]


def captioned(directive: Directive, desk: Desk) -> list[Line]:
    """Write a Markdown table with the caption that stands behind the directive's name."""
    body = desk.blocks(directive.body)
    if not any(re.match(r"\s*(?:\||\+-|:?-+:?\s*\||.*\|.*)", line.text) for line in body):
        head = [desk.inline(directive.argument, [directive.opening])] if directive.argument else []
        return fenced(directive, marked(directive, desk), body, *head)
    return [directive.opening.reads(""), *body, *_caption(directive, desk)]


def _caption(directive: Directive, desk: Desk) -> list[Line]:
    """Return the line of the caption, which in pandoc's Markdown stands below the table."""
    words = desk.inline(directive.argument, [directive.opening]) if directive.argument else ""
    label = marked(directive, desk)
    mark = f" {{{label}}}" if label else ""
    blank = directive.closing.reads("")
    if not words:
        return [blank]
    return [blank, directive.opening.reads(f": {words}{mark}"), blank]


def of_lists(directive: Directive, desk: Desk) -> list[Line]:
    """Write a table whose rows are the items of a list and whose cells are lists in these."""
    rows = _rows(directive.body)
    if not rows:
        return [
            directive.opening.reads(""),
            *desk.blocks(directive.body),
            *_caption(directive, desk),
        ]
    return _table(directive, desk, rows, _head_rows(directive))


def _head_rows(directive: Directive) -> int:
    """Return how many rows are the head."""
    told = directive.options.get("header-rows", "0")
    return int(told) if told.isdigit() else 0


def _rows(body: Sequence[Line]) -> list[list[Cell]]:
    """Return the cells that a list of lists holds, row by row."""
    rows: list[list[Cell]] = []
    at = 0
    for line in body:
        row = ROW.match(line.text)
        if row and (not rows or len(row["indent"]) < at):
            at = len(row["indent"]) + 1 + len(row["gap"])
            rows.append([[line.reads(line.text[at + 2 :])]])
        elif rows and re.match(rf"[ \t]{{{at}}}[*+-](?:[ \t]|$)", line.text):
            rows[-1].append([line.reads(line.text[at + 2 :])])
        elif rows:
            inside = line.text[: at + 2].strip() == ""
            rows[-1][-1].append(line.reads(line.text[at + 2 :] if inside else line.text.strip()))
        elif line.text.strip():
            return []
    return rows


def of_values(directive: Directive, desk: Desk) -> list[Line]:
    """Write a table of comma-separated values."""
    options = directive.options
    if options.get("file") or options.get("url"):
        name = options.get("file") or options["url"]
        message = f'the table "{name}" is in a file of its own, which is not read'
        desk.find(directive.opening, "directive-unprintable", message, "Type the table here.")
        return [directive.opening.reads(""), *_caption(directive, desk)]
    mark = {"tab": "\t", "space": " "}.get(options.get("delim", ","), options.get("delim", ","))
    rows = _values(directive.body, mark[:1] or ",")
    heads = _head_rows(directive)
    if options.get("header"):
        rows = _values([directive.opening.reads(options["header"])], mark[:1] or ",") + rows
        heads += 1
    if not rows:
        return [directive.opening.reads(""), *_caption(directive, desk)]
    return _table(directive, desk, rows, heads)


def _values(body: Sequence[Line], mark: str) -> list[list[Cell]]:
    """Return the cells of comma-separated values."""
    lines = [line for line in body if line.text.strip()]
    reader = csv.reader((line.text for line in lines), delimiter=mark, skipinitialspace=True)
    rows: list[list[Cell]] = []
    begins = 0
    for values in reader:
        line = lines[min(begins, len(lines) - 1)]
        rows.append([[line.reads(" ".join(value.split()))] for value in values])
        begins = reader.line_num
    return rows


def _table(directive: Directive, desk: Desk, rows: list[list[Cell]], heads: int) -> list[Line]:
    """Write *rows*, the first *heads* of which are the head."""
    columns = max(len(row) for row in rows)
    first = directive.opening
    full = [[*row, *([[first.reads("")]] * (columns - len(row)))] for row in rows]
    read = [[_trimmed(desk.blocks(_trimmed(cell))) for cell in row] for row in full]
    is_plain = heads <= 1 and all(_is_plain(cell) for row in read for cell in row)
    written = _pipes(read, heads, _widths(directive)) if is_plain else _grid(read, heads)
    return [first.reads(""), *written, *_caption(directive, desk)]


def _trimmed(cell: Sequence[Line]) -> Cell:
    """Return *cell* without empty lines at its ends."""
    full = [index for index, line in enumerate(cell) if line.text.strip()]
    return list(cell[full[0] : full[-1] + 1]) if full else list(cell[:1])


def _is_plain(cell: Cell) -> bool:
    """Tell whether *cell* can stand in one line between two bars."""
    return not any(
        "|" in line.text or line.text.endswith(("\\", "  ")) or BLOCK.match(line.text)
        for line in cell
    ) and all(line.text.strip() for line in cell[1:])


def _widths(directive: Directive) -> list[int]:
    """Return the relative widths of the columns that the writer asks for."""
    return [int(width) for width in re.findall(r"\d+", directive.options.get("widths", ""))]


def _pipes(rows: list[list[Cell]], heads: int, widths: list[int]) -> list[Line]:
    """Return *rows* as a pipe table."""
    texts = [[" ".join(line.text.strip() for line in cell) for cell in row] for row in rows]
    columns = range(len(texts[0]))
    if len(widths) != len(texts[0]):
        widths = [min(LONGEST, max(len(row[c]) for row in texts)) for c in columns]
    lines = [
        row[0][0].reads(f"| {' | '.join(text)} |") for row, text in zip(rows, texts, strict=True)
    ]
    first = lines[0]
    rule = first.reads(f"|{'|'.join('-' * max(3, width) for width in widths)}|")
    if heads:
        return [first, rule, *lines[1:]]
    return [first.reads(f"|{'  |' * len(texts[0])}"), rule, *lines]


def _grid(rows: list[list[Cell]], heads: int) -> list[Line]:
    """Return *rows* as a grid table, which can hold anything in a cell."""
    columns = range(len(rows[0]))
    widths = [max(3, *(_width(ln.text) for row in rows for ln in row[c])) for c in columns]
    rule = f"+{'+'.join('-' * (width + 2) for width in widths)}+"
    out = [rows[0][0][0].reads(rule)]
    for number, row in enumerate(rows, 1):
        for index in range(max(len(cell) for cell in row)):
            texts = [cell[index].text if index < len(cell) else "" for cell in row]
            padded = [
                f" {text}{' ' * (width - _width(text))} "
                for text, width in zip(texts, widths, strict=True)
            ]
            place = next((cell[index] for cell in row if index < len(cell)), row[0][0])
            out.append(place.reads(f"|{'|'.join(padded)}|"))
        out.append(row[0][-1].reads(rule.replace("-", "=") if number == heads else rule))
    return out


def _width(text: str) -> int:
    """Return how many columns *text* takes, as pandoc counts them."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    marks = sum(bool(unicodedata.combining(sign)) for sign in text)
    return len(text) + wide - marks
