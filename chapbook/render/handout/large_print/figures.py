"""Figures as large as the page lets them be.

A drawing is as wide as the column.  Where its words stay smaller than the text and a turned page
makes them larger by a good part, it turns the page.  A photograph is no larger than its pixels
allow.
"""

import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from chapbook.model import Asset, AssetKind, Node
from chapbook.render.handout.large_print import notes
from chapbook.tools import fonts, lengths, pdftext, weasy
from chapbook.tools.pandoc import ast

MM_PER_INCH = 25.4
PX_PER_INCH = 96

FINEST_DPI = 150
"""Pixels to the inch below which print looks blurred: no picture is enlarged beyond them."""
GAIN = 1.25
"""A page is turned only for words that become larger by so much."""
LEADING = 1.4
"""From line to line of captions and notes, in sizes of type; the style sheet says the same."""
WHITE_EM = 2.2
"""White above and below a figure, and between the text and its notes."""
HEADING_EM = 3.6
"""A heading with the white around it."""
LEAST_SHARE = 0.3
"""Of the page, for images whose caption would fill it."""
PRINT_PT = 10.0
"""The size of text beside which an author chose the size of signs in the line."""
MOST_TOGETHER, MANY = 3, "many"
"""Figures of more images than these are cut between them, as the class tells."""
LABEL_EM = 2.5
"""The height of the label below one of several images."""
SIGN_EM = 4.0
"""A picture in the line grows with the text as long as it is a sign, not a picture of its own.
One whose size the author chose keeps that."""

TURNED, POINTER = "turned", "description-pointer"
"""The classes of a div on a page that is broader than high, and of one that says where a figure
is described."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What the margins of upright and of turned pages leave.  All lengths are in millimetres."""

    width_mm: float
    height_mm: float
    turned_width_mm: float
    turned_height_mm: float
    size_pt: float
    """The size of running text."""

    @property
    def em_mm(self) -> float:
        """The same in millimetres."""
        return self.size_pt / 72 * MM_PER_INCH


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fitter:
    """What fitting figures depends on."""

    assets: Mapping[str, Asset]
    places: Places
    upright: Collection[str]


def enlarged(
    blocks: list[Node], assets: Mapping[str, Asset], places: Places, upright: Collection[str] = ()
) -> list[Node]:
    """Return *blocks* with pictures as wide as they can be.

    Args:
        blocks: Of the text column.
        assets: The article's images by their targets.
        places: What a page has room for.
        upright: Targets of images that are not to turn the page.
    """
    fitter = _Fitter(assets=assets, places=places, upright=upright)
    out: list[Node] = []
    for block in blocks:
        # Headings right above a figure stand on its page.
        above = list(takewhile(lambda node: node["t"] == "Header", reversed(out)))[::-1]
        image = _only_image(block)
        turns = image is not None and _turns(block, image, above, fitter)
        done = _sized(block, fitter, above, is_turned=turns)
        if turns:
            done = ast.div([*above, done], ast.attr("", [TURNED]))
            out[len(out) - len(above) :] = []
        if (
            ast.classes(block) in ([POINTER], [notes.CLASS])
            and out
            and ast.classes(out[-1]) == [TURNED]
        ):
            out[-1] = ast.div([*out[-1]["c"][1], done], out[-1]["c"][0])
        else:
            out.append(done)
    return out


def with_descriptions(blocks: list[Node], labels: Mapping[str, str]) -> list[Node]:
    """Return *blocks* with a line below each described figure that leads to its description.

    Words in a drawing are rarely as large as the text; the description says them in its type.
    """
    known = {ast.identifier(node) for node in ast.nodes(blocks)}
    out: list[Node] = []
    for block in blocks:
        out.append(block)
        image = _only_image(block)
        target = ast.value(image, "description") if image else None
        label = next((n for n in ast.nodes(block) if ast.has_class(n, "caption-label")), None)
        if target and label and target.removeprefix("#") in known:
            words = labels["description"].format(figure=ast.text(label).rstrip("."))
            line = ast.para([ast.link(ast.string(words), target)])
            out.append(ast.div([line], ast.attr("", [POINTER])))
    return out


def turned(blocks: list[Node]) -> list[tuple[str, str]]:
    """Return the ids of the turned figures of *blocks* and the targets of their images."""
    found = [each for b in blocks if ast.classes(b) == [TURNED] for each in b["c"][1]]
    figures = [(figure, _only_image(figure)) for figure in found]
    return [(ast.identifier(f), image["c"][2][0]) for f, image in figures if image]


def _only_image(block: Node) -> Node | None:
    """Return the image of a figure that has only one."""
    if block["t"] != "Figure":
        return None
    images = [node for node in ast.nodes(block["c"][2]) if node["t"] == "Image"]
    return images[0] if len(images) == 1 else None


def _turns(figure: Node, image: Node, above: Sequence[Node], fitter: _Fitter) -> bool:
    """Tell whether *figure* is a drawing whose words are small, and larger on a turned page."""
    target = image["c"][2][0]
    asset = fitter.assets[target]
    if asset.kind is AssetKind.RASTER or target in fitter.upright:
        return False
    width_mm, turned_mm = (
        _within(asset, *_place(figure, above, fitter.places, is_turned=is_turned))
        for is_turned in (False, True)
    )
    return turned_mm >= GAIN * width_mm and 0 < _words_pt(asset, width_mm) < fitter.places.size_pt


def _place(
    figure: Node, above: Sequence[Node], places: Places, *, is_turned: bool
) -> tuple[float, float]:
    """Return the width and height in millimetres that a page has for the images of *figure*.

    Its caption, the notes that this calls for, and the headings *above* it take the rest.
    """
    width_mm = places.turned_width_mm if is_turned else places.width_mm
    height_mm = places.turned_height_mm if is_turned else places.height_mm
    line_em = width_mm / places.em_mm
    caption = figure["c"][1][1]
    described = any(ast.value(node, "description") for node in ast.nodes(figure["c"][2]))
    called = [node["c"] for node in ast.nodes(caption) if node["t"] == "Note"]
    lines = _line_count(caption, line_em) + sum(_line_count(note, line_em) for note in called)
    lines += 2 if described else 0
    others_em = WHITE_EM * (2 if called else 1) + HEADING_EM * len(above)
    return width_mm, max(
        height_mm - (lines * LEADING + others_em) * places.em_mm, height_mm * LEAST_SHARE
    )


def _line_count(blocks: list[Node], line_em: float) -> int:
    """Return about how many lines of *line_em* the words of *blocks* take."""
    words_em = fonts.width_em(fonts.LARGE_PRINT, fonts.Style.REGULAR, ast.text(blocks))
    # A line ends where a word does, so that it is rarely full.
    return 1 + int(words_em * 1.08 / line_em)


def _within(asset: Asset, width_mm: float, height_mm: float) -> float:
    """Return the width of *asset* in a place of *width_mm* by *height_mm*."""
    return min(width_mm, height_mm * asset.width / asset.height, _finest_mm(asset))


def _finest_mm(asset: Asset) -> float:
    """Return the width at which *asset* is still fine enough for paper."""
    if asset.kind is not AssetKind.RASTER:
        return float("inf")
    return asset.width / FINEST_DPI * MM_PER_INCH


def _words_pt(asset: Asset, width_mm: float) -> float:
    """Return the size of the smallest words of a drawing that is *width_mm* wide; 0 for none."""
    with tempfile.TemporaryDirectory(prefix="chapbook-") as folder:
        path = Path(folder) / "drawing.pdf"
        path.write_bytes(asset.page or _drawn(asset))
        page = pdftext.pages(path)[0]
    sizes = [run.size_pt for run in page.runs]
    return min(sizes, default=0) * width_mm / (page.width / 72 * MM_PER_INCH)


def _drawn(asset: Asset) -> bytes:
    """Return a page of PDF with nothing but *asset*."""
    size = f"{asset.width}px {asset.height}px"
    job = weasy.PrintJob(
        html=f'<!doctype html><html><img src="{asset.name}" alt=""></html>',
        stylesheets=[
            f"@page {{ size: {size}; margin: 0 }} body {{ margin: 0 }} "
            "* { image-rendering: crisp-edges } img { display: block; width: 100% }"
        ],
        files={asset.name: (asset.data, asset.media_type)},
    )
    return weasy.layout(job).pdf(tagged=False)


def _sized(block: Node, fitter: _Fitter, above: Sequence[Node], *, is_turned: bool) -> Node:
    """Return *block*, below the headings *above*, with a width for each of its images."""

    def visit(node: Node) -> Node:
        if node["t"] == "Image":
            width = _in_line(node, fitter)
            return node if width is None else _with_width(node, width)
        if node["t"] != "Figure":
            return node
        return _figure(node, fitter, _place(node, above, fitter.places, is_turned=is_turned))

    done: Node = ast.changed(block, visit)
    return done


def _figure(figure: Node, fitter: _Fitter, place: tuple[float, float]) -> Node:
    """Return *figure* with its images as large as *place*, one below the other."""
    (identifier, classes, pairs), caption, content = figure["c"]
    width_mm, height_mm = place
    count = sum(node["t"] == "Image" for node in ast.nodes(content))
    if count > 1:
        height_mm = height_mm / min(count, MOST_TOGETHER) - LABEL_EM * fitter.places.em_mm

    def enlarge(node: Node) -> Node:
        if node["t"] != "Image":
            return node
        return _with_width(node, _within(fitter.assets[node["c"][2][0]], width_mm, height_mm))

    names = [*classes, MANY] if count > MOST_TOGETHER else classes
    return {**figure, "c": [[identifier, names, pairs], caption, ast.changed(content, enlarge)]}


def _in_line(image: Node, fitter: _Fitter) -> float | None:
    """Return the width in millimetres of a picture in a line of text; nothing to leave it be."""
    asset, places = fitter.assets[image["c"][2][0]], fitter.places
    asked = lengths.read(ast.value(image, "width") or "")
    if asked and asked.unit in lengths.RELATIVE.values():
        return None
    if asked:
        return min(places.width_mm, asked.mm(places.width_mm), _finest_mm(asset))
    natural_mm = asset.width / PX_PER_INCH * MM_PER_INCH
    sign_mm = SIGN_EM * places.em_mm
    grown_mm = min(natural_mm * places.size_pt / PRINT_PT, sign_mm, _finest_mm(asset))
    return min(places.width_mm, max(natural_mm, grown_mm), _finest_mm(asset))


def _with_width(image: Node, width_mm: float) -> Node:
    """Return *image* with that width and no height of its own."""
    (identifier, classes, pairs), *rest = image["c"]
    kept = [pair for pair in pairs if pair[0] not in {"width", "height"}]
    sized = [*kept, ["width", f"{width_mm:.2f}mm"]]
    return {**image, "c": [[identifier, classes, sized], *rest]}
