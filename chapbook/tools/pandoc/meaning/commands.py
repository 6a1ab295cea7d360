r"""Taking TeX apart: commands with their arguments, and environments."""

import re
from dataclasses import dataclass

COMMAND = re.compile(r"\\(?P<name>[A-Za-z@]+|.)(?P<star>\*?)", re.S)
BLANK = re.compile(r"(?:\s|(?<!\\)%[^\n]*(?:\n|\Z))*")
CLOSES = {"{": "}", "[": "]"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    r"""A command, or a whole environment."""

    name: str
    r"""Without backslash and star; of an environment, the environment's name."""
    options: tuple[str, ...] = ()
    """What stands between square brackets."""
    arguments: tuple[str, ...] = ()
    """What stands between braces."""
    body: str | None = None
    """What an environment holds."""


def parsed(text: str) -> list[Command] | None:
    """Return the commands that *text* consists of; ``None`` if it holds anything else."""
    found = []
    at = _blank(text, 0)
    while at < len(text):
        match = COMMAND.match(text, at)
        if not match:
            return None
        if match["name"] == "begin":
            environment, at = _environment(text, match.end())
        else:
            environment, at = _command(text, match)
        if environment is None:
            return None
        found.append(environment)
        at = _blank(text, at)
    return found


def _blank(text: str, at: int) -> int:
    """Return where the spaces and comments at *at* end."""
    match = BLANK.match(text, at)
    return match.end() if match else at


def _command(text: str, match: re.Match[str]) -> tuple[Command, int]:
    """Return the command of *match* with its arguments, and where it ends."""
    options, arguments, at = _arguments(text, match.end())
    return Command(name=match["name"], options=options, arguments=arguments), at


def _arguments(text: str, at: int) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Return options and arguments from *at* on, and where they end."""
    options: list[str] = []
    arguments: list[str] = []
    while at < len(text) and text[at] in CLOSES:
        end = closing(text, at)
        if end < 0:
            break
        (options if text[at] == "[" else arguments).append(text[at + 1 : end])
        at = end + 1
    return tuple(options), tuple(arguments), at


def closing(text: str, at: int) -> int:
    """Return where the bracket at *at* is closed; -1 if it never is."""
    wanted, depth, position = CLOSES[text[at]], 0, at + 1
    while position < len(text):
        sign = text[position]
        if sign == "\\":
            position += 1
        elif sign == wanted and not depth:
            return position
        elif sign in "{}":
            depth += 1 if sign == "{" else -1
        position += 1
    return -1


def _environment(text: str, at: int) -> tuple[Command | None, int]:
    r"""Return the environment whose name begins at *at*, and where it ends."""
    if at >= len(text) or text[at] != "{" or (end := closing(text, at)) < 0:
        return None, at
    name = text[at + 1 : end]
    edge = re.compile(rf"\\(?P<edge>begin|end)\{{{re.escape(name)}\}}")
    depth = 1
    for match in edge.finditer(text, end + 1):
        depth += 1 if match["edge"] == "begin" else -1
        if not depth:
            options, arguments, start = _arguments(text, end + 1)
            start = min(start, match.start())
            body = text[start : match.start()]
            found = Command(
                name=name.removesuffix("*"), options=options, arguments=arguments, body=body
            )
            return found, match.end()
    return None, at
