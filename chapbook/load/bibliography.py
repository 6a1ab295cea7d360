"""Reading the bibliographies of an article into CSL items with their places."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from chapbook.errors import ToolError
from chapbook.findings import Finding, Place
from chapbook.load import source
from chapbook.load.confine import inside
from chapbook.model import Reference
from chapbook.tools import bibtex, yaml
from chapbook.tools.pandoc import bibliography

YAML_ENDINGS = (".yaml", ".yml")


def read(
    folder: Path, names: Iterable[str], at: Place
) -> tuple[list[Reference], list[Finding], dict[str, Path]]:
    """Read the files *names*, relative to *folder*.

    Args:
        folder: The article's folder; nothing outside it is read.
        names: As the front matter gives them.
        at: Where the front matter names them.

    Returns:
        The works in order, what is wrong, and the files that were read.
    """
    references: list[Reference] = []
    findings: list[Finding] = []
    inputs: dict[str, Path] = {}
    for name in names:
        path, problem = inside(folder, name, at, "bibliography-missing")
        if path is None:
            findings += problem
            continue
        inputs[name] = path
        found, wrong = _file(path, name)
        references += found
        findings += wrong
    return *_unique(references, findings), inputs


def inline(items: Iterable[dict[str, Any]], at: Place) -> list[Reference]:
    """Return the works that the front matter itself holds under ``references``."""
    return [Reference(item=item, place=at) for item in items if item.get("id")]


def _file(path: Path, name: str) -> tuple[list[Reference], list[Finding]]:
    """Read one file by its ending."""
    text, wrong = source.read(path, name)
    if text is None:
        return [], wrong
    ending = path.suffix.lower()
    if ending == ".bib":
        return _bibtex(text.text, name)
    if ending in YAML_ENDINGS:
        return _csl_yaml(text.text, name)
    if ending in bibliography.FORMATS:
        return _other(text.text, name, bibliography.FORMATS[ending])
    message = f'"{name}" is of no kind that is known here'
    fix = "Use .bib, .json (CSL), .yaml (CSL), .ris or .xml (EndNote)."
    return [], [_broken(message, Place(file=name), fix)]


def _bibtex(text: str, name: str) -> tuple[list[Reference], list[Finding]]:
    """Read BibTeX or BibLaTeX; every entry keeps its line, and no broken one is lost."""
    file = bibtex.split(text)
    findings = [
        Finding(
            code="reference-duplicate" if bad.duplicate else "bibliography-broken",
            place=Place(file=name, line=bad.line),
            message=f'the entry "{bad.key}" cannot be used: {bad.problem}',
            excerpt=_line(text, bad.line),
        )
        for bad in file.broken
    ]
    lines = {entry.key: Place(file=name, line=entry.line) for entry in file.entries}
    try:
        whole = "\n".join([file.strings, *(entry.raw for entry in file.entries)])
        items = bibliography.items(whole, "biblatex")
    except ToolError:
        items = []
        for entry in file.entries:
            item = bibliography.item_or_problem(f"{file.strings}\n{entry.raw}", "biblatex")
            if isinstance(item, str):
                message = f'the entry "{entry.key}" cannot be read: {item}'
                excerpt = _line(text, entry.line)
                findings.append(replace(_broken(message, lines[entry.key]), excerpt=excerpt))
            else:
                items.append(item)
    nowhere = Place(file=name)
    lost = set(lines) - {item["id"] for item in items} - {_key_of(f) for f in findings}
    findings += [
        replace(
            _broken(f'the entry "{key}" holds no work', lines[key]),
            excerpt=_line(text, lines[key].line),
        )
        for key in sorted(lost)
    ]
    return [Reference(item=item, place=lines.get(item["id"], nowhere)) for item in items], findings


def _line(text: str, number: int) -> str:
    """Return the line *number* (1-based) of *text*."""
    lines = text.split("\n")
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _key_of(finding: Finding) -> str:
    """Return the key that the message of *finding* names."""
    return finding.message.split('"')[1]


def _csl_yaml(text: str, name: str) -> tuple[list[Reference], list[Finding]]:
    """Read CSL items from YAML, as Zotero's Better CSL YAML and pandoc write it."""
    try:
        document = yaml.load(text)
    except yaml.YamlSyntaxError as error:
        place = Place(file=name, line=error.line + 1, column=error.column + 1)
        return [], [_broken(f"the file is not YAML: {error}", place)]
    data = document.data
    items = data.get("references", []) if isinstance(data, dict) else data
    if not isinstance(items, list) or not all(isinstance(i, dict) and "id" in i for i in items):
        return [], [
            _broken("the file is not a list of CSL items with an id each", Place(file=name))
        ]
    above: tuple[str, ...] = ("references",) if isinstance(data, dict) else ()
    lines = {
        str(item["id"]): document.position((*above, index, "id"))[0] + 1
        for index, item in enumerate(items)
    }
    works, wrong = _other(json.dumps(items), name, "csljson")
    places = {key: Place(file=name, line=line) for key, line in lines.items()}
    return [replace(work, place=places.get(work.key, work.place)) for work in works], wrong


def _other(text: str, name: str, reader: str) -> tuple[list[Reference], list[Finding]]:
    """Read a file that pandoc takes as a whole."""
    if reader == "csljson" and (fault := _json_fault(text, name)):
        return [], [fault]
    try:
        items = bibliography.items(text, reader)
    except ToolError as error:
        return [], [_broken(f"the file cannot be read: {error.message}", Place(file=name))]
    return [Reference(item=item, place=_find(text, str(item["id"]), name)) for item in items], []


def _json_fault(text: str, name: str) -> Finding | None:
    """Return what keeps *text* from being JSON; pandoc would not say where."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        at = Place(file=name, line=error.lineno, column=error.colno)
        return _broken(f"the file is not JSON: {error.msg}", at)
    except RecursionError:
        return _broken("the file is not a list of works, but lists within lists", Place(file=name))
    return None


def _find(text: str, key: str, name: str) -> Place:
    """Return the line on which *text* gives *key* as an id, or first holds it at all."""
    given = re.search(rf"\bid\b\W{{1,9}}{re.escape(key)}(?!\w)", text, re.IGNORECASE)
    offset = given.start() if given else text.find(key)
    return Place(file=name, line=text.count("\n", 0, offset) + 1 if offset >= 0 else 0)


def _broken(message: str, place: Place, fix: str = "") -> Finding:
    """Return the finding about an unreadable file or entry."""
    return Finding(code="bibliography-broken", place=place, message=message, fix=fix)


def _unique(
    references: list[Reference], findings: list[Finding]
) -> tuple[list[Reference], list[Finding]]:
    """Keep the first work of each key, with a finding about every later one."""
    kept: dict[str, Reference] = {}
    for reference in references:
        first = kept.setdefault(reference.key, reference)
        if first is not reference:
            message = f'the entry "{reference.key}" cannot be used: {first.place} has the same key'
            findings.append(
                Finding(code="reference-duplicate", place=reference.place, message=message)
            )
    return list(kept.values()), findings
