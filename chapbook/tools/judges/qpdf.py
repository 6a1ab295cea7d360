"""qpdf: whether the syntax of a PDF is whole, from the cross-reference table to every stream."""

import re
from pathlib import Path

from chapbook.tools import validator
from chapbook.tools.validator import Failure

_SOUND = {0}
"""What is the exit status without errors (2) and warnings (3)?  Source: qpdf's manual."""

_SUMMARY = "operation succeeded with warnings"


def locate() -> Path:
    """Return the path of qpdf.

    Raises:
        MissingToolError: It is not installed.
    """
    return validator.installed(
        ["qpdf"],
        "qpdf",
        why="it reads every byte of a PDF",
        fix="apt-get install --no-install-recommends qpdf",
    )


def version() -> str:
    """Return the version of the program."""
    said = validator.run([locate(), "--version"]).stdout
    found = re.search(r"\d+(?:\.\d+)+", said)
    return found[0] if found else "unknown"


def failures(pdf: Path) -> list[Failure]:
    """Return the errors and warnings of ``qpdf --check``, one failure for each.

    Raises:
        MissingToolError: qpdf is not installed.
        ToolError: It cannot be started.
    """
    done = validator.run([locate(), "--check", pdf.resolve()])
    if done.returncode in _SOUND:
        return []
    said = [_own_words(line, pdf) for line in done.stderr.splitlines()]
    told = [line for line in said if line and line != _SUMMARY]
    return [
        Failure(rule=_rule(line), message=line, context="", count=1)
        for line in dict.fromkeys(told or [f"qpdf ended with status {done.returncode}"])
    ]


def _own_words(line: str, pdf: Path) -> str:
    """Return *line* without the program's and the file's name."""
    for name in (str(pdf.resolve()), pdf.name):
        line = line.replace(name, "")
    return " ".join(line.split()).removeprefix("qpdf: ").strip(": ").replace(": :", ":")


def _rule(line: str) -> str:
    return "warning" if line.startswith("WARNING") else "error"
