"""MyST's blocks as they are typed: fences, directives with their options, targets.

    ```{figure} images/pot.png          :::{note} A title
    :name: fig-pot                      Words.
    :alt: A round pot                   :::

    A caption.
    ```

Source: https://myst-parser.readthedocs.io/en/latest/syntax/roles-and-directives.html and
https://mystmd.org/guide/syntax-overview (colon fences may hold colon fences).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chapbook.model import Line
from chapbook.tools import yaml

FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,}|:{3,})[ \t]*(?P<info>.*?)[ \t]*$")
"""The first line of a fence, or the last."""

DIRECTIVE = re.compile(r"\{(?P<name>[A-Za-z][\w:.+-]*)\}[ \t]*(?P<argument>.*)")
"""What stands behind the marks of a fence that is a directive."""

OPTION = re.compile(r"[ \t]*:(?P<key>[A-Za-z][\w-]*):(?:[ \t]+(?P<value>.*?))?[ \t]*$")
KEY = re.compile(r"(?P<key>[A-Za-z][\w-]*):[ \t]*(?P<value>.*?)[ \t]*$")

TARGET = re.compile(r"^[ ]{0,3}\((?P<label>[^()\n]{1,100})\)=[ \t]*$")
"""``(label)=`` on a line of its own, above what it names."""

VERBATIM = frozenset({"code", "code-block", "code-cell", "sourcecode", "math", "raw", "literal"})
"""Directives whose contents are not Markdown."""

ATTRIBUTES = re.compile(r"^[ ]{0,3}\{(?P<inside>[#.][^{}]*|\w[\w-]*=[^{}]*)\}[ \t]*$")
"""``{#label .class}`` on a line of its own, above what it belongs to."""

BREAK = re.compile(r"^\+\+\+(?!\+)(?P<data>.*)$")
"""``+++ {"part": "abstract"}``, a break between blocks."""

EQUATION_LABEL = re.compile(r"\$\$[ \t]*\((?P<label>[^()\s]+)\)[ \t]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """A fence with a name, taken apart."""

    name: str
    argument: str
    options: dict[str, str]
    opening: Line
    body: tuple[Line, ...]
    """What it holds, without its options, moved left by the fence's indent."""
    closing: Line

    @property
    def label(self) -> str:
        """What other places call it by; nothing when it has no label."""
        return self.options.get("label") or self.options.get("name") or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """A fenced block from its first line to its last."""

    indent: str
    info: str
    lines: tuple[Line, ...]
    """With both lines of marks; the last one may be missing."""
    closed: bool

    @property
    def is_directive(self) -> bool:
        """Whether it has a name in braces."""
        return bool(DIRECTIVE.fullmatch(self.info))

    def directive(self) -> Directive:
        """Return it as a directive."""
        named = DIRECTIVE.fullmatch(self.info)
        assert named
        inner = self.lines[1:-1] if self.closed else self.lines[1:]
        moved = [line.reads(dedented(line.text, len(self.indent))) for line in inner]
        options, body = _options(moved)
        return Directive(
            name=named["name"].lower(),
            argument=named["argument"].strip(),
            options=options,
            opening=self.lines[0],
            body=tuple(body),
            closing=self.lines[-1],
        )


def dedented(text: str, indent: int) -> str:
    """Return *text* without its first spaces, at most *indent* of them."""
    return text[min(indent, len(text) - len(text.lstrip(" \t"))) :]


def indented(lines: Sequence[Line], indent: str) -> list[Line]:
    """Return *lines* with *indent* before each that has text."""
    return [line.reads(indent + line.text if line.text.strip() else "") for line in lines]


def fence_at(lines: Sequence[Line], start: int) -> Fence | None:
    """Return the fenced block that begins with the line *start* (0-based), if one does.

    A row of colons is one only as a directive; pandoc reads the others itself.
    """
    found = FENCE.match(lines[start].text)
    if not found or (found["mark"][0] == "`" and "`" in found["info"]):
        return None
    if found["mark"][0] == ":" and not DIRECTIVE.fullmatch(found["info"]):
        return None
    end = _end(lines, start, found["mark"], may_hold_equals=_holds_markdown(found["info"]))
    if end is None:
        end = _end(lines, start, found["mark"])
    closed = end is not None
    end = len(lines) - 1 if end is None else end
    return Fence(
        indent=found["indent"],
        info=found["info"],
        lines=tuple(lines[start : end + 1]),
        closed=closed,
    )


def _holds_markdown(info: str) -> bool:
    """Tell whether a fence with *info* behind its marks may hold further directives."""
    named = DIRECTIVE.fullmatch(info)
    return named is not None and named["name"].lower() not in VERBATIM


def _end(
    lines: Sequence[Line], start: int, mark: str, *, may_hold_equals: bool = False
) -> int | None:
    """Return the index of the line that closes the fence of *mark* begun at *start*."""
    open_marks = [mark]
    for index in range(start + 1, len(lines)):
        found = FENCE.match(lines[index].text)
        if not found:
            continue
        if not found["info"] and found["mark"].startswith(open_marks[-1]):
            open_marks.pop()
            if not open_marks:
                return index
        elif _nests(found, open_marks[-1], may_hold_equals):
            open_marks.append(found["mark"])
    return None


def _nests(found: re.Match[str], outer: str, may_hold_equals: bool) -> bool:
    """Tell whether a fence opens inside of the one of *outer* and must be closed first.

    People nest colons of one length, although mystmd asks for longer ones outside;
    and what stands in code inside closes nothing.
    """
    if not found["info"]:
        return False
    if outer[0] != ":":
        is_equal = found["mark"] == outer
        return may_hold_equals and is_equal and bool(DIRECTIVE.fullmatch(found["info"]))
    if found["mark"][0] == ":":
        return bool(DIRECTIVE.fullmatch(found["info"])) and len(found["mark"]) >= len(outer)
    return "`" not in found["info"]


def _options(lines: list[Line]) -> tuple[dict[str, str], list[Line]]:
    """Return the options at the head of *lines*, and the other lines."""
    if lines and lines[0].text.strip() == "---":
        end = next((i for i, line in enumerate(lines[1:], 1) if line.text.strip() == "---"), None)
        if end is not None:
            written = _from_yaml([line.text for line in lines[1:end]])
            if written is not None:
                return written, _begun(lines[end + 1 :])
    options: dict[str, str] = {}
    key = ""
    for index, line in enumerate(lines):
        found = OPTION.match(line.text)
        if found:
            key = found["key"]
            options[key] = _unquoted(found["value"] or "")
        elif key and options[key] and re.match(r"[ \t]{2,}\S", line.text):
            options[key] += " " + line.text.strip()
        else:
            return options, _begun(lines[index:])
    return options, []


def _begun(lines: list[Line]) -> list[Line]:
    """Return *lines* without the empty one that sets options apart from the contents."""
    return lines[1:] if lines and not lines[0].text.strip() else lines


def _from_yaml(texts: list[str]) -> dict[str, str] | None:
    """Return options that are written as YAML; what is no YAML is read line by line.

    None if they are not options but words between two rules.
    """
    try:
        data = yaml.load("\n".join(texts)).data
    except yaml.YamlSyntaxError:
        data = None
    if isinstance(data, dict):
        return {str(key): "" if value is None else str(value) for key, value in data.items()}
    found = [KEY.match(text.strip()) for text in texts if text.strip()]
    if not all(found):
        return None
    return {match["key"]: _unquoted(match["value"]) for match in found if match}


def _unquoted(value: str) -> str:
    """Return *value* without the quotation marks around it."""
    inner = value[1:-1]
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return inner if quoted and value[0] not in inner else value


def with_label(directive: Directive, label: str) -> Directive:
    """Return *directive* with *label* if it has none of its own."""
    if directive.label or not label:
        return directive
    return replace(directive, options={**directive.options, "label": label})
