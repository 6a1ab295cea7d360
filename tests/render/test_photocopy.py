"""Handouts as they come out of an office copier, and out of it once more.

A copy has two tones, 300 dots an inch and a little blur; a copy of a copy has all of that twice.
"""

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from chapbook import cite, load, render
from chapbook.editions import EDITIONS, Ink, Maker
from chapbook.model import Article, BuiltEdition
from chapbook.settings import Settings
from chapbook.verify import folded

ARTICLES = Path(__file__).parents[1] / "articles" / "handouts"
SHOWCASE = Path(__file__).parents[2] / "source" / "calcinosis.md"
SOURCES = [SHOWCASE, *sorted(ARTICLES.glob("*/*.md"))]

DPI = 300
BLUR_PX = 1.0
"""How far the light of a copier spreads."""
RULE_MM = 60
"""A frame or a rule is at least so long, and no letter is."""
WHITE = 250
"""What is darker has ink on it."""

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module", params=SOURCES, ids=lambda path: path.stem)
def handouts(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Article, list[BuiltEdition]]:
    """Every handout of an article, for grey ink."""
    article = cite.article(load.manuscript(request.param))
    settings = Settings(article=request.param, ink=Ink.GREY)
    rows = [row for row in EDITIONS.values() if row.maker in {Maker.HANDOUT, Maker.IMPOSED}]
    rows = [row for row in rows if row.by_default or row.name.startswith("leaflet")]
    desk = tmp_path_factory.mktemp("copies")
    jobs = [(row, settings.bench(desk, row, article.metadata.paper)) for row in rows]
    made = [rendering.built for rendering in render.editions(article, jobs)]
    return article, [built for built in made if built]


def printed(built: BuiltEdition) -> list[Image.Image]:
    """Return every page as a printer with grey ink sets it."""
    document = pypdfium2.PdfDocument(built.path)
    return [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]


def copied(page: Image.Image, times: int) -> Image.Image:
    """Return a copy of a copy of *page*, in two tones."""
    for _ in range(times):
        blurred = page.filter(ImageFilter.GaussianBlur(BLUR_PX))
        page = blurred.point(lambda tone: 255 if tone > 127 else 0)
    return page


def rules(page: Image.Image, lightest: int) -> int:
    """Count the bands of rows and columns that have a long run without any white."""
    count = 0
    inked = page.point(lambda tone: 0 if tone <= lightest else 255)
    for turned in (inked, inked.transpose(Image.Transpose.TRANSPOSE)):
        run = bytes(round(RULE_MM / 25.4 * DPI))
        data, width = turned.tobytes(), turned.width
        lines = [run in data[i : i + width] for i in range(0, len(data), width)]
        count += sum(
            now and not before for before, now in zip([False, *lines], lines, strict=False)
        )
    return count


def test_the_code_still_reads(handouts: tuple[Article, list[BuiltEdition]]) -> None:
    """On each side of each handout a decoder that made none of them reads the address.

    The panels of a folded sheet are on two sides, and each of these has the code.
    """
    article, made = handouts
    address = article.metadata.address
    assert address is not None, "an article without one has no code to read"
    for built in made:
        images = printed(built)
        sides: Sequence[Sequence[int]] = [[number] for number in range(1, len(images) + 1)]
        for side in folded.SIDES if EDITIONS[built.edition].is_folded else sides:
            copies = [copied(images[number - 1], 2) for number in side]
            read = {code.text for page in copies for code in zxingcpp.read_barcodes(page)}
            assert read == {address}, f"{built.name}, pages {side}"


def test_no_frame_fades(handouts: tuple[Article, list[BuiltEdition]]) -> None:
    """Every frame and rule of a warning is there on the copy of the copy."""
    _, made = handouts
    for built in made:
        if built.edition not in {"patient", "leaflet-panels"}:
            continue
        for page_index, page in enumerate(printed(built)):
            dark = rules(page, lightest=140)
            where = f"{built.name}, page {page_index + 1}"
            assert rules(copied(page, 2), lightest=127) >= dark > 0, where
