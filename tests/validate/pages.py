"""The pages of ``docs/findings/``, made from the codes and from the articles that show them."""

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from chapbook.codes import CODES, THEMES, Rule, Severity
from chapbook.findings import Finding
from chapbook.report import told
from chapbook.report.excerpts import with_lines
from chapbook.report.page import escaped
from tests.conftest import OVERLAYS, PACK, Desk, judged

BECAUSE = {
    Severity.ERROR: "Error: it always stops the build.",
    Severity.WARNING: "Warning: it stops the build unless {where} says `allow: [{code}]`.",
    Severity.NOTE: "Note: nothing is stopped.",
}

COMMAND = ".venv/bin/python -m pytest tests/validate/test_pages.py --accept"

MADE = f"<!-- Written by: {COMMAND} -->"

LANGUAGES = {".md": "markdown", ".bib": "bibtex", ".svg": "xml", ".json": "json", ".yaml": "yaml"}

INTRODUCTION = """\
Everything that Chapbook can find wrong with an article or a course pack, by theme. Each finding
ends with its code in brackets; `python pipeline.py explain CODE` prints the page of a code in the
terminal. Errors always stop a build; warnings do unless the front matter allows them
(`allow: [CODE]`); notes never do. For editors and CI:
[findings-for-programs.md](../findings-for-programs.md)."""

MOST = 24
"""Lines of an example."""


def example(code: str) -> Path | None:
    """Return the overlay that shows *code* best: ``example``, else the first."""
    cases = sorted(path.parent for path in OVERLAYS.glob(f"{code}/*/expected.txt"))
    return next((case for case in cases if case.name == "example"), cases[0] if cases else None)


def page(code: str, desk: Desk) -> str:
    """Return the page of *code*; its example is put together on *desk*."""
    rule = CODES[code]
    parts = [
        f"# {code}",
        MADE,
        f"**{escaped(rule.title)}**",
        BECAUSE[rule.severity].format(code=code, where=_where(rule)),
    ]
    if rule.cause:
        parts.append(escaped(rule.cause))
    parts += ["## Why it matters to readers", escaped(rule.why), "## What to do", escaped(rule.fix)]
    parts += ["## Example", *_example(rule, desk), "[All findings](README.md)"]
    return "\n\n".join(parts) + "\n"


def _where(rule: Rule) -> str:
    """Return what says which findings are allowed."""
    return "the pack's file" if rule.theme == "Course packs" else "the front matter"


def index() -> str:
    """Return the page that lists all codes."""
    parts = ["# Findings", MADE, INTRODUCTION]
    for theme in THEMES:
        rules = [rule for rule in CODES.values() if rule.theme == theme]
        if rules:
            rows = [
                f"| [{r.code}]({r.code}.md) | {r.severity.value} | {escaped(r.title)} |"
                for r in rules
            ]
            table = "\n".join(["| code | severity | what it finds |", "|---|---|---|", *rows])
            parts += [f"## {theme}", table]
    return "\n\n".join(parts) + "\n"


def _example(rule: Rule, desk: Desk) -> Iterator[str]:
    """Yield what shows *rule*: what Chapbook says, what is wrong, and the same mended."""
    case = example(rule.code)
    if case is None:
        if rule.bad:
            yield from ("### Wrong", _fenced(rule.bad), "### Right", _fenced(rule.good))
        return
    for name in ("outside.png", "outside.bib", "outside.csl"):
        (desk.folder / name).write_bytes(b"This must not be read.")
    article = desk.overlaid(case)
    found = [finding for finding in judged(article) if finding.code == rule.code]
    is_article = article.name != PACK
    yield "### What Chapbook says"
    lines = "\n".join(told(with_lines(found, article.parent)))
    yield _fenced(lines.replace(article.name, "article.md") if is_article else lines)
    mended = case / "mended"
    if mended.is_dir():
        yield from _compared(found[0], article.parent, mended)


def _compared(finding: Finding, folder: Path, mended: Path) -> Iterator[str]:
    """Yield the lines by which the files of *folder* differ from those of *mended*."""
    wrong, right, also = [], [], []
    for path in sorted(each for each in mended.rglob("*") if each.is_file()):
        before = folder / path.relative_to(mended)
        if path.suffix in {".png", ".pdf"}:
            also.append(f"`{path.name}`, " + ("exported again" if before.exists() else "beside it"))
            continue
        bad, good = _differing(_lines(before), _lines(path))
        language = LANGUAGES.get(path.suffix, "text")
        wrong += [_fenced("\n".join(bad), language)] if bad else []
        right += [_fenced("\n".join(good), language)] if good else []
    excerpt = with_lines([finding], folder)[0].excerpt
    line = [_fenced(excerpt, LANGUAGES.get(Path(finding.place.file).suffix, "markdown"))]
    yield from ("### Wrong", *(wrong or line), "### Right", *(right or line))
    if also:
        yield f"With {' and '.join(also)}."


def _lines(path: Path) -> list[str]:
    """Return the lines of the file *path*, none if it is not there."""
    return path.read_bytes().decode("utf-8", "replace").split("\n") if path.exists() else []


def _differing(bad: list[str], good: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines of both that differ, each with those around it."""
    wrong: list[str] = []
    right: list[str] = []
    matcher = difflib.SequenceMatcher(None, bad, good, autojunk=False)
    for group in matcher.get_grouped_opcodes(2):
        for lines, kept, first, last in (
            (bad, wrong, group[0][1], group[-1][2]),
            (good, right, group[0][3], group[-1][4]),
        ):
            kept += ["…"] if kept else []
            kept += lines[first:last][:MOST]
    return _trimmed(wrong), _trimmed(right)


def _trimmed(lines: list[str]) -> list[str]:
    """Return *lines* without blank ones at either end, and without the end of front matter."""
    text = re.sub(r"\A(\n|---\n\n)*", "", "\n".join(lines)).rstrip("\n")
    return text.split("\n") if text else []


def _fenced(text: str, language: str = "text") -> str:
    """Return *text* as a code block."""
    marks = "````" if "```" in text else "```"
    return f"{marks}{language}\n{text}\n{marks}"
