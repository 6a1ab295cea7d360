"""The article itself as a record for reference managers: BibTeX, RIS and CSL-JSON."""

import json
import re
import unicodedata
from collections.abc import Callable

from chapbook.editions import Edition
from chapbook.model import Article, BuiltEdition, Item, Rendering
from chapbook.settings import Workbench
from chapbook.tools import ris
from chapbook.tools.pandoc import bibliography

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's own macros, which each style prints in its language."""

LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
"""Latin letters that Unicode does not take apart into a base letter and marks."""

SHORT = 3
"""Title words of up to so many letters are mostly articles and prepositions."""


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Write the record *row* of *article*.

    Raises:
        ToolError: pandoc failed.
    """
    item = {**article.item, "id": key(article.item)}
    bench.path.write_text(WRITERS[row.name](item), "utf-8", newline="\n")
    return Rendering(built=BuiltEdition(edition=row.name, path=bench.path, name=bench.name))


def key(item: Item) -> str:
    """Return the citation key of *item*: first author, year, first telling word of the title.

    Only ``a`` to ``z`` and digits, so that every program takes it: ``cruz2026gicht``.
    What has no Latin letters is left out; a key always begins with a letter.
    """
    author = item["author"][0]
    names = _words(author.get("family") or author.get("literal", ""))
    titles = _words(item["title"])
    telling = [word for word in titles if len(word) > SHORT] or titles
    name = next((word for word in names if not word[0].isdigit()), "article")
    return "".join([name, str(item["issued"]["date-parts"][0][0]), *telling[:1]])


def _words(text: str) -> list[str]:
    """Return the words of *text* in lower-case ASCII; hyphens and apostrophes vanish."""
    bare = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    joined = re.sub(r"[\u0300-\u036f'’\-]", "", bare)
    return re.findall(r"[a-z0-9]+", joined)


def _bibtex(item: Item) -> str:
    """Return *item* in the BibTeX that BibTeX, BibLaTeX and reference managers all read.

    ``date`` is for BibLaTeX, ``year`` and ``month`` are for BibTeX; each passes over the
    other's.  Babel does not know BCP 47, so the language is left out.
    """
    protected = {**item, "title": f'<span class="nocase">{item["title"]}</span>'}
    protected.pop("language", None)
    written = bibliography.bibtex(protected)
    written = re.sub(r"^@\w+\{", "@misc{", written)
    written = re.sub(r"(?ms)^  title = \{\{(.*?)\}\},?$", _title, written)
    for author in item["author"]:
        written = _with_suffix(written, author)
    year, month, _ = item["issued"]["date-parts"][0]
    dated = f"  year = {{{year}}},\n  month = {MONTHS[month - 1]},\n"
    return re.sub(r"(?m)^(?=  date = )", dated, written)


def _title(field: re.Match[str]) -> str:
    """Drop the braces within a title that is protected as a whole."""
    words = re.sub(r"(?<![A-Za-z}])\{([^{}\\]+)\}", r"\1", " ".join(field[1].split()))
    return f"  title = {{{{{words}}}}}{',' if field[0].endswith(',') else ''}"


def _with_suffix(written: str, author: dict[str, str]) -> str:
    """Put "Jr." where BibTeX wants it; pandoc 3.9 writes it into the family name.

    Source: Oren Patashnik, "BibTeXing" (1988), section 4: "von Last, Jr, First".
    """
    family, suffix = author.get("family"), author.get("suffix")
    if not family or not suffix:
        return written
    return re.sub(rf"({re.escape(family)})\s+({re.escape(suffix)},)", r"\1, \2", written, count=1)


def _ris(item: Item) -> str:
    """Return *item* as a RIS record."""
    return ris.text([item])


def _csl_json(item: Item) -> str:
    """Return *item* as CSL-JSON, in the list that programs expect."""
    return json.dumps([item], ensure_ascii=False, indent=2, sort_keys=True) + "\n"


WRITERS: dict[str, Callable[[Item], str]] = {"bib": _bibtex, "ris": _ris, "csl-json": _csl_json}
"""The writer of each record, by the name of its edition."""
