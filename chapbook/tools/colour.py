"""Colours as ``#rrggbb``: mixed, and how well one stands out from another."""

from collections.abc import Mapping, Sequence


def blended(colour: str, other: str, share: float) -> str:
    """Return *colour* with *share* (0 to 1) of *other* in it, as ``#rrggbb``."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(colour: str, ground: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def grey(rgb: Sequence[float]) -> float:
    """Return the grey, 0 to 1, of the same luminance as red, green and blue from 0 to 1.

    Contrasts between greys are then those between the colours.
    """
    light = _light(rgb)
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    """Return the relative luminance of *colour*, 0 to 1 (WCAG 2.2)."""
    return _light([channel / 255 for channel in _channels(colour)])


def _light(rgb: Sequence[float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def nearest_passing(colour: str, grounds: Mapping[str, float]) -> str:
    """Return the colour nearest to *colour* that stands out from all of *grounds*.

    It is made darker, or lighter, whichever takes less; nothing where neither can be enough.

    Args:
        colour: The colour to begin with.
        grounds: The least contrast that is wanted with each.
    """
    steps = ((share / 200, end) for share in range(201) for end in ("#000000", "#ffffff"))
    found = (blended(colour, end, share) for share, end in steps)
    return next((c for c in found if all(contrast(c, g) >= n for g, n in grounds.items())), "")
