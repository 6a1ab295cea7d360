"""Front matter that does not stand between two lines of hyphens.

    % Slag in mortar                pandoc's title block: title, authors, date
    % Ines Duarte; Koffi Mensah
    % March 2019

Quarto keeps what the articles of a project share in ``_quarto.yml`` beside them.
"""

import json
import re
from dataclasses import replace
from pathlib import Path

from chapbook.findings import Finding, Place
from chapbook.load import source
from chapbook.load.confine import inside
from chapbook.model import Line, Source
from chapbook.tools import yaml

TITLE_BLOCK = re.compile(r"\A(?:%[^\n]*\n(?:[ \t]+\S[^\n]*\n)*){1,3}")
"""Source: the pandoc manual, "Extension: pandoc_title_block"."""

FIELDS = ("title", "author", "date")

PROJECT = ("_quarto.yml", "_quarto.yaml")
"""What a Quarto project says about all of its articles."""

SHARED = ("author", "bibliography", "csl", "lang", "license", "keywords", "date", "doi", "url")
"""Keys of a project that an article takes where it has none of its own."""


def completed(text: Source, folder: Path) -> tuple[Source, list[Finding], dict[str, Path]]:
    """Return *text* with front matter that stands elsewhere, findings, and files read.

    Args:
        text: The article as it was typed.
        folder: Its folder; nothing outside it is read.
    """
    text = _with_title_block(text)
    if not text.name.endswith(".qmd"):
        return text, [], {}
    name = next((name for name in PROJECT if (folder / name).is_file()), None)
    return _with_project(text, folder, name) if name else (text, [], {})


def _with_title_block(text: Source) -> Source:
    """Return *text* with pandoc's title block as front matter."""
    block = TITLE_BLOCK.match(text.text)
    if text.body_line != 1 or block is None:
        return text
    typed = [re.sub(r"\s*\n\s+", "\n", part).strip() for part in block[0].split("%")[1:]]
    numbers = [n for n, line in enumerate(block[0].split("\n"), 1) if line.startswith("%")]
    lines = [Line("---", text.name, 1, altered=True)]
    for field, words, number in zip(FIELDS, typed, numbers, strict=False):
        value: str | list[str] = words.replace("\n", " ")
        if field == "author":
            value = [
                name for part in words.split("\n") for name in re.split(r"\s*;\s*", part) if name
            ]
        if value:
            said = f"{field}: {json.dumps(value, ensure_ascii=False)}"
            lines.append(Line(said, text.name, number, altered=True))
    lines.append(Line("---", text.name, numbers[-1], altered=True))
    rest = source.body_lines(text)[block[0].count("\n") :]
    return _of(text, lines, rest, {text.name: tuple(text.text.split("\n"))})


def _of(
    text: Source, front: list[Line], rest: list[Line], originals: dict[str, tuple[str, ...]]
) -> Source:
    """Return the source of the lines *front* and *rest*."""
    lines = (*front, *rest)
    read = source.from_text("\n".join(line.text for line in lines), text.name)
    return replace(read, lines=lines, originals={**text.originals, **originals})


def _with_project(
    text: Source, folder: Path, name: str
) -> tuple[Source, list[Finding], dict[str, Path]]:
    """Return *text* with what the project's file *name* says and its front matter does not."""
    path, wrong = inside(folder, name, Place(file=name), "include-unreadable")
    read, unread = source.read(path, name) if path else (None, wrong)
    if path is None or read is None or text.body_line == 1:
        return text, unread, {}
    own = re.findall(r"^([\w-]+)\s*:", "\n".join(text.text.split("\n")[: text.body_line - 1]), re.M)
    lines = [Line(line, name, number) for number, line in enumerate(read.text.split("\n"), 1)]
    taken = _blocks(lines, set(SHARED) - set(own) - ({"author"} if "authors" in own else set()))
    if not taken or not _is_yaml(read.text):
        return text, [], {name: path} if taken else {}
    typed = text.text.split("\n")
    known = list(text.lines) or [Line(line, text.name, n) for n, line in enumerate(typed, 1)]
    end = text.body_line - 2
    originals = {text.name: tuple(typed), **text.originals, name: tuple(read.text.split("\n"))}
    made = _of(text, [*known[:end], *taken], known[end:], originals)
    return made, [], {name: path}


def _is_yaml(text: str) -> bool:
    """Tell whether *text* can be read; what is wrong with a project is not the article's matter."""
    try:
        return isinstance(yaml.load(text).data, dict)
    except yaml.YamlSyntaxError:
        return False


def _blocks(lines: list[Line], keys: set[str]) -> list[Line]:
    """Return the lines of the top-level *keys*, with all that belongs to them."""
    out: list[Line] = []
    wanted = False
    for line in lines:
        if match := re.match(r"([\w-]+)\s*:", line.text):
            wanted = match[1] in keys
        if wanted and line.text.strip():
            out.append(line)
    return out
