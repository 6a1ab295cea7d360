"""Every construct of another system is read or a finding: never dropped, never shown as code."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from chapbook import cite, load, validate
from chapbook.findings import Severity
from chapbook.tools.pandoc import ast

FIXTURES = Path(__file__).parent / "constructs"
SYSTEMS = {
    "bookdown": ".Rmd",
    "crossref": ".md",
    "joss": ".md",
    "manubot": ".md",
    "myst": ".md",
    "quarto": ".qmd",
}
"""The fixture files, and what an article of that system is called."""

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">'
    '<rect width="40" height="20" fill="#345"/></svg>'
)
WORKS = "".join(
    f"@book{{{key},\n  title = {{{title}}},\n  author = {{{name}, A.}},\n"
    f"  publisher = {{P}},\n  year = 2001\n}}\n"
    for key, title, name in (("a", "Alpha", "Arp"), ("b", "Beta", "Bohr"))
)
LEFT = re.compile(r"\{\{[<{ ]|:::|\{[\w:-]+\}`|^```|\{[#.][\w:.-]+|<!--|%%%|\\@ref|\(#", re.M)
"""What is left of a construct that nobody understood."""


@dataclass(frozen=True, slots=True)
class Construct:
    """A piece of the fixture file."""

    title: str
    typed: str
    said: tuple[str, ...]
    """Words that must be printed, in this order."""
    codes: tuple[str, ...]
    """The codes of its findings; nothing when it is accepted."""
    first: int
    """The line of the article (1-based) on which it begins."""
    last: int


def constructs(path: Path) -> tuple[str, list[Construct]]:
    """Return the article that holds all constructs of *path*, and the constructs."""
    head, *pieces = path.read_text("utf-8").split("\n<<<< ")
    text = head.split("\n\n", 1)[1] + "\n"
    found = []
    for number, piece in enumerate(pieces):
        title, rest = piece.split("\n", 1)
        typed, told = rest.rstrip("\n").rsplit("\n====", 1)
        text += f"Mark{number}.\n\n"
        first = text.count("\n") + 1
        text += typed + "\n\n"
        said, codes = _told(told)
        found.append(Construct(title, typed, said, codes, first, text.count("\n")))
    return text + f"Mark{len(pieces)}.\n", found


def _told(told: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words and the codes that the line below a construct names."""
    codes = re.findall(r"!([\w-]+)", told)
    said = [part.strip() for part in re.sub(r"![\w-]+", "", told).split("|")]
    return tuple(part for part in said if part), tuple(codes)


def _plain(text: str) -> str:
    """Return *text* with single spaces."""
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_construct_is_read_or_a_finding(tmp_path: Path, system: str) -> None:
    """What each construct prints, in its place and order, and the findings on its lines."""
    text, pieces = constructs(FIXTURES / f"{system}.md")
    path = tmp_path / f"article{SYSTEMS[system]}"
    path.write_text(text, "utf-8")
    (tmp_path / "works.bib").write_text(WORKS, "utf-8")
    (tmp_path / "_variables.yml").write_text("version: 1.2.3\nmail: {info: i@example.org}\n")
    (tmp_path / "part.md").write_text("Words of another file.\n", "utf-8")
    for name in ("a.svg", "b.svg"):
        (tmp_path / name).write_text(DRAWING, "utf-8")
    assert _wrong(path, pieces) == []


def _wrong(path: Path, pieces: Sequence[Construct]) -> list[str]:
    """Return what is not as the constructs of *pieces* say."""
    manuscript = load.manuscript(path)
    found = [*manuscript.findings, *validate.findings(manuscript)]
    article = cite.article(manuscript)
    printed = _plain(ast.text([*article.lead, *article.body]))
    problems = []
    for number, piece in enumerate(pieces):
        between = printed.partition(f"Mark{number}.")[2].partition(f"Mark{number + 1}.")[0]
        codes = tuple(
            f.code
            for f in sorted(found, key=lambda f: f.place.line)
            if f.severity is not Severity.NOTE and piece.first <= f.place.line <= piece.last
        )
        if codes != piece.codes:
            problems.append(f"{piece.title}: findings {codes}, not {piece.codes}")
        problems += _unsaid(piece, between)
    return problems


def _unsaid(piece: Construct, printed: str) -> list[str]:
    """Return the words of *piece* that *printed* lacks, and what it should not say."""
    rest = printed
    for words in piece.said:
        if words not in rest:
            return [f'{piece.title}: no "{words}" in "{printed}"']
        rest = rest.partition(words)[2]
    if piece.codes or LEFT.search(" ".join(piece.said)):
        return []
    if left := LEFT.search(printed):
        return [f'{piece.title}: "{left[0]}" is left in "{printed}"']
    return []
