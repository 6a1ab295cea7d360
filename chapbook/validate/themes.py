"""The colours of a theme that a reader could not tell from their ground."""

import re
from collections.abc import Iterator

from chapbook.findings import Finding, Place, Replacement
from chapbook.model import Manuscript, Theme
from chapbook.tools import colour

PRINTED = 7.0
"""For text of handouts, whose readers may see badly (WCAG 2.2, 1.4.6, level AAA)."""

SCREEN = 4.5
"""For text elsewhere (WCAG 2.2, 1.4.3, level AA)."""

PAIRS = (
    *((text, "paper", PRINTED) for text in ("ink", "quiet", "accent", "warning")),
    *((text, "box", PRINTED) for text in ("ink", "accent")),
    ("on-band", "band", PRINTED),
    *((text, "tint", SCREEN) for text in ("ink", "quiet", "accent")),
    *((f"code-{text}", "tint", SCREEN) for text in ("keyword", "string", "number", "name")),
)
"""Which colour stands on which, and the least contrast of the two on paper."""


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield a finding for each colour of the article's theme that stands out too little."""
    yield from of_theme(manuscript.theme)


def of_theme(look: Theme) -> Iterator[Finding]:
    """Yield a finding for each colour of text that stands out too little, on paper or screen."""
    if not look.file:
        return
    for table, palette in (("colours", look.light), ("dark", look.dark)):
        for text in dict.fromkeys(text for text, *_ in PAIRS if text in palette):
            grounds = {
                ground: asked if table == "colours" else SCREEN
                for name, ground, asked in PAIRS
                if name == text
            }
            yield from _text(look, table, text, grounds)


def _text(look: Theme, table: str, text: str, grounds: dict[str, float]) -> Iterator[Finding]:
    """Yield a finding when *text* is too much like one of *grounds*, about the worst of them."""
    palette = look.light if table == "colours" else look.dark
    share, ground = min(
        (colour.contrast(palette[text], palette[ground]) / least, ground)
        for ground, least in grounds.items()
    )
    if share >= 1:
        return
    wanted: dict[str, float] = {}
    for name, least in grounds.items():
        wanted[palette[name]] = max(least, wanted.get(palette[name], 0))
    better = colour.nearest_passing(palette[text], wanted)
    shade = "on paper and light screens" if table == "colours" else "on dark screens"
    ratio = int(share * grounds[ground] * 100) / 100
    place = _place(look, table, (text, ground))
    is_there = place.column and text in _line(look, place).partition("=")[0]
    yield Finding(
        code="theme-contrast",
        place=place,
        message=(
            f"{text} ({palette[text]}) on {ground} ({palette[ground]}) has a contrast of "
            f"{ratio:.2f}:1 {shade}; readers need {grounds[ground]:g}:1"
        ),
        excerpt=_line(look, place),
        fix=f'{text} = "{better}"' if better else f"Choose another {ground}.",
        replacement=Replacement(old=palette[text], new=better) if better and is_there else None,
    )


def _place(look: Theme, table: str, names: tuple[str, str]) -> Place:
    """Return where *table* of the theme's file says the first of *names* that it says at all."""
    heading, inside = re.compile(r"\[([^\]]+)\]"), ""
    found: dict[str, Place] = {}
    for number, line in enumerate(look.written.split("\n"), start=1):
        if match := heading.match(line.strip()):
            inside = match[1].strip()
        key = line.partition("=")[0].strip()
        if inside == table and key in names:
            found.setdefault(key, Place(file=look.file, line=number, column=line.find("#") + 1))
    return next((found[name] for name in names if name in found), Place(file=look.file))


def _line(look: Theme, place: Place) -> str:
    return look.written.split("\n")[place.line - 1] if place.line else ""
