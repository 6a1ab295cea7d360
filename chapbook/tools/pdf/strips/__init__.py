"""What a pack prints on finished pages: running head, folio and permission line.

The words are laid out once; each is a form that many pages draw, and an artifact (ISO 32000-1,
14.8.2.2), so that tags stay true.  ``printed`` is the way in.

    content     a page's drawing enclosed, so that nothing of it reaches what follows
    fitting     where strips stand, and what gives way for them
    lettering   words and digits as forms
    moving      pages moved or reduced with all that refers to them
    printing    the whole of it, page by page
    told        what strips of a finished file say
"""

from chapbook.tools.pdf.strips.fitting import POINTS_PER_MM, Sheet, Where
from chapbook.tools.pdf.strips.lettering import Key, Lettering, Role, Specimen, pieces
from chapbook.tools.pdf.strips.printing import PageStrip, Placed, printed
from chapbook.tools.pdf.strips.told import Told, told

__all__ = [
    "POINTS_PER_MM",
    "Key",
    "Lettering",
    "PageStrip",
    "Placed",
    "Role",
    "Sheet",
    "Specimen",
    "Told",
    "Where",
    "pieces",
    "printed",
    "told",
]
