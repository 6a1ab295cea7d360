"""What changed between two texts is told part by part, and only that."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.frozen import Frozen, Occasion
from chapbook.tools import changes
from chapbook.tools.changes import Change, Kind

TEXT = ("title: Tea", "# Pots {#sec-pots}", "Use a pot of clay.", "# Water", "Boil it.")


def _frozen(passages: tuple[str, ...], content: str, **more: dict[str, str]) -> Frozen:
    return Frozen(
        occasion=Occasion.RELEASED,
        version="1.0",
        date=dt.date(2026, 11, 22),
        review_due=None,
        lang="en",
        title="Tea",
        content_hash=content * 64,
        reviews=(),
        passages=passages,
        images=more.get("images", {}),
        works=more.get("works", {}),
    )


def _between(older: tuple[str, ...], newer: tuple[str, ...]) -> list[Change]:
    return changes.between(_frozen(older, "a"), _frozen(newer, "b"))


def test_a_changed_passage_is_told_with_its_heading() -> None:
    """One word is another: the passage is named as it was and as it is."""
    newer = tuple(text.replace("clay", "iron") for text in TEXT)
    (found,) = _between(TEXT, newer)
    assert found == Change(
        kind=Kind.CHANGED,
        before="Use a pot of clay.",
        after="Use a pot of iron.",
        where="Pots",
        at=2,
    )


def test_added_and_removed_passages_are_told_apart() -> None:
    """A passage that is like no other is new, or gone."""
    added = _between(TEXT, (*TEXT, "Pour slowly, from high above."))
    assert [(c.kind, c.after, c.where) for c in added] == [
        (Kind.ADDED, "Pour slowly, from high above.", "Water")
    ]
    removed = _between(TEXT, (*TEXT[:2], *TEXT[3:]))
    assert [(c.kind, c.before, c.where) for c in removed] == [
        (Kind.REMOVED, "Use a pot of clay.", "Pots")
    ]


def test_other_quotation_marks_are_no_change() -> None:
    """Typewriter's marks and printer's marks are the same to a reader."""
    assert _between(('He said "tea".',), ("He said “tea”.",)) == []


@pytest.mark.parametrize("sort", ["images", "works"])
def test_pictures_and_works_count(sort: str) -> None:
    """Another picture under the same name is a change, and so is another work."""
    older = _frozen(TEXT, "a", **{sort: {"x": "1", "y": "1"}})
    newer = _frozen(TEXT, "b", **{sort: {"x": "2", "z": "1"}})
    found = changes.between(older, newer)
    assert [c.kind for c in found] == [Kind.CHANGED, Kind.REMOVED, Kind.ADDED]


PASSAGES = st.lists(st.sampled_from([*TEXT, "a b c", "a b d", "x y z w"]), max_size=9).map(tuple)


@given(PASSAGES, PASSAGES)
def test_the_changes_account_for_every_difference(
    older: tuple[str, ...], newer: tuple[str, ...]
) -> None:
    """Taking out what went and putting in what came makes one text of the other."""
    found = _between(older, newer)
    gone = sorted(c.before for c in found if c.before)
    come = sorted(c.after for c in found if c.after)
    assert sorted([*older, *come]) == sorted([*newer, *gone])


@given(st.text("ab .", max_size=20), st.text("ab .", max_size=20))
def test_words_give_back_both_texts(before: str, after: str) -> None:
    """Without what was added the older text is left, without what was removed the newer one."""
    pieces = list(changes.words(before, after))
    assert "".join(text for kind, text in pieces if kind is not Kind.REMOVED) == after
    assert "".join(text for kind, text in pieces if kind is not Kind.ADDED) == before
