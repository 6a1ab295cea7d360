"""Reading the front matter into types, with a finding for everything that is off."""

import difflib
import re
import reprlib
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from chapbook.findings import Finding
from chapbook.frontmatter import KNOWN_KEYS, REQUIRED_KEYS, FrontMatter, Review
from chapbook.load import dialects, language
from chapbook.load.source import front_matter_text
from chapbook.model import Source
from chapbook.tools import yaml

STAND_INS: dict[str, Any] = {
    "title": "[title missing]",
    "author": [{"literal": "[author missing]"}],
    "date": "1970-01-01",
    "lang": "en",
}
"""What a required key holds after a finding about it, so that the rest can be checked too,
and a draft shows what is missing."""

FIXES = {
    "title": 'title: "The title"',
    "author": "author: [{given: Ada, family: Lovelace}]",
    "date": "date: 2026-11-22",
    "lang": "lang: en-GB",
}
"""A line to paste for each required key."""

EXAMPLES = {
    "lang": "en-GB",
    "url": "https://example.org/article",
    "doi": "10.1000/182",
}
"""What a value looks like whose form is a pattern."""

NAME_KEYS = sorted(
    field.alias or name.replace("_", "-") for name, field in Review.model_fields.items()
)
"""The keys of an author or a reviewer."""

FIRST_LINE = 2
"""The 1-based line of the file on which the YAML begins."""


def read(source: Source) -> tuple[FrontMatter, list[Finding]]:
    """Return the front matter of *source* and what is wrong with it.

    Where something is wrong the key holds its default or a stand-in; its finding
    is an error, so that nothing is built from it.
    """
    text = front_matter_text(source)
    if text is None:
        place = source.at(1)
        message = "there is no front matter"
        return _defaults({}), [Finding(code="front-matter-missing", place=place, message=message)]
    try:
        document = yaml.load(text)
    except yaml.YamlSyntaxError as error:
        place = source.at(error.line + FIRST_LINE, error.column + 1)
        message = f"the front matter is not YAML: {error}"
        excerpt = source.excerpt(place)
        fix = _quoted(excerpt)
        finding = Finding(
            code="yaml-syntax", place=place, message=message, fix=fix, excerpt=excerpt
        )
        return _defaults({}), [finding]
    if not isinstance(document.data, dict):
        place = source.at(FIRST_LINE)
        message = "the front matter is not a list of keys with values"
        return _defaults({}), [Finding(code="yaml-syntax", place=place, message=message)]
    return _typed(source, document)


def _quoted(line: str) -> str:
    """Return *line* with its value in quotation marks, if a colon in it is the likely fault."""
    match = re.fullmatch(r"([a-z-]+): +([^\"'\[{|>&*!%@`].*:.*)", line.rstrip())
    if not match:
        return ""
    value = match[2].replace("\\", "\\\\").replace('"', '\\"')
    return f'{match[1]}: "{value}"'


def _typed(source: Source, document: yaml.YamlDocument) -> tuple[FrontMatter, list[Finding]]:
    """Check the keys and values of *document*."""
    data = {str(k): v for k, v in document.data.items()}
    ours = dialects.known_as(data)
    unread = [
        key for key in data if ours.get(key, key) not in KNOWN_KEYS | dialects.READ_WITH_OTHERS
    ]
    elsewhere = [key for key in unread if dialects.is_elsewhere(key)]
    findings = [_unknown(source, document, key) for key in unread if key not in elsewhere]
    findings += _elsewhere(source, document, elsewhere)
    data = {ours.get(key, key): value for key, value in data.items()}
    findings += _spoken(source, data)
    data = dialects.read(data)
    data = {key: value for key, value in data.items() if key in KNOWN_KEYS}
    for key in REQUIRED_KEYS:
        if data.get(key) in (None, "", []):
            findings.append(_missing(source, key))
            data[key] = STAND_INS[key]
    # A key without a value is a key that says nothing.
    data = {key: value for key, value in data.items() if value is not None}
    try:
        return FrontMatter.model_validate(data), findings
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False)
        typed = {our: key for key, our in ours.items()}
        findings += [_wrong(source, document, fault, typed) for fault in faults]
        for key in {str(fault["loc"][0]) for fault in faults}:
            data.pop(key, None)
        return _defaults(data), findings


def _spoken(source: Source, data: dict[str, Any]) -> list[Finding]:
    """Put the language of the text into *data* where it is missing, with a finding about that."""
    if data.get("lang") not in (None, ""):
        return []
    tag = language.guessed(source.searchable)
    if tag is None:
        return []
    data["lang"] = tag
    name = f'the text looks like "{tag}"; lang does not say so'
    fix = f"add the line  lang: {tag}"
    return [Finding(code="language-assumed", place=source.at(1), message=name, fix=fix)]


def _defaults(data: dict[str, Any]) -> FrontMatter:
    """Return front matter with stand-ins for what *data* lacks."""
    return FrontMatter.model_validate({**STAND_INS, **data})


def _unknown(source: Source, document: yaml.YamlDocument, key: str) -> Finding:
    """Return the finding about a key that nobody reads."""
    line, column = document.key_position((key,))
    place = source.at(line + FIRST_LINE, column + 1)
    excerpt = source.excerpt(place)
    near = difflib.get_close_matches(key.replace("_", "-"), sorted(KNOWN_KEYS), 1, cutoff=0.8)
    if near:
        message = f'"{key}" is not a key; did you mean "{near[0]}"?'
        fix = f"{near[0]}: ..."
        return Finding(code="key-misspelt", place=place, message=message, fix=fix, excerpt=excerpt)
    message = f'"{key}" is not a key that Chapbook knows'
    return Finding(code="key-unknown", place=place, message=message, excerpt=excerpt)


def _elsewhere(source: Source, document: yaml.YamlDocument, keys: list[str]) -> list[Finding]:
    """Return one finding about all *keys* that are for other systems."""
    if not keys:
        return []
    line, column = document.key_position((keys[0],))
    place = source.at(line + FIRST_LINE, column + 1)
    verb = "is" if len(keys) == 1 else "are"
    message = f"{', '.join(keys)} {verb} for other systems and changes nothing here"
    message = message.replace("changes", "change") if verb == "are" else message
    return [
        Finding(code="key-elsewhere", place=place, message=message, excerpt=source.excerpt(place))
    ]


def _missing(source: Source, key: str) -> Finding:
    """Return the finding about a required key without a value."""
    return Finding(
        code="key-missing",
        place=source.at(1),
        message=f'the front matter has no "{key}"',
        fix=f"add the line  {FIXES[key]}",
    )


def _wrong(
    source: Source, document: yaml.YamlDocument, fault: ErrorDetails, typed: Mapping[str, str]
) -> Finding:
    """Return the finding about a value of the wrong kind.

    Args:
        source: The article.
        document: Its front matter.
        fault: What pydantic says.
        typed: The keys that were typed in place of ours.
    """
    first, *rest = fault["loc"]
    path = (typed.get(str(first), first), *rest)
    line, column = document.position(path)
    place = source.at(line + FIRST_LINE, column + 1)
    key = ".".join(str(step) for step in path if step != "schema_")
    return Finding(
        code="value-wrong",
        place=place,
        message=f'"{key}" cannot be {reprlib.repr(fault["input"])}: {_reason(fault)}',
        excerpt=source.excerpt(place),
    )


def _reason(fault: ErrorDetails) -> str:
    """Return what is expected instead, in the words of someone who writes articles."""
    key = str(fault["loc"][-1])
    if fault["type"] == "string_pattern_mismatch" and key in EXAMPLES:
        return f"write it as {EXAMPLES[key]}"
    if fault["type"] == "string_type":
        return "it must be text; put it between quotation marks"
    if fault["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, NAME_KEYS, 1)
        return f'the key "{key}" is not known here' + (
            f'; did you mean "{near[0]}"?' if near else ""
        )
    reason = re.sub(r"^Value error, ", "", fault["msg"])
    return f"{reason[:1].lower()}{reason[1:]}"
