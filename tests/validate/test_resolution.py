"""How wide a picture is printed, by which its pixels are judged."""

from pathlib import Path

import pytest

from chapbook.model import Asset, AssetKind
from chapbook.tools.pandoc import ast
from chapbook.validate.resolution import printed_width_mm

PHOTO = Asset(
    target="a.png",
    path=Path("a.png"),
    name="a.png",
    kind=AssetKind.RASTER,
    media_type="image/png",
    data=b"",
    width=2000,
    height=1000,
)


@pytest.mark.parametrize(
    ("asked", "width_mm"),
    [({}, 122), ({"width": "50mm"}, 50), ({"width": "150mm"}, 150), ({"width": "300mm"}, 164)],
)
def test_a_figure_is_as_wide_as_it_asks_and_as_print_can(
    asked: dict[str, str], width_mm: float
) -> None:
    """The column without a word on it; with one, up to the broadest figure of print."""
    image = {"t": "Image", "c": [ast.attr("", [], **asked), [], ["a.png", ""]]}
    assert printed_width_mm(image, PHOTO) == pytest.approx(width_mm)
