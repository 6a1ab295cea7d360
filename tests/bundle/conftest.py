"""Finished books that the tests of packs share."""

from collections.abc import Callable

import pytest

from chapbook.editions import EDITIONS
from chapbook.pack import BoundPack
from chapbook.tools import records
from tests.bundle import bound, course
from tests.bundle.course import Course
from tests.verify.works import GOOD, Finished, finished

ROWS = [EDITIONS["epub"], EDITIONS["reading"]]
"""What pages and questions are made of."""

Books = Callable[[str], Finished]


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """A function that finishes the EPUB of a good article; not to be changed."""
    made: dict[str, Finished] = {}

    def book(name: str) -> Finished:
        if name not in made:
            source = next((GOOD / name).glob("*.md"))
            made[name] = finished(source, tmp_path_factory.mktemp(name), ROWS)
        return made[name]

    return book


@pytest.fixture(scope="session")
def pack_of(books: Books) -> Callable[..., BoundPack]:
    """A function that makes a pack of good articles."""

    def pack(*names: str) -> BoundPack:
        works = {name: books(name) for name in names}
        readings = [
            bound.reading(
                name, records.read(work.built["reading"].path), {"epub": work.built["epub"].path}
            )
            for name, work in works.items()
        ]
        theme = works[names[0]].article.theme
        return bound.pack(readings, theme)

    return pack


@pytest.fixture(scope="session")
def whole_course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A pack of finished editions with everything that a pack may hold; not to be changed."""
    return course.made(tmp_path_factory.mktemp("course"))
