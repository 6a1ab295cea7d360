"""Write the articles and images that are too long or too binary to be typed.

    python tests/articles/generate.py [folder]

The same script gives the same files; a test compares them with those that are kept.
"""

import io
import sys
from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent

FRONT = """---
title: {title}
author: {author}
date: 2026-01-31
lang: en-GB
{rest}---

"""

TOPICS = ("bread", "water", "salt", "light", "sleep", "walking", "reading", "rain", "dust", "glass")
FAMILIES = ("Abel", "Brontë", "Çelik", "Dvořák", "Eriksson", "Ferrari", "Guðmundsson", "Hà", "Ito")

GPS_IFD = 0x8825


def tables() -> str:
    """Return an article with forty tables below headings of six levels."""
    parts = [FRONT.format(title="Forty tables", author="Anne O’Neill", rest="")]
    for number in range(1, 41):
        level = (number - 1) % 6 + 1
        parts.append(f"{'#' * level} Topic {number} {{#sec-{number}}}\n\n")
        parts.append(f"[](#tab-{number}) shows what was counted.\n\n")
        columns = number % 7 + 2
        parts.append(_row([f"Column {n}" for n in range(1, columns + 1)]))
        parts.append(_row(["---:" if n else ":---" for n in range(columns)]))
        for row in range(number % 9 + 1):
            cells = [f"Row {row + 1}", *(str((row + 3) * n * number) for n in range(1, columns))]
            parts.append(_row(cells))
        parts.append(f"\n: What was counted, part {number}. {{#tab-{number}}}\n\n")
    return "".join(parts)


def _row(cells: list[str]) -> str:
    """Return a row of a pipe table."""
    return f"| {' | '.join(cells)} |\n"


def references() -> tuple[str, str]:
    """Return an article that cites 150 works, and its bibliography."""
    entries, sentences = [], []
    for number in range(1, 151):
        key = f"work{number:03d}"
        sentences.append(f"Of {TOPICS[number % 10]} much is known [@{key}].")
        entries.append(
            f"@article{{{key},\n"
            f"  author  = {{{FAMILIES[number % 9]}, {'ABCDEFGH'[number % 8]}. and Other, Some}},\n"
            f"  title   = {{About {TOPICS[number % 10]}, part {number}}},\n"
            f"  journal = {{Annals of {TOPICS[number * 7 % 10].title()}}},\n"
            f"  year    = {{{1900 + number % 120}}},\n"
            f"  volume  = {{{number % 40 + 1}}},\n"
            f"  pages   = {{{number}--{number + 9}}}\n}}\n"
        )
    front = FRONT.format(
        title="Much is known", author="Bo Li", rest="bibliography: works.bib\ncitation-style: apa\n"
    )
    paragraphs = [" ".join(sentences[at : at + 10]) for at in range(0, 150, 10)]
    return front + "\n\n".join(paragraphs) + "\n", "\n".join(entries)


VERBS = ("holds", "needs", "follows", "changes", "keeps", "meets", "measures", "outlives")
PLACES = ("in a small town", "on an island", "after the harvest", "before the war", "by the sea")
DOUBTS = ("nobody knows why", "few people asked", "the records are lost", "two accounts differ")


def book(chapters: int) -> tuple[str, str]:
    """Return an article as long as a book, of about three pages a chapter, and its bibliography.

    Each chapter has sections, lists, a table, a quotation, notes, citations and references to
    the chapters around it.
    """
    front = FRONT.format(
        title="A long history of small things",
        author="Bo Li",
        rest="bibliography: works.bib\ncitation-style: chicago-author-date\n",
    )
    return front + "".join(map(_chapter, range(1, chapters + 1))), references()[1]


def _chapter(number: int) -> str:
    """Return the chapter *number* of the long article."""
    topic = TOPICS[number % 10]
    told = [_paragraph(number * 100 + part) for part in range(10)]
    rows = "".join(
        _row([f"Year {1900 + row}", str(row * number), DOUBTS[row % 4]]) for row in range(12)
    )
    table = f"{_row(['When', 'How many', 'Remark'])}{_row([':---', '---:', ':---'])}{rows}"
    items = "".join(f"{n}. {_sentence(number * 7 + n)}\n" for n in range(1, 6))
    before = f"[](#sec-{number - 1}) told of other things. " if number > 1 else ""
    return (
        f"# Chapter {number}, of {topic} {{#sec-{number}}}\n\n{before}{told[0]}\n\n{told[1]}\n\n"
        f"## What was counted {{#sec-{number}-a}}\n\n{told[2]} See [](#tab-{number}).\n\n"
        f"{table}\n: What the {topic} of chapter {number} came to. {{#tab-{number}}}\n\n"
        f"{told[3]}\n\n{told[4]}\n\n## What was said {{#sec-{number}-b}}\n\n"
        f"{told[5]}\n\n> {told[6]}\n\n"
        f"{items}\n{told[7]}[^n{number}]\n\n{told[8]}\n\n{told[9]}\n\n"
        f"[^n{number}]: {_sentence(number * 13)} So says @work{number % 150 + 1:03d}.\n\n"
    )


def _paragraph(seed: int) -> str:
    """Return nine sentences, the last of which cites a work."""
    said = " ".join(_sentence(seed * 9 + at) for at in range(8))
    work = f"[@work{seed % 150 + 1:03d}, p. {seed % 9 + 1}]"
    return f"{said} Of {TOPICS[seed % 10]} more is known {work}."


def _sentence(seed: int) -> str:
    """Return one of many sentences."""
    first, second = TOPICS[seed * 3 % 10], TOPICS[(seed // 7 + 1) % 10]
    verb, place, doubt = VERBS[seed % 8], PLACES[seed // 3 % 5], DOUBTS[seed // 5 % 4]
    return (
        f"What {first} is, {second} {verb} {place} and {doubt}, as the {seed % 31 + 1}th list says."
    )


COLOURS = ("#1b3a4b", "#8a5a2b", "#2b6e4f", "#7a2e4d", "#4b4b8a", "#6b6b1f")

SIZES = ((120, 60), (60, 120), (240, 40), (90, 90), (400, 120), (40, 200), (160, 100), (700, 90))
"""Widths and heights of drawings in CSS pixels; the last is broader than any text."""


def drawing(number: int) -> str:
    """Return the SVG of the leaf *number*, in one of the sizes: as many veins as the number has."""
    width, height = SIZES[number % len(SIZES)]
    colour, middle, veins = COLOURS[number % len(COLOURS)], height / 2, number % 9 + 2
    lines = "".join(
        f"M{width * vein / veins:.0f} {middle:.0f}v{(-1) ** vein * height * 0.3:.0f}"
        for vein in range(1, veins)
    )
    near, far, low = width // 4, width - width // 4, height - 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}"><path d="M2 {middle:.0f}C{near} 2 {far} 2 {width - 2} {middle:.0f}'
        f'C{far} {low} {near} {low} 2 {middle:.0f}z" fill="#eef3e6" stroke="{colour}" '
        f'stroke-width="2"/><path d="M2 {middle:.0f}H{width - 2}{lines}" stroke="{colour}" '
        'fill="none"/></svg>\n'
    )


def scan(number: int) -> bytes:
    """Return a PNG of the leaf *number*, upright or lying."""
    out, colour = io.BytesIO(), COLOURS[number % len(COLOURS)]
    size = (240 + 60 * (number % 4), 240 + 90 * (number % 3))
    image = Image.new("RGB", size, "#ffffff")
    ImageDraw.Draw(image).ellipse((12, 12, size[0] - 12, size[1] - 12), "#eef3e6", colour, 6)
    image.quantize(8).save(out, "PNG", optimize=True)
    return out.getvalue()


TREES = ("oak", "ash", "elm", "lime", "beech", "birch", "alder", "maple", "willow", "hazel")
LONG_CAPTION = (
    " It was found on the path to the mill after three days of wind, dried between two sheets of "
    "blotting paper, and drawn the same week; its stalk is longer than the sheet and not shown. "
    "The veins were counted twice, by two people who did not speak with one another meanwhile."
)


def gallery() -> tuple[str, dict[str, str | bytes]]:
    """Return an article of sixty numbered figures and more pictures, and its files by name."""
    files: dict[str, str | bytes] = {}
    parts = [FRONT.format(title="Sixty leaves", author="Maeve O’Brien", rest="")]
    for number in range(1, 61):
        if number % 10 == 1:
            heading = f"The {TREES[number // 10]} and its neighbours"
            parts.append(
                f"# {heading}\n\nThe next ten leaves lay near the {TREES[number // 10]}.\n\n"
            )
        parts.append(_plate(number, files))
        if number % 3 == 0:
            parts.append(
                f"[](#fig-{number}) has {number % 9 + 1} veins on a side; [](#fig-{number // 3})"
                f" has {number // 3 % 9 + 1}. Leaves of one tree differ as those of two do.\n\n"
            )
    notes = (f"[^n{n}]: Leaf {n} was lent by the school of Alder.\n" for n in range(7, 61, 7))
    return "".join(parts) + "\n".join(notes), files


def _plate(number: int, files: dict[str, str | bytes]) -> str:
    """Return the figure *number*, and put what it shows into *files*."""
    tree = TREES[number * 3 % 10]
    name = f"leaf-{number:02d}.{'png' if number % 6 == 5 else 'svg'}"
    files[name] = scan(number) if name.endswith("png") else drawing(number)
    alt = f"A leaf of {tree} with a stalk on the left."
    caption = f"Leaf {number}, of {tree}." + (LONG_CAPTION if number % 8 == 4 else "")
    caption += f"[^n{number}]" if number % 7 == 0 else ""
    image = f"figures/{name}"
    if number % 12 == 9:
        row = "".join(
            f'![Leaf {number}{side}.]({image}){{#fig-{number}{side} alt="{alt}" width=45%}}\n\n'
            for side in "ab"
        )
        return f"::: {{#fig-{number} layout-ncol=2}}\n\n{row}{caption}\n:::\n\n"
    more = ("", " width=50%", " width=35mm", " height=60mm", " width=100%")[number % 5]
    if name.endswith("png"):
        more = " width=25mm"
    credit = ' credit="Jo Doe" licence="CC-BY-4.0"' if number % 11 == 0 else ""
    return f'![{caption}]({image}){{#fig-{number} alt="{alt}"{more}{credit}}}\n\n'


def photograph() -> bytes:
    """Return a JPEG that says where and with what it was taken."""
    shades = Image.linear_gradient("L").resize((960, 480)).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "Camera maker"
    exif[0x9286] = "A private remark"
    exif.get_ifd(GPS_IFD).update({1: "N", 2: (48.0, 51.0, 29.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    out = io.BytesIO()
    shades.save(out, "JPEG", quality=40, exif=exif, comment=b"A private comment")
    return out.getvalue()


def plot() -> bytes:
    """Return a PNG of 300 by 300 pixels."""
    out = io.BytesIO()
    Image.radial_gradient("L").resize((300, 300)).quantize(8).save(out, "PNG", optimize=True)
    return out.getvalue()


def write(folder: Path) -> list[Path]:
    """Write all files below *folder*, and return their paths relative to it."""
    article, works = references()
    leaves, files = gallery()
    contents = {
        "good/gallery/gallery.md": leaves.encode(),
        "good/tables/tables.md": tables().encode(),
        "good/references/references.md": article.encode(),
        "good/references/works.bib": works.encode(),
        "good/everything/figures/photo.jpg": photograph(),
        "good/everything/figures/plot.png": plot(),
    }
    for name, image in files.items():
        data = image if isinstance(image, bytes) else image.encode()
        contents[f"good/gallery/figures/{name}"] = data
    for name, data in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return [Path(name) for name in contents]


if __name__ == "__main__":
    write(Path(sys.argv[1]) if sys.argv[1:] else HERE)
