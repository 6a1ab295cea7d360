"""Errors say what is wrong, why and what to do, wherever they come from."""

import pickle

import pytest

from chapbook.errors import ChapbookError, ExitCode, OutputError, ToolError, UsageError
from chapbook.findings import ContentError, Finding, Place, Replacement


@pytest.mark.parametrize("kind", [ToolError, UsageError, OutputError])
def test_an_error_crosses_processes_whole(kind: type[ChapbookError]) -> None:
    """Message, reason and remedy of a maker in another process reach the terminal."""
    error = kind("The pot is empty.", why="No tea comes out.", fix="Fill it.")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert str(again) == "The pot is empty.\n  why: No tea comes out.\n  do:  Fill it."


def test_findings_cross_processes_whole() -> None:
    """A content error keeps its findings."""
    finding = Finding(code="article-empty", place=Place(file="a.md"), message="it is empty")
    again = pickle.loads(pickle.dumps(ContentError([finding])))
    assert again.findings == (finding,)


@pytest.mark.parametrize(("column", "exact"), [(5, True), (4, False), (0, False), (99, False)])
def test_a_replacement_counts_only_where_the_line_has_it(column: int, *, exact: bool) -> None:
    """What is to be exchanged must stand at the place, or nothing is exchanged."""
    given = Replacement(old="@tee", new="@tea")
    found = Finding(
        code="citation-unknown",
        place=Place(file="a.md", line=1, column=column),
        message="?",
        excerpt="See @tee.",
        replacement=given,
    )
    assert (found.exact == given) is exact
    assert pickle.loads(pickle.dumps(found)) == found


def test_each_kind_of_error_has_its_status() -> None:
    """No two kinds of error end with one exit status."""
    kinds = [
        kind for kind in ChapbookError.__subclasses__() if kind.__module__.startswith("chapbook")
    ]
    statuses = [kind.exit_code for kind in kinds]
    assert len(set(statuses)) == len(statuses)
    assert ExitCode.OK not in statuses


def test_an_unknown_code_is_refused() -> None:
    """A finding without a declared code cannot be made."""
    with pytest.raises(KeyError):
        Finding(code="no-such-code", place=Place(file="a.md"), message="?")
