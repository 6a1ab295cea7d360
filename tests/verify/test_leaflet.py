"""The sheet of a leaflet with one fault each, found by folding it and by looking at it."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from chapbook import verify
from chapbook.findings import Finding
from tests.verify.damage import rewritten
from tests.verify.works import Finished, only

pytestmark = pytest.mark.proof

Change = Callable[[pikepdf.Pdf], None]
Examine = Callable[..., list[Finding]]

POINTS_PER_MM = 72 / 25.4


@pytest.fixture
def examine(all_of_everything: Finished, tmp_path: Path) -> Examine:
    """A function that damages the sheet, or its panels, and returns what is found in it."""

    def examined(change: Change, name: str = "leaflet") -> list[Finding]:
        for each in (all_of_everything.built["leaflet"], all_of_everything.built["leaflet-panels"]):
            (tmp_path / each.name).parent.mkdir(exist_ok=True)
            shutil.copy(each.path, tmp_path / each.name)
        built = all_of_everything.built[name]
        path = tmp_path / built.name
        path.write_bytes(rewritten(change)(path.read_bytes()))
        with pikepdf.open(path) as file:
            count = len(file.pages)
        return verify.findings(
            all_of_everything.article, [replace(built, path=path, page_count=count)]
        )

    return examined


def redrawn(file: pikepdf.Pdf, side_index: int, change: Callable[[bytes], bytes]) -> None:
    """Let *change* draw a side in another way."""
    page = file.pages[side_index]
    page.contents_coalesce()
    before = bytes(page.Contents.read_bytes())
    after = change(before)
    assert after != before
    page.Contents = file.make_stream(after)


@pytest.mark.parametrize("name", ["leaflet", "leaflet-panels"])
def test_a_sound_leaflet_is_found_sound(examine: Examine, name: str) -> None:
    """A copy without a fault has no finding."""
    assert examine(lambda _: None, name) == []


def test_panels_in_each_other_s_place_are_found(examine: Examine) -> None:
    """A sheet whose flap and back are exchanged opens on the back."""

    def exchange(file: pikepdf.Pdf) -> None:
        forms = file.pages[0].Resources.XObject
        forms["/Page0"], forms["/Page1"] = forms["/Page1"], forms["/Page0"]

    messages = [finding.message for finding in examine(exchange)]
    assert "page 2 is not where folding wants it" in messages
    assert "page 6 is not where folding wants it" in messages


def test_sides_that_are_exchanged_are_found(examine: Examine) -> None:
    """With the inside printed first, no panel is where folding wants it."""

    def exchange(file: pikepdf.Pdf) -> None:
        file.pages.reverse()

    messages = [finding.message for finding in examine(exchange)]
    assert sum("is not where folding wants it" in message for message in messages) == 6
    # The line to the printer went along, and lies on a panel's text.
    assert "the line to the printer stands on the text of page 4" in messages


def test_a_panel_that_was_made_smaller_is_found(examine: Examine) -> None:
    """Type below its size is found on the sheet though the panels themselves keep it."""

    def shrink(drawn: bytes) -> bytes:
        return re.sub(rb"1 0 0 1 (\S+ \S+ cm /Page1 )", rb".9 0 0 .9 \1", drawn)

    found = examine(lambda file: redrawn(file, 1, shrink))
    assert only(found, "edition-layout", "page 4 is printed 90% of its size")


def test_ink_at_the_edge_of_the_sheet_is_found(examine: Examine) -> None:
    """A tick at the very edge would not be printed; ours stand 6 mm from it."""

    def mark(drawn: bytes) -> bytes:
        return drawn + b" q 0 g 275 3 1 9 re f Q"

    found = examine(lambda file: redrawn(file, 0, mark))
    assert only(found, "edition-layout", "page 1 has ink within 5 mm of its edge")


def test_a_third_side_is_found(examine: Examine) -> None:
    """A leaflet is one sheet of two sides."""

    def more(file: pikepdf.Pdf) -> None:
        file.pages.append(file.pages[1])

    assert only(examine(more), "edition-layout", "it has 3 sides instead of 2")


def test_a_panel_too_broad_to_fold_in_is_found(examine: Examine) -> None:
    """The flap has to be narrower, and the three panels of a side no broader than the sheet."""

    def broaden(file: pikepdf.Pdf) -> None:
        for key in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox"):
            if key in file.pages[1]:
                left, low, right, high = map(float, file.pages[1][key])
                file.pages[1][key] = [left, low, right + 3 * POINTS_PER_MM, high]

    messages = [finding.message for finding in examine(broaden, "leaflet-panels")]
    assert "panel 2 is folded in and 0.0 mm narrower than panel 1; it needs 2 to 3 mm" in messages
    assert "panels 2, 6, 1 are 300.0 mm wide; the sheet, 297 mm" in messages


def test_a_missing_panel_is_found(examine: Examine) -> None:
    """Five panels are no sheet folded twice."""

    def lose(file: pikepdf.Pdf) -> None:
        del file.pages[4]

    messages = [finding.message for finding in examine(lose, "leaflet-panels")]
    assert "it has 5 sides instead of 6" in messages


def test_ticks_stand_on_the_folds(all_of_everything: Finished) -> None:
    """Each side has a tick above and below each fold, 6 to 9.5 mm from the edge of the sheet."""
    folds = ((97.0, 197.0), (100.0, 200.0))
    with pikepdf.open(all_of_everything.built["leaflet"].path) as file:
        for page, wanted in zip(file.pages, folds, strict=True):
            page.contents_coalesce()
            drawn = page.Contents.read_bytes().decode("ascii")
            lines = re.findall(r"(\S+) (\S+) m (\S+) (\S+) l S", drawn)
            ticks = [tuple(float(each) / POINTS_PER_MM for each in line) for line in lines]
            assert len(ticks) == 4
            for across, low, end, high in ticks:
                assert across == end
                assert any(abs(across - fold) < 0.01 for fold in wanted)
                assert min(low, high, 210 - low, 210 - high) == pytest.approx(6, abs=0.01)
