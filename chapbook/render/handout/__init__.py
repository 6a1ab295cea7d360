"""The print handouts: one sheet for patients, a leaflet, study guides for students and teachers.

All are selections of the one article; none holds a sentence of its own but the
labels.  Which one is made is a matter of the edition's row.
"""

from collections.abc import Callable

from chapbook.editions import Edition
from chapbook.model import Article, Rendering
from chapbook.render.handout.booklet import make as make_booklet
from chapbook.render.handout.leaflet import make as make_leaflet
from chapbook.render.handout.patient import make as make_patient
from chapbook.render.handout.student import make as make_student
from chapbook.render.handout.teacher import make as make_teacher
from chapbook.settings import Workbench

_MAKERS: dict[str, Callable[[Article, Edition, Workbench], Rendering]] = {
    "patient": make_patient,
    "student": make_student,
    "teacher": make_teacher,
    "booklet-pages": make_booklet,
    "leaflet-panels": make_leaflet,
}
"""Who makes which handout."""


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the handout *row* of *article*.

    Raises:
        MissingToolError: Pango is not installed.
        ToolError: pandoc failed.
    """
    return _MAKERS[row.name](article, row, bench)
