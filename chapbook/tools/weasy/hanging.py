"""What WeasyPrint 70 does not do for a space at the end of a line.

Such a space hangs: it takes no room, so that text which fills its line up to the space stands on
it.  WeasyPrint counts the space; where a link or words in another face follow, it then takes the
text for a single word too long for the line, and ends the line behind its first word.

Source: CSS Text 3, 4.1.2 (phase II, "a sequence of collapsible spaces at the end of a line").
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

COLLAPSED = {"normal", "pre-line"}
"""Values of ``white-space`` with which lines end themselves, and spaces at their ends go."""

Split = tuple[Any, int, int | None, float, float, float]
"""Layout, length, where the next line begins (``None`` for none), width, height, baseline."""


def mend(weasyprint: Any) -> None:
    """Teach *weasyprint* that; it is changed in place."""
    inline = weasyprint.layout.inline
    inline.split_first_line = _hanging(inline.split_first_line)


def _hanging(split: Callable[..., Split]) -> Callable[..., Split]:
    """Return *split* as one for which a space at the end of a text takes no room."""

    @wraps(split)
    def hung(
        text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **more: Any
    ) -> Split:
        found = split(text, style, context, max_width, *rest, **more)
        if found[2] is None or max_width is None or not text.endswith(" "):
            return found
        if style["white_space"] not in COLLAPSED:
            return found
        bare = split(text.rstrip(" "), style, context, max_width, *rest, **more)
        if bare[2] is not None or bare[3] > max_width:
            return found
        return split(text, style, context, None, *rest, **more)

    return hung
