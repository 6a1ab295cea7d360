"""What a cartridge is made of, before it is written."""

import hashlib
from dataclasses import dataclass
from enum import Enum

from chapbook.bundle.webpages import WebFile


class Kind(Enum):
    """What a platform does with a resource."""

    CONTENT = "content"
    """Pages and files that it shows or lets people load down."""
    QUIZ = "quiz"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Something to show, with its files."""

    identifier: str
    kind: Kind
    files: tuple[WebFile, ...]
    """The first is what opens."""
    needs: tuple[str, ...] = ()
    """Identifiers of resources whose files these files name."""
    is_for_teachers: bool = False
    """Whether learners do not see it until somebody lets them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the table of contents: a heading, or something that opens."""

    identifier: str
    title: str
    resource: Resource | None = None
    """``None`` for a heading, which has entries below it."""
    entries: tuple["Entry", ...] = ()
    below: tuple[Resource, ...] = ()
    """What the resource needs and no entry opens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cartridge:
    """A table of contents, and what it opens."""

    identifier: str
    modules: tuple[Entry, ...]
    hidden: tuple[Resource, ...] = ()
    """What others need and no entry opens."""


def identifier(*names: str) -> str:
    """Return the identifier of what *names* lead to.

    It rests on names alone and never on content: whoever imports a changed pack again gets the
    same things changed, and not a second set of them.  A letter comes first (XML 1.0, ``ID``).
    """
    return "i" + hashlib.sha1("/".join(names).encode()).hexdigest()[:20]
