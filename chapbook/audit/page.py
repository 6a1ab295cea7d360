"""``report.html``: one file that needs nothing else, with no program in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from chapbook import shelf
from chapbook.audit.checks import PROMISES
from chapbook.audit.gather import Audit
from chapbook.audit.verdicts import Part, Result, Verdict, counted
from chapbook.tools import jinja, labels
from chapbook.tools.validator import Failure

SHEETS = ("tokens.css", "index.css", "report.css")

FATES = {
    Result.PASSED: "check-upheld",
    Result.FAILED: "check-refuted",
    Result.NOT_RUN: "check-untested",
    Result.NOT_CLAIMED: "check-not-claimed",
}
"""What became of a claim, as keys of labels."""

SHOWN = 10
"""Rules that are told of one file; ``report.json`` has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table: what one judge said of some files."""

    judge: str
    version: str
    against: str
    files: tuple[tuple[str, str], ...]
    """Name and address of each."""
    result: Result
    failures: tuple[Failure, ...]
    more: int
    """How many failures are not shown."""
    remedy: str

    @property
    def label(self) -> str:
        """The key of the label that says the result."""
        return f"check-{self.result.value}"


def page(audit: Audit, about: Mapping[str, str]) -> str:
    """Return the page for *audit*.

    Args:
        audit: The report.
        about: What is said of the work whose language and look the page takes.
    """
    lang = about.get("lang", "en")
    every = [verdict for part in audit.parts for verdict in part.verdicts]
    text = jinja.render(
        "html/report.html.jinja",
        {
            "policy": shelf.POLICY,
            "lang": lang,
            "labels": labels.load(lang),
            "index": shelf.NAME,
            "summary": _summary(every, lang),
            "parts": [_part(part) for part in audit.parts],
            "failed": [
                (f"promise-{number}-{verdict.promise}", verdict)
                for number, part in enumerate(audit.parts, 1)
                for verdict in part.verdicts
                if verdict.result is Result.FAILED
            ],
        },
    )
    return text.replace("/*styles*/", shelf.styles(about, lang, text, SHEETS), 1)


def _summary(verdicts: Sequence[Verdict], lang: str) -> str:
    """Return in words how many checks ended how."""
    count = counted(verdicts)
    return labels.load(lang)["check-summary"].format(
        count=len(verdicts),
        passed=count[Result.PASSED],
        failed=count[Result.FAILED],
        missing=count[Result.NOT_RUN],
        unclaimed=count[Result.NOT_CLAIMED],
    )


def _part(part: Part) -> dict[str, object]:
    """Return what the template needs of one part of the report."""
    words = labels.load(part.lang)
    unjudged = words["list-comma"].join(part.unjudged)
    return {
        "title": part.title,
        "lang": part.lang,
        "labels": words,
        "summary": _summary(part.verdicts, part.lang),
        "tables": [
            (promise, words[f"promise-{promise}"], rows)
            for promise in PROMISES
            if (rows := list(_rows([v for v in part.verdicts if v.promise == promise])))
        ],
        "claims": [
            (_linked(claim.file), claim.claim or words["check-claims-nothing"], fate, claim.result)
            for claim in part.claims
            for fate in [words[FATES[claim.result]]]
        ],
        "unchecked": [
            *(words[unchecked(key)] for key in part.unchecked),
            *([words["check-unjudged"].format(files=unjudged)] if unjudged else []),
        ],
    }


def unchecked(key: str) -> str:
    """Return the key of the label for what nobody checked."""
    return "access-unchecked" if key == "certificate" else f"unchecked-{key}"


def _rows(verdicts: Sequence[Verdict]) -> Iterator[Row]:
    """Yield the lines for *verdicts*, failures first, alike files on one line."""

    def alike(verdict: Verdict) -> tuple[str, ...]:
        own = verdict.file if verdict.failures else ""
        return (verdict.judge, verdict.against, verdict.result.value, verdict.remedy, own)

    order = {verdict.judge: place for place, verdict in reversed(list(enumerate(verdicts)))}
    arranged = sorted(verdicts, key=lambda v: (not v.failures, order[v.judge], alike(v)))
    for _, group in groupby(arranged, alike):
        same = list(group)
        first = same[0]
        yield Row(
            judge=first.judge,
            version=first.version,
            against=first.against,
            files=tuple(_linked(verdict.file) for verdict in same),
            result=first.result,
            failures=first.failures[:SHOWN],
            more=len(first.failures[SHOWN:]),
            remedy=first.remedy,
        )


def _linked(name: str) -> tuple[str, str]:
    """Return *name* and its address from the page."""
    return name, quote(name)
