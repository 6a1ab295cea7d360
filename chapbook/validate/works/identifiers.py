"""DOI, PMID, PMCID, ISBN and addresses that lead nowhere."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from chapbook.model import Item
from chapbook.validate.works.problem import Problem, Setting

DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S*[^\s.,;:]")
"""What nearly all DOIs look like; the suffix is left open, as old ones hold almost anything.
Source: https://www.crossref.org/blog/dois-and-matching-regular-expressions/"""

PMID = re.compile(r"[1-9]\d{0,7}")
"""One to eight figures.  Source: https://www.nlm.nih.gov/bsd/mms/medlineelements.html#pmid"""

PMCID = re.compile(r"PMC\d{3,8}(?:\.\d+)?")
"""``PMC`` and figures, perhaps with a version.
Source: https://www.ncbi.nlm.nih.gov/pmc/pmctopmid/"""

SCHEMES = {"http", "https", "ftp"}


def problems(item: Item, _: Setting) -> Iterator[Problem]:
    """Yield the identifiers of *item* that cannot be right."""
    text = {key: str(item.get(key, "")).strip() for key in ("DOI", "PMID", "PMCID", "ISBN", "URL")}
    if text["DOI"] and not DOI.fullmatch(text["DOI"]):
        yield _problem("doi-malformed", "DOI", text["DOI"], _doi_within(text["DOI"]))
    if text["PMID"] and not PMID.fullmatch(text["PMID"]):
        yield _pmid(text["PMID"])
    if text["PMCID"] and not PMCID.fullmatch(text["PMCID"]):
        fix = f"PMC{text['PMCID']}" if text["PMCID"].isdigit() else ""
        yield _problem("pmid-malformed", "PMCID", text["PMCID"], fix)
    for isbn in _isbns(text["ISBN"]):
        if not _is_isbn(isbn):
            yield _isbn(isbn)
    if text["URL"] and not _is_address(text["URL"]):
        yield _problem("url-malformed", "address", text["URL"], _address(text["URL"]))


def _problem(code: str, name: str, value: str, better: str = "") -> Problem:
    """Return the problem of the identifier *name*, and what to write when that is known."""
    return Problem(
        code=code,
        says=f'has a malformed {name} "{value}"',
        variable={"address": "URL"}.get(name, name),
        value=value,
        better=better,
    )


def _pmid(text: str) -> Problem:
    """Return the problem of a PMID, which may be a PMCID in the wrong field."""
    problem = _problem("pmid-malformed", "PMID", text)
    if PMCID.fullmatch(text):
        return replace(problem, fix=f"Rename the field: {text} is a PMCID, not a PMID.")
    return problem


def _isbn(text: str) -> Problem:
    """Return the problem of an ISBN, with the check figure that the others would have."""
    problem = _problem("isbn-malformed", "ISBN", text)
    better = next((text[:-1] + last for last in "0123456789X" if _is_isbn(text[:-1] + last)), "")
    fix = f"{better}   (if the other figures are right)" if better else ""
    return replace(problem, fix=fix)


def _address(text: str) -> str:
    """Return *text* as a browser wants it, or nothing when that is not known."""
    whole = re.sub(r"\s+", "%20", text)
    return next((each for each in (whole, f"https://{whole}") if _is_address(each)), "")


def _doi_within(text: str) -> str:
    """Return the DOI that stands in *text* among other things, or nothing."""
    match = DOI.search(text)
    if match:
        return match[0]
    return f"10.{text}" if DOI.fullmatch(f"10.{text}") else ""


def _is_address(text: str) -> bool:
    """Tell whether a browser could follow *text*."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    whole = re.fullmatch(r"[^\s<>\"{}|\\^`]+", text)
    return bool(whole and parts.scheme.lower() in SCHEMES and re.search(r"\w[.:]\w", host))


def _isbns(text: str) -> list[str]:
    """Return each ISBN of *text*: library catalogues give several, and notes in brackets."""
    text = re.sub(r"\([^)]*\)|ISBN(?:-1[03])?:?", " ", text)
    whole = re.sub(r"[\s-]", "", text)
    return [whole] if len(whole) in {10, 13} else re.findall(r"[^\s,;]+", text)


def _is_isbn(text: str) -> bool:
    """Tell whether the check figure of *text* is right.

    Source: ISO 2108 as explained in the ISBN Users' Manual, 7th edition, appendix 1
    (https://www.isbn-international.org/content/isbn-users-manual).
    """
    plain = text.replace("-", "").replace("‐", "").replace("–", "").upper()
    if re.fullmatch(r"97[89]\d{10}", plain, re.ASCII):
        return sum(int(n) * (3 if i % 2 else 1) for i, n in enumerate(plain)) % 10 == 0
    if re.fullmatch(r"\d{9}[\dX]", plain, re.ASCII):
        return sum((10 - i) * (10 if n == "X" else int(n)) for i, n in enumerate(plain)) % 11 == 0
    return False
