"""Debian's Chromium without a network: pictures of a page, and what the page tried to fetch."""

import os
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from chapbook.tools import validator
from chapbook.tools.judges import node

_NAMES = ("chromium", "chromium-browser", "google-chrome")


class ColourScheme(StrEnum):
    """What the reader's system asks pages to look like (CSS ``prefers-color-scheme``)."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one page did while it was looked at."""

    height_px: int
    """Height of the whole page in CSS pixels."""
    requests: tuple[str, ...]
    """Every address that the page asked for, besides itself and ``data:`` and ``blob:`` ones."""
    errors: tuple[str, ...]
    """Console errors and uncaught exceptions, in the order of their happening."""


def locate() -> Path:
    """Return the path of Chromium; ``CHAPBOOK_CHROMIUM`` may name another one.

    Raises:
        MissingToolError: Chromium, Node.js or playwright-core is not installed.
    """
    node.program()
    node.package("playwright-core")
    return chromium()


@cache
def version() -> str:
    """Return the name and version of the browser ("Chromium 156.0.8078.79")."""
    said = validator.run([chromium(), "--version"]).stdout
    return " ".join(said.split()[:2])


def chromium() -> Path:
    """Return the path of Chromium alone.

    Raises:
        MissingToolError: It is not installed.
    """
    override = os.environ.get("CHAPBOOK_CHROMIUM")
    return validator.installed(
        [override] if override else _NAMES,
        "Chromium",
        why="web pages are judged as a browser shows them",
        fix="apt-get install --no-install-recommends chromium",
    )


def job(**settings: Any) -> dict[str, Any]:
    """Return a job for one of this folder's scripts that use the browser."""
    return {"packages": str(node.packages()), "chromium": str(locate()), **settings}


def screenshot(
    page: Path, png: Path, *, width_px: int, colour_scheme: ColourScheme = ColourScheme.LIGHT
) -> Visit:
    """Write a picture of the whole *page*, *width_px* CSS pixels wide, to *png*.

    Raises:
        MissingToolError: Chromium, Node.js or playwright-core is not installed.
        ToolError: The browser failed.
    """
    visit = node.run(
        "screenshot.mjs",
        job(
            page=str(page.resolve()),
            png=str(png.resolve()),
            widthPx=width_px,
            colourScheme=colour_scheme.value,
        ),
    )
    return Visit(
        height_px=visit["heightPx"],
        requests=tuple(visit["requests"]),
        errors=tuple(visit["errors"]),
    )
