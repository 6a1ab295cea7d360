"""What every outside validator reports, and how those that are programs are run.

A validator is asked for the *failures* of a file: one ``Failure`` for each rule that the file
breaks, in a stable order, and an empty list for a file that it accepts.  What a failure means
for the build is decided by the stages, not here.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from chapbook.errors import MissingToolError, ToolError

UNREADABLE = "unreadable"
"""The rule of a failure that says: the validator could not read the file to its end."""

_TIMEOUT_S = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One rule of a validator that a file breaks."""

    rule: str
    """The rule's name in the validator's own terms, or ``UNREADABLE``."""
    message: str
    """What the validator says about the first place, in its own words, on one line."""
    context: str
    """The first place where the rule is broken, as precise as the validator gives it; or ""."""
    count: int
    """In how many places the rule is broken, 1 or more."""


def merged(failures: Iterable[Failure]) -> list[Failure]:
    """Return one failure for each rule: the first one's words and the sum of the counts."""
    by_rule: dict[str, Failure] = {}
    for failure in failures:
        first = by_rule.get(failure.rule)
        by_rule[failure.rule] = (
            failure if first is None else replace(first, count=first.count + failure.count)
        )
    return [by_rule[rule] for rule in sorted(by_rule)]


def library(module: str, *, package: str, why: str) -> ModuleType:
    """Import *module* of the Python *package* when it is first needed.

    Raises:
        MissingToolError: The package is not installed; *why* says what needs it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingToolError(
            f"the Python package {package} is not installed",
            why=why,
            fix=f"python -m pip install {package}",
        ) from error


def json_from(
    command: Sequence[str | Path],
    *,
    stdin: str = "",
    environment: Mapping[str, str] | None = None,
    timeout_s: float = _TIMEOUT_S,
) -> Any:
    """Run a validator and return the JSON that it writes to its standard output.

    The exit status is not looked at: validators use it to say that a file is bad, and what they
    wrote says so better.  *environment* is added to this process's own.

    Raises:
        ToolError: The program does not start, does not end in time, or writes no JSON.
    """
    output = run(command, stdin=stdin, environment=environment, timeout_s=timeout_s)
    try:
        return json.loads(output.stdout)
    except json.JSONDecodeError as error:
        said = (output.stderr.strip() or output.stdout.strip())[-2000:]
        raise ToolError(
            f"{Path(command[0]).name} ended with status {output.returncode} and without a report",
            why=said or "it wrote nothing",
        ) from error


def run(
    command: Sequence[str | Path],
    *,
    stdin: str = "",
    environment: Mapping[str, str] | None = None,
    timeout_s: float = _TIMEOUT_S,
) -> subprocess.CompletedProcess[str]:
    """Run a validator to its end, whatever its exit status, and return what it wrote.

    *environment* is added to this process's own.

    Raises:
        ToolError: The program does not start, or does not end in time.
    """
    name = Path(command[0]).name
    try:
        return subprocess.run(
            [str(word) for word in command],
            input=stdin,
            env={**os.environ, **(environment or {})},
            timeout=timeout_s,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ToolError(f"{name} did not end within {timeout_s:.0f} s") from error
    except OSError as error:
        raise ToolError(f"{name} cannot be started: {error.strerror}") from error


def installed(names: Sequence[str], program: str, *, why: str, fix: str) -> Path:
    """Return the path of the first of *names* that is installed.

    Args:
        names: What the program may be called.
        program: Its name as people know it.
        why: What it is needed for.
        fix: How it is installed.

    Raises:
        MissingToolError: None of them is.
    """
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise MissingToolError(f"{program} is not installed", why=why, fix=fix)
    return Path(found)
