"""What students see once Moodle and Canvas have imported a cartridge, as their importers work."""

import re
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest

from chapbook.pack import BoundPack
from chapbook.tools.pandoc import ast
from tests.bundle import importers
from tests.bundle.importers import Activity
from tests.bundle.test_cartridge import members, with_task

pytestmark = pytest.mark.proof

Packs = Callable[..., BoundPack]


@pytest.fixture(scope="module")
def pack(pack_of: Packs) -> BoundPack:
    """Two readings, one from right to left, one with a quiz, and something to do."""
    return with_task(pack_of("everything", "arabic"))


@pytest.fixture(scope="module")
def course(pack: BoundPack, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Activity]]:
    """What Moodle restores of it."""
    return importers.moodle(members(pack, "cc11", tmp_path_factory.mktemp("moodle")))


def test_moodle_makes_a_section_of_each_part(
    pack: BoundPack, course: dict[str, list[Activity]]
) -> None:
    """Sections are the parts and the pack itself, with pages, files, the quiz and the link."""
    assert list(course) == ["Week 1", pack.pack.labels["pack-colophon"]]
    kinds = [activity.kind for activity in course["Week 1"]]
    first = ["label", "page", "page", "file", "quiz", "url"]
    assert kinds == [*first, "label", "page", "file"]


def test_moodle_shows_every_picture(course: dict[str, list[Activity]]) -> None:
    """After addresses were exchanged as strings each picture still names one file."""
    pages = [str(a.content) for part in course.values() for a in part if a.kind == "page"]
    sources = [
        image.get("src", "")
        for page in pages
        for image in lxml.html.fromstring(f"<div>{page}</div>").iter("img")
    ]
    assert sources
    assert all(re.fullmatch(r"(\$@FILEPHP@\$|\$@SLASH@\$|[a-z0-9._-])+", s) for s in sources)
    assert all(source.count("FILEPHP") == 1 for source in sources)


def test_moodle_damages_no_link(course: dict[str, list[Activity]]) -> None:
    """No address was exchanged twice."""
    for activity in (a for part in course.values() for a in part if a.kind == "page"):
        body = lxml.html.fromstring(f"<div>{activity.content}</div>")
        for link in body.iter("a"):
            assert (link.get("href") or "").count("FILEPHP") <= 1


def test_moodle_asks_what_the_article_asks(
    pack: BoundPack, course: dict[str, list[Activity]]
) -> None:
    """Words, right answers, points and reasons arrive, whatever the letters."""
    (quiz,) = [a.content for a in course["Week 1"] if a.kind == "quiz"]
    assert isinstance(quiz, list)
    questions = pack.readings[0].record.questions
    assert len(quiz) == len(questions)
    for made, question in zip(quiz, questions, strict=True):
        assert made.text == " ".join(ast.text(question.blocks).split())
        assert made.points == question.points
        right = [ast.text(c.blocks).strip() for c in question.choices if c.is_right]
        assert [text.strip() for text, share in made.answers.items() if share] == right
        if question.answer:
            assert made.feedback.split() == ast.text(question.answer).split()


@pytest.mark.parametrize("row", ["imscc", "cc11"])
def test_canvas_makes_a_module_of_each_part(row: str, pack: BoundPack, tmp_path: Path) -> None:
    """Modules are the parts; a second import finds every item by its identifier."""
    first = importers.canvas(members(pack, row, tmp_path))
    again = importers.canvas(members(pack, row, tmp_path))
    assert list(first) == ["Week 1", pack.pack.labels["pack-colophon"]]
    assert first == again
    kinds = [kind for kind, _, _ in first["Week 1"]]
    assert kinds.count("assessment") == 1
    assert kinds.count("link") == 1
    assert kinds.count("submodule") == 2
