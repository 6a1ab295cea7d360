"""A reference list in a CSL style: which file sets it, in which language, with which corrections.

An article's own references are set so, and those of a pack.
"""

from collections.abc import Sequence
from pathlib import Path

from chapbook.model import Item, Node
from chapbook.tools import conform, csl
from chapbook.tools.labels import load as load_labels
from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.citeproc import Style

MARKS_FOLLOW_PUNCTUATION = {"american-medical-association"}
"""Whose raised numbers stand behind full stops and commas?
Source: https://libraryguides.ursuline.edu/amastyle/qrintext, which points to the AMA
Manual of Style; a CSL file cannot say it."""


def style(name: str, lang: str, folder: Path) -> Style:
    """Return the style *name* for a list in *lang*, the language of the text around it.

    Quotation marks are then those of that text, and pandoc knows "ch. 2" of British writers,
    which is no locator in American English.

    Raises:
        UnknownStyleError: There is no such style.
    """
    found = csl.style(name, folder)
    return Style(
        path=found.path,
        lang=insisted(found.locale, lang),
        marks_follow_punctuation=found.path.stem in MARKS_FOLLOW_PUNCTUATION,
    )


def insisted(locale: str | None, lang: str) -> str:
    """Return the language of a style: that of its *locale*, if any, or else *lang*.

    An English style for a text in another language insists on nothing: it is written
    in English, and its terms and dates are there in every language.
    """
    is_home = locale is not None and locale.startswith("en") and not lang.startswith("en")
    return lang if locale is None or is_home else locale


def setting(style: Style, lang: str) -> conform.Setting:
    """Return where a work in *style* is printed: in a text in *lang*.

    Our own words are those of that language, in which a style prints unless it insists on
    another.
    """
    return conform.Setting(lang=style.lang, labels=load_labels(lang))


def works(items: Sequence[Item], style: Style, lang: str) -> list[Item]:
    """Return *items* with the data that the guide of *style* wants in a text in *lang*."""
    return [conform.item(item, style.path.stem, setting(style, lang)) for item in items]


def entries(listed: Sequence[Node], items: Sequence[Item], style: Style) -> list[Node]:
    """Return the entries of a reference list, corrected as the guide of *style* wants.

    Args:
        listed: Divs with the id ``ref-KEY``.
        items: The works of the bibliography, in any order.
        style: The style that set them.
    """
    by_id = {f"ref-{item['id']}": item for item in items}
    return [conform.entry(each, by_id[ast.identifier(each)], style.path.stem) for each in listed]
