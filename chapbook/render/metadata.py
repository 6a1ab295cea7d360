"""What a web page says about its article to programs.

Three vocabularies, because each reader knows one: Highwire's ``citation_`` names (Google
Scholar, Zotero), Dublin Core (libraries), schema.org as JSON-LD (search engines).
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from chapbook import textmark
from chapbook.frontmatter import Name
from chapbook.licences import LICENCES
from chapbook.model import Article, Item
from chapbook.render import particulars
from chapbook.tools.pandoc import ast

Thing = dict[str, Any]
"""A schema.org thing; what is not known is left out."""

TYPES = {
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "paper-conference": "ScholarlyArticle",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "software": "SoftwareSourceCode",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
"""What is each CSL type called in schema.org?  Any other becomes ``CreativeWork``."""

ORCID = "https://orcid.org/"
DOI = "https://doi.org/"

_DOI_ADDRESS = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", re.IGNORECASE)


def address(article: Article) -> str | None:
    """Return where *article* itself is on the web; the original's place is not its own."""
    metadata = article.metadata
    return f"{DOI}{metadata.doi}" if metadata.doi else metadata.url


def meta_elements(article: Article) -> Iterator[tuple[str, str]]:
    """Yield the ``meta`` elements of *article* as name and content, in order.

    The works that it cites are in ``json_ld`` only: written as ``citation_reference`` too,
    they would double what a reader downloads.
    """
    yield from _highwire(article)
    yield from _dublin_core(article)
    yield "content-hash", textmark.uri(article.content_hash)


def _highwire(article: Article) -> Iterator[tuple[str, str]]:
    """Yield Highwire's names.  Source: Google Scholar, "Inclusion Guidelines for Webmasters"."""
    metadata = article.metadata
    yield "citation_title", metadata.title
    for author in metadata.author:
        # What follows an author belongs to that author, so the order matters.
        yield "citation_author", author.sort_form
        if author.affiliation:
            yield "citation_author_institution", author.affiliation
        if author.orcid:
            yield "citation_author_orcid", _orcid(author.orcid)
    yield "citation_publication_date", metadata.date.isoformat().replace("-", "/")
    yield "citation_language", metadata.lang
    if metadata.publisher:
        yield "citation_publisher", metadata.publisher
    if metadata.doi:
        yield "citation_doi", metadata.doi
    if metadata.url:
        yield "citation_abstract_html_url", metadata.url
    for keyword in metadata.keywords:
        yield "citation_keywords", keyword


def _dublin_core(article: Article) -> Iterator[tuple[str, str]]:
    """Yield Dublin Core's names.  Source: DCMI, "Expressing Dublin Core in HTML" (2008)."""
    metadata = article.metadata
    yield "DC.title", metadata.title
    for author in metadata.author:
        yield "DC.creator", author.sort_form
    yield "DC.date", metadata.date.isoformat()
    yield "DC.language", metadata.lang
    if metadata.publisher:
        yield "DC.publisher", metadata.publisher
    if own := address(article):
        yield "DC.identifier", own
    if rights := particulars.of(article).licence:
        yield "DC.rights", rights


def json_ld(article: Article) -> str:
    """Return *article* as schema.org JSON-LD, safe within a ``script`` element.

    Every ``<`` is escaped, so that no title can end the element or begin a comment.
    """
    text = json.dumps(_thing(article), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _thing(article: Article) -> Thing:
    """Return *article* as a schema.org article."""
    metadata = article.metadata
    licence, deed = LICENCES.get(metadata.license or "", (metadata.license, None))
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "MedicalScholarlyArticle" if article.is_medical else "ScholarlyArticle",
            "@id": address(article),
            "headline": metadata.title,
            "alternativeHeadline": metadata.subtitle,
            "author": [_author(name) for name in metadata.author],
            "publisher": _organisation(metadata.publisher),
            "datePublished": metadata.date.isoformat(),
            "version": metadata.version,
            "inLanguage": metadata.lang,
            "license": deed or licence,
            "abstract": ast.text(article.abstract),
            "keywords": metadata.keywords,
            "url": metadata.url,
            "identifier": _doi(metadata.doi),
            "isBasedOn": _work(metadata.original) if metadata.original else None,
            "workTranslation": [
                _known({"@type": "Article", "inLanguage": t.lang, "name": t.title, "url": t.url})
                for t in metadata.translations
            ],
            "mainEntityOfPage": _reviewed_page(article),
            "citation": [_work(item) for item in article.references],
        }
    )


def _known(thing: Thing) -> Thing:
    """Return *thing* without what is not known."""
    return {key: value for key, value in thing.items() if value}


def _author(name: Name) -> Thing:
    """Return an author as a person or an organisation."""
    if name.literal:
        return _known({"@type": "Organization", "name": name.literal})
    family = (name.dropping_particle, name.non_dropping_particle, name.family)
    return _known(
        {
            "@type": "Person",
            "@id": f"{ORCID}{_orcid(name.orcid)}" if name.orcid else None,
            "name": name.display,
            "givenName": name.given,
            "familyName": " ".join(part for part in family if part),
            "honorificSuffix": name.credentials,
            "affiliation": _organisation(name.affiliation),
        }
    )


def _orcid(orcid: str) -> str:
    """Return *orcid* without the address that it may have been pasted with."""
    return orcid.rsplit("/", 1)[-1]


def _organisation(name: str | None) -> Thing | None:
    return {"@type": "Organization", "name": name} if name else None


def _doi(doi: str | None) -> Thing | None:
    return {"@type": "PropertyValue", "propertyID": "doi", "value": doi} if doi else None


def _reviewed_page(article: Article) -> Thing | None:
    """Return the page with its review, if a review covers exactly this content.

    To schema.org a review is the page's (``WebPage``), not the article's.
    """
    signed = [r for r in article.metadata.reviewed_by if r.content == article.content_hash]
    if not signed:
        return None
    return {
        "@type": "MedicalWebPage" if article.is_medical else "WebPage",
        "lastReviewed": max(review.date for review in signed).isoformat(),
        "reviewedBy": [_author(review) for review in signed],
    }


def _work(item: Item) -> Thing:
    """Return a CSL item as far as needed to find the work."""
    # Some bibliographies hold the DOI's address in its place.
    doi = _DOI_ADDRESS.sub("", str(item.get("DOI") or ""))
    return _known(
        {
            "@type": TYPES.get(item.get("type", ""), "CreativeWork"),
            "@id": f"{DOI}{doi}" if doi else None,
            "name": particulars.unmarked(item.get("title", "")),
            "url": None if doi else item.get("URL"),
        }
    )
