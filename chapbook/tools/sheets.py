"""The style sheets of what is laid out on pages, and the sheet of paper as CSS.

Editions of articles and pages of packs are rows with names of files below ``templates/css/``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from chapbook.findings import Finding, Place
from chapbook.model import Theme
from chapbook.settings import TEMPLATES
from chapbook.tools import faces, theme
from chapbook.tools.pdf import Broken

_COUNTERS = {"{page}": "counter(page)", "{pages}": "counter(pages)"}


def texts(names: Sequence[str], look: Theme) -> list[str]:
    """Return the style sheets *names*, with that of *look* after the first, the tokens."""
    css = TEMPLATES / "css"
    tokens, *others = [(css / name).read_text("utf-8") for name in names]
    return [tokens, theme.css(look), faces.rules_of_pages(look), *others]


def size(page_mm: tuple[float, float]) -> str:
    """Return the CSS for pages of *page_mm* (width and height in mm), and for turned ones."""
    width, height = page_mm
    return (
        f"@page {{ size: {width}mm {height}mm }}\n@page turned {{ size: {height}mm {width}mm }}\n"
    )


def files(look: Theme) -> dict[str, tuple[bytes, str]]:
    """Return the files that ``texts`` name: bytes and media type by name."""
    return faces.files_of_pages(look)


def quoted(text: str) -> str:
    """Return *text* as a CSS string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def page_of(labels: Mapping[str, str]) -> str:
    """Return "Page 2 of 24" as a CSS ``content``, as the language of *labels* says it."""
    parts = re.split(r"(\{pages?\})", labels["page-of"])
    return " ".join(_COUNTERS.get(part) or quoted(part) for part in parts if part)


def findings(
    name: str, place: Place, remarks: Iterable[str], broken: Iterable[Broken]
) -> list[Finding]:
    """Return what laying out and finishing a file found.

    Args:
        name: Of its row in the table of editions.
        place: Of what it is made from.
        remarks: WeasyPrint's warnings.
        broken: The rules that cost the file a claim.
    """
    said = [("tool-warning", f"WeasyPrint: {remark}") for remark in remarks]
    said += [
        ("claim-dropped", f"{name}: not PDF {each.profile}: {each.rule}: {each.message}")
        for each in broken
    ]
    return [Finding(code=code, place=place, message=message) for code, message in said]
