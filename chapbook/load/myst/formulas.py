"""Formulas with labels, as pandoc's users write them."""

import re
from collections.abc import Sequence

from chapbook.load.myst import syntax
from chapbook.model import Line


def labelled(lines: Sequence[Line], identifier: str) -> list[Line]:
    """Return the displayed formula that *lines* hold, called *identifier* if that is not empty.

    MyST writes the label in brackets behind the formula
    (https://mystmd.org/guide/math#dollar-math).
    """
    *above, last = lines
    bare = re.sub(r"\$\$[ \t]*\([^()\s]+\)[ \t]*$", "$$", last.text.rstrip())
    if not syntax.EQUATION_LABEL.search(last.text):
        bare = last.text
    if identifier:
        bare = f"{bare.rstrip()} {{#{identifier}}}"
    return [*above, last.reads(bare)]
