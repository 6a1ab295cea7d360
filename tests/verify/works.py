"""Real finished files, and what is expected of judging them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from chapbook import cite, load, render
from chapbook.editions import EDITIONS, Edition
from chapbook.findings import Finding
from chapbook.model import Article, BuiltEdition
from chapbook.settings import Settings

GOOD = Path(__file__).parents[1] / "articles" / "good"

Judge = Callable[[str, Callable[[bytes], bytes]], list[Finding]]
"""Damages a copy of an edition and returns what is found in it."""


@dataclass(frozen=True, kw_only=True)
class Finished:
    """An article and the files that were made from it."""

    article: Article
    built: dict[str, BuiltEdition]


USUAL = tuple(row for row in EDITIONS.values() if row.by_default or not row.is_handout)
"""Every edition but the handouts that take long; proofs make those, too."""


def finished(source: Path, folder: Path, rows: Iterable[Edition] = USUAL) -> Finished:
    """Make the editions *rows* of the article *source* in *folder*."""
    manuscript = load.manuscript(source)
    article = cite.article(manuscript)
    settings = Settings(article=source)
    paper = article.metadata.paper
    jobs = [(row, settings.bench(folder, row, paper)) for row in rows]
    made = list(render.editions(article, jobs))
    return Finished(article=article, built={m.built.edition: m.built for m in made if m.built})


def only(findings: list[Finding], code: str, words: str) -> bool:
    """Tell whether *findings* are one, of *code*, whose message holds *words*."""
    said = [(finding.code, finding.message) for finding in findings]
    assert len(said) == 1, said
    assert said[0][0] == code, said
    assert words in said[0][1], said
    return True
