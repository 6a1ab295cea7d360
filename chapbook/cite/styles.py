"""Which CSL file sets which citation, in which language and with which corrections."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from chapbook.cite import conform
from chapbook.frontmatter import FrontMatter
from chapbook.model import Item, Node
from chapbook.tools import csl
from chapbook.tools.labels import load as load_labels
from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.citeproc import Entry, Style, Work

ENGLISH = {"harvard-cite-them-right": "en-GB"}
"""Which English does a style want?  Cite Them Right is British; the others are American
(MLA Handbook, Chicago Manual, APA, AMA and NLM's Citing Medicine are US guides)."""


def of_document(metadata: FrontMatter, folder: Path) -> Style:
    """Return the style that the article's own references are set in."""
    style = csl.style(metadata.citation_style, folder)
    return Style(path=style.path, lang=style.locale or metadata.lang)


def references(items: Sequence[Item], metadata: FrontMatter, folder: Path) -> list[Item]:
    """Return the works of the bibliography with the data that the article's style wants."""
    style = of_document(metadata, folder)
    return [conform.item(item, style.path.stem, _setting(style, metadata)) for item in items]


def reference_list(
    entries: Sequence[Node], items: Sequence[Item], metadata: FrontMatter, folder: Path
) -> list[Node]:
    """Return the entries of the reference list, corrected as the article's style wants.

    Args:
        entries: Divs with the id ``ref-KEY``.
        items: The works of the bibliography, in any order.
        metadata: Of the article.
        folder: The article's folder.
    """
    stem = of_document(metadata, folder).path.stem
    by_id = {f"ref-{item['id']}": item for item in items}
    return [conform.entry(entry, by_id[ast.identifier(entry)], stem) for entry in entries]


def work(
    item: Item, name: str, metadata: FrontMatter, folder: Path, *, for_reader: bool = False
) -> Work:
    """Return *item* to be set in the style *name*, in the language that it wants.

    Args:
        item: The work.
        name: Of the style.
        metadata: Of the article.
        folder: The article's folder.
        for_reader: Mark where a reader has to put the date of reading; ``corrected``
            puts the words there.
    """
    found = csl.style(name, folder)
    english = metadata.lang.split("-")[0] == "en"
    wanted = next((lang for stem, lang in ENGLISH.items() if name.startswith(stem)), "en-US")
    style = Style(path=found.path, lang=found.locale or (wanted if english else metadata.lang))
    setting = _setting(style, metadata)
    item = conform.item(item, found.path.stem, setting)
    if for_reader:
        item = conform.awaiting_reader(item, found.path.stem, setting)
    return Work(item=item, style=style)


def corrected(entry: Entry, work: Work, metadata: FrontMatter) -> Entry:
    """Return what came of *work* as the guide of its style wants it."""
    stem, labels = work.style.path.stem, load_labels(metadata.lang)
    return replace(
        entry,
        inlines=conform.inlines(entry.inlines, work.item, stem, labels),
        in_text=conform.inlines(entry.in_text, work.item, stem, labels),
    )


def _setting(style: Style, metadata: FrontMatter) -> conform.Setting:
    """Return where a work in *style* is printed.

    Our own words are those of the article's language, in which a style prints unless it
    insists on another.
    """
    return conform.Setting(lang=style.lang, labels=load_labels(metadata.lang))


def label(name: str, labels: Mapping[str, str]) -> str:
    """Return the style's name as people call it, or as its file says."""
    return labels.get(f"cite-{name}") or name.replace("-", " ").capitalize()
