"""The records that travel inside the PDF and the EPUB, so that no copy loses its citation.

They are the published files, byte for byte.  CITATION.cff stays outside: it is read in
repositories, where it lies beside the editions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from chapbook.editions import EDITIONS, Edition
from chapbook.model import Article
from chapbook.render import record


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format that reference managers read."""

    edition: str
    """The edition of the article in it."""
    ending: str
    name: str
    """As people call it, in every language."""
    media_type: str


FORMATS = (
    Format(edition="bib", ending=".bib", name="BibTeX", media_type="text/x-bibtex"),
    Format(
        edition="ris",
        ending=".ris",
        name="RIS",
        media_type="application/x-research-info-systems",
    ),
    Format(
        edition="csl-json",
        ending=".csl.json",
        name="CSL-JSON",
        media_type="application/vnd.citationstyles.csl+json",
    ),
)
"""Source of the types: IANA for CSL-JSON, shared-mime-info for the others, which have none."""


class Subject(Enum):
    """What a record describes; the value is the key of the label that says so."""

    ARTICLE = "how-to-cite"
    REFERENCES = "references"


PREFIXES = {Subject.ARTICLE: "", Subject.REFERENCES: "references-"}
"""What the names of editions with records of each begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A file of records."""

    name: str
    """The file name under which it is published."""
    data: bytes
    format: Format
    subject: Subject
    description: str
    """What it is, in the article's language: "References (RIS)"."""


def records(article: Article) -> Iterator[Record]:
    """Yield the records of *article*, then those of its references if it has any.

    Raises:
        ToolError: pandoc failed.
    """
    for subject, prefix in PREFIXES.items():
        for form in FORMATS:
            row = EDITIONS[f"{prefix}{form.edition}"]
            if text := record.WRITERS[row.name](article):
                yield _record(article, row, form, subject, text)


def _record(article: Article, row: Edition, form: Format, subject: Subject, text: str) -> Record:
    """Return the file that *row* publishes as *text*."""
    paper = article.metadata.paper
    return Record(
        name=row.name_in_output(article.stem, paper, paper),
        data=text.encode("utf-8"),
        format=form,
        subject=subject,
        description=f"{article.labels[subject.value]} ({form.name})",
    )
