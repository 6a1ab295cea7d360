"""What is doubtful about a single work of the bibliography.

Each module judges one side of a CSL item and yields problems; none knows where the
item came from or whether the article cites it.
"""

from collections.abc import Callable, Iterator

from chapbook.model import Item
from chapbook.validate.works import dates, fields, identifiers, letters, pages, titles
from chapbook.validate.works.problem import Problem, Setting

CHECKS: tuple[Callable[[Item, Setting], Iterator[Problem]], ...] = (
    fields.problems,
    dates.problems,
    pages.problems,
    identifiers.problems,
    letters.problems,
    titles.problems,
)
"""Every check, in the order in which a writer would want to mend what it finds."""


def problems(item: Item, setting: Setting) -> list[Problem]:
    """Return what is doubtful about *item*, a CSL item."""
    return [problem for check in CHECKS for problem in check(item, setting)]
