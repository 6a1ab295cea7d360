"""Each barrier that is planted into the tags of a PDF is found by its rule, and by no other."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from chapbook.verify import structure
from chapbook.verify.case import Case, cases
from tests.verify.damage import rewritten
from tests.verify.works import Finished


def elements(file: pikepdf.Pdf, role: str) -> Iterator[Any]:
    """Yield the structure elements of *role* in *file*."""
    for thing in file.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == f"/{role}":
            yield thing


def skipping(file: pikepdf.Pdf) -> None:
    """Tag a heading two levels too low."""
    next(elements(file, "H4")).S = pikepdf.Name.H6


def wordless(file: pikepdf.Pdf) -> None:
    """Take the words of a figure away."""
    del next(e for e in elements(file, "Figure") if "/Alt" in e).Alt


def itemless(file: pikepdf.Pdf) -> None:
    """Make the item of a list a paragraph."""
    next(elements(file, "LI")).S = pikepdf.Name.P


def bodiless(file: pikepdf.Pdf) -> None:
    """Make the body of an item a paragraph."""
    next(elements(file, "LBody")).S = pikepdf.Name.P


def gapped(file: pikepdf.Pdf) -> None:
    """Take a cell out of a row."""
    row = next(r for r in elements(file, "TR") if len(r.K) > 1 and r.K[0].S == "/TD")
    del row.K[0]


def unscoped(file: pikepdf.Pdf) -> None:
    """Let a head cell be the head of nothing."""
    head = next(elements(file, "TH"))
    del head.A


def areal(file: pikepdf.Pdf) -> None:
    """Take the words of a link's area away."""
    page = next(p for p in file.pages if "/Annots" in p)
    del page.Annots[0].Contents


def unreachable(file: pikepdf.Pdf) -> None:
    """Take the area out of the tag of a link."""
    link = next(elements(file, "Link"))
    link.K = pikepdf.Array([k for k in link.K if not isinstance(k, pikepdf.Dictionary)])


def nameless(file: pikepdf.Pdf) -> None:
    """Take the name of a note away."""
    del next(elements(file, "Note")).ID


def uncalled(file: pikepdf.Pdf) -> None:
    """Let nothing refer to anything."""
    for element in elements(file, "Reference"):
        element.S = pikepdf.Name.Span


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (skipping, "tagged H6 below one of level"),
        (wordless, "no words that stand for it"),
        (itemless, "holds what is no item"),
        (bodiless, "an item has no body"),
        (gapped, "the rows of a table"),
        (unscoped, "does not say what it is the head of"),
        (areal, "the area of a link has no words"),
        (unreachable, "no area to follow"),
        (nameless, "notes have the name"),
        (uncalled, "called for by 0 references"),
    ],
)
def test_one_barrier_is_the_one_thing_found(
    everything: Finished, tmp_path: Path, change: Callable[[pikepdf.Pdf], None], words: str
) -> None:
    """Of all rules one finds it, once."""
    case = _case(everything, tmp_path, rewritten(change))
    found = [finding.message for rule in structure.ALL for finding in rule(case)]
    assert len(found) == 1, found
    assert words in found[0]


def test_a_good_tree_passes(everything: Finished, tmp_path: Path) -> None:
    """Nothing is found in the tags as they are made."""
    case = _case(everything, tmp_path, lambda data: data)
    assert [f for rule in structure.ALL for f in rule(case)] == []


def _case(everything: Finished, folder: Path, damage: Callable[[bytes], bytes]) -> Case:
    """Return the print edition after *damage*."""
    built = everything.built["pdf"]
    path = folder / built.path.name
    path.write_bytes(damage(built.path.read_bytes()))
    return cases(everything.article, [replace(built, path=path)])[0]
