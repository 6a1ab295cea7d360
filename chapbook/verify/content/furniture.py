"""What an edition may say beside the article's text: words of ours and the article's particulars.

Numbers, marks and words that are known stand everywhere: in running heads, contents, title
blocks, captions that go on.  A word that is not known came from nowhere that is ours.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum

from chapbook import textmark
from chapbook.clinic import Clinic
from chapbook.licences import LICENCES
from chapbook.model import Article
from chapbook.tools import dates
from chapbook.tools.pandoc import ast

WORD = re.compile(r"[^\W\d_]+")
NAMES = "https www doi org orcid PMID PMC PMCID"
"""The parts of addresses, and the registers in which works have numbers."""

OF_PACKS = ("pack-", "purpose-pack-")
"""What labels begin with that no edition of an article prints."""

MARK_LENGTH = 2
"""Marks of notes and affiliations, and words that are written together with the next one:
"b", "iv", Arabic "و"; longer ones are rare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words that furniture is made of."""

    words: frozenset[str]

    def unknown(self, text: str) -> list[str]:
        """Return the words of *text* that nothing of ours, or about the article, has."""
        return [word for word in WORD.findall(text) if not self._knows(word.casefold())]

    def _knows(self, word: str) -> bool:
        """Tell whether *word* is known, alone or with a mark, an article or the next word at it."""
        sticking = range(MARK_LENGTH + 1)
        ends = [part for n in sticking for part in (word[n:], word[: len(word) - n])]
        return (
            len(word) <= MARK_LENGTH
            or any(part in self.words for part in ends)
            or any(word[:n] in self.words and word[n:] in self.words for n in range(len(word)))
        )


def vocabulary(article: Article, clinics: Iterable[Clinic] = ()) -> Vocabulary:
    """Return the words of labels, particulars, headings and abstract of *article*.

    Sheets that are made for *clinics* say their words, too.
    """
    said = [
        *(words for key, words in article.labels.items() if not key.startswith(OF_PACKS)),
        *_strings(article.metadata),
        *_strings(article.references),
        *(heading.text for heading in article.headings),
        *(ast.text(block) for block in article.abstract),
        *_captions(article),
        *_months(article),
        *_given(article),
        *_versions(article),
        *(words for clinic in clinics for words in clinic.words),
        article.theme.name,
    ]
    words = {word.casefold() for text in said for word in WORD.findall(text)}
    return Vocabulary(words=frozenset(words))


def _strings(value: object) -> Iterator[str]:
    """Yield every text in *value*, however deep."""
    if isinstance(value, Enum):
        yield str(value.value)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in _strings(part))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (text for part in value for text in _strings(part))
    elif is_dataclass(value):
        yield from (t for f in fields(value) for t in _strings(getattr(value, f.name)))
    elif hasattr(value, "model_dump"):
        yield from _strings(value.model_dump())


def _months(article: Article) -> Iterator[str]:
    """Yield dates of every month as the article's language writes them."""
    year = article.metadata.date.year
    for month in range(1, 13):
        yield dates.long(date(year, month, 1), article.metadata.lang)


def _captions(article: Article) -> Iterator[str]:
    """Yield captions, which lists repeat, and the words of pictures: one may be a heading."""
    for node in ast.nodes([*article.lead, *article.body, *article.appendix]):
        if node["t"] in {"Figure", "Table"}:
            yield ast.text(node["c"][1][1])
        elif node["t"] == "Image":
            yield ast.text(node["c"][1])


def _versions(article: Article) -> Iterator[str]:
    """Yield the marks of the article's texts, now and before, and who reviewed them."""
    yield textmark.of(article.content_hash)
    for text in article.versions:
        yield from (text.mark, text.version or "", *_strings(list(text.reviews)))


def _given(article: Article) -> Iterable[str]:
    """Return what licence, addresses, mark, names of citation styles and languages say."""
    licence, address = LICENCES.get(article.metadata.license or "", ("", ""))
    cited = (*article.cite_article, *article.cite_original)
    languages = (dates.own_name(other.lang) for other in article.metadata.translations)
    entries = [text for each in cited for text in (each.label, ast.text(each.inlines))]
    return [licence, address, NAMES, *entries, *languages]
