"""The JSON Schema of the file of a pack, for editors; made from ``chapbook.packfile``."""

import json
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from chapbook.begin import schema as front
from chapbook.editions import EDITIONS
from chapbook.load.pack_keys import NAMES, SAME_AS, WITHIN
from chapbook.packfile import CoverFile, PackFile, PartFile, ReadingFile, RightsFile

MEANINGS: dict[type[BaseModel], dict[str, str]] = {
    PackFile: {
        "schema": "The version of these keys; 1 today.",
        "title": "What the pack is called. Write it between quotation marks if it holds a colon.",
        "subtitle": "A second line below the title.",
        "course": "The course that the pack is for.",
        "term": "When the course is held, in your words: Autumn term 2026.",
        "instructor": "Who teaches it: names as text, CSL name parts, or organisations as literal.",
        "institution": "The school, university or clinic.",
        "contact": "Where students and copyright offices can write to.",
        "date": "The day of the pack, as in 2026-09-01; the contents never say another.",
        "version": 'Its version, as in "1.0".',
        "lang": "The language of the pack's own pages as a BCP 47 tag, as in en-GB or de.",
        "license": "The licence of what the pack itself adds, as an SPDX identifier.",
        "url": "Where the pack stands on the web.",
        "cover": "A picture for the cover.",
        "paper": "The paper to print on.",
        "theme": "The look: journal, clinic, or ./FOLDER beside the file with a theme.toml.",
        "punch-margin": "Whether 20 mm stay free at the left for the punch.",
        "citation-style": "How the joint bibliography looks: the name of any CSL style.",
        "parts": "The parts of the pack, such as weeks, each with its readings.",
        "allow": "Codes of findings that do not stop the pack.",
        "x": "Yours; never looked at.",
    },
    PartFile: {
        "title": "What the part is called: Week 1.",
        "introduction": "What stands on its first page; Markdown.",
        "readings": "Articles, PDFs and notes, in their order.",
    },
    ReadingFile: {
        "id": "What links and learning platforms call it: small letters of ASCII, digits, hyphens.",
        "article": "The Markdown file of an article, seen from the folder of this file.",
        "pdf": "Somebody else's PDF, seen from the folder of this file.",
        "note": "A Markdown file by the instructor, seen from the folder of this file.",
        "title": "Its title; without one, that of the article or of the note.",
        "author": "Who wrote it; without one, the authors of the article, or the instructors.",
        "pages": "Pages of the PDF, as they lie in the file from 1 on: 3-7, 9, 12-",
        "item": "The work as a CSL item, for the joint bibliography.",
        "lang": "The language of a PDF that does not say it, or of a note.",
        "editions": "Which editions of an article go into cartridges.",
        "instructions": "What to do with it; Markdown.",
        "due": "The day by which it is read, as in 2026-09-14.",
        "rights": "By which right it is copied.",
    },
    RightsFile: {
        "licence": "The licence, as an SPDX identifier such as CC-BY-4.0, or its name.",
        "permission": "The words of whoever gave permission; they stand on each page.",
        "holder": "Who holds the copyright.",
        "source": "Where it was published: a reference in words, or an address.",
        "credits": "Lines of credit for figures that are others' work.",
    },
    CoverFile: {
        "image": "A PNG, JPEG or SVG, seen from the folder of this file.",
        "alt": "Words that stand for it; nothing for a decoration.",
        "credit": "Whose picture it is.",
    },
}
"""What each key is for, in a line; editors show it beside the key."""


def text() -> str:
    """Return the schema as it is written to a file, without a line end after the last."""
    return json.dumps(schema(), ensure_ascii=False, indent=2)


def schema() -> dict[str, Any]:
    """Return the schema."""
    made = PackFile.model_json_schema()
    inner = {kind.__name__: kind for kind in MEANINGS if kind is not PackFile}
    return {
        "$schema": front.DIALECT,
        "title": "The file of a Chapbook course pack",
        **_keys(PackFile, made),
        "$defs": {
            name: _keys(inner[name], rule) if name in inner else front.part(rule)
            for name, rule in made["$defs"].items()
        },
    }


def _keys(kind: type[BaseModel], made: dict[str, Any]) -> dict[str, Any]:
    """Return the rule of the keys of *kind*, of which pydantic *made* one."""
    keys = {
        key: {"description": MEANINGS[kind][key], **_rule(kind, key, rule)}
        for key, rule in made["properties"].items()
    }
    others = {
        other: {**keys[our], "description": f"Read as {our}. {MEANINGS[kind][our]}"}
        for other, our in SAME_AS.get(kind, {}).items()
    }
    written = {key.replace("-", "_"): rule for key, rule in keys.items() if "-" in key}
    mine = {"x": {"description": MEANINGS[PackFile]["x"]}}
    required = [_one_of_names(kind, key) for key in made.get("required", [])]
    return {
        "type": "object",
        "properties": {**others, **written, **mine, **keys},
        **({"allOf": required} if required else {}),
        **({"oneOf": _one_thing()} if kind is ReadingFile else {}),
        "additionalProperties": False,
    }


def _rule(kind: type[BaseModel], key: str, made: dict[str, Any]) -> dict[str, Any]:
    """Return what may stand under *key*, for which pydantic *made* a rule."""
    if key in OWN_FORMS:
        return OWN_FORMS[key]()
    if (kind, key) in WITHIN:
        return front.or_null({"$ref": f"#/$defs/{WITHIN[kind, key].__name__}"})
    rule: dict[str, Any] = front.form(front.bare(made))
    return rule


def _one_or_several(one: dict[str, Any]) -> dict[str, Any]:
    """Return the rule of what may be typed alone or as a list, or not at all."""
    return front.or_null({"anyOf": [one, {"type": "array", "items": one}]})


def _readings() -> dict[str, Any]:
    """Return the rule of readings: with keys, or the way to an article alone."""
    one = {"anyOf": [{"$ref": "#/$defs/ReadingFile"}, {"type": "string", "minLength": 1}]}
    return {"type": "array", "minItems": 1, "items": one}


OWN_FORMS: dict[str, Callable[[], dict[str, Any]]] = {
    **dict.fromkeys(NAMES, front.people),
    "allow": front.allowable,
    "pages": lambda: _one_or_several({"type": ["string", "integer"]}),
    "editions": lambda: _one_or_several({"enum": [*EDITIONS]}),
    "readings": _readings,
}
"""The keys whose types do not tell what is read."""


def _one_of_names(kind: type[BaseModel], key: str) -> dict[str, Any]:
    """Return the rule that *key*, or what else people call it, is there."""
    names = [key, *(other for other, our in SAME_AS.get(kind, {}).items() if our == key)]
    return {"anyOf": [{"required": [name]} for name in names]}


def _one_thing() -> list[dict[str, Any]]:
    """Return the rule that a reading is one of three things, and a PDF has a title."""
    return [
        {"required": ["article"], "not": {"required": ["pages"]}},
        {"required": ["pdf", "title"]},
        {"required": ["note"], "not": {"required": ["pages"]}},
    ]
