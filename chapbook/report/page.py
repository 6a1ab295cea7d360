"""The page of a code, ``docs/findings/<code>.md``, as a terminal shows it."""

import difflib
import re
from collections.abc import Iterator
from typing import Any

from chapbook.codes import CODES, THEMES
from chapbook.errors import UsageError
from chapbook.report.telling import Look
from chapbook.settings import ROOT

FOLDER = ROOT / "docs" / "findings"

FENCE = re.compile(r"^(`{3,})\w*\n(.*?)^\1$", re.M | re.S)

MARKS = r"[\\*_<>\[\]`#|]"
"""What Markdown could take for more than itself."""

UNPRINTED = re.compile(r"<!--.*?-->\n\n|^\[All findings\].*\n", re.M)
"""What a page says to those who change it, or who read it among others."""


def text(code: str) -> str:
    """Return the page of *code*, in Markdown.

    Raises:
        UsageError: There is no such code.
    """
    if code not in CODES:
        near = difflib.get_close_matches(code.lower(), CODES, 3, cutoff=0.5)
        near = near or [name for name in CODES if set(code.lower().split("-")) & {*name.split("-")}]
        fix = "python pipeline.py explain   lists all codes"
        if near:
            fix = "\n       ".join(f"python pipeline.py explain {name}" for name in near[:3])
        raise UsageError(f'there is no code "{code}"', fix=fix)
    path = FOLDER / f"{code}.md"
    return path.read_text("utf-8") if path.is_file() else _without_page(code)


def data(code: str) -> dict[str, Any]:
    """Return what is to be known about *code*, for programs."""
    rule, page = CODES[code], text(code)
    found = re.search(r"^### Wrong\n(?P<bad>.*?)^### Right\n(?P<good>.*)", page, re.M | re.S)
    shown = {
        name: "\n".join(code for _, code in FENCE.findall(part)).rstrip("\n")
        for name, part in (found.groupdict() if found else {}).items()
    }
    return {
        "code": code,
        "severity": rule.severity.value,
        "theme": rule.theme,
        "title": rule.title,
        "cause": rule.cause,
        "why": rule.why,
        "fix": rule.fix,
        "bad": shown.get("bad") or None,
        "good": shown.get("good") or None,
        "docs": f"docs/findings/{code}.md",
    }


def rendered(page: str, look: Look) -> Iterator[str]:
    """Yield the lines of the Markdown *page* without its marks, code indented.

    What Chapbook says is broken where the terminal ends; code is code and stays.
    """
    fence, is_talk = "", False
    for line in UNPRINTED.sub("", page).split("\n"):
        marks = re.match("`{3,}", line)
        if fence and line == fence:
            fence = ""
        elif fence and is_talk and "|" not in line[:6]:
            indent = " " * (len(line) - len(line.lstrip()) + 4)
            yield from look.lines(line.strip(), indent, f"{indent}  ") or [""]
        elif fence:
            yield f"    {line}".rstrip()
        elif marks:
            fence, is_talk = marks[0], line.endswith("text")
        elif heading := re.match(r"#+ (.*)", line):
            yield look.paint("mark", _plain(heading[1]))
        else:
            yield from look.lines(_plain(line)) or [""]


def index(look: Look) -> Iterator[str]:
    """Yield a line for each code, by theme."""
    widest = max(map(len, CODES))
    for theme in THEMES:
        rules = [rule for rule in CODES.values() if rule.theme == theme]
        if not rules:
            continue
        yield look.paint("mark", theme)
        for rule in rules:
            start = f"  {rule.code:<{widest}}  {rule.severity.value:<7}  "
            yield from look.lines(rule.title, start, " " * len(start))
        yield ""
    yield "More on one: python pipeline.py explain CODE"


def _plain(line: str) -> str:
    """Return *line* without marks of Markdown."""
    line = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", line)
    line = re.sub(r"\*\*(.+?)\*\*", r"\1", line)
    line = re.sub(r"(?<!`)`([^`]+)`(?!`)", r"\1", line)
    return re.sub(rf"\\({MARKS})", r"\1", line)


def escaped(words: str) -> str:
    """Return *words* so that Markdown, and ``rendered``, leave them as they are."""
    return re.sub(rf"({MARKS})", r"\\\1", words)


def _without_page(code: str) -> str:
    """Return what the declaration of *code* says, where the pages were left behind."""
    rule = CODES[code]
    words = (rule.title, rule.cause, rule.why, rule.fix)
    return "\n\n".join([f"# {code}", *map(escaped, words)]) + "\n"
