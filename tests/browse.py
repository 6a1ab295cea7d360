"""Walking through pages in Chromium, served from a folder of this machine."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chapbook.tools import validator
from chapbook.tools.judges import browser, node

SCRIPT = Path(__file__).with_suffix(".mjs")


@dataclass(frozen=True, kw_only=True)
class Walk:
    """What was seen on the way."""

    said: list[Any]
    """What each step returned."""
    errors: list[str]
    """What the console said, and exceptions nobody caught."""
    requests: list[str]
    """Addresses that were asked for; those of the folder begin with ``/``."""


def walk(
    folder: Path, address: str, steps: Sequence[str], *, width_px: int = 1280, height_px: int = 900
) -> Walk:
    """Open *address* of *folder* and take *steps*.

    A step is the body of an async function with the parameters ``page``, ``base`` and
    ``context`` of Playwright.

    Raises:
        MissingToolError: Chromium, Node.js or playwright-core is not installed.
        ToolError: The browser failed, or a step did.
    """
    job = browser.job(
        folder=str(folder.resolve()),
        address=address,
        steps=list(steps),
        widthPx=width_px,
        heightPx=height_px,
    )
    with tempfile.TemporaryDirectory(prefix="walk-") as home:
        seen = validator.json_from(
            [node.program(), SCRIPT],
            stdin=json.dumps(job),
            environment=node.private_home(Path(home)),
        )
    return Walk(said=seen["said"], errors=seen["errors"], requests=seen["requests"])
