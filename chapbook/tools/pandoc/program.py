"""Running the pandoc program, confined and reproducible."""

import importlib.util
import json
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from chapbook.errors import MissingToolError, ToolError

LONGEST_S = 300
"""Seconds after which pandoc is stopped: some text makes it work without end."""

OLDEST = (3, 6)
"""The oldest pandoc whose document model and options we know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A record of pandoc's log."""

    kind: str
    """pandoc's name for it, such as ``CouldNotFetchResource``."""
    text: str
    line: int = 0
    """1-based line of the text that was read; 0 when pandoc names none."""
    column: int = 0
    """1-based column on that line; 0 when pandoc names none."""


@cache
def executable() -> Path:
    """Return the pandoc program that ``pypandoc_binary`` carries, else the system's.

    Raises:
        MissingToolError: There is none, or it is too old.
    """
    # Looked for, not asked for: asking starts pandoc twice, and the lock file says its version.
    spec = importlib.util.find_spec("pypandoc")
    for folder in spec.submodule_search_locations or () if spec else ():
        if (carried := Path(folder) / "files" / "pandoc").is_file():
            return carried
    return _of_the_system()


def _of_the_system() -> Path:
    """Return the pandoc that is installed on this machine, if it is new enough."""
    try:
        import pypandoc

        path = Path(pypandoc.get_pandoc_path())
        found = str(pypandoc.get_pandoc_version())
    except (ImportError, OSError) as error:
        raise MissingToolError("pandoc is not installed", fix="make clean-venv && make") from error
    if tuple(int(part) for part in found.split(".")[:2]) < OLDEST:
        raise MissingToolError(
            f"pandoc {found} is too old", fix="pip install -r requirements/product.txt"
        )
    return path


def version() -> str:
    """Return the version of pandoc.

    Raises:
        MissingToolError: It is not there, or too old.
    """
    line = subprocess.run(
        [str(executable()), "--version"], capture_output=True, check=True, text=True
    ).stdout.splitlines()[0]
    return line.split()[-1]


def environment(home: Path, epoch: int = 0) -> dict[str, str]:
    """Return the variables that pandoc runs with: no user, no locale, no clock.

    Args:
        home: An empty folder; pandoc looks for a user's own templates and filters
            below it and must find none.
        epoch: Seconds since 1970 for the dates that pandoc writes into files.
    """
    return {
        "PATH": os.defpath,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "SOURCE_DATE_EPOCH": str(epoch),
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }


def run(
    arguments: list[str], stdin: str, *, folder: Path | None = None, epoch: int = 0
) -> tuple[bytes, tuple[Remark, ...]]:
    """Run pandoc and return what it wrote and what it remarked.

    Args:
        arguments: Options; formats and files.
        stdin: The text or the JSON document that it reads.
        folder: Where relative paths in the document lead; an empty folder without it.
        epoch: See ``environment``.

    Raises:
        ToolError: pandoc ended with a fault.
    """
    with tempfile.TemporaryDirectory(prefix="chapbook-pandoc-") as scratch:
        home = Path(scratch)
        log = home / "log.json"
        try:
            done = subprocess.run(
                [str(executable()), *arguments, f"--log={log}", "--quiet"],
                input=stdin.encode("utf-8"),
                capture_output=True,
                check=False,
                cwd=folder or home,
                env=environment(home, epoch),
                timeout=LONGEST_S,
            )
        except subprocess.TimeoutExpired as error:
            raise ToolError(
                f"pandoc did not finish within {LONGEST_S} seconds",
                why="Hundreds of brackets opened and never closed keep it busy for ever.",
                fix="Look for text that a program pasted, and put it into a code block.",
            ) from error
        if done.returncode:
            message = done.stderr.decode("utf-8", "replace").strip()
            raise ToolError(f"pandoc failed (status {done.returncode}): {message}")
        records = json.loads(log.read_text("utf-8")) if log.exists() else []
    return done.stdout, tuple(_remark(record) for record in records)


def run_lua(script: Path, job: dict[str, Any]) -> dict[str, Any]:
    """Run a Lua script inside pandoc with *job* on its standard input.

    Returns:
        The JSON object that the script writes.

    Raises:
        ToolError: The script ended with a fault.
    """
    with tempfile.TemporaryDirectory(prefix="chapbook-pandoc-") as scratch:
        done = subprocess.run(
            [str(executable()), "lua", str(script)],
            input=json.dumps(job, ensure_ascii=False).encode("utf-8"),
            capture_output=True,
            check=False,
            cwd=scratch,
            env=environment(Path(scratch)),
        )
    if done.returncode:
        raise ToolError(f"pandoc lua failed: {done.stderr.decode('utf-8', 'replace').strip()}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


PLACE = re.compile(r"(?: at)?(?: \S*)? *line \d+ column \d+")
"""How pandoc's messages say where; remarks say it in fields of their own."""


def _remark(record: dict[str, Any]) -> Remark:
    """Turn a record of pandoc's log into a remark."""
    text = str(record.get("pretty") or record.get("message") or record["type"])
    where = record.get("openpos") or record
    line, column = where.get("line"), where.get("column")
    return Remark(
        kind=str(record["type"]),
        text=PLACE.sub("", text).strip(),
        line=line if isinstance(line, int) else 0,
        column=column if isinstance(column, int) else 0,
    )
