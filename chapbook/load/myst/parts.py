"""Parts that mystmd keeps apart from the text: abstract, key points, acknowledgements.

    +++ {"part": "abstract"}          parts:
    Words.                              abstract: Words.
    +++                                 acknowledgments: Words.

They stand in the text or in the front matter.  The abstract goes where Chapbook looks for
it, into the front matter; the others become what they are in an article.

Source: https://mystmd.org/guide/document-parts
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from chapbook.load import source
from chapbook.load.myst import syntax
from chapbook.model import Line, Source

ABSTRACT = "<!-- abstract of MyST -->"
END = "<!-- end of the abstract of MyST -->"
"""Between these two lines stands the abstract until it is moved; in print they are nothing."""

HEADED = {
    "acknowledgments": "acknowledgements",
    "acknowledgements": "acknowledgements",
    "data_availability": "data-availability",
    "availability": "data-availability",
}
"""Parts that get a heading, and the label that is its words."""

KEY_POINTS = ("keypoints", "key_points", "highlights")
SUMMARIES = ("summary", "plain_language_summary")
KNOWN = ("abstract", *KEY_POINTS, *SUMMARIES, *HEADED)


def named(text: str) -> str:
    """Return the name of the part that the break *text* begins, or nothing."""
    found = syntax.BREAK.match(text)
    try:
        data = json.loads(found["data"].strip() or "{}") if found else {}
    except ValueError:
        return ""
    part = data.get("part", "") if isinstance(data, dict) else ""
    return str(part).replace("-", "_").lower()


def around(name: str, words: Mapping[str, str], level: int) -> tuple[str, str]:
    """Return the lines that open and close the part *name* in pandoc's Markdown.

    Args:
        name: As mystmd calls it.
        words: Labels in the article's language.
        level: Of the article's highest headings.
    """
    if name == "abstract":
        return ABSTRACT, END
    if name in KEY_POINTS:
        return "::: {.key-points}", ":::"
    if name in SUMMARIES:
        return "::: {.plain}", ":::"
    if name in HEADED:
        return f"{'#' * level} {words[HEADED[name]]}", ""
    return "", ""


def from_front_matter(data: Mapping[str, Any], file: str) -> tuple[list[Line], list[Line]]:
    """Return the parts that the front matter holds, as MyST: those ahead of the text, those after.

    Args:
        data: The front matter as it was typed.
        file: The article, to whose first line they are said to belong.
    """
    own = data.get("parts") if isinstance(data.get("parts"), dict) else {}
    ahead: list[Line] = []
    after: list[Line] = []
    for key, value in (own or {}).items():
        name = str(key).replace("-", "_").lower()
        if name not in KNOWN or (name == "abstract" and data.get("abstract")) or not value:
            continue
        texts = [f"- {one}" for one in value] if isinstance(value, list) else str(value).split("\n")
        block = [f'+++ {{"part": "{name}"}}', *texts, "+++"]
        place = after if name in HEADED else ahead
        place += [Line(text, file, 1, altered=True) for text in block]
    return ahead, after


def level(lines: Sequence[Line]) -> int:
    """Return the level of the highest heading in *lines*."""
    found = [len(m[1]) for line in lines if (m := re.match(r" {0,3}(#{1,6})\s", line.text))]
    return min(found, default=1)


def moved(text: Source) -> Source:
    """Return *text* with the abstract that its body holds in its front matter."""
    body = source.body_lines(text)
    starts = [index for index, line in enumerate(body) if line.text == ABSTRACT]
    ends = [index for index, line in enumerate(body) if line.text == END]
    if not starts or not ends or not text.lines:
        return text
    start, end = starts[0], ends[0]
    abstract = _trimmed(body[start + 1 : end])
    front = list(text.lines[: text.body_line - 1])
    if not front or not abstract:
        return text
    head = body[start].reads("abstract: |2-")
    inserted = [head, *(line.reads(f"  {line.text}".rstrip()) for line in abstract)]
    longer = [*front[:-1], *inserted, front[-1]]
    base = replace(text, lines=(*longer, *body), body_line=len(longer) + 1)
    return source.with_body(base, [*body[:start], *body[end + 1 :]], {})


def _trimmed(lines: list[Line]) -> list[Line]:
    """Return *lines* without empty ones at both ends."""
    full = [index for index, line in enumerate(lines) if line.text.strip()]
    return lines[full[0] : full[-1] + 1] if full else []
