"""The authors' names, and where they work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chapbook.frontmatter import Name
from chapbook.tools.labels import conjunction


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
    """The mark of the place of work."""
    joint: str
    """What joins this author to the next: a comma, a word, or nothing after the last."""


def of(
    names: Sequence[Name], labels: Mapping[str, str]
) -> tuple[tuple[Author, ...], tuple[Affiliation, ...]]:
    """Return *names* as a byline, and their places of work, each once.

    Places are marked with letters, since figures stand for references.
    """
    places = list(dict.fromkeys(name.affiliation for name in names if name.affiliation))
    all_there = len(places) == 1 and all(name.affiliation for name in names)
    marks = {place: "" if all_there else _letters(i) for i, place in enumerate(places)}
    authors = tuple(
        Author(
            name=name.display,
            credentials=name.credentials,
            orcid=name.orcid.removeprefix("https://orcid.org/") if name.orcid else None,
            mark=marks[name.affiliation] if name.affiliation else "",
            joint=_joint(names[index + 1 :], labels),
        )
        for index, name in enumerate(names)
    )
    return authors, tuple(Affiliation(name=p, mark=mark) for p, mark in marks.items())


def _letters(index: int) -> str:
    """Return the letters for *index* (0-based): a to z, then aa."""
    before, last = divmod(index, 26)
    return (_letters(before - 1) if before else "") + chr(ord("a") + last)


def _joint(following: Sequence[Name], labels: Mapping[str, str]) -> str:
    """Return what stands after an author whom others follow."""
    if not following:
        return ""
    last = following[-1].display
    return labels["list-comma"] if len(following) > 1 else conjunction(last, labels)
