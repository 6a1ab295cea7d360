"""A web page gone through with the keyboard alone, in Chromium.

A page can break four rules: ``skip-link`` (the first stop does not lead past the contents:
WCAG 2.2, 2.4.1), ``unreachable`` (2.1.1), ``focus-order`` (2.4.3: stops stand in the order of the
document) and ``focus-hidden`` (2.4.7 and 2.4.11: a stop is not seen, or not marked).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chapbook.tools.judges import browser, node
from chapbook.tools.judges.browser import ColourScheme
from chapbook.tools.validator import Failure

WIDTH_PX = 1280


def locate() -> Path:
    """Return the path of the browser.

    Raises:
        MissingToolError: playwright-core, Node.js or Chromium is not installed.
    """
    return browser.locate()


def version() -> str:
    """Return the version of the browser."""
    return browser.version()


def failures(page: Path, *, width_px: int = WIDTH_PX) -> list[Failure]:
    """Return where the keyboard fails on *page*, one failure for each rule.

    Raises:
        MissingToolError: playwright-core, Node.js or Chromium is not installed.
        ToolError: The browser failed.
    """
    locate()
    way = node.run(
        "keyboard.mjs",
        browser.job(
            page=str(page.resolve()), widthPx=width_px, colourScheme=ColourScheme.LIGHT.value
        ),
    )
    return list(_failures(way["wanted"], way["stops"], skips=way["skips"]))


def _failures(wanted: list[int], stops: list[dict[str, Any]], *, skips: bool) -> Iterator[Failure]:
    places = [stop["index"] for stop in stops]
    if not skips:
        yield _failure("skip-link", "the first stop does not lead past what stands before the text")
    if lost := [place for place in wanted if place not in places]:
        yield _failure("unreachable", "Tab does not reach what can be used", len(lost))
    if places != sorted(places):
        yield _failure("focus-order", "Tab goes through the page in another order than its text")
    unseen = [stop for stop in stops if not (stop["isSeen"] and stop["isMarked"])]
    if unseen:
        words = f"{unseen[0]['name']}: {unseen[0]['words']}"
        yield _failure("focus-hidden", "nobody sees where the focus is", len(unseen), words)


def _failure(rule: str, message: str, count: int = 1, context: str = "") -> Failure:
    return Failure(rule=rule, message=message, context=context, count=count)
