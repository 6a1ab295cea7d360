"""Phrases in other languages, so that Word spells them right and screen readers say them right.

Word keeps three languages for each run and goes by the script of its letters: one for
letters that run from left to right, one for East Asian signs, one for complex scripts.
pandoc names only the first.

Source: ISO/IEC 29500-1, 17.3.2.20 (lang).
"""

from chapbook.tools import direction
from chapbook.tools.wordml import xml

EAST_ASIAN = {"zh", "ja", "ko", "yue", "wuu", "ii"}
"""Languages whose signs Word sets in its East Asian faces."""


def finish(story: xml.Element) -> None:
    """Name the language of each run of *story* for its own script too."""
    for language in xml.every(story, "w:lang"):
        tag = language.get(xml.name("w:val"), "")
        if kind := script(tag):
            language.set(xml.name(f"w:{kind}"), tag)


def script(tag: str) -> str:
    """Return the attribute that Word looks at for text in *tag*, where ``val`` is not enough.

    Args:
        tag: BCP 47.
    """
    if tag.replace("_", "-").split("-")[0].lower() in EAST_ASIAN:
        return "eastAsia"
    return "bidi" if direction.of_language(tag) == direction.RTL else ""
