"""Runs of text: their ids, and empty lines where CommonMark needs none and pandoc does."""

import re

from chapbook.load.myst import names
from chapbook.model import Line

ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
INTERRUPTS = re.compile(
    r"^ {0,3}(?:#{1,6}[ \t]|[-*+][ \t]+\S|1[.)][ \t]+\S|(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$)"
)
"""What ends a paragraph in CommonMark (0.31, 4.2 and 5.3) without an empty line."""
TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")

UNDERLINE = re.compile(r"^ {0,3}(?:=+|-+)[ \t]*$")
"""Below the words of a heading."""

IMAGE_ALONE = re.compile(r"^!\[(?:\\.|[^\[\]])*\]\([^()]*\)(?:\{(?P<attributes>[^{}]*)\})?$")


def labelled(run: list[Line], label: str) -> list[Line]:
    """Return *run*, the lines of one block, with *label* where pandoc looks for an id."""
    first, *rest = run
    heading = names.HEADING.match(first.text)
    image = IMAGE_ALONE.match(first.text) if not rest else None
    if heading or (rest and UNDERLINE.match(rest[0].text)):
        return [first.reads(_heading(first.text, label)), *rest]
    if image:
        bare = first.text[: image.start("attributes") - 1] if image["attributes"] else first.text
        more = f" {image['attributes']}" if image["attributes"] else ""
        return [first.reads(f"{bare}{{#{label}{more}}}")]
    if first.text.lstrip().startswith(("|", "+-")) or (rest and TABLE_RULE.match(rest[0].text)):
        return [
            *(first.reads(""), first.reads(f"::: {{#{label}}}"), first.reads("")),
            *run,
            *(run[-1].reads(""), run[-1].reads(":::"), run[-1].reads("")),
        ]
    item = ITEM.match(first.text)
    at = item.end() if item else 0
    return [first.reads(f"{first.text[:at]}[]{{#{label}}}{first.text[at:]}"), *rest]


def _heading(text: str, label: str) -> str:
    """Return the heading *text* with *label* as its id, unless it has one."""
    if names.OWN_ID.search(text):
        return text
    attributes = re.search(r"[ \t]*\{(?P<inside>[.][^{}]*)\}[ \t]*$", text)
    if attributes:
        return f"{text[: attributes.start()]} {{#{label} {attributes['inside']}}}"
    bare = re.sub(r"(?<=\s)#+[ \t]*$", "", text) if text.lstrip().startswith("#") else text
    return f"{bare.rstrip()} {{#{label}}}"


def parted(run: list[Line]) -> list[Line]:
    """Return *run* with empty lines where CommonMark ends a paragraph and pandoc does not."""
    out = run[:1]
    in_list = bool(run and ITEM.match(run[0].text))
    for index in range(1, len(run)):
        above, line = run[index - 1], run[index]
        is_text = not in_list and not names.HEADING.match(above.text)
        begins_table = (
            index + 1 < len(run)
            and line.text.lstrip().startswith("|")
            and not above.text.lstrip().startswith("|")
            and TABLE_RULE.match(run[index + 1].text)
        )
        heading = names.HEADING.match(line.text) and above.text.strip()
        if above.text.strip() and (
            heading or (is_text and (INTERRUPTS.match(line.text) or begins_table))
        ):
            out.append(line.reads(""))
        in_list = in_list or bool(ITEM.match(line.text))
        out.append(line)
    return out
