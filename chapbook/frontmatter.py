"""The front matter of an article, as types.

Standard pandoc and CSL keys where they exist.  ``FrontMatter.model_json_schema()``
gives the JSON Schema that editors use for completion.
"""

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from chapbook.editions import Paper
from chapbook.partialdate import PartialDate
from chapbook.translations import Translations

HUMAN_DATES = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y")
"""How people write a full date in the front matter of pandoc and JOSS papers."""

PARTICLES = re.compile(r"^(?:[a-zà-ÿ'’]+\s+)+")
"""Lower-case words at the head of a family name: "de la" of "de la Cruz"."""


NAME_PARTICLES = frozenset(
    {"'t", "af", "al", "am", "aus", "av", "bin", "d'", "da", "dal", "das", "de", "degli", "dei"}
    | {"del", "della", "den", "der", "di", "do", "dos", "du", "e", "el", "i", "ibn", "la", "las"}
    | {"le", "les", "lo", "los", "og", "op", "te", "ten", "ter", "van", "vom", "von", "y", "zu"}
    | {"zum", "zur"}
)
"""Lower-case words that belong to people's names; any other is a sign of an organisation."""


MOVING_DATES = frozenset({"today", "now", "last-modified"})
"""Dates that are another on each day."""


def _date(value: object) -> object:
    """Read the forms of ``HUMAN_DATES``, months and years; leave the rest to pydantic."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return value
    text = value.strip()
    if text.lower() in MOVING_DATES or text.startswith("`r "):
        raise ValueError("an article keeps its date; write the day, as 2026-11-22")
    if re.fullmatch(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2]))?", text):
        return PartialDate.of(text)
    for form in HUMAN_DATES:
        try:
            return dt.datetime.strptime(text, form).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    raise ValueError(f'"{value}" is not a date; write it as 2026-11-22')


def _listed(value: object) -> object:
    """Read a single value where a list may stand, as pandoc does."""
    return value if isinstance(value, list | tuple) else [value]


def _text(value: object) -> object:
    """Read ``1.0`` without quotation marks as the text that was typed."""
    return str(value) if isinstance(value, int | float) else value


Date = Annotated[dt.date, BeforeValidator(_date)]
Text = Annotated[str, BeforeValidator(_text), Field(min_length=1)]


class Strict(BaseModel):
    """Unknown keys are errors; names are written with hyphens."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        alias_generator=lambda name: name.replace("_", "-"),
    )


class Name(Strict):
    """A person by CSL name parts, or an organisation by ``literal``."""

    literal: str | None = None
    family: str | None = None
    given: str | None = None
    dropping_particle: str | None = None
    non_dropping_particle: str | None = None
    suffix: str | None = None
    credentials: str | None = None
    affiliation: str | None = None
    orcid: str | None = None
    email: str | None = None
    corresponding: bool = False
    """Whether letters about the article go to this author."""
    equal_contribution: bool = False
    """Whether this author contributed as much as the others who are marked so."""

    @property
    def display(self) -> str:
        """The name as a byline prints it, without credentials."""
        if self.literal:
            return self.literal
        particle = [self.dropping_particle, self.non_dropping_particle]
        name = " ".join(part for part in (self.given, *particle, self.family) if part)
        return f"{name}, {self.suffix}" if self.suffix else name

    @property
    def affiliations(self) -> tuple[str, ...]:
        """The places of work, which stand in ``affiliation`` with a semicolon between them."""
        places = (self.affiliation or "").split(";")
        return tuple(place.strip() for place in places if place.strip())

    @property
    def sort_form(self) -> str:
        """The name as a library catalogue files it: "Cruz, María de la"."""
        if self.literal:
            return self.literal
        family = " ".join(part for part in (self.non_dropping_particle, self.family) if part)
        given = " ".join(part for part in (self.given, self.dropping_particle, self.suffix) if part)
        return f"{family}, {given}" if given else family

    def csl(self) -> dict[str, str]:
        """Return the CSL-JSON name variable (CSL 1.0.2, "Names")."""
        keys = (
            "literal",
            "family",
            "given",
            "dropping_particle",
            "non_dropping_particle",
            "suffix",
        )
        return {k.replace("_", "-"): v for k in keys if (v := getattr(self, k))}


class Review(Name):
    """A clinician who read and signed these very words."""

    date: Date
    content: str
    """The content hash that was signed."""
    version: Text | None = None
    """The version that this text had."""


def _person(text: str) -> dict[str, str]:
    """Split "María de la Cruz" or "de la Cruz, María" into CSL name parts."""
    if "," in text:
        family, given = (part.strip() for part in text.split(",", 1))
    else:
        words = text.split()
        if any(w[:1].islower() and w.lower() not in NAME_PARTICLES for w in words):
            return {"literal": text}  # "Centers for Disease Control and Prevention"
        at = next((i for i, w in enumerate(words) if i and w[:1].islower()), len(words) - 1)
        given, family = " ".join(words[:at]), " ".join(words[at:])
    if not given:
        return {"literal": family}
    if particle := PARTICLES.match(family):
        rest = family[particle.end() :]
        if rest:
            return {"given": given, "non-dropping-particle": particle[0].strip(), "family": rest}
    return {"given": given, "family": family}


def _name(value: object) -> object:
    """Read the ways in which pandoc, Quarto and JOSS papers write an author."""
    if isinstance(value, str):
        return _person(value)
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return {**_person(value["name"]), **{k: v for k, v in value.items() if k != "name"}}
    return value


Names = Annotated[
    list[Annotated[Name, BeforeValidator(_name)]], BeforeValidator(_listed), Field(min_length=1)
]
Strings = Annotated[list[str], BeforeValidator(_listed)]


class FrontMatter(Strict):
    """What the block between the two lines of ``---`` says."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    title: Text
    subtitle: Text | None = None
    short_title: Text | None = None
    author: Names
    reviewed_by: list[Review] = []
    date: Date
    version: Text | None = None
    review_due: Date | None = None
    lang: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    publisher: Text | None = None
    url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    doi: str | None = Field(default=None, pattern=r"^10\.\d{4,9}/\S+$")
    license: Text | None = None
    feedback: Text | None = None
    funding: Text | None = None
    competing_interests: Text | None = None
    health: bool | None = None
    keywords: Strings = []
    abstract: Text | None = None
    bibliography: Strings = []
    references: list[dict[str, Any]] = []
    citation_style: Text = "american-medical-association"
    cite_as: Strings = [
        "apa",
        "modern-language-association",
        "chicago-author-date",
        "chicago-notes-bibliography",
        "harvard-cite-them-right",
        "nlm-citation-sequence",
        "american-medical-association",
        "ieee",
    ]
    original: dict[str, Any] | None = None
    """A CSL item: the work that this article adapts."""
    paper: Paper = Paper.A4
    theme: Text = "default"
    reading_grade: dict[str, int] = {}
    translations: Translations = []
    allow: Strings = []
    x: Any = None
    """Never looked at."""

    @field_validator("original")
    @classmethod
    def _has_title(cls, item: dict[str, Any] | None) -> dict[str, Any] | None:
        if item is not None and not item.get("title"):
            raise ValueError("the original needs a title")
        return item

    @field_validator("doi", mode="before")
    @classmethod
    def _bare_doi(cls, doi: object) -> object:
        """Read a DOI that was pasted as an address."""
        if isinstance(doi, str):
            return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", "", doi, flags=re.IGNORECASE)
        return doi

    @property
    def running_title(self) -> str:
        """The title for running heads."""
        return self.short_title or self.title

    @property
    def address(self) -> str | None:
        """Where a reader finds the article, or the original while it has no place of its own."""
        own = f"https://doi.org/{self.doi}" if self.doi else self.url
        return own or (self.original or {}).get("URL")


KNOWN_KEYS = frozenset(
    field.alias or name.replace("_", "-") for name, field in FrontMatter.model_fields.items()
)
"""The keys of the front matter as they are written."""

REQUIRED_KEYS = ("title", "author", "date", "lang")
"""Without these an article cannot be cited or set."""
