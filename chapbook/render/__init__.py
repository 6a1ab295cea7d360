"""The fourth stage: make one edition of an article on the desk.

A maker is chosen by the edition's row; adding an edition never adds a branch.
"""

from collections.abc import Callable
from importlib import import_module

from chapbook.editions import Edition, Maker
from chapbook.model import Article, Rendering
from chapbook.settings import Workbench

MODULES = {
    Maker.PRINT: "chapbook.render.print",
    Maker.WEB: "chapbook.render.web",
    Maker.EPUB: "chapbook.render.epub",
    Maker.DOCX: "chapbook.render.docx",
    Maker.HANDOUT: "chapbook.render.handout",
    Maker.RECORD: "chapbook.render.record",
}
"""The module of each maker; imported when needed, since each brings heavy libraries."""


def edition(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the edition *row* of *article*.

    Returns:
        The finished file, or none with a finding that says why the edition is left out.

    Raises:
        ToolError: A program failed.
        MissingToolError: A program or library is not there.
    """
    make: Callable[[Article, Edition, Workbench], Rendering] = import_module(
        MODULES[row.maker]
    ).make
    return make(article, row, bench)
