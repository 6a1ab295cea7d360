"""Which CSL file sets which citation, and in which language."""

from collections.abc import Mapping
from pathlib import Path

from chapbook.frontmatter import FrontMatter
from chapbook.model import Item
from chapbook.tools import csl
from chapbook.tools.pandoc.citeproc import Style, Work

ENGLISH = {"harvard-cite-them-right": "en-GB"}
"""Which English does a style want?  Cite Them Right is British; the others are American
(MLA Handbook, Chicago Manual, APA, AMA and NLM's Citing Medicine are US guides)."""

WITHOUT_ADDRESS = {"ieee": "report"}
"""The CSL type that keeps the date of a work without address, where ``webpage`` loses it."""


def of_document(metadata: FrontMatter, folder: Path) -> Style:
    """Return the style that the article's own references are set in."""
    style = csl.style(metadata.citation_style, folder)
    return Style(path=style.path, lang=style.locale or metadata.lang)


def work(item: Item, name: str, metadata: FrontMatter, folder: Path) -> Work:
    """Return *item* to be set in the style *name*, in the language that it wants."""
    style = csl.style(name, folder)
    english = metadata.lang.split("-")[0] == "en"
    lang = style.locale or (ENGLISH.get(name, "en-US") if english else metadata.lang)
    if name in WITHOUT_ADDRESS and not item.get("URL") and not item.get("DOI"):
        item = {**item, "type": WITHOUT_ADDRESS[name]}
    return Work(item=item, style=Style(path=style.path, lang=lang))


def label(name: str, labels: Mapping[str, str]) -> str:
    """Return the style's name as people call it, or as its file says."""
    return labels.get(f"cite-{name}") or name.replace("-", " ").capitalize()
