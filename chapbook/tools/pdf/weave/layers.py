"""Layers of all sources in one list: what was hidden in its own file is hidden in this.

Source: ISO 32000-1, 8.11.4 (optional content properties); ISO 19005-3, 6.9.
"""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from chapbook.tools.pdf.weave.sources import Source
from chapbook.tools.pdf.weave.tree import listed

_LISTS = ("/Order", "/RBGroups", "/Locked", "/AS")


def write(file: pikepdf.Pdf, sources: list[Source]) -> None:
    """Write the layers of all *sources*, whose pages *file* has."""
    groups: list[Any] = []
    hidden: list[Any] = []
    lists: dict[str, list[Any]] = {}
    for source in sources:
        properties = source.file.Root.get("/OCProperties")
        if not isinstance(properties, pikepdf.Dictionary):
            continue
        copy = file.copy_foreign(source.file.make_indirect(properties))
        own, shown = _groups(copy, "/OCGs"), copy.get("/D")
        shown = shown if isinstance(shown, pikepdf.Dictionary) else Dictionary()
        groups += own
        hidden += _hidden(own, shown)
        for key in _LISTS:
            lists.setdefault(key, []).extend(listed(shown.get(key)))
    if groups:
        config = Dictionary(Name=String("Layers"), OFF=Array(hidden))
        for key, each in lists.items():
            config[key] = Array(each)
        file.Root.OCProperties = Dictionary(OCGs=Array(groups), D=config)


def _groups(holder: Any, key: str) -> list[Any]:
    """Return the layers in a list of *holder*, and nothing else that stands there."""
    return [each for each in listed(holder.get(key)) if isinstance(each, pikepdf.Dictionary)]


def _hidden(groups: list[Any], shown: Any) -> list[Any]:
    """Return those of *groups* that *shown*, a configuration, hides.

    A layer that is said to be on and off is off, as viewers have it.
    """
    off = _groups(shown, "/OFF")
    if shown.get("/BaseState", Name.ON) != "/OFF":
        return off
    visible = {each.objgen for each in _groups(shown, "/ON")} - {each.objgen for each in off}
    return [each for each in groups if each.objgen not in visible]
