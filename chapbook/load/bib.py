"""BibTeX and BibLaTeX files; every entry keeps its line, and no broken one is lost."""

import re
from dataclasses import replace

from chapbook.errors import ToolError
from chapbook.findings import Finding, Place
from chapbook.load import journals, latex
from chapbook.load.trouble import another_key, broken, line
from chapbook.model import Item, Reference
from chapbook.tools import bibtex
from chapbook.tools.pandoc import bibliography

ESCAPED = re.compile(r"\{?\\([_%&#$~])(?:\{\})?\}?")
r"""What Mendeley writes in addresses, where BibTeX wants the sign itself: ``a{\_}b``."""

ADDRESS = re.compile(r"https?://\S+")
"""One address; Mendeley exports several in one field."""


def read(text: str, name: str) -> tuple[list[Reference], list[Finding]]:
    """Read the BibTeX or BibLaTeX file *text*, which findings call *name*."""
    file = bibtex.split(text)
    findings = [
        Finding(
            code="reference-duplicate" if bad.duplicate else "bibliography-broken",
            place=Place(file=name, line=bad.line),
            message=f'the entry "{bad.key}" cannot be used: {bad.problem}',
            fix=another_key(bad.key) if bad.duplicate else "",
            excerpt=line(text, bad.line),
        )
        for bad in file.broken
    ]
    places = {entry.key: Place(file=name, line=entry.line) for entry in file.entries}
    items, wrong = _items(file)
    wrong |= {
        key: f'the entry "{key}" holds no work'
        for key in sorted(set(places) - {item["id"] for item in items} - set(wrong))
    }
    findings += [
        replace(broken(message, places[key]), excerpt=line(text, places[key].line))
        for key, message in wrong.items()
    ]
    findings += [
        Finding(
            code="field-duplicate",
            place=_second(entry, field, places[entry.key]),
            message=f'"{entry.key}" has more than one field "{field}"',
            fix="Remove this line, or the one above that begins with the same word.",
        )
        for entry in file.entries
        for field in entry.doubled
    ]
    nowhere = Place(file=name)
    return [
        Reference(item=_mended(item), place=places.get(item["id"], nowhere)) for item in items
    ], findings


def _second(entry: bibtex.BibEntry, field: str, place: Place) -> Place:
    """Return where *entry*, which begins at *place*, has its second *field*."""
    pattern = re.compile(rf"^[ \t,]*({re.escape(field)})\s*=", re.M | re.I)
    found = list(pattern.finditer(entry.raw))
    if len(found) < 2:
        return place
    before = entry.raw[: found[1].start(1)]
    column = len(before) - before.rfind("\n")
    return replace(place, line=place.line + before.count("\n"), column=column)


def _items(file: bibtex.BibFile) -> tuple[list[Item], dict[str, str]]:
    """Return the works of *file*, and by their keys what is wrong with unreadable ones."""
    whole = _readable("\n".join(entry.raw for entry in file.entries), file)
    try:
        return bibliography.items(f"{file.strings}\n{whole}", "biblatex"), {}
    except ToolError:
        items: list[Item] = []
        wrong: dict[str, str] = {}
    for entry in file.entries:
        raw = f"{file.strings}\n{_readable(entry.raw, file)}"
        item = bibliography.item_or_problem(raw, "biblatex")
        if isinstance(item, str):
            wrong[entry.key] = f'the entry "{entry.key}" cannot be read: {item}'
        else:
            items.append(item)
    return items, wrong


def _readable(raw: str, file: bibtex.BibFile) -> str:
    """Return the entries *raw* of *file* with nothing that pandoc would lose."""
    return latex.protected(latex.kept(journals.spelt(raw), file.strings))


def _mended(item: Item) -> Item:
    """Return *item* with a type, and with addresses as a browser wants them.

    pandoc has no type for ``@misc``, as which Zotero and Mendeley export web pages.
    """
    whole = {
        key: ESCAPED.sub(r"\1", value) if key in {"DOI", "URL"} else value
        for key, value in item.items()
    }
    # howpublished = {\url{...}} becomes the publisher.
    if ADDRESS.fullmatch(str(whole.get("publisher", ""))):
        whole.setdefault("URL", whole.pop("publisher"))
        whole.pop("publisher", None)
    addresses = str(whole.get("URL", "")).split()
    if len(addresses) > 1 and all(map(ADDRESS.fullmatch, addresses)):
        whole["URL"] = addresses[0]
    if not whole.get("type"):
        whole["type"] = "webpage" if "URL" in whole and "DOI" not in whole else "document"
    return whole
