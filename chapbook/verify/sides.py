"""What every side of a handout must say: copies are handed on without the rest."""

from collections.abc import Iterator

from chapbook.findings import Finding
from chapbook.model import Article
from chapbook.tools import dates
from chapbook.tools.pdftext import Page
from chapbook.verify.case import Case
from chapbook.verify.layout import is_empty
from chapbook.verify.letters import letters

REASONS = "answers-"
"""Labels that begin so say where the answers are, and with it why a page is empty."""


def particulars(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """Each side says date, version, licence, who reviewed it, and what it cannot replace.

    Source: the leaflet standards of patient information boards, such as PIF TICK 2024, ask
    for these on anything that a patient takes home.
    """
    wanted = _wanted(case.article)
    for page_index, page in enumerate(pages):
        said = letters("".join(run.text for run in page.runs))
        for what, forms in wanted.items():
            if not is_empty(page) and not any(letters(form) in said for form in forms):
                yield case.layout(f"side {page_index + 1} does not say the {what}", forms[0])


def _wanted(article: Article) -> dict[str, list[str]]:
    """Return the forms in which each particular may be said, by its name."""
    metadata, labels = article.metadata, article.labels
    wanted = {
        "date": [
            labels[key].format(date=dates.long(metadata.date, metadata.lang))
            for key in ("published", "published-in")
        ],
    }
    if article.is_medical:
        wanted["disclaimer"] = [labels["disclaimer"]]
    if metadata.version:
        wanted["version"] = [labels["version"].format(version=metadata.version)]
    if metadata.license:
        wanted["licence"] = [metadata.license]
    return {**wanted, **_review(article)}


def _review(article: Article) -> dict[str, list[str]]:
    """Return how a review of exactly these words may be told, or that there is none."""
    metadata, labels = article.metadata, article.labels
    signed = [r.display for r in metadata.reviewed_by if r.content == article.content_hash]
    if signed:
        return {f"reviewer {name}": [name] for name in signed}
    unsigned = [labels[k] for k in ("not-reviewed", "not-reviewed-patient", "no-review")]
    changed = [labels["reviewed-text-changed"]] if metadata.reviewed_by else []
    return {"review status": [*changed, *unsigned]}


def emptiness(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """A page without text says why: answers begin on a leaf of their own, to be held back."""
    labels = case.article.labels
    reasons = [letters(labels[key]) for key in labels if key.startswith(REASONS)]
    for page_index, page in enumerate(pages):
        said = letters("".join(run.text for run in page.runs))
        if is_empty(page) and not any(reason in said for reason in reasons):
            yield case.layout(f"page {page_index + 1} is empty and does not say why")
