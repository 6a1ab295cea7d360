"""Reading the front matter into types, with a finding for everything that is off."""

import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from chapbook.findings import Finding
from chapbook.frontmatter import KNOWN_KEYS, REQUIRED_KEYS, FrontMatter
from chapbook.load import dialects, faults, language
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

FIRST_LINE = 2
"""The 1-based line of the file on which the YAML begins."""


def read(
    source: Source, usual: Mapping[str, Any] | None = None
) -> tuple[FrontMatter, list[Finding]]:
    """Return the front matter of *source* and what is wrong with it.

    Where something is wrong the key holds its default or a stand-in; its finding
    is an error, so that nothing is built from it.

    Args:
        source: The text.
        usual: What holds where it says nothing, for a text that needs no front matter: every
            required key.
    """
    text = front_matter_text(source)
    if text is None and usual:
        return _defaults(dict(usual)), []
    if text is None:
        place = source.at(1)
        message = "there is no front matter"
        fix = _block(source)
        finding = Finding(code="front-matter-missing", place=place, message=message, fix=fix)
        return _defaults({}), [finding]
    try:
        document = yaml.load(text)
    except yaml.YamlSyntaxError as error:
        place = source.at(error.line + FIRST_LINE, error.column + 1)
        message = f"the front matter is not YAML: {error}"
        excerpt = source.excerpt(place)
        fix = faults.quoted(excerpt)
        finding = Finding(
            code="yaml-syntax", place=place, message=message, fix=fix, excerpt=excerpt
        )
        return _defaults({}), [finding]
    if not isinstance(document.data, dict):
        place = source.at(FIRST_LINE)
        message = "the front matter is not a list of keys with values"
        return _defaults({}), [Finding(code="yaml-syntax", place=place, message=message)]
    return _typed(source, document, usual or {})


def _block(source: Source) -> str:
    """Return front matter to paste, with the title and language that the text shows."""
    heading = re.search(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\{[^}\n]*\})?$", source.text, re.M)
    known = dict(FIXES)
    if heading:
        known["title"] = f"title: {json.dumps(heading[1], ensure_ascii=False)}"
    if tag := language.guessed(source.searchable):
        known["lang"] = f"lang: {tag}"
    return "\n".join(["---", *known.values(), "---"])


def _typed(
    source: Source, document: yaml.YamlDocument, usual: Mapping[str, Any]
) -> tuple[FrontMatter, list[Finding]]:
    """Check the keys and values of *document*, beside those that are *usual*."""
    data = {str(k): v for k, v in document.data.items()}
    ours = dialects.known_as(data)
    unread = [
        key for key in data if ours.get(key, key) not in KNOWN_KEYS | dialects.READ_WITH_OTHERS
    ]
    elsewhere = [key for key in unread if dialects.is_elsewhere(key)]
    findings = [_unknown(source, document, key) for key in unread if key not in elsewhere]
    findings += _elsewhere(source, document, elsewhere)
    data = {**usual, **{ours.get(key, key): value for key, value in data.items()}}
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
        wrong = error.errors(include_url=False, include_context=False)
        typed = {our: key for key, our in ours.items()}
        findings += [_wrong(source, document, fault, typed) for fault in wrong]
        for key in {str(fault["loc"][0]) for fault in wrong}:
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
    return faults.unknown(key, KNOWN_KEYS, place, source.excerpt(place))


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
    return faults.wrong(key, fault, place, source.excerpt(place))
