"""Which CSL file sets which citation, in which language and with which corrections."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from chapbook.frontmatter import FrontMatter
from chapbook.model import Item, Node
from chapbook.tools import conform, csl, styled
from chapbook.tools.labels import load as load_labels
from chapbook.tools.pandoc.citeproc import Entry, Style, Work

ENGLISH = {
    "harvard-cite-them-right": "en-GB",
    "apa": "en-US",
    "modern-language-association": "en-US",
    "chicago": "en-US",
    "nlm": "en-US",
    "american-medical-association": "en-US",
    "ieee": "en-US",
}
"""Which English does a style want, by the beginning of its name?  Cite Them Right is a
British guide, the others are American.  Any other style follows the article."""


def of_document(metadata: FrontMatter, folder: Path) -> Style:
    """Return the style that the article's own references are set in, in its own language."""
    return styled.style(metadata.citation_style, metadata.lang, folder)


def references(items: Sequence[Item], metadata: FrontMatter, folder: Path) -> list[Item]:
    """Return the works of the bibliography with the data that the article's style wants."""
    return styled.works(items, of_document(metadata, folder), metadata.lang)


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
    return styled.entries(entries, items, of_document(metadata, folder))


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
    style = _in_its_language(name, metadata, folder)
    setting = styled.setting(style, metadata.lang)
    item = conform.item(item, style.path.stem, setting)
    if for_reader:
        item = conform.awaiting_reader(item, style.path.stem, setting)
    return Work(item=item, style=style)


def corrected(entry: Entry, work: Work, metadata: FrontMatter) -> Entry:
    """Return what came of *work* as the guide of its style wants it."""
    stem, labels = work.style.path.stem, load_labels(metadata.lang)
    return replace(
        entry,
        inlines=conform.inlines(entry.inlines, work.item, stem, labels),
        in_text=conform.inlines(entry.in_text, work.item, stem, labels),
    )


def _in_its_language(name: str, metadata: FrontMatter, folder: Path) -> Style:
    """Return the style *name*, in its own English for an English article."""
    found = csl.style(name, folder)
    lang = metadata.lang
    if lang.split("-")[0] == "en":
        stem = found.path.stem
        lang = next((own for start, own in ENGLISH.items() if stem.startswith(start)), lang)
    return Style(path=found.path, lang=styled.insisted(found.locale, lang))


def cites_by_number(metadata: FrontMatter, folder: Path) -> bool:
    """Tell whether the text of an article cites works by their numbers."""
    return csl.style(metadata.citation_style, folder).numeric


IN_TEXT_NAMES = {"note": "in-note", "numeric": "", "label": ""}
"""The label of the form that a reader writes into a text, by the style's way to cite."""


def in_text_name(name: str, folder: Path, labels: Mapping[str, str]) -> str:
    """Return what the style *name* makes a reader write: something in the text, or a note.

    Nothing for numbers and for labels such as "Lov26", which depend on the reader's list.
    """
    style = csl.style(name, folder)
    key = IN_TEXT_NAMES.get(style.citation_format or style.placement.value, "in-text")
    return labels[key] + labels["colon"] if key else ""


def label(name: str, labels: Mapping[str, str]) -> str:
    """Return the style's name as people call it, or as its file says."""
    return labels.get(f"cite-{name}") or name.replace("-", " ").capitalize()
