"""The article, and the works that it cites, as records for reference managers.

BibTeX, RIS and CSL-JSON for both; the Citation File Format for the article alone.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Sequence

from chapbook.editions import Edition
from chapbook.model import Article, BuiltEdition, Item, Rendering
from chapbook.render import cff, entries
from chapbook.settings import Workbench
from chapbook.tools import ris

LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
"""Latin letters that Unicode does not take apart into a base letter and marks."""

SHORT = 3
"""Title words of up to so many letters are mostly articles and prepositions."""


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Write the record *row* of *article*; none of the works where it cites none.

    Raises:
        ToolError: pandoc failed.
    """
    text = WRITERS[row.name](article)
    if not text:
        return Rendering(built=None)
    bench.path.write_text(text, "utf-8", newline="\n")
    return Rendering(built=BuiltEdition(edition=row.name, path=bench.path, name=bench.name))


def key(item: Item) -> str:
    """Return the citation key of *item*: first author, year, first telling word of the title.

    Only ``a`` to ``z`` and digits, so that every program takes it: ``cruz2026gicht``.
    What has no Latin letters is left out; a key always begins with a letter.
    """
    author: dict[str, str] = next(iter(item.get("author", [])), {})
    names = _words(author.get("family") or author.get("literal", ""))
    titles = _words(item["title"])
    telling = [word for word in titles if len(word) > SHORT] or titles
    name = next((word for word in names if not word[0].isdigit()), "article")
    date: list[int] = next(iter(item.get("issued", {}).get("date-parts", [])), [])
    return "".join([name, *map(str, date[:1]), *telling[:1]])


def _words(text: str) -> list[str]:
    """Return the words of *text* in lower-case ASCII; hyphens and apostrophes vanish."""
    bare = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    joined = re.sub(r"[\u0300-\u036f'’\-]", "", bare)
    return re.findall(r"[a-z0-9]+", joined)


def single(item: Item, form: str) -> str:
    """Return the article or its original in a format of ``FORMS``, as its own file has it.

    Raises:
        ToolError: pandoc failed.
    """
    return FORMS[form](itself(item))


def itself(item: Item) -> Item:
    """Return *item* under the citation key that its own words give."""
    return {**item, "id": key(item)}


def bibtex(item: Item) -> str:
    """Return the one work *item* in BibTeX, of a type that old and new programs know."""
    return re.sub(r"^@online\{", "@misc{", entries.bibtex([item]))


def csl_json(items: Sequence[Item]) -> str:
    """Return *items* as CSL-JSON, in the list that programs expect."""
    return json.dumps(list(items), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _cited(write: Callable[[list[Item]], str]) -> Callable[[Article], str]:
    """Return a function that writes the cited works with *write*, or nothing without any."""
    return lambda article: write(list(article.references)) if article.references else ""


FORMS: dict[str, Callable[[Item], str]] = {
    "bibtex": bibtex,
    "ris": lambda item: ris.text([item]),
    "csl-json": lambda item: csl_json([item]),
}
"""The writer of a single work in each format, as the command line names it."""

WRITERS: dict[str, Callable[[Article], str]] = {
    "bib": lambda article: single(article.item, "bibtex"),
    "ris": lambda article: single(article.item, "ris"),
    "csl-json": lambda article: single(article.item, "csl-json"),
    "cff": cff.text,
    "references-bib": _cited(entries.bibtex),
    "references-ris": _cited(ris.text),
    "references-csl-json": _cited(csl_json),
}
"""The writer of each record, by the name of its edition."""
