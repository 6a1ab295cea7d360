"""axe-core in Chromium: accessibility of web pages on phone, tablet and desk, light and dark.

Besides axe's rules a page can break three of ours: ``horizontal-overflow`` (a reader has to
scroll sideways; WCAG 2.2, 1.4.10), ``network-request`` and ``console-error``.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from chapbook.tools.judges import browser, node
from chapbook.tools.validator import Failure

WIDTHS_PX = (320, 768, 1280)
"""A small phone (and a desk at 400 % zoom), a tablet, a desk; in CSS pixels."""

_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def locate() -> Path:
    """Return the folder of axe-core.

    Raises:
        MissingToolError: axe-core, playwright-core, Node.js or Chromium is not installed.
    """
    browser.locate()
    return node.package("axe-core")


def version() -> str:
    """Return the version of axe-core and of the browser that it looks through."""
    return f"{node.version('axe-core')} ({browser.version()})"


def failures(*pages: Path, widths_px: Sequence[int] = WIDTHS_PX) -> list[Failure]:
    """Return what is wrong with *pages*, one failure for each page and rule.

    A failure's context is ``page: selector (widths; colour schemes): HTML`` of the first place;
    its count is the number of different places.  What axe cannot decide is not reported.

    Raises:
        MissingToolError: axe-core, playwright-core, Node.js or Chromium is not installed.
        ToolError: The browser failed.
    """
    locate()
    places: list[dict[str, Any]] = node.run(
        "axe.mjs",
        browser.job(
            pages=[str(page.resolve()) for page in pages],
            widthsPx=list(widths_px),
            colourSchemes=[scheme.value for scheme in browser.ColourScheme],
            tags=_TAGS,
        ),
    )
    return list(_failures(places))


def _failures(places: list[dict[str, Any]]) -> Iterator[Failure]:
    def key(place: dict[str, Any]) -> tuple[str, str]:
        return place["page"], place["rule"]

    for (page, rule), group in groupby(sorted(places, key=key), key):
        alike = list(group)
        first = alike[0]
        yield Failure(
            rule=rule,
            message=" ".join(first["message"].split()),
            context=f"{Path(page).name}: {_context(alike)}",
            count=len({place["target"] for place in alike}),
        )


def _context(alike: list[dict[str, Any]]) -> str:
    first = alike[0]
    same = [place for place in alike if place["target"] == first["target"]]
    widths = ", ".join(str(width) for width in sorted({place["widthPx"] for place in same}))
    schemes = ", ".join(
        sorted({place["colourScheme"] for place in same if "colourScheme" in place})
    )
    seen = f"{widths} px" + (f"; {schemes}" if schemes else "")
    return f"{first['target']} ({seen}): {first['html'][:200]}".removesuffix(": ")
