"""What judges said of the very same bytes before, so that a second audit is quick.

It lies in the user's cache, by what decides the answer: the bytes of the file and its name (which
some judges quote), the judge and its version, what it held the file against, and our module that
drives it.  Nothing of it shows in what is published.
"""

import hashlib
import inspect
import json
import os
from dataclasses import asdict
from functools import cache
from pathlib import Path
from types import ModuleType

from chapbook.audit.checks import Check
from chapbook.tools.validator import Failure

KEPT = 2000
"""Answers that are kept; more are cleared away, the oldest first."""


def folder() -> Path:
    """Return where answers are kept; ``XDG_CACHE_HOME`` moves it."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "chapbook" / "judged"


def key(check: Check, version: str, name: str, sha256: str) -> str:
    """Return under what the answer to *check* of a file is found again."""
    parts = (check.name, check.against, version, _driver(check), name, sha256)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def recall(key: str) -> list[Failure] | None:
    """Return what was said, or ``None`` when nothing is remembered."""
    try:
        said = json.loads((folder() / f"{key}.json").read_text("utf-8"))
        return [Failure(**failure) for failure in said]
    except (OSError, ValueError, TypeError):
        return None


def remember(key: str, failures: list[Failure]) -> None:
    """Keep *failures* for the next time; where nothing can be written, nothing is kept."""
    place = folder() / f"{key}.json"
    draft = place.with_suffix(f".{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps([asdict(each) for each in failures]), "utf-8")
        draft.replace(place)
    except OSError:
        return


def clear_old() -> None:
    """Forget the oldest answers when there are more than ``KEPT``."""
    try:
        aged = sorted(folder().iterdir(), key=lambda path: path.stat().st_mtime)
        for path in aged[:-KEPT]:
            path.unlink()
    except OSError:
        return


@cache
def _source(module: ModuleType) -> str:
    """Return the SHA-256 of the file that *module* was read from."""
    return hashlib.sha256(Path(str(module.__file__)).read_bytes()).hexdigest()


def _driver(check: Check) -> str:
    """Return the SHA-256 of our module that drives the judge, and of the scripts beside it."""
    assert inspect.ismodule(check.judge)
    beside = sorted(Path(str(check.judge.__file__)).parent.glob("*.mjs"))
    scripts = [hashlib.sha256(path.read_bytes()).hexdigest() for path in beside]
    return " ".join([_source(check.judge), *scripts])
