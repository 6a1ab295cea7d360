"""The keys and values of a pack's file, typed one by one, with a finding for all that is off.

Each part and each reading is typed by itself, so that one that is wrong hides nothing of the
others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from chapbook.findings import Finding, Place
from chapbook.load import authors, faults
from chapbook.model import Source
from chapbook.packfile import CoverFile, PackFile, PartFile, ReadingFile, RightsFile
from chapbook.tools import yaml
from chapbook.tools.yaml import Path_

_READING = {"note": "[reading missing]"}
_PART = {"title": "[title missing]", "readings": [_READING]}

STAND_INS: dict[type[BaseModel], dict[str, Any]] = {
    PackFile: {
        "title": "[title missing]",
        "instructor": [{"literal": "[instructor missing]"}],
        "date": "1970-01-01",
        "lang": "en",
        "parts": [_PART],
    },
    PartFile: _PART,
    CoverFile: {"image": "[image missing]"},
}
"""What a required key holds after a finding about it."""

FIXES = {
    (PackFile, "title"): 'title: "What the pack is called"',
    (PackFile, "instructor"): "instructor: [{given: Ada, family: Lovelace}]",
    (PackFile, "date"): "date: 2026-11-22",
    (PackFile, "lang"): "lang: en-GB",
    (PackFile, "parts"): 'parts: [{title: "Week 1", readings: [{article: article.md}]}]',
    (PartFile, "title"): 'title: "Week 1"',
    (PartFile, "readings"): "readings: [{article: article.md}]",
    (CoverFile, "image"): "image: cover.png",
}
"""A line to paste for each required key."""

SAME_AS: dict[type[BaseModel], dict[str, str]] = {
    PackFile: {
        "licence": "license",
        "language": "lang",
        "instructors": "instructor",
        "teacher": "instructor",
        "author": "instructor",
        "authors": "instructor",
    },
    ReadingFile: {"authors": "author", "language": "lang"},
    RightsFile: {"license": "licence"},
}
"""What else people call a key, and what we call it."""

Model = TypeVar("Model", bound=BaseModel)

NAMES = ("author", "instructor")
"""The keys that hold people."""

WITHIN: dict[tuple[type[BaseModel], str], type[BaseModel]] = {
    (PackFile, "cover"): CoverFile,
    (ReadingFile, "rights"): RightsFile,
}
"""The keys that hold keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A reading as it was typed."""

    path: Path_
    """The keys and numbers that lead to it in the file."""
    file: ReadingFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part as it was typed, with the readings that can be understood."""

    path: Path_
    file: PartFile
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Typing:
    """The file of a pack while it is typed."""

    source: Source
    document: yaml.YamlDocument
    findings: list[Finding] = field(default_factory=list)

    def at(self, path: Path_) -> Place:
        """Return where the value at *path* stands, or what is nearest above it."""
        line, column = self.document.position(path)
        return self.source.at(line + 1, column + 1)

    def said(self, path: Path_) -> Any:
        """Return the value at *path*; nothing where there is none."""
        node = self.document.data
        for step in path:
            if isinstance(node, dict) and step not in node:
                return None
            node = node[step]
        return node

    def is_literal(self, path: Path_) -> bool:
        """Tell whether the text at *path* stands in the file line by line, below a ``|``."""
        return self.document.is_literal(path)

    def places(self, path: Path_, kind: type[BaseModel]) -> dict[str, Place]:
        """Return where each value below *path* stands, but for parts and readings, by its keys.

        They are those of *kind*, whatever was typed: ``rights.licence``.
        """
        ways = _ways(self.said(path))
        return {".".join(map(str, _ours(way, kind))): self.at((*path, *way)) for way in ways}

    def say(self, code: str, path: Path_, message: str, fix: str = "") -> None:
        """Find *message* about the value at *path*."""
        place = self.at(path)
        excerpt = self.source.excerpt(place)
        self.findings.append(
            Finding(code=code, place=place, message=message, fix=fix, excerpt=excerpt)
        )


def _ways(node: Any) -> Iterator[Path_]:
    """Yield the paths of all values below *node*."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in pairs:
        if key in {"parts", "readings"}:
            continue
        yield (key,)
        if isinstance(value, dict | list):
            yield from ((key, *rest) for rest in _ways(value))


def _ours(way: Path_, kind: type[BaseModel]) -> Path_:
    """Return *way* with our keys in the place of those that were typed."""
    first, *rest = way
    first = _our(str(first), kind) if isinstance(first, str) else first
    within = WITHIN.get((kind, str(first)))
    return (first, *(_ours(tuple(rest), within) if within and rest else rest))


def _our(key: str, kind: type[BaseModel]) -> str:
    """Return what *kind* calls the key *key*."""
    return SAME_AS.get(kind, {}).get(key, key.replace("_", "-"))


def typed(typing: Typing) -> tuple[PackFile, tuple[Section, ...]]:
    """Return what the file says of the pack, and its parts; ``typing`` gets the findings."""
    data, ours = _known(typing, PackFile, typing.document.data, ())
    told = data.pop("parts", None)
    if isinstance(told, list) and told:
        data["parts"] = [_PART]
    elif told not in (None, []):
        message = '"parts" is a list: each part begins with a hyphen'
        typing.say("value-wrong", ("parts",), message, FIXES[PackFile, "parts"])
        data["parts"] = [_PART]
    metadata = _model(typing, PackFile, data, ours, ())
    listed = told if isinstance(told, list) else []
    sections = [_section(typing, part, ("parts", n)) for n, part in enumerate(listed)]
    sound = tuple(section for section in sections if section is not None)
    metadata = metadata or PackFile.model_validate(STAND_INS[PackFile])
    if sound:
        metadata = metadata.model_copy(update={"parts": [section.file for section in sound]})
    return metadata, sound


def _section(typing: Typing, told: Any, path: Path_) -> Section | None:
    """Return the part *told* at *path*."""
    if not isinstance(told, dict):
        message = "a part has keys: title, and readings"
        typing.say("value-wrong", path, message, FIXES[PartFile, "title"])
        return None
    data, ours = _known(typing, PartFile, told, path)
    listed = data.get("readings")
    if listed not in (None, []):
        data["readings"] = [_READING]
    file = _model(typing, PartFile, data, ours, path)
    if listed not in (None, []) and not isinstance(listed, list):
        message = '"readings" is a list: each reading begins with a hyphen'
        typing.say("value-wrong", (*path, "readings"), message, FIXES[PartFile, "readings"])
    numbered = enumerate(listed if isinstance(listed, list) else [])
    entries = [_entry(typing, one, (*path, "readings", n)) for n, one in numbered]
    sound = tuple(entry for entry in entries if entry is not None)
    file = file or PartFile.model_validate(STAND_INS[PartFile])
    if sound:
        file = file.model_copy(update={"readings": [entry.file for entry in sound]})
    return Section(path=path, file=file, entries=sound)


def _entry(typing: Typing, told: Any, path: Path_) -> Entry | None:
    """Return the reading *told* at *path*."""
    if isinstance(told, str) and told:
        told = {"pdf" if told.lower().endswith(".pdf") else "article": told}
    if not isinstance(told, dict):
        message = "a reading has keys: article, pdf or note"
        typing.say("value-wrong", path, message, "article: article.md")
        return None
    before = len(typing.findings)
    data, ours = _known(typing, ReadingFile, told, path)
    if not {"article", "pdf", "note"} & {*data} and len(typing.findings) > before:
        return None  # the key that says what it is, is the one that is misspelt
    file = _model(typing, ReadingFile, data, ours, path)
    return Entry(path=path, file=file) if file else None


def _known(
    typing: Typing, kind: type[BaseModel], told: Mapping[Any, Any], path: Path_
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what *told* says under the keys of *kind*, and how these keys were typed.

    A key without a value says nothing, and neither does ``x``.
    """
    known = {f.alias or name.replace("_", "-") for name, f in kind.model_fields.items()}
    said: dict[str, Any] = {}
    typed_as: dict[str, str] = {}
    for key, value in told.items():
        our = key if key in known else _our(key, kind)
        if our == "x" or value is None:
            continue
        if our not in known:
            _unknown(typing, known, (*path, key))
        elif our in said:
            typing.say("value-wrong", (*path, key), f'"{key}" and "{typed_as[our]}" are the same')
        else:
            said[our], typed_as[our] = value, key
    for key in set(said) & {*NAMES}:
        said[key] = authors.read(said[key], None)
    for key, value in said.items():
        within = WITHIN.get((kind, key))
        if within is not None and isinstance(value, dict):
            below = (*path, typed_as[key])
            inner, ours = _known(typing, within, value, below)
            said[key] = _model(typing, within, inner, ours, below)
    return said, typed_as


def _unknown(typing: Typing, known: set[str], path: Path_) -> None:
    """Find that nobody reads the key at *path*."""
    line, column = typing.document.key_position(path)
    place = typing.source.at(line + 1, column + 1)
    excerpt = typing.source.excerpt(place)
    typing.findings.append(faults.unknown(str(path[-1]), known - {"x"}, place, excerpt))


def _model(
    typing: Typing, kind: type[Model], said: dict[str, Any], ours: dict[str, str], path: Path_
) -> Model | None:
    """Return *said* as the type *kind*, with stand-ins for what is missing or wrong.

    Args:
        typing: Gets the findings.
        kind: The type.
        said: What was said, by the keys of *kind*.
        ours: How these keys were typed, where otherwise.
        path: Where all that stands.

    Returns:
        ``None`` when the keys do not fit together.
    """
    stand_ins = STAND_INS.get(kind, {})
    for key in stand_ins:
        if said.get(key) in (None, "", []):
            message, fix = f'there is no "{key}" here', f"add the line  {FIXES[kind, key]}"
            typing.say("key-missing", path, message, fix)
            said[key] = stand_ins[key]
    try:
        return kind.model_validate(said)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False)
    for fault in wrong:
        if not fault["loc"]:
            typing.say("value-wrong", path, faults.reason(fault))
            return None
        first, *rest = fault["loc"]
        way = (*path, ours.get(str(first), first), *rest)
        place = typing.at(way)
        key = ".".join(str(step) for step in (first, *rest))
        typing.findings.append(faults.wrong(key, fault, place, typing.source.excerpt(place)))
    spoilt = {str(fault["loc"][0]) for fault in wrong}
    kept = {key: value for key, value in said.items() if key not in spoilt}
    try:
        return kind.model_validate({**stand_ins, **kept})
    except ValidationError:
        return None
