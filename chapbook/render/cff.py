"""The article as a CITATION.cff, which GitHub, Zenodo and Zotero read.

Source: "Citation File Format (CFF) 1.2.0", schema guide and schema.json.  What its
schema would refuse is left out: a file that is refused tells nobody anything.
"""

import re
from typing import Any

from chapbook.frontmatter import Name
from chapbook.licences import LICENCES
from chapbook.model import Article
from chapbook.tools import yaml

VERSION = "1.2.0"

TYPE = "dataset"
"""The schema knows software and data only; what the article is, ``preferred-citation`` says."""

KINDS = {
    "article-journal": "article",
    "article-magazine": "magazine-article",
    "article-newspaper": "newspaper-article",
    "book": "book",
    "post-weblog": "blog",
    "report": "report",
    "webpage": "website",
}
"""What is each CSL type called in CFF?  Any other becomes ``generic``."""

DOI = re.compile(r"10\.\d{4,9}(\.\d+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+")
"""The DOIs that the schema takes."""

ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def text(article: Article) -> str:
    """Return *article* as a CITATION.cff."""
    described = _described(article)
    content = {
        "cff-version": VERSION,
        "message": article.labels["cff-message"],
        "type": TYPE,
        **described,
        "date-released": f"{article.metadata.date:%Y-%m-%d}",
        "keywords": list(dict.fromkeys(word for word in article.metadata.keywords if word)),
        "preferred-citation": _preferred(article, described),
    }
    return yaml.dump({key: value for key, value in content.items() if value})


def _described(article: Article) -> dict[str, Any]:
    """Return what the file says of the article itself and of how to cite it alike."""
    metadata, doi = article.metadata, article.metadata.doi
    known = doi if doi and DOI.fullmatch(doi) else None
    found = {
        "title": article.item["title"],
        "authors": [_name(name) for name in metadata.author],
        "version": metadata.version,
        "doi": known,
        "url": metadata.url or (f"https://doi.org/{doi}" if doi and not known else None),
        "license": metadata.license if metadata.license in LICENCES else None,
        "abstract": " ".join((metadata.abstract or "").split()),
    }
    return {key: value for key, value in found.items() if value}


def _preferred(article: Article, described: dict[str, Any]) -> dict[str, Any]:
    """Return the article as the work that is to be cited."""
    metadata = article.metadata
    found = {
        "type": KINDS.get(article.item["type"], "generic"),
        **{key: value for key, value in described.items() if key != "abstract"},
        "date-published": f"{metadata.date:%Y-%m-%d}",
        "year": metadata.date.year,
        "month": metadata.date.month,
        "publisher": {"name": metadata.publisher} if metadata.publisher else None,
        "languages": [metadata.lang.split("-")[0]],
    }
    return {key: value for key, value in found.items() if value}


def _name(name: Name) -> dict[str, str]:
    """Return a person or an organisation."""
    number = ORCID.search(name.orcid or "")
    particle = [name.dropping_particle, name.non_dropping_particle]
    found = {
        "name": name.literal,
        "given-names": None if name.literal else name.given,
        "name-particle": None if name.literal else " ".join(part for part in particle if part),
        "family-names": None if name.literal else name.family,
        "name-suffix": None if name.literal else name.suffix,
        "affiliation": None if name.literal else name.affiliation,
        "orcid": f"https://orcid.org/{number[0]}" if number else None,
    }
    return {key: value for key, value in found.items() if value}
