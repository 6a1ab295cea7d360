"""What a pack prints that does not depend on its pages, gathered and written once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chapbook.bundle import terms, works
from chapbook.bundle.job import Folios
from chapbook.bundle.pages.texts import Texts
from chapbook.pack import BoundPack, BoundReading
from chapbook.tools.kept import NOTHING, Kept
from chapbook.tools.pandoc import ast

SHORT = 60
"""The most characters of the title of a reading behind a work or a term."""

Link = Mapping[str, str]
"""``text``, and the ``identifier`` of the piece that it leads to; "" for words between links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What a pack prints that does not depend on its pages."""

    bound: BoundPack
    texts: Texts
    works: tuple[works.Entry, ...]
    terms: tuple[terms.Term, ...]

    @property
    def back(self) -> Iterator[tuple[str, str]]:
        """The identifier and the title of each piece behind the readings, in order."""
        labels = self.bound.pack.labels
        if self.works:
            yield "bibliography", labels["pack-bibliography"]
        if self.terms:
            yield "glossary", labels["pack-glossary"]
        yield "rights", labels["pack-rights"]
        yield "colophon", labels["pack-colophon"]


def gathered(bound: BoundPack, kept: Kept = NOTHING) -> Gathered:
    """Return all texts of *bound* as HTML, its works and its terms; *kept* remembers.

    Raises:
        ToolError: pandoc failed.
        UnknownStyleError: There is no such citation style.
    """
    texts, listed = Texts(bound, kept), works.entries(works.joint(bound), bound, kept)
    found = terms.joint(bound)
    for part, readings in bound.parts():
        texts.add(f"{part.identifier} introduction", part.introduction, part.identifier)
        for each in readings:
            identifier = each.reading.identifier
            piece = f"{identifier}-instructions"
            texts.add(f"{identifier} instructions", each.reading.instructions, piece)
            texts.add(f"{identifier} text", each.reading.blocks, identifier)
    for entry in listed:
        texts.add(entry.work.identifier, [ast.plain(entry.inlines)], "bibliography")
    for number, term in enumerate(found):
        texts.add(f"term {number}", [ast.plain(term.inlines)], f"term-{number}")
        for index, definition in enumerate(term.definitions):
            texts.add(f"term {number} {index}", definition.blocks, f"term-{number}-{index}")
    texts.write()
    return Gathered(bound=bound, texts=texts, works=listed, terms=found)


def named(
    label: str, slot: str, identifiers: Sequence[str], pack: Gathered, folios: Folios
) -> list[Link]:
    """Return *label* with the readings *identifiers*, each a link with its folio, in its *slot*."""
    by_identifier = {each.reading.identifier: each for each in pack.bound.readings}
    said = [(name, _counted(by_identifier[name], folios.of[name][0])) for name in identifiers]
    return filled(label, slot, said, pack.bound.pack.labels["list-comma"]) if said else []


def _short(each: BoundReading) -> str:
    """Return the title of a reading as running heads have it."""
    title = each.running_title
    return title if len(title) <= SHORT else title[:SHORT].rsplit(" ", 1)[0].rstrip(" ,;:–") + "…"


def _counted(each: BoundReading, folio: int) -> str:
    """Return the title of a reading with its first folio, which no line begins with."""
    return f"{_short(each)}\N{NO-BREAK SPACE}({folio})"


def filled(label: str, slot: str, said: Sequence[tuple[str, str]], comma: str) -> list[Link]:
    """Return *label* with links, as identifier and words, in its *slot*."""
    before, _, after = label.partition(slot)
    out = [("", before)]
    for index, link in enumerate(said):
        out += [("", comma)] if index else []
        out.append(link)
    return [{"identifier": i, "text": text} for i, text in [*out, ("", after)] if text]
