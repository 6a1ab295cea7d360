"""Citations without a work."""

import difflib
import re
from collections.abc import Iterator

from chapbook.findings import Finding
from chapbook.model import Manuscript
from chapbook.tools.pandoc import ast, tokens
from chapbook.validate import places
from chapbook.validate.identifiers import CROSS_REFERENCE

UNREAD = {"yaml-syntax", "front-matter-missing", "bibliography-missing"}
"""Findings after which nobody knows which works there are."""


def cited(manuscript: Manuscript) -> dict[str, None]:
    """Return the keys that the article cites, in order; ids that are cross-references too."""
    return dict.fromkeys(
        citation["citationId"]
        for node in ast.nodes([*manuscript.abstract, *manuscript.blocks])
        if node["t"] == "Cite"
        for citation in node["c"][0]
    )


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield unknown citations at each of their places."""
    keys = cited(manuscript)
    known = {reference.key for reference in manuscript.references}
    if not _bibliography_is_unread(manuscript):
        yield from _unknown(manuscript, [key for key in keys if key not in known], known)


def _unknown(manuscript: Manuscript, keys: list[str], known: set[str]) -> Iterator[Finding]:
    """Yield a finding for every place that cites one of *keys*."""
    for key in keys:
        if key == "*" or CROSS_REFERENCE.match(key) or _is_broken(manuscript, key):
            continue
        fetching = _fetching(key)
        near = [] if fetching else difflib.get_close_matches(key, sorted(known), 1, cutoff=0.6)
        message = f'the bibliography has no work "{key}"'
        fix = f"@{near[0]}" if near else fetching
        for at in places.every(manuscript.source, tokens.citation(key)):
            found = places.finding(manuscript.source, "citation-unknown", at, message, fix)
            yield places.exchange(found, f"@{key}", fix) if near else found


FETCHING = (
    (
        re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)(?P<id>10\.\d{4,9}/\S+)", re.I),
        'curl -LH "Accept: application/x-bibtex" "https://doi.org/{id}" >> works.bib',
    ),
    (
        re.compile(r"pmid:(?P<id>\d+)", re.I),
        "curl -L "
        '"https://api.ncbi.nlm.nih.gov/lit/ctxp/v1/pubmed/?format=csl&id={id}" > pmid-{id}.json',
    ),
    (
        re.compile(r"pmc(?:id)?:(?:PMC)?(?P<id>\d+)", re.I),
        "curl -L "
        '"https://api.ncbi.nlm.nih.gov/lit/ctxp/v1/pmc/?format=csl&id={id}" > pmc-{id}.json',
    ),
    (
        re.compile(r"arxiv:(?P<id>[\w./-]+)", re.I),
        'curl -L "https://arxiv.org/bibtex/{id}" >> works.bib',
    ),
)
"""How to fetch the data of a work that is cited by an identifier.  Source: the DOI handbook,
"Content negotiation"; NCBI, "Literature Citation Exporter"; arXiv, "Export citation"."""


def _fetching(key: str) -> str:
    """Return what to type to get the work that the identifier *key* names, or nothing."""
    for pattern, line in FETCHING:
        if match := pattern.fullmatch(key):
            typed = line.format(id=match["id"])
            return f"fetch it, then name the file under bibliography:  {typed}"
    return ""


def _bibliography_is_unread(manuscript: Manuscript) -> bool:
    """Tell whether a finding of the reading explains that works are not known."""
    files = set(manuscript.metadata.bibliography)
    return any(
        found.code in UNREAD
        or (found.code in {"file-encoding", "bibliography-broken"} and not found.excerpt)
        or (found.code == "file-outside" and any(name in found.message for name in files))
        or (found.code == "value-wrong" and '"bibliography' in found.message)
        for found in manuscript.findings
    )


def _is_broken(manuscript: Manuscript, key: str) -> bool:
    """Tell whether the entry of *key* is there, but cannot be read."""
    whole = re.compile(rf"(?<!\w){re.escape(key)}(?!\w)")
    return any(
        found.code == "bibliography-broken" and whole.search(found.excerpt)
        for found in manuscript.findings
    )
