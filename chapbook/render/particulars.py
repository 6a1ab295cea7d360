"""The particulars of an article in words: byline, dates, review status, licence."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chapbook import textmark
from chapbook.frontmatter import Review
from chapbook.licences import LICENCES
from chapbook.model import Article
from chapbook.render import other_languages
from chapbook.render.other_languages import OtherLanguage
from chapbook.tools import dates
from chapbook.tools.labels import joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """Everything that title blocks and feet say about an article, ready to print."""

    kind: str
    """What sort of article it is, in words."""
    title: str
    subtitle: str | None
    running_title: str
    byline: str
    """The authors with their credentials, joined as the language joins a list."""
    authors: tuple[str, ...]
    published: str
    """"Published 22 November 2026"."""
    version: str | None
    review_due: str | None
    text_mark: str
    """The mark of exactly these words, to type from paper: "Text 7K2M-9QXD".  Where it may come
    to the end of a line, the style sheet holds it together."""
    review_status: str
    """Who reviewed these words, or that nobody did."""
    is_reviewed: bool
    """Whether a review covers exactly these words."""
    licence: str | None
    licence_url: str | None
    address: str | None
    """Where the article, or the original without one of its own, is on the web."""
    address_is_own: bool
    short_address: str | None
    """The address as a person types it: no scheme, no trailing slash."""
    has_doi: bool
    """Whether the address is a DOI, which is printed in full (Crossref, "DOI display")."""
    disclaimer: str
    """Empty for an article that is not about health."""
    adapted_from: str | None
    """The work that this one adapts, in words."""
    lang: str
    translations: tuple[OtherLanguage, ...]
    """The article in other languages, in the order of the front matter."""


def of(article: Article) -> Particulars:
    """Return the particulars of *article* in its language."""
    metadata, labels = article.metadata, article.labels

    def said(key: str, date: dt.date | None) -> str | None:
        return labels[key].format(date=dates.long(date, metadata.lang)) if date else None

    names = tuple(name.display for name in metadata.author)
    with_titles = [
        f"{name.display}, {name.credentials}" if name.credentials else name.display
        for name in metadata.author
    ]
    licence, licence_url = LICENCES.get(metadata.license or "", (metadata.license, None))
    status, is_reviewed = _review(article)
    return Particulars(
        kind=labels["kind-medical" if article.is_medical else "kind"],
        title=metadata.title,
        subtitle=metadata.subtitle,
        running_title=metadata.running_title,
        byline=joined(with_titles, labels),
        authors=names,
        published=said(_when(metadata.date), metadata.date) or "",
        version=labels["version"].format(version=metadata.version) if metadata.version else None,
        review_due=said(
            "review-overdue" if article.is_expired else "review-due", metadata.review_due
        ),
        text_mark=labels["text-mark"].format(mark=textmark.of(article.content_hash)),
        review_status=status,
        is_reviewed=is_reviewed,
        licence=licence,
        licence_url=licence_url,
        address=metadata.address,
        address_is_own=bool(metadata.doi or metadata.url),
        short_address=other_languages.short_address(metadata.address),
        has_doi=bool(metadata.doi),
        disclaimer=labels["disclaimer"] if article.is_medical else "",
        adapted_from=_adapted_from(article),
        lang=metadata.lang,
        translations=other_languages.of(metadata),
    )


def _when(date: dt.date) -> str:
    """Return the label for *date*: a day, or a month or year of which the day is not known."""
    return "published" if len(date.isoformat()) == len("2026-11-22") else "published-in"


MARKUP = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc|span)\b[^<>]*>", re.I)
"""Markup in the fields of a CSL item.  Source: CSL 1.0.2, appendix VI, and
https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html"""


def unmarked(text: object) -> str:
    """Return a field of a CSL item as plain text."""
    return MARKUP.sub("", str(text))


def _adapted_from(article: Article) -> str | None:
    """Return the line that names the original, if there is one."""
    original = article.metadata.original
    if original is None:
        return None
    where = original.get("container-title") or original.get("publisher")
    named = unmarked(f"{original['title']} ({where})" if where else original["title"])
    return article.labels["adapted-from"].format(original=named)


def _review(article: Article) -> tuple[str, bool]:
    """Say who reviewed exactly these words, or else what is true."""
    metadata, labels = article.metadata, article.labels
    signed = [r for r in metadata.reviewed_by if r.content == article.content_hash]
    if signed:
        return " ".join(_signed(signed, article)), True
    if metadata.reviewed_by:
        last = max(metadata.reviewed_by, key=lambda review: review.date)
        if last.version:
            return labels["reviewed-before"].format(version=last.version), False
        return labels["reviewed-text-changed"], False
    return labels["not-reviewed" if article.is_medical else "no-review"], False


def _signed(reviews: Sequence[Review], article: Article) -> Iterator[str]:
    """Yield for each day of *reviews*, from the first, who signed on it."""
    labels = article.labels
    for date in sorted({review.date for review in reviews}):
        names = [
            f"{r.display}, {r.credentials}" if r.credentials else r.display
            for r in reviews
            if r.date == date
        ]
        day = dates.long(date, article.metadata.lang)
        yield labels["reviewed"].format(names=joined(names, labels), date=day)
