"""What a CSL style and pandoc's CSL locales say wrongly in other languages, put right."""

import re
from pathlib import Path

from chapbook.settings import TEMPLATES

FOLDER = TEMPLATES / "csl"
"""A ``locale`` element of CSL 1.0.2 for each language whose terms need mending: months in
the case that stands beside a day, the order of a date, quotation marks.  Pandoc's are
those of citation-style-language/locales, which has the months in the nominative."""

END_OF_INFO = "</info>"
"""What a style's own locales follow.  Source: CSL 1.0.2 specification, "Locale"."""

MONTH_DAY = re.compile(r'<date-part name="month"/>(\s*)<date-part name="day" prefix=" "/>')
"""How APA and Chicago put "May 1", whatever the language."""

AFTER_DAY = {"de": ". ", "es": " de ", "pt": " de "}
AFTER_DAY |= dict.fromkeys(("ar", "el", "fr", "it", "nl", "pl", "sv", "uk"), " ")
"""What stands between day and month, by language.  Source: CLDR, dateFormats/long."""


def mended(style: Path, lang: str, folder: Path) -> Path:
    """Return *style* as *lang* (BCP 47) needs it; as it stands if nothing is wrong.

    Args:
        style: A CSL file.
        lang: The language that the style prints in.
        folder: Where a mended copy may be written.
    """
    base = lang.split("-")[0].lower()
    if base not in AFTER_DAY:
        return style
    text = style.read_text("utf-8")
    copy = folder / f"{base}-{style.name}"
    copy.write_text(_with_terms(_day_first(text, AFTER_DAY[base]), base), "utf-8")
    return copy


def _day_first(text: str, between: str) -> str:
    """Return the style *text* with days before months."""
    day = f'<date-part name="day" suffix="{between}"/>'
    return MONTH_DAY.sub(rf'{day}\1<date-part name="month"/>', text)


def _with_terms(text: str, base: str) -> str:
    """Return the style *text* with the terms of our own for the language *base*."""
    own = FOLDER / f"{base}.xml"
    if not own.is_file():
        return text
    before, end, after = text.partition(END_OF_INFO)
    return f"{before}{end}\n{own.read_text('utf-8')}{after}" if end else text
