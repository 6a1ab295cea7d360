"""Works as BibTeX entries that BibTeX, BibLaTeX and reference managers all read.

pandoc writes them; here is put right what it leaves out or writes for BibLaTeX alone.
"""

import re
from collections.abc import Sequence
from typing import Any

from chapbook.model import Item
from chapbook.tools.pandoc import bibliography

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's own macros, which each style prints in its language."""

NO_KEY = re.compile(r"[\s,{}\"#%'()=\\~^$&]+")
"""What ends a citation key in one program or another."""

SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}%&$#_"},
}
"""How are the signs written that LaTeX gives a meaning?"""


def bibtex(items: Sequence[Item]) -> str:
    """Return *items* as a BibTeX file, in their order, each under its citation key.

    Titles keep their capitals.  ``date`` is for BibLaTeX, ``year`` and ``month`` are for
    BibTeX; each passes over the other's.  Babel does not know BCP 47, so languages are
    left out.

    Raises:
        ToolError: pandoc failed.
    """
    keyed = [{**item, "id": key} for item, key in zip(items, keys(items), strict=True)]
    written = bibliography.entries([_protected(item) for item in keyed])
    return "".join(_dressed(e, item) for e, item in zip(written, keyed, strict=True))


def keys(items: Sequence[Item]) -> list[str]:
    """Return the citation key of each of *items* as BibTeX takes it, no two the same."""
    found: list[str] = []
    for item in items:
        plain = NO_KEY.sub("-", str(item["id"])).strip("-") or "work"
        count = sum(key == plain or key.startswith(f"{plain}-again") for key in found)
        found.append(f"{plain}-again{count}" if plain in found else plain)
    return found


def _protected(item: Item) -> Item:
    """Return *item* with a title that keeps its capitals, and in no language."""
    kept = {key: value for key, value in item.items() if key != "language"}
    title = item.get("title")
    return {**kept, "title": f'<span class="nocase">{title}</span>'} if title else kept


def _dressed(entry: str, item: Item) -> str:
    """Return what pandoc wrote of *item* as every program reads it."""
    entry = re.sub(r"(?ms)^  title = \{\{(.*?)\}\},?$", _title, entry)
    for author in [*item.get("author", []), *item.get("editor", [])]:
        entry = _with_suffix(entry, author)
    return _with_fields(_dated(entry, item), _left_out(entry, item))


def _title(field: re.Match[str]) -> str:
    """Drop the braces within a title that is protected as a whole."""
    words = re.sub(r"(?<![A-Za-z}])\{([^{}\\]+)\}", r"\1", " ".join(field[1].split()))
    return f"  title = {{{{{words}}}}}{',' if field[0].endswith(',') else ''}"


def _with_suffix(entry: str, author: dict[str, Any]) -> str:
    """Put "Jr." where BibTeX wants it; pandoc 3.9 writes it into the family name.

    Source: Oren Patashnik, "BibTeXing" (1988), section 4: "von Last, Jr, First".
    """
    family, suffix = author.get("family"), author.get("suffix")
    if not family or not suffix:
        return entry
    return re.sub(rf"({re.escape(family)})\s+({re.escape(suffix)},)", r"\1, \2", entry, count=1)


def _dated(entry: str, item: Item) -> str:
    """Put year and month of a single date before BibLaTeX's ``date``; a year needs no more."""
    parts = item.get("issued", {}).get("date-parts", [])
    if len(parts) != 1 or not parts[0]:
        return entry
    year, *rest = (int(part) for part in parts[0])
    entry = re.sub(r"(?m)^  date = (?=\{\d{4}\})", "  year = ", entry)
    fields = f"  year = {{{year}}},\n"
    if rest and 1 <= rest[0] <= len(MONTHS):
        fields += f"  month = {MONTHS[rest[0] - 1]},\n"
    return re.sub(r"(?m)^(?=  date = )", fields, entry)


def _left_out(entry: str, item: Item) -> dict[str, str]:
    """Return the fields of *item* that BibTeX files have and pandoc does not write."""
    found = {name.lower(): str(item[name]) for name in ("PMID", "PMCID") if item.get(name)}
    if item.get("container-title") and not re.search(r"(?m)^  (?:journal|book|main)", entry):
        found["journaltitle"] = "".join(SPECIAL.get(c, c) for c in item["container-title"])
    return found


def _with_fields(entry: str, fields: dict[str, str]) -> str:
    """Return *entry* with *fields* before its last brace."""
    if not fields:
        return entry
    body = entry.rstrip().removesuffix("}").rstrip().rstrip(",")
    return "".join([body, *(f",\n  {name} = {{{text}}}" for name, text in fields.items()), "\n}\n"])
