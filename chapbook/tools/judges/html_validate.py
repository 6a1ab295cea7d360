"""html-validate: the strictest reader of HTML, for what is valid and yet a trap."""

from pathlib import Path
from typing import Any

from chapbook.tools import validator
from chapbook.tools.judges import node
from chapbook.tools.validator import Failure

_PRESETS = ("html-validate:standard", "html-validate:a11y")


def locate() -> Path:
    """Return the folder of html-validate.

    Raises:
        MissingToolError: html-validate or Node.js is not installed.
    """
    node.program()
    return node.package("html-validate")


def version() -> str:
    """Return the version of html-validate."""
    return node.version("html-validate")


def failures(*pages: Path) -> list[Failure]:
    """Return the errors in *pages*, one failure for each rule, sorted by rule.

    A failure's context is ``page:line:column`` (1-based) of the first place.

    Raises:
        MissingToolError: html-validate or Node.js is not installed.
        ToolError: It crashed.
    """
    locate()
    places: list[dict[str, Any]] = node.run(
        "html_validate.mjs",
        {
            "packages": str(node.packages()),
            "pages": [str(page.resolve()) for page in pages],
            "presets": _PRESETS,
            "rules": {},
        },
    )
    return validator.merged(
        Failure(
            rule=place["rule"],
            message=" ".join(place["message"].split()),
            context=f"{Path(place['page']).name}:{place['line']}:{place['column']}",
            count=1,
        )
        for place in places
    )
