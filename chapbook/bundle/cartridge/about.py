"""Pages of a cartridge that are the pack's own: what to do, the works cited, the rights."""

from collections.abc import Iterator

from chapbook.bundle import rights, webpages, words, works
from chapbook.bundle.webpages import Text
from chapbook.model import Node
from chapbook.pack import BoundPack, BoundReading, Origin
from chapbook.tools.pandoc import ast


def called(bound: BoundReading) -> str:
    """Return the title of *bound* as lists of a platform have room for it."""
    return bound.running_title


def task(bound: BoundReading, pack: BoundPack) -> Text | None:
    """Return what to do with *bound* and until when, by which right it is copied; or nothing."""
    labels, lang = pack.pack.labels, pack.pack.metadata.lang
    due = words.due(bound.reading, labels, lang)
    if not due and not bound.reading.instructions:
        return None
    blocks = [*bound.reading.instructions]
    if due:
        blocks.insert(0, ast.para([{"t": "Strong", "c": ast.string(due)}]))
    blocks.append(ast.para(ast.string(rights.permission_line(bound, labels))))
    return Text(title=f"{labels['pack-task']}: {called(bound)}", lang=lang, blocks=blocks)


def pages(pack: BoundPack) -> Iterator[tuple[str, Text]]:
    """Yield the name and the text of each page at the end."""
    labels, lang = pack.pack.labels, pack.pack.metadata.lang
    listed = list(_bibliography(pack))
    if listed:
        yield "bibliography", Text(title=labels["pack-bibliography"], lang=lang, blocks=listed)
    blocks = [_rights(pack)]
    yield "rights", Text(title=labels["pack-rights"], lang=lang, blocks=blocks)


def _bibliography(pack: BoundPack) -> Iterator[Node]:
    """Yield each work with links to the readings that cite it."""
    bound = {each.reading.identifier: each for each in pack.readings}
    for entry in works.entries(works.joint(pack), pack):
        cited: list[Node] = []
        for name in entry.work.cited_in:
            cited += [*ast.string("; "), *_reading(bound[name])] if cited else _reading(bound[name])
        if cited:
            before, _, after = pack.pack.labels["cited-in"].partition("{sections}")
            cited = [{"t": "LineBreak"}, *ast.string(before), *cited, *ast.string(after)]
        yield ast.para([*entry.inlines, *cited])


def _reading(bound: BoundReading) -> list[Node]:
    """Return the title of *bound*, linked to its page if it has one."""
    title = ast.string(bound.title)
    if bound.reading.origin is Origin.DOCUMENT:
        return title
    return [ast.link(title, webpages.path_of(bound.reading.identifier))]


def _rights(pack: BoundPack) -> Node:
    """Return for each reading the line of its rights, the address of its licence, and credits."""
    listed = []
    for row in rights.rows(pack, None):
        lines = [ast.string(row.credit_line)]
        if row.licence_url:
            lines.append([ast.link(ast.string(row.licence_url), row.licence_url)])
        lines += [ast.string(credit) for credit in row.figure_credits]
        listed.append([ast.string(row.title), [[ast.para(line)] for line in lines]])
    return {"t": "DefinitionList", "c": listed}
