"""The authors' names, and where they work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chapbook.frontmatter import Name
from chapbook.render.lettered import letters
from chapbook.tools.labels import conjunction, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """A place of work."""

    name: str
    mark: str
    """A letter; empty when all authors work there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """An author as a byline prints one."""

    name: str
    credentials: str | None
    orcid: str | None
    """Sixteen digits with hyphens."""
    mark: str
    """The marks of the places of work, and of what the notes say about this author."""
    joint: str
    """What joins this author to the next: a comma, a word, or nothing after the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is said about the authors who have a mark."""

    mark: str
    text: str


CORRESPONDING, EQUAL = "*", "†"
"""The marks that journals use; figures stand for references, letters for places of work."""

FEWEST_EQUAL = 2
"""Nobody contributes equally alone."""


def of(
    names: Sequence[Name], labels: Mapping[str, str]
) -> tuple[tuple[Author, ...], tuple[Affiliation, ...]]:
    """Return *names* as a byline, and their places of work, each once.

    Places are marked with letters, since figures stand for references.
    """
    places = list(dict.fromkeys(place for name in names for place in name.affiliations))
    all_there = len(places) == 1 and all(name.affiliations for name in names)
    marks = {place: "" if all_there else letters(i) for i, place in enumerate(places, start=1)}
    special = marks_of(names)
    authors = tuple(
        Author(
            name=name.display,
            credentials=name.credentials,
            orcid=name.orcid.removeprefix("https://orcid.org/") if name.orcid else None,
            mark=",".join(m for m in (*_marks(name, marks), special[index]) if m),
            joint=_joint(names[index + 1 :], labels),
        )
        for index, name in enumerate(names)
    )
    return authors, tuple(Affiliation(name=p, mark=mark) for p, mark in marks.items())


def _marks(name: Name, marks: Mapping[str, str]) -> list[str]:
    """Return the marks of the places where *name* works."""
    return [marks[place] for place in name.affiliations]


def marks_of(names: Sequence[Name]) -> list[str]:
    """Return for each of *names* the marks that ``notes`` explain."""
    return [",".join(_special(name, names)) for name in names]


def _special(name: Name, names: Sequence[Name]) -> list[str]:
    """Return the marks of *name* for letters and for an equal contribution."""
    marks = [CORRESPONDING] if name.corresponding and _corresponding(names) else []
    return [*marks, *([EQUAL] if name.equal_contribution and _are_equal(names) else [])]


def _corresponding(names: Sequence[Name]) -> list[Name]:
    """Return who answers letters; nobody is told apart where there is nothing to tell."""
    found = [name for name in names if name.corresponding]
    return found if len(names) > 1 or any(name.email for name in found) else []


def _are_equal(names: Sequence[Name]) -> bool:
    """Tell whether several of *names* contributed equally."""
    return sum(name.equal_contribution for name in names) >= FEWEST_EQUAL


def notes(names: Sequence[Name], labels: Mapping[str, str]) -> tuple[Note, ...]:
    """Return what the marks of *names* mean: to whom to write, and who contributed equally."""
    found: list[Note] = []
    if writable := _corresponding(names):
        contacts = [name.email or name.display for name in writable]
        words = labels["corresponding"].format(contact=labels["list-comma"].join(contacts))
        found.append(Note(mark=CORRESPONDING, text=words))
    if _are_equal(names):
        found.append(Note(mark=EQUAL, text=labels["equal-contribution"]))
    return tuple(found)


def sentences(names: Sequence[Name], labels: Mapping[str, str]) -> list[str]:
    """Return the places of work and the notes as sentences of their own, without marks."""
    places = dict.fromkeys(place for name in names for place in name.affiliations)
    equal = joined([name.display for name in names if name.equal_contribution], labels)
    return [
        *places,
        *(
            f"{equal}: {note.text}" if note.mark == EQUAL else note.text
            for note in notes(names, labels)
        ),
    ]


def _joint(following: Sequence[Name], labels: Mapping[str, str]) -> str:
    """Return what stands after an author whom others follow."""
    if not following:
        return ""
    last = following[-1].display
    return labels["list-comma"] if len(following) > 1 else conjunction(last, labels)
