"""Where the front matter of an article says something."""

from chapbook.findings import Place
from chapbook.model import Manuscript
from chapbook.tools import yaml

FIRST_LINE = 2
"""The 1-based line of the file on which the YAML begins."""


def place(manuscript: Manuscript, key: str, *path: int | str) -> Place:
    """Return where the value of *key*, or what *path* leads to in it, stands in the front matter.

    The first line of the article stands for a key that is not there.
    """
    source = manuscript.source
    text = source.text.split("\n")[FIRST_LINE - 1 : source.body_line - 2]
    try:
        document = yaml.load("\n".join(text))
    except yaml.YamlSyntaxError:
        return source.at(1)
    if not isinstance(document.data, dict) or key not in document.data:
        return source.at(1)
    line, column = document.position((key, *path))
    return source.at(line + FIRST_LINE, column + 1)
