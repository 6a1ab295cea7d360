"""What is wrong with keys and values that somebody typed as YAML, as findings."""

import difflib
import re
import reprlib
from collections.abc import Collection

from pydantic_core import ErrorDetails

from chapbook.findings import Finding, Place, Replacement
from chapbook.frontmatter import Review

EXAMPLES = {
    "lang": "en-GB",
    "url": "https://example.org/article",
    "doi": "10.1000/182",
    "id": "smith-2020",
}
"""What a value looks like whose form is a pattern."""

NAME_KEYS = sorted(
    field.alias or name.replace("_", "-") for name, field in Review.model_fields.items()
)
"""The keys of an author or a reviewer."""


def quoted(line: str) -> str:
    """Return *line* with its value in quotation marks, if a colon in it is the likely fault."""
    match = re.fullmatch(r"([a-z-]+): +([^\"'\[{|>&*!%@`].*:.*)", line.rstrip())
    if not match:
        return ""
    value = match[2].replace("\\", "\\\\").replace('"', '\\"')
    return f'{match[1]}: "{value}"'


def unknown(key: str, known: Collection[str], place: Place, excerpt: str) -> Finding:
    """Return the finding about *key*, which stands at *place* and is none of *known*."""
    near = difflib.get_close_matches(key.replace("_", "-"), sorted(known), 1, cutoff=0.8)
    if not near:
        message = f'"{key}" is not a key that Chapbook knows'
        return Finding(code="key-unknown", place=place, message=message, excerpt=excerpt)
    before, _, value = excerpt.partition(":")
    is_alone = before.strip("- \t\"'") == key
    return Finding(
        code="key-misspelt",
        place=place,
        message=f'"{key}" is not a key; did you mean "{near[0]}"?',
        fix=f"{near[0]}: {value.strip() if is_alone else ''}".rstrip(),
        excerpt=excerpt,
        replacement=Replacement(old=key, new=near[0]),
    )


def wrong(key: str, fault: ErrorDetails, place: Place, excerpt: str) -> Finding:
    """Return the finding about the value of *key*, of which pydantic says *fault*."""
    return Finding(
        code="value-wrong",
        place=place,
        message=f'"{key}" cannot be {reprlib.repr(fault["input"])}: {reason(fault)}',
        excerpt=excerpt,
        fix=_pasted(fault),
    )


def _pasted(fault: ErrorDetails) -> str:
    """Return a line of the right form to paste; nothing where none can be known."""
    key = str(fault["loc"][-1])
    has_form = fault["type"] == "string_pattern_mismatch" and key in EXAMPLES
    return f"{key}: {EXAMPLES[key]}" if has_form else ""


def reason(fault: ErrorDetails) -> str:
    """Return what is expected instead, in the words of someone who writes articles."""
    key = str(fault["loc"][-1]) if fault["loc"] else ""
    if fault["type"] == "string_pattern_mismatch" and key in EXAMPLES:
        return f"write it as {EXAMPLES[key]}"
    if fault["type"] == "string_type":
        return "it must be text; put it between quotation marks"
    if fault["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, NAME_KEYS, 1)
        return f'the key "{key}" is not known here' + (
            f'; did you mean "{near[0]}"?' if near else ""
        )
    said = re.sub(r"^Value error, ", "", fault["msg"])
    return f"{said[:1].lower()}{said[1:]}"
