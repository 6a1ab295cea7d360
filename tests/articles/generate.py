"""Write the articles and images that are too long or too binary to be typed.

    python tests/articles/generate.py [folder]

The same script gives the same files; a test compares them with those that are kept.
"""

import io
import sys
from pathlib import Path

from PIL import Image

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
    contents = {
        "good/tables/tables.md": tables().encode(),
        "good/references/references.md": article.encode(),
        "good/references/works.bib": works.encode(),
        "good/everything/figures/photo.jpg": photograph(),
        "good/everything/figures/plot.png": plot(),
    }
    for name, data in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return [Path(name) for name in contents]


if __name__ == "__main__":
    write(Path(sys.argv[1]) if sys.argv[1:] else HERE)
