"""What every side of a handout must say: copies are handed on without the rest."""

from collections.abc import Iterator

from chapbook import textmark
from chapbook.findings import Finding
from chapbook.model import Article
from chapbook.tools import dates
from chapbook.tools.pdftext import Page
from chapbook.verify import folded
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
    for side_number, side in enumerate(_sides(case, pages), 1):
        said = letters("".join(run.text for page in side for run in page.runs))
        for what, forms in wanted.items():
            if not all(map(is_empty, side)) and not any(letters(form) in said for form in forms):
                yield case.layout(f"side {side_number} does not say the {what}", forms[0])


def _sides(case: Case, pages: tuple[Page, ...]) -> list[tuple[Page, ...]]:
    """Return the pages on each side of a sheet: one, or the panels of a folded sheet."""
    if not case.row.is_folded:
        return [(page,) for page in pages]
    return [tuple(pages[n - 1] for n in side if n <= len(pages)) for side in folded.SIDES]


def forms(article: Article) -> set[str]:
    """Return the letters of every particular of *article*, which stand on no page of their own."""
    return {letters(form) for said in _wanted(article).values() for form in said}


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
    mark = textmark.of(article.content_hash)
    wanted["mark of its text"] = [labels["text-mark"].format(mark=mark)]
    if metadata.review_due:
        due = dates.long(metadata.review_due, metadata.lang)
        key = "review-overdue" if article.is_expired else "review-due"
        wanted["day on which its review is due"] = [labels[key].format(date=due)]
    return {**wanted, **_review(article)}


def _review(article: Article) -> dict[str, list[str]]:
    """Return how a review of exactly these words may be told, or that there is none."""
    metadata, labels = article.metadata, article.labels
    signed = [r for r in metadata.reviewed_by if r.content == article.content_hash]
    if signed:
        days = {r.date: dates.long(r.date, metadata.lang) for r in signed}
        names = {f"reviewer {r.display}": [r.display] for r in signed}
        return names | {f"day of the review, {day}": [day] for day in days.values()}
    if not metadata.reviewed_by:
        labelled = [labels[k] for k in ("not-reviewed", "not-reviewed-patient", "no-review")]
        return {"review status": labelled}
    version = max(metadata.reviewed_by, key=lambda review: review.date).version
    told = labels["reviewed-before"].format(version=version) if version else ""
    return {"review status": [told or labels["reviewed-text-changed"]]}


def clinic(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """A sheet that was made for a clinic says all that its file says: above all whom to call."""
    if case.built.clinic is None:
        return
    said = letters("".join(run.text for page in pages for run in page.runs))
    for words in case.built.clinic.words:
        if words != case.built.clinic.logo_alt and letters(words) not in said:
            yield case.layout("the sheet does not say all about the clinic", words)


def emptiness(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """A page without text says why: answers begin on a leaf of their own, to be held back."""
    labels = case.article.labels
    reasons = [letters(labels[key]) for key in labels if key.startswith(REASONS)]
    for page_index, page in enumerate(pages):
        said = letters("".join(run.text for run in page.runs))
        if is_empty(page) and not any(reason in said for reason in reasons):
            yield case.layout(f"page {page_index + 1} is empty and does not say why")
