"""The JSON Schema of the front matter, for editors: completion, explanations, mistakes.

Made from the types of ``chapbook.frontmatter``, and widened by what is read beside them:
the keys and forms of pandoc, Quarto, MyST, JOSS and Manubot.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from chapbook.codes import CODES, Severity
from chapbook.editions import EDITIONS, UNREAD
from chapbook.frontmatter import REQUIRED_KEYS, FrontMatter
from chapbook.load import authors, dialects

DIALECT = "https://json-schema.org/draft/2020-12/schema"

MEANINGS = {
    "schema": "The version of these keys; 1 today.",
    "title": "The title, in sentence case. Write it between quotation marks if it holds a colon.",
    "subtitle": "The subtitle.",
    "short-title": "The title for running heads, where the whole one is too long.",
    "author": "Who wrote it: names as text, or CSL name parts, or organisations as literal.",
    "reviewed-by": "Who reviewed these very words; a review holds for one content hash.",
    "date": "When it was published, as in 2026-11-22.",
    "version": 'Its version, as in "1.0".',
    "review-due": "When it is to be reviewed next, as in 2028-11-22.",
    "lang": "Its language as a BCP 47 tag, as in en-GB or de.",
    "publisher": "Who publishes it.",
    "url": "Where it stands on the web.",
    "doi": "Its DOI, as in 10.1234/abc.",
    "license": "Its licence as an SPDX identifier, as in CC-BY-4.0.",
    "feedback": "Where readers can write to.",
    "funding": "Who paid for the work; printed.",
    "competing-interests": "Competing interests of the authors; printed.",
    "health": "Whether the article gives health information; unsaid, a part see-doctor tells.",
    "keywords": "Words by which it is found.",
    "abstract": "A paragraph that sums it up; Markdown.",
    "bibliography": "Files with the works cited: BibTeX, CSL JSON or YAML, RIS, EndNote XML.",
    "references": "Works cited, as CSL items, in place of a file.",
    "citation-style": "How references look: the name of any CSL style, or a .csl file beside it.",
    "cite-as": "The styles in which the article says how to cite it.",
    "original": "The work that this one adapts, as a CSL item.",
    "paper": "The paper to print on.",
    "theme": "The look: journal, clinic, or ./FOLDER beside the article with a theme.toml.",
    "reading-grade": "The school year, or the points, that the text of an edition is to have.",
    "translations": "The article in other languages: a file or an address for each language.",
    "allow": "Codes of findings that do not stop a build.",
    "x": "Yours; never looked at.",
}
"""What each key is for, in a line; editors show it beside the key."""

TEXT = {"type": ["string", "number"], "minLength": 1}
"""A number without quotation marks is the text that was typed."""

DATE = {
    "type": "string",
    "anyOf": [
        {"pattern": r"^\d{4}-\d{2}-\d{2}$", "format": "date"},
        {"pattern": r"^(\d{1,2} \D{3,} \d{4}|\D{3,} \d{1,2}, \d{4}|\D{3,} \d{4}|\d{4}(-\d{2})?)$"},
    ],
}
"""``2026-11-22``, "22 November 2026", "November 22, 2026"."""

STRINGS = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}

DOI = {"type": "string", "pattern": r"^(https?://(dx\.)?doi\.org/|doi:\s*)?10\.\d{4,9}/\S+$"}


def text() -> str:
    """Return the schema as it is written to a file, without a line end after the last."""
    return json.dumps(schema(), ensure_ascii=False, indent=2)


def schema() -> dict[str, Any]:
    """Return the schema."""
    made = FrontMatter.model_json_schema()
    keys = {key: _described(key, _widened(key, rule)) for key, rule in made["properties"].items()}
    return {
        "$schema": DIALECT,
        "title": "Front matter of a Chapbook article",
        "type": "object",
        "properties": {**keys, **_of_other_tools(keys)},
        "allOf": [
            *(_one_of_names(key) for key in REQUIRED_KEYS),
            *({"not": {"required": [other, our]}} for other, our in _doubles(keys)),
        ],
        "additionalProperties": False,
        "$defs": {name: part(rule) for name, rule in made["$defs"].items()},
    }


def _described(key: str, rule: dict[str, Any]) -> dict[str, Any]:
    """Return *rule* with what *key* is for."""
    return {"description": MEANINGS[key], **bare(rule)}


def bare(rule: Any) -> Any:
    """Return *rule* without the titles that pydantic makes of names, and without null defaults."""
    if isinstance(rule, list):
        return [bare(part) for part in rule]
    if not isinstance(rule, dict):
        return rule
    return {
        key: bare(part)
        for key, part in rule.items()
        if not (key == "title" and isinstance(part, str)) and (key, part) != ("default", None)
    }


def _widened(key: str, rule: dict[str, Any]) -> dict[str, Any]:
    """Return *rule* so that it takes every form that is read."""
    if key in OWN_FORMS:
        return OWN_FORMS[key]()
    kept = {name: rule[name] for name in ("default",) if name in rule}
    return {**form(rule), **kept}


def form(rule: dict[str, Any]) -> dict[str, Any]:
    """Return what a value of *rule* may look like."""
    choices = [part for part in rule.get("anyOf", [rule]) if part.get("type") != "null"]
    wide = next((w for part in choices if (w := _wide(part))), None)
    if wide is None:
        return {key: part for key, part in rule.items() if key != "default"}
    return or_null(wide) if "anyOf" in rule else wide


def _wide(part: dict[str, Any]) -> dict[str, Any] | None:
    """Return the wider form of the plain type *part*; nothing when it has none."""
    if part.get("format") == "date":
        return DATE
    if part.get("type") == "string" and part.get("minLength"):
        return TEXT
    return STRINGS if part.get("items") == {"type": "string"} else None


def or_null(rule: dict[str, Any]) -> dict[str, Any]:
    """Return *rule*, or no value."""
    return {"anyOf": [rule, {"type": "null"}]}


def people() -> dict[str, Any]:
    """Return the forms of authors: one or several, as text or as parts."""
    one = {"anyOf": [{"type": "string", "minLength": 1}, {"$ref": "#/$defs/Name"}]}
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def _licence() -> dict[str, Any]:
    """Return the forms of a licence: its identifier, or MyST's map."""
    return {"anyOf": [*or_null(TEXT)["anyOf"], {"type": "object"}]}


def allowable() -> dict[str, Any]:
    """Return the codes that an article may allow: of all findings but errors."""
    codes = [code for code, rule in CODES.items() if rule.severity is not Severity.ERROR]
    one = {"enum": codes}
    return or_null({"anyOf": [one, {"type": "array", "items": one}]})


def _grades() -> dict[str, Any]:
    """Return the form of reading grades: a number for editions that people read."""
    read = [r.name for r in EDITIONS.values() if r.maker not in UNREAD]
    names = {"propertyNames": {"enum": read}, "additionalProperties": {"type": "integer"}}
    return or_null({"type": "object", **names})


def _translations() -> dict[str, Any]:
    """Return the forms of translations: a map from languages, or a list."""
    somewhere = {"anyOf": [{"required": ["file"]}, {"required": ["url"]}]}
    one = {"allOf": [{"$ref": "#/$defs/Translation"}, somewhere]}
    keys = {key: {"type": "string", "minLength": 1} for key in ("file", "url", "title")}
    some = {"type": "object", "properties": keys, "additionalProperties": False}
    there = {"anyOf": [{"type": "string", "minLength": 1}, some]}
    by_language = {"type": "object", "additionalProperties": there}
    return or_null({"anyOf": [by_language, {"type": "array", "items": one}]})


OWN_FORMS: dict[str, Callable[[], dict[str, Any]]] = {
    "author": people,
    "license": _licence,
    "doi": lambda: or_null(DOI),
    "original": lambda: or_null({"type": "object", "required": ["title"]}),
    "allow": allowable,
    "translations": _translations,
    "reading-grade": _grades,
}
"""The keys whose types do not tell what is read."""


def _doubles(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of keys that mean the same, so that both are a fault."""
    yield from dialects.SAME_AS.items()
    yield from ((key.replace("-", "_"), key) for key in keys if "-" in key)


def _of_other_tools(keys: dict[str, Any]) -> dict[str, Any]:
    """Return the keys that other tools use, each with the rule of ours."""
    alike = {
        other: {**keys[our], "description": f"Read as {our}. {MEANINGS[our]}"}
        for other, our in dialects.SAME_AS.items()
        if our in keys
    }
    beside = {
        key: {"description": f"The {key} that authors refer to."}
        for key in sorted(dialects.READ_WITH_OTHERS)
    }
    written = {key.replace("-", "_"): rule for key, rule in keys.items() if "-" in key}
    elsewhere = {
        key: {"description": "For other systems; it changes nothing here."}
        for key in sorted(dialects.ELSEWHERE - keys.keys())
    }
    return {**elsewhere, **alike, **beside, **written}


def _one_of_names(key: str) -> dict[str, Any]:
    """Return the rule that *key*, or what another tool calls it, is there."""
    names = [key, *(other for other, our in dialects.SAME_AS.items() if our == key)]
    return {"anyOf": [{"required": [name]} for name in names]}


def part(rule: dict[str, Any]) -> dict[str, Any]:
    """Return the rule of a name, with the keys of other tools, or of another part."""
    made: dict[str, Any] = bare(rule)
    made["description"] = made["description"].replace("``", "")
    properties = made.get("properties", {})
    if "date" in properties:
        properties["date"] = DATE
    if "literal" in properties and "content" not in properties:
        others = {*authors.NAME_SAME_AS, *authors.NOT_PRINTED, "name", "affiliations"}
        others |= {key.replace("-", "_") for key in others}
        for key in sorted(others - properties.keys()):
            properties[key] = {"description": "As other tools write it."}
        for key in ("affiliation", "credentials"):
            properties[key] = {"type": ["string", "number", "array", "object", "null"]}
    return made
