"""From the files of an article, in whatever system's Markdown, to one text in pandoc's."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from chapbook.findings import Finding, Place
from chapbook.load import bookdown, cells, include, lines, manubot, myst, shortcodes, source
from chapbook.load.confine import inside
from chapbook.load.myst import parts as myst_parts
from chapbook.model import Source
from chapbook.tools import yaml


def translated(text: Source, folder: Path) -> tuple[Source, list[Finding], dict[str, Path]]:
    """Return *text* with its body in pandoc's Markdown.

    Args:
        text: The article as it was typed.
        folder: Its folder; nothing outside it is read.

    Returns:
        The text, what is wrong with it, and the further files that were read.
    """
    text, findings, files = include.expanded(text, folder)
    variables, unread, more = _variables(text, folder)
    findings, files = findings + unread, files | more
    body = source.body_lines(text)
    for translate in _translators(text, variables):
        body, found = translate(body)
        findings += found
    done = myst_parts.moved(source.with_body(text, body, {}))
    return done, [_as_typed(finding, done) for finding in findings], files


def _variables(
    text: Source, folder: Path
) -> tuple[Mapping[str, Any], list[Finding], dict[str, Path]]:
    """Return what Quarto's file of variables says, if *text* asks for any."""
    name = shortcodes.VARIABLES
    if not shortcodes.ASKS.search(text.text) or not (folder / name).is_file():
        return {}, [], {}
    path, wrong = inside(folder, name, text.at(1), "include-unreadable")
    read, unread = source.read(path, name) if path else (None, wrong)
    if path is None or read is None:
        return {}, unread, {}
    try:
        data = yaml.load(read.text).data
    except yaml.YamlSyntaxError as error:
        at = Place(file=name, line=error.line + 1, column=error.column + 1)
        found = Finding(code="yaml-syntax", place=at, message=f"{name} is not YAML: {error}")
        return {}, [found], {name: path}
    return data if isinstance(data, dict) else {}, [], {name: path}


def _translators(text: Source, variables: Mapping[str, Any]) -> tuple[lines.Translator, ...]:
    """Return what reads other systems' Markdown, in the order in which it is asked."""
    metadata = _metadata(text)
    return (
        manubot.translated,
        partial(bookdown.translated, metadata=metadata),
        cells.translated,
        partial(shortcodes.translated, metadata=metadata, variables=variables),
        partial(myst.translated, metadata=metadata),
    )


def _metadata(text: Source) -> Mapping[str, Any]:
    """Return the front matter as it was typed; nothing where it cannot be read."""
    try:
        data = yaml.load(source.front_matter_text(text) or "").data
    except yaml.YamlSyntaxError:
        return {}
    return data if isinstance(data, dict) else {}


def _as_typed(finding: Finding, text: Source) -> Finding:
    """Return *finding* with the line as the writer typed it."""
    return replace(finding, excerpt=text.excerpt(finding.place) or finding.excerpt)
