"""The pages as they were looked at last, and how pictures of pages are compared."""

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.pages import baseline, picture


@pytest.mark.proof
def test_pages_look_as_they_were_accepted(tmp_path: Path) -> None:
    """A page that has changed since somebody looked at it is shown; ``make accept`` keeps it.

    With the versions that made the kept pages not a pixel may differ.  Other versions of the
    libraries that set type may shift letters by parts of a pixel, but move no line.
    """
    differing = baseline.changed(
        baseline.kept(), baseline.made(tmp_path), exactly=baseline.has_equal_versions()
    )
    where = baseline.show(differing, "changed") if differing else ""
    assert not differing, f"look at {where}; if it is right, type make accept"


def a_page() -> Image.Image:
    """Return the picture of a page full of text."""
    return baseline.kept()["calcinosis-pdf-04"]


def moved(old: Image.Image, by_px: float) -> Image.Image:
    """Return *old* with all that is on it moved to the right."""
    turned = old.convert("RGB").transform(
        old.size,
        Image.Transform.AFFINE,
        (1, 0, -by_px, 0, 1, 0),
        Image.Resampling.BILINEAR,
        fillcolor="white",
    )
    return again(turned)


def again(drawn: Image.Image) -> Image.Image:
    """Return a picture in the colours that are kept."""
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return picture.page(out.getvalue())


def without_a_line(old: Image.Image) -> Image.Image:
    """Return *old* with one of its lines painted over."""
    drawn = old.convert("RGB")
    rows = [drawn.crop((0, y, drawn.width, y + 1)).convert("L") for y in range(drawn.height)]
    darkest = min(range(100, 300), key=lambda y: sum(rows[y].tobytes()))
    drawn.paste("white", (0, darkest - 3, drawn.width, darkest + 4))
    return again(drawn)


def test_the_same_page_is_the_same() -> None:
    """A picture that was written and read again has not changed by a pixel."""
    assert picture.is_same(a_page(), again(a_page().convert("RGB")))
    assert picture.is_alike(a_page(), a_page())


def test_edges_of_letters_are_tolerated() -> None:
    """A fifth of a pixel is no change where the typesetting libraries are others."""
    assert not picture.is_same(a_page(), moved(a_page(), 0.2))
    assert picture.is_alike(a_page(), moved(a_page(), 0.2))


def test_a_missing_line_is_a_change() -> None:
    """A single line that is gone is seen, with the tolerance too."""
    assert not picture.is_alike(a_page(), without_a_line(a_page()))


def test_a_moved_page_is_a_change() -> None:
    """A millimetre is seen, and so is another size of paper."""
    assert not picture.is_alike(a_page(), moved(a_page(), 2))
    assert not picture.is_alike(a_page(), a_page().crop((0, 0, 300, 300)))


def test_two_colours_of_one_grey_differ() -> None:
    """Warnings that turn from red to blue-green are seen, though their grey is the same."""
    red, blue = (again(Image.new("RGB", (9, 9), colour)) for colour in ("#8a1c1c", "#0b4f5c"))
    assert not picture.is_same(red, blue)


def test_new_changed_and_gone_pages_are_shown(tmp_path: Path) -> None:
    """Each page that differs is shown as it was, as it is, and where it differs."""
    old = {"same": a_page(), "changed": a_page(), "gone": a_page()}
    new = {"same": a_page(), "changed": without_a_line(a_page()), "new": a_page()}
    shown = baseline.changed(old, new, exactly=True)
    assert sorted(shown) == ["changed", "gone", "new"]
    assert shown["changed"].width == 3 * a_page().width + 20
    picture.sheet(shown).save(tmp_path / "sheet.png")
    assert (tmp_path / "sheet.png").stat().st_size > 0


def test_kept_pages_are_small() -> None:
    """All pictures together stay below a megabyte and a half, and each belongs to an edition."""
    files = list(baseline.FOLDER.glob("*.png"))
    assert sum(path.stat().st_size for path in files) < 1_500_000
    stems = {each.stem for each in baseline.CHOSEN}
    assert {path.stem.rpartition("-")[0] for path in files} == stems
