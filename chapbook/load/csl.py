"""CSL items from JSON, YAML and the front matter; one bad item does not take others along."""

import json
import re
from dataclasses import replace
from typing import Any

from chapbook.errors import ToolError
from chapbook.findings import Finding, Place
from chapbook.load.trouble import broken
from chapbook.model import Item, Reference
from chapbook.tools import yaml
from chapbook.tools.pandoc import bibliography

WRAPPERS = ("references", "items")
"""Keys below which programs put the list: pandoc and Zotero."""

DATES = {"accessed", "available-date", "event-date", "issued", "original-date", "submitted"}
"""The date variables of CSL 1.0.2."""


def from_json(text: str, name: str) -> tuple[list[Reference], list[Finding]]:
    """Read the CSL JSON file *text*, which findings call *name*."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        at = Place(file=name, line=error.lineno, column=error.colno)
        return [], [broken(f"the file is not JSON: {error.msg}", at)]
    except RecursionError:
        message = "the file is not a list of works, but lists within lists"
        return [], [broken(message, Place(file=name))]
    items, _ = _listed(data)
    if items is None:
        return [], [broken("the file is not a list of CSL items", Place(file=name))]
    return read(items, [_find(text, item, name) for item in items])


def from_yaml(text: str, name: str) -> tuple[list[Reference], list[Finding]]:
    """Read the CSL YAML file *text*, as Zotero's Better CSL YAML and pandoc write it."""
    try:
        document = yaml.load(text)
    except yaml.YamlSyntaxError as error:
        place = Place(file=name, line=error.line + 1, column=error.column + 1)
        return [], [broken(f"the file is not YAML: {error}", place)]
    items, above = _listed(document.data)
    if items is None:
        return [], [broken("the file is not a list of CSL items", Place(file=name))]
    lines = [document.position((*above, index, "id"))[0] + 1 for index in range(len(items))]
    return read(items, [Place(file=name, line=line) for line in lines])


def read(items: list[Any], places: list[Place]) -> tuple[list[Reference], list[Finding]]:
    """Return *items* as works, in the form that pandoc gives to CSL items.

    Args:
        items: What was read; some may be no CSL items.
        places: Where each stands.
    """
    named: list[tuple[Item, Place]] = []
    findings: list[Finding] = []
    for item, place in zip(items, places, strict=True):
        if isinstance(item, dict) and str(item.get("id", "")).strip():
            named.append((_dated(item), place))
        else:
            findings.append(broken("a work has no id, so that nothing can cite it", place))
    works, wrong = _read([item for item, _ in named], [place for _, place in named])
    return works, [*findings, *wrong]


def _dated(item: Item) -> Item:
    """Return *item* with dates as CSL JSON has them.

    Zotero's Better CSL YAML and older pandoc write ``issued: [{year: 2019, month: 3}]``.
    """
    return {key: _date(value) if key in DATES else value for key, value in item.items()}


def _date(value: Any) -> Any:
    """Return a date in years, months and days as ``date-parts``; any other as it is."""
    days = value if isinstance(value, list) else [value]
    if not days or not all(isinstance(day, dict) and "year" in day for day in days):
        return value
    parts = [[day[unit] for unit in ("year", "month", "day") if unit in day] for day in days]
    return {"date-parts": parts}


def _read(items: list[Item], places: list[Place]) -> tuple[list[Reference], list[Finding]]:
    """Read all *items* at once, and one by one when one of them is broken."""
    if not items:
        return [], []
    try:
        read = bibliography.items(json.dumps(items), "csljson")
    except ToolError as error:
        if len(items) == 1:
            message = f'the entry "{items[0]["id"]}" cannot be read: {error.message}'
            # The excerpt tells the check of citations that this entry is there, but broken.
            return [], [replace(broken(message, places[0]), excerpt=str(items[0]["id"]))]
        each = [_read([item], [place]) for item, place in zip(items, places, strict=True)]
        return [w for works, _ in each for w in works], [f for _, found in each for f in found]
    return [Reference(item=item, place=place) for item, place in zip(read, places, strict=True)], []


def _listed(data: Any) -> tuple[list[Any] | None, tuple[str, ...]]:
    """Return the list of items that *data* holds, if any, and the keys that lead to it."""
    if isinstance(data, dict):
        for key in WRAPPERS:
            if isinstance(data.get(key), list):
                return data[key], (key,)
        return ([data], ()) if "id" in data else (None, ())
    return (data, ()) if isinstance(data, list) else (None, ())


def _find(text: str, item: Any, name: str) -> Place:
    """Return the line on which *text* gives the id of *item*, or else its title."""
    held = item if isinstance(item, dict) else {}
    for key in ("id", "title"):
        value = json.dumps(held.get(key), ensure_ascii=False)
        if found := re.search(rf'"{key}"\s*:\s*{re.escape(value)}', text):
            return Place(file=name, line=text.count("\n", 0, found.start()) + 1)
    return Place(file=name)
