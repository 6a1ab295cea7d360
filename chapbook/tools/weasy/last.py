"""What is done to a document last, before pydyf writes it.

Pages say where their text may stand, and lines of text lose noughts.  WeasyPrint writes how far
each glyph is moved, also of one that stays where it is: ``[<0029>0<0030>]`` for ``[<00290030>]``
(ISO 32000-1, 9.4.3).  A fifth of what draws a page of text are such noughts, and whoever reads the
page takes them apart.
"""

import re
from typing import Any

import pydyf

from chapbook.tools.weasy import type_area

_SHOWN = re.compile(rb"\[[-<>.0-9a-fA-F\s]*\] TJ")
"""What shows glyphs; WeasyPrint writes their codes in hexadecimal digits."""

_NOUGHT = re.compile(rb">0(?=[<\]])")


def touched(document: Any, pdf: Any) -> None:
    """Change *pdf*, which WeasyPrint made of *document* and nobody has written yet."""
    type_area.note(document, pdf)
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream):
            thing.stream = [_closed(each) for each in thing.stream]


def _closed(operator: Any) -> Any:
    """Return *operator*; if it shows glyphs, without noughts between them."""
    if not isinstance(operator, bytes) or not _SHOWN.fullmatch(operator):
        return operator
    return _NOUGHT.sub(b">", operator).replace(b"><", b"")
