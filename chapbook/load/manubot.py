"""Manuscripts of Manubot: several files of text, and their front matter in another.

    content/metadata.yaml           title, keywords, authors
    content/00.front-matter.md      a template that prints what metadata.yaml says
    content/01.abstract.md          the text, in the order of the names
    content/90.back-matter.md
    content/manual-references.json  works

A text cites by identifiers, ``@doi:10.1000/182``, or by tags that stand for one:
``[@tag:works]: doi:10.1000/182``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chapbook.findings import Finding, Place
from chapbook.load import source
from chapbook.load.confine import inside
from chapbook.load.lines import finding, typed_as_text
from chapbook.model import Line, Node, Reference, Source
from chapbook.tools.pandoc import ast

TEMPLATE = re.compile(r"\{%.*?%\}|\{\{\s*manubot\.|\{##?\}")
"""What only Manubot fills in: its title page, from the same front matter as ours."""

STATEMENT = re.compile(r"\{%-?.*?-?%\}|\{#.*?#\}")
REFERENCES = "manual-references*"
"""Where Manubot looks for works that the writer describes."""

TAG = re.compile(r"^ {0,3}\[@(?P<tag>[^\]\s]+)\]:\s*@?(?P<key>\S+)\s*$")
"""The line that says which work a tag means."""

XNOS = re.compile(
    r"\{[+*!]?(?P<braced>@(?:fig|tbl|eq|sec):[\w.-]+)\}|[+*!](?P<bare>@(?:fig|tbl|eq|sec):)"
)
"""pandoc-xnos: ``{@fig:a}``, ``+@fig:a`` for "fig. 1", ``*@fig:a`` for "Figure 1"."""


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    body: list[Line] = field(default_factory=list)
    originals: dict[str, tuple[str, ...]] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read(path: Path) -> tuple[Source | None, list[Finding], dict[str, Path]]:
    """Return the manuscript whose front matter is *path*, what is wrong, and its files."""
    front, findings = source.read(path, path.name)
    if front is None:
        return None, findings, {}
    reading = _Reading(findings=findings)
    for part in sorted(path.parent.glob("*.md")):
        _part(part, reading)
    lines = _front_matter(front, path.parent)
    text = source.from_text("\n".join(line.text for line in lines) + "\n", path.name)
    whole = source.with_body(text, reading.body, reading.originals)
    front_lines = (*lines, *whole.lines[len(lines) :])
    originals = {**whole.originals, path.name: tuple(front.text.split("\n"))}
    return _replaced(whole, front_lines, originals), reading.findings, reading.files


def _replaced(
    text: Source, lines: tuple[Line, ...], originals: dict[str, tuple[str, ...]]
) -> Source:
    """Return *text*, whose *lines* come from the files *originals*."""
    return Source(
        name=text.name,
        text=text.text,
        body_line=text.body_line,
        searchable=text.searchable,
        lines=lines,
        originals=originals,
    )


def _front_matter(front: Source, folder: Path) -> list[Line]:
    """Return the lines of metadata.yaml between the two lines of hyphens that an article has."""
    lines = [
        Line(text, front.name, number) for number, text in enumerate(front.text.split("\n"), 1)
    ]
    while lines and lines[-1].text.strip() in {"", "---", "..."}:
        lines.pop()
    if not lines or lines[0].text.strip() != "---":
        lines.insert(0, Line("---", front.name, 1, altered=True))
    last = lines[-1].number
    if not any(line.text.startswith("bibliography:") for line in lines):
        works = [path.name for path in sorted(folder.glob(REFERENCES)) if path.is_file()]
        if works:
            listed = ", ".join(f'"{name}"' for name in works)
            lines.append(Line(f"bibliography: [{listed}]", front.name, last, altered=True))
    return [*lines, Line("---", front.name, last, altered=True)]


def _part(path: Path, reading: _Reading) -> None:
    """Add the text of one file."""
    at = Place(file=path.name)
    found, wrong = inside(path.parent, path.name, at, "include-unreadable")
    read, unread = source.read(found, path.name) if found else (None, wrong)
    reading.findings += unread
    if read is None:
        return
    reading.files[path.name] = path
    lines = source.body_lines(read)
    if re.match(r"0+\.front-matter", path.name) and TEMPLATE.search(read.text):
        # It prints title, authors and date, which every edition does by itself.
        return
    reading.originals[path.name] = tuple(read.text.split("\n"))
    reading.body += [*lines, Line("", path.name, len(lines))]


def translated(lines: Sequence[Line]) -> tuple[list[Line], list[Finding]]:
    """Return *lines* with tags as what they stand for, and without statements of templates."""
    text = typed_as_text(lines)
    tags = {m["tag"]: m["key"] for line in lines if (m := TAG.match(line.text))}
    out, findings = [], []
    for line, is_text in zip(lines, text, strict=True):
        if not is_text:
            out.append(line)
        elif TAG.match(line.text):
            out.append(line.reads(""))
        else:
            if "{%" in line.text:
                message = "a statement of Manubot's templates, which prints nothing here"
                findings.append(finding(line, "shortcode-unknown", message, column=1))
            out.append(line.reads(_text(line.text, tags)))
    return out, findings


def _text(text: str, tags: dict[str, str]) -> str:
    """Return one line of text."""
    text = XNOS.sub(lambda m: m["braced"] or m["bare"], text)
    for tag in sorted(tags, key=len, reverse=True):
        text = re.sub(rf"@{re.escape(tag)}(?![\w:-]*\w)", f"@{{{tags[tag]}}}", text)
    return STATEMENT.sub("", text) if "{#" in text and "#}" in text else text


IDENTIFIED = re.compile(
    r"(?P<kind>doi|pmid|pmcid|pmc|arxiv|isbn|url|https?)[:/](?P<number>\S+)", re.IGNORECASE
)
"""A citation key that is an identifier."""

FIELDS = {
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "pmc": "PMCID",
    "isbn": "ISBN",
    "url": "URL",
}
"""Where a work says so, in CSL."""


def resolved(blocks: list[Node], works: Sequence[Reference]) -> list[Node]:
    """Return *blocks* with citations of identifiers as citations of the works that have them."""
    keys = {work.key for work in works}
    by_identifier = {
        identifier: work.key for work in reversed(works) for identifier in _identifiers(work)
    }

    def visit(node: Node) -> Node:
        if node["t"] != "Cite":
            return node
        cited = [
            {**c, "citationId": _key(c["citationId"], by_identifier)}
            if c["citationId"] not in keys
            else c
            for c in node["c"][0]
        ]
        return node if cited == node["c"][0] else {**node, "c": [cited, node["c"][1]]}

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _identifiers(work: Reference) -> list[str]:
    """Return the identifiers of *work*, as they are compared."""
    found = [
        f"{kind}:{_bare(kind, str(work.item[name]))}"
        for kind, name in FIELDS.items()
        if work.item.get(name)
    ]
    if match := re.search(
        r"arxiv\.org/(?:abs|pdf)/([\w./-]+?)(?:v\d+)?$", str(work.item.get("URL"))
    ):
        found.append(f"arxiv:{match[1]}")
    return found


def _key(cited: str, by_identifier: dict[str, str]) -> str:
    """Return the key of the work that *cited* identifies, or *cited*."""
    match = IDENTIFIED.fullmatch(cited)
    if match is None:
        return cited
    kind, number = match["kind"].lower(), match["number"]
    if kind.startswith("http"):
        kind, number = "url", cited
    return by_identifier.get(f"{kind}:{_bare(kind, number)}", cited)


def _bare(kind: str, number: str) -> str:
    """Return *number* without what people write in different ways."""
    number = number.strip().casefold()
    if kind == "url":
        return re.sub(r"^https?://(?:www\.)?|/+$", "", number)
    number = re.sub(r"^https?://(?:dx\.)?doi\.org/|^doi:\s*|^pmc", "", number)
    return (
        number.replace("-", "")
        if kind == "isbn"
        else re.sub(r"v\d+$", "", number)
        if kind == "arxiv"
        else number
    )
