"""Findings as a person reads them: the gravest first, each kind together, on one screen."""

import os
import re
import shutil
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TextIO

from chapbook.codes import CODES, Severity
from chapbook.findings import Finding
from chapbook.report import columns

SCREEN = 36
"""Lines that findings may take; what they add up to and where to read on needs four more."""

IN_FULL = 3
"""How many findings of one kind are told in full when there is room."""

PLACES = 8
"""How many of the other places of one kind are named."""

PIPE = 100
"""Columns for source lines where no terminal tells its own."""

GRAVEST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)

COLOURS = {"error": "1;31", "warning": "1;33", "note": "1;36", "mark": "1;32", "dim": "2"}
"""ANSI sequences (ECMA-48, Select Graphic Rendition) by what they colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the lines are written for."""

    width: int | None = None
    """Columns of the terminal; ``None`` where lines are not to be broken."""
    colour: bool = False
    every: bool = False
    """Whether every finding is told in full, however many there are."""

    def paint(self, kind: str, text: str) -> str:
        """Return *text* in the colour of *kind*, a key of ``COLOURS``, if there are colours."""
        return f"\033[{COLOURS[kind]}m{text}\033[0m" if self.colour else text

    def lines(self, text: str, indent: str = "", hanging: str | None = None) -> list[str]:
        """Return *text* in lines that fit, each behind *indent*, later ones behind *hanging*."""
        if self.width is None:
            return [f"{indent}{text}"]
        later = indent if hanging is None else hanging
        return textwrap.wrap(
            text,
            max(self.width - 1, 30),
            initial_indent=indent,
            subsequent_indent=later,
            break_long_words=False,
            break_on_hyphens=False,
        )


def look(stream: TextIO, *, every: bool = False) -> Look:
    """Return how to write to *stream*: in colours only on a terminal that wants them.

    Source: https://no-color.org for ``NO_COLOR``.
    """
    if not stream.isatty():
        return Look(every=every)
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Look(width=shutil.get_terminal_size().columns, colour=colour, every=every)


class Depth(IntEnum):
    """How much is told of the findings of one kind."""

    LINE = 0
    """One line for all of them."""
    ONE = 1
    """The first in full."""
    FULL = 2
    """The first ``IN_FULL`` in full."""
    EVERY = 3


@dataclass(slots=True, kw_only=True)
class Group:
    """The findings of one code."""

    findings: list[Finding] = field(default_factory=list)
    depth: Depth = Depth.FULL


def told(findings: Sequence[Finding], look: Look = Look()) -> Iterator[str]:
    """Yield the lines that tell *findings*: the gravest kinds first, each reason once.

    As many as a screen holds, unless *look* wants every one; kinds that matter less are
    told more briefly first.
    """
    groups = _grouped(findings)
    if look.every:
        for group in groups:
            group.depth = Depth.EVERY
    else:
        _shorten(groups, look)
    shown = groups if look.every else groups[:SCREEN]
    for group in shown:
        yield from _group(group, look)
    if rest := groups[len(shown) :]:
        yield f"and {len(rest)} more kinds of findings"


def is_whole(findings: Sequence[Finding], look: Look) -> bool:
    """Tell whether ``told`` tells each of *findings* in full."""
    groups = _grouped(findings)
    if not look.every:
        _shorten(groups, look)
    return look.every or all(
        group.depth is Depth.FULL and len(group.findings) <= IN_FULL for group in groups
    )


def _grouped(findings: Sequence[Finding]) -> list[Group]:
    """Return *findings* by code: errors first, and within them in the order of the codes."""
    groups: dict[str, Group] = {}
    for finding in findings:
        groups.setdefault(finding.code, Group()).findings.append(finding)
    codes = list(CODES)
    order = sorted(
        groups, key=lambda code: (GRAVEST_FIRST.index(CODES[code].severity), codes.index(code))
    )
    return [groups[code] for code in order]


def _shorten(groups: list[Group], look: Look) -> None:
    """Lessen the depth of *groups*, the last first, until they fit on a screen."""
    for depth in (Depth.ONE, Depth.LINE):
        for group in reversed(groups):
            if sum(len(list(_group(each, look))) for each in groups) <= SCREEN:
                return
            group.depth = depth


def _group(group: Group, look: Look) -> Iterator[str]:
    """Yield the lines about findings of one code."""
    found, rule = group.findings, group.findings[0].rule
    if group.depth is Depth.LINE:
        yield _line(found, look)
        return
    full = {Depth.ONE: 1, Depth.FULL: IN_FULL, Depth.EVERY: len(found)}[group.depth]
    fixes = {finding.fix for finding in found[:full]}
    for finding in found[:full]:
        head = f"{finding.place}: {rule.severity.value}: {finding.message} [{rule.code}]"
        yield from _headed(head, rule.severity, look)
        yield from _excerpt(finding, look)
        if finding.fix and len(fixes) > 1:
            yield from _do(finding, look)
    if len(found) > full:
        rest = found[full:]
        yield from look.lines(f"and {len(rest)} more: {_places(rest, PLACES)}", "    ", "      ")
    yield from look.lines(rule.why, "    why: ", "         ")
    if len(fixes) == 1 or "" in fixes:
        yield from _do(next(each for each in found if len(fixes) == 1 or not each.fix), look)


def _line(found: Sequence[Finding], look: Look) -> str:
    """Return the one line that tells *found*, all of one code, cut where the terminal ends."""
    rule = found[0].rule
    head = f"{rule.severity.value}: {len(found)} × {rule.code}: {rule.title}: {_places(found, 2)}"
    head, *_ = columns.marked(head, 0, (look.width or PIPE) - 1)
    severity = f"{rule.severity.value}:"
    return look.paint(rule.severity.value, severity) + head.removeprefix(severity)


def _headed(text: str, severity: Severity, look: Look) -> Iterator[str]:
    """Yield *text*, with its severity in colour."""
    word = re.escape(severity.value)
    for number, line in enumerate(look.lines(_harmless(text), "", "    ")):
        if number == 0:
            yield re.sub(
                rf"(?<!\w){word}:",
                lambda match: look.paint(severity.value, match[0]),
                line,
                count=1,
            )
        else:
            yield line


def _harmless(text: str) -> str:
    """Return *text*, which may quote a source, without what would steer a terminal."""
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text
    )


def _do(finding: Finding, look: Look) -> Iterator[str]:
    """Yield what to do about *finding*; what is there to be copied is never broken."""
    if not finding.fix:
        yield from look.lines(finding.rule.fix, "    do:  ", "         ")
        return
    first, *more = map(_harmless, finding.fix.split("\n"))
    yield f"    do:  {first}"
    yield from (f"         {line}" for line in more)


def _excerpt(finding: Finding, look: Look) -> Iterator[str]:
    """Yield the source line of *finding*, and below it a mark at its column."""
    column = finding.place.column
    if not finding.excerpt.strip() or not (column or re.search(r"\w", finding.excerpt)):
        return
    room = (look.width or PIPE) - len("    | ") - 1
    old = finding.replacement.old if finding.replacement else ""
    line, *mark = columns.marked(finding.excerpt, column, room, max(1, len(old)))
    yield f"    | {line}"
    yield from (f"    | {look.paint('mark', text)}" for text in mark)


def _places(findings: Sequence[Finding], most: int) -> str:
    """Return where *findings* are, at most *most* of the places."""
    named = ", ".join(dict.fromkeys(str(finding.place) for finding in findings[:most]))
    return f"{named} …" if len(findings) > most else named


def counted(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each severity, the gravest first."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(
        f"{counts[kind]} {kind.value}{'s' if counts[kind] > 1 else ''}"
        for kind in GRAVEST_FIRST
        if counts[kind]
    )
