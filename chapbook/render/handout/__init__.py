"""The print handouts: one sheet for patients, a study guide for students.

Both are selections of the one article; neither holds a sentence of its own but the
labels.  Which one is made is a matter of the edition's row.
"""

from collections.abc import Callable

from chapbook.editions import Audience, Edition
from chapbook.model import Article, Rendering
from chapbook.render.handout.patient import make as make_patient
from chapbook.render.handout.student import make as make_student
from chapbook.settings import Workbench

_MAKERS: dict[Audience, Callable[[Article, Edition, Workbench], Rendering]] = {
    Audience.PATIENT: make_patient,
    Audience.STUDENT: make_student,
}
"""Who makes the handout for whom."""


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the handout *row* of *article*.

    Raises:
        MissingToolError: Pango is not installed.
        ToolError: pandoc failed.
    """
    return _MAKERS[row.audience](article, row, bench)
