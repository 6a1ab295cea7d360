"""The column of sources: each note beside its sentence, none over another or over the edge.

Where several sentences stand close together, their notes give way downwards; those that would
reach below the text give way upwards.
"""

from collections.abc import Iterator, Sequence

from chapbook.tools.weasy.lines import Column

GAP_PX = 4.0
"""Between two notes."""
FOOT_PX = 12.0
"""What a page's last note keeps from the end of the text."""


def slimmed(columns: Sequence[Column]) -> Iterator[str]:
    """Yield the CSS that leaves out addresses on pages whose notes would not fit with them.

    The reference list has them.
    """
    for column in columns:
        heights = [spot.bottom_px - spot.top_px + GAP_PX for spot in column.spots]
        if sum(heights) > column.height_px - FOOT_PX:
            for spot in column.spots:
                yield f"#{spot.identifier} .where {{ display: none }}\n"


def stacked(columns: Sequence[Column]) -> Iterator[str]:
    """Yield the CSS that moves each note of *columns* from its sentence to its place."""
    for column in columns:
        spots = sorted(column.spots, key=lambda spot: spot.top_px)
        heights = [spot.bottom_px - spot.top_px for spot in spots]
        tops = settled([spot.top_px for spot in spots], heights, column.height_px - FOOT_PX)
        for spot, top in zip(spots, tops, strict=True):
            if move := round(top - spot.top_px, 2):
                yield f"#{spot.identifier} {{ top: {move}px }}\n"


def settled(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Return where things of these *heights* stand that would stand where it is *wanted*.

    In their order, without overlap, and none lower than *room* as far as there is any.
    """
    tops: list[float] = []
    least = 0.0
    for top, height in zip(wanted, heights, strict=True):
        tops.append(max(top, least))
        least = tops[-1] + height + GAP_PX
    most = room
    for index in reversed(range(len(tops))):
        tops[index] = min(tops[index], most - heights[index])
        most = tops[index] - GAP_PX
    if tops and tops[0] < -GAP_PX:  # more than there is room for: from the top, over the end
        return settled([0.0] * len(tops), heights, float("inf"))
    return [max(top, 0.0) for top in tops]
