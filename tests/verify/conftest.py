"""Real finished files to judge, and to damage in one place each."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from chapbook import verify
from chapbook.editions import EDITIONS
from chapbook.findings import Finding
from tests.verify.works import GOOD, Finished, Judge, finished


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """The article with every part that there is, finished; not to be changed."""
    source = next((GOOD / "everything").glob("*.md"))
    return finished(source, tmp_path_factory.mktemp("everything"))


@pytest.fixture(scope="session")
def all_of_everything(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """The same article with all its handouts; not to be changed."""
    source = next((GOOD / "everything").glob("*.md"))
    return finished(source, tmp_path_factory.mktemp("all"), EDITIONS.values())


@pytest.fixture
def judge(everything: Finished, tmp_path: Path) -> Judge:
    """A function that damages a copy of an edition and returns what is found in it."""

    def judged(edition: str, damage: Callable[[bytes], bytes]) -> list[Finding]:
        built = everything.built[edition]
        path = tmp_path / built.path.name
        path.write_bytes(damage(built.path.read_bytes()))
        return verify.findings(everything.article, [replace(built, path=path)])

    return judged
