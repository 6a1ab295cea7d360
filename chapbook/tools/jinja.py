"""Jinja2 templates: strict about names, escaping by default."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from chapbook.settings import TEMPLATES
from chapbook.tools import direction


@cache
def _environment() -> Environment:
    """Return the one environment; a name that a template misspells raises."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["direction"] = _direction
    environment.filters["ended"] = ended
    return environment


def _direction(lang: str) -> Markup:
    """Return the attribute that says that a page in *lang* runs from right to left, if so."""
    return Markup(' dir="rtl"' if direction.of_language(lang) == direction.RTL else "")


def ended(words: str) -> str:
    """Return *words* as a sentence: with a full stop, unless they end in one or in "?" or "!".

    Ukrainian dates end in "р.", Arabic questions in "؟", Greek ones in ";".
    """
    return words if words.endswith((".", "?", "!", "…", "؟", ";")) else f"{words}."


def render(template: str, values: Mapping[str, Any]) -> str:
    """Return *template*, a path below ``templates/``, filled with *values*.

    Raises:
        jinja2.UndefinedError: The template names something that *values* lack.
    """
    return _environment().get_template(template).render(values)


def safe(html: str) -> Markup:
    """Mark *html*, which a writer of ours made, as not to be escaped again."""
    return Markup(html)
