"""One more entry under ``reviewed-by`` in an article's front matter, all else as it was typed.

The file is not written anew from what was read: lines are put in where the list ends, so that
comments, order, quotation marks and line ends stay, and the text below keeps every byte.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from chapbook.errors import UsageError
from chapbook.load.source import FRONT
from chapbook.tools import yaml

KEY = "reviewed-by"

EMPTY = re.compile(rf"^{KEY}[ ]*:[ ]*(?:\[[ ]*\]|null|~)?(?P<rest>[ ]*(?:#.*)?)$")
"""The key with nothing behind it but a comment."""

Review = Mapping[str, str]


def with_review(text: str, review: Review) -> str:
    """Return *text*, a whole file, with *review* as the last entry of its ``reviewed-by``.

    Raises:
        UsageError: There is no front matter in the file to write it into.
    """
    eol = "\r\n" if "\r\n" in text else "\n"
    start, end = _span(text)
    front = text[start:end]
    old = yaml.load(front.replace("\r\n", "\n")).data
    wanted = {**old, KEY: [*(old.get(KEY) or []), dict(review)]}
    for candidate in _candidates(front.replace("\r\n", "\n"), review, wanted):
        if _read(candidate) == wanted:
            return f"{text[:start]}{candidate.replace(chr(10), eol)}{text[end:]}"
    raise UsageError(
        "the front matter has no place for a review",
        fix=f"Write the line below into it, and sign again.\n      {KEY}: []",
    )


def _span(text: str) -> tuple[int, int]:
    """Return where the YAML of *text* begins and ends; a file may be nothing else."""
    plain = text.replace("\r\n", " \n")  # as long as it was
    bom = len(plain) - len(plain.removeprefix("\ufeff"))
    if front := FRONT.match(plain[bom:]):
        return front.start("yaml") + bom, front.end("yaml") + bom
    if not re.match(r"\s*[\w-]+[ ]*:", plain[bom:]):
        raise UsageError(
            "the file has no front matter of its own to write the review into",
            fix="Put the front matter at the head of this file, between two lines of ---.",
        )
    return bom, len(text)


def _read(front: str) -> Any:
    """Return what *front* says, or nothing where it is no YAML."""
    try:
        return yaml.load(front).data
    except yaml.YamlSyntaxError:
        return None


def _candidates(front: str, review: Review, wanted: Mapping[str, Any]) -> Iterator[str]:
    """Yield *front* with *review* put in, the most careful way first."""
    lines = front.split("\n")
    begin, stop = _region(front, lines)
    if begin is None:
        body = front if front.endswith("\n") or not front else f"{front}\n"
        yield f"{body}{KEY}:\n{_item(review, '  ')}\n"
        return
    if (match := EMPTY.match(lines[begin])) and stop == begin + 1:
        head = f"{KEY}: {match['rest'].strip()}".rstrip()
        yield "\n".join([*lines[:begin], head, _item(review, "  "), *lines[stop:]])
    dashes = [line for line in lines[begin + 1 : stop] if line.lstrip().startswith("- ")]
    if dashes:
        indent = min((line[: -len(line.lstrip())] for line in dashes), key=len)
        yield "\n".join([*lines[:stop], _item(review, indent), *lines[stop:]])
    held = "\n".join(lines[begin:stop])
    for at in reversed([match.start() for match in re.finditer(r"\]", held)]):
        more = f"{held[:at].rstrip()}, {_flow(review)}{held[at:]}"
        yield "\n".join([*lines[:begin], more, *lines[stop:]])
    anew = yaml.dump({KEY: wanted[KEY]}).rstrip("\n")
    yield "\n".join([*lines[:begin], anew, *lines[stop:]])


def _region(front: str, lines: list[str]) -> tuple[int | None, int]:
    """Return the lines of the key and its value, 0-based, without comments that follow."""
    document = yaml.load(front)
    if not isinstance(document.data, dict) or KEY not in document.data:
        return None, 0
    begin = document.key_position((KEY,))[0]
    others = (document.key_position((key,))[0] for key in document.data)
    stop = min((line for line in others if line > begin), default=len(lines))
    while stop > begin + 1 and re.match(r"\s*(?:#|$)", lines[stop - 1]):
        stop -= 1
    return begin, stop


def _item(review: Review, indent: str) -> str:
    """Return *review* as an item of a list, a key to a line, behind *indent*."""
    plain = re.sub(r"(?m)^(date: )'([\d-]+)'$", r"\1\2", yaml.dump(review))  # as people type it
    first, *others = plain.rstrip("\n").split("\n")
    return "\n".join([f"{indent}- {first}", *(f"{indent}  {line}" for line in others)])


def _flow(review: Review) -> str:
    """Return *review* on one line, between braces."""
    said = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in review.items())
    return "{" + ", ".join(said) + "}"
