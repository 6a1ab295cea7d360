"""The Nu HTML checker (vnu), the W3C's validator for HTML, SVG in HTML and CSS.

It is for web pages only: in the XHTML of an EPUB it takes every ``epub:type`` for an error.
"""

from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from chapbook.errors import MissingToolError
from chapbook.tools import java, validator
from chapbook.tools.judges import node
from chapbook.tools.validator import Failure


def locate() -> Path:
    """Return the path of ``vnu.jar``.

    Raises:
        MissingToolError: vnu-jar or the Java it needs is not installed.
    """
    java.home()
    jar = node.package("vnu-jar") / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        raise MissingToolError(
            "the npm package vnu-jar holds no vnu.jar",
            fix="make validators",
        )
    return jar


def version() -> str:
    """Return the version of the checker."""
    return node.version("vnu-jar")


def failures(*pages: Path) -> list[Failure]:
    """Return the errors and warnings of *pages*, one for each page and message, in page order.

    The checker's messages have no names, so a failure's rule is ``error`` or ``warning``; its
    context is ``page:line:column`` (1-based).  Plain information is left out.

    Raises:
        MissingToolError: vnu-jar or the Java it needs is not installed.
        ToolError: The checker crashed.
    """
    # Without --stdout the report goes to standard error; the exit status is not looked at.
    report = validator.json_from(
        [
            *java.jar_command(locate()),
            *("--format", "json", "--stdout", "--exit-zero-always"),
            *(page.resolve() for page in pages),
        ],
        environment=java.ENVIRONMENT,
    )
    alike: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for message in report["messages"]:
        severity = _severity(message)
        if severity and not _is_false_alarm(message["message"]):
            alike[message.get("url", ""), severity, message["message"]].append(message)
    return [
        Failure(
            rule=severity,
            message=" ".join(text.split()),
            context=_place(places[0]),
            count=len(places),
        )
        for (_, severity, text), places in alike.items()
    ]


def _is_false_alarm(text: str) -> bool:
    """Tell whether *text* is about an image in a ``data:`` address and the page's policy.

    vnu 26.9 reads addresses as htmlunit-csp's ``URI``, which a ``data:`` address is not, and
    then calls the image blocked by whatever ``img-src`` says, ``data:`` itself included.
    """
    return "Content Security Policy" in text and "image “data:" in text


def _severity(message: dict[str, Any]) -> str:
    """Return "error", "warning", or "" for a message that is information only."""
    if message["type"] == "info":
        return "warning" if message.get("subType") == "warning" else ""
    return "error"


def _place(message: dict[str, Any]) -> str:
    name = Path(unquote(urlsplit(message.get("url", "")).path)).name
    column = message.get("firstColumn", message.get("lastColumn", 1))
    return f"{name}:{message['lastLine']}:{column}" if "lastLine" in message else name
