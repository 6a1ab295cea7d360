"""A pack of real finished editions, with a note, somebody else's PDF and readings in two languages.

What is woven and bound from it is made by the tests that look at it.
"""

import datetime as dt
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf

from chapbook.bundle.job import Folios, Job
from chapbook.editions import EDITIONS, Paper
from chapbook.findings import Place
from chapbook.model import BuiltEdition, Node
from chapbook.pack import (
    BoundPack,
    BoundReading,
    Origin,
    Pack,
    PackPart,
    Reading,
    Record,
    Rights,
)
from chapbook.tools import labels, records, theme
from chapbook.tools.pandoc import ast
from tests.bundle import synthetic
from tests.verify.works import GOOD, finished

ARTICLES = ("everything", "arabic")
"""The articles of the pack, by the names of their folders."""

ROWS = ("pdf", "epub", "reading")


@dataclass(frozen=True, kw_only=True)
class Course:
    """The pack and where its pieces stand in print."""

    bound: BoundPack
    folios: Folios
    woven: Path
    """The pages of its readings, and blank ones for those of the pack's own."""

    def job(self, folder: Path, name: str, **more: Any) -> Job:
        """Return the job of making the file *name* in *folder*, once the PDF is woven."""
        built = BuiltEdition(edition="pdf", path=self.woven, name="packs/course.pdf")
        said = {"finished": {"pdf": built}, "folios": self.folios, **more}
        return Job(desk=folder, name=name, paper=Paper.A4, **said)


def words(text: str) -> Node:
    """Return a paragraph."""
    return ast.para(ast.string(text))


def link(text: str, target: str) -> Node:
    """Return a paragraph that is a link."""
    return ast.para([ast.link(ast.string(text), target)])


def article(name: str, folder: Path, **more: Any) -> BoundReading:
    """Finish the good article *name* in *folder* and return it as a reading."""
    source = next((GOOD / name).glob("*.md"))
    built = finished(source, folder / name, [EDITIONS[row] for row in ROWS]).built
    return BoundReading(
        reading=Reading(
            identifier=name,
            origin=Origin.ARTICLE,
            path=source,
            name=f"{name}/{source.name}",
            place=Place(file="course.yaml", line=3),
            **more,
        ),
        record=records.read(built["reading"].path),
        files={row: each.path for row, each in built.items()},
    )


def note() -> BoundReading:
    """Return a note of the instructor, with a section, links and a footnote."""
    heading = ast.header(1, ast.string("What to look for"), ast.attr("what-to-look-for"))
    called = [*ast.string("Mind this."), {"t": "Note", "c": [words("Words of the footnote.")]}]
    blocks = (
        words("Before you begin."),
        heading,
        link("The text itself", "pack:everything#sec-text"),
        link("Its file", "everything.md"),
        link("Nowhere at all", "elsewhere.html"),
        ast.para(called),
    )
    reading = Reading(
        identifier="how-to-read",
        origin=Origin.NOTE,
        path=Path("/course/how-to-read.md"),
        name="how-to-read.md",
        place=Place(file="course.yaml", line=9),
        blocks=blocks,
    )
    record = Record(stem="how-to-read", title="How to read", lang="en-GB", authors=(), item=None)
    return BoundReading(reading=reading, record=record, files={})


def foreign(pages: int, folder: Path) -> BoundReading:
    """Return somebody else's PDF of blank *pages*."""
    path = folder / "classic.pdf"
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
        pdf.save(path)
    reading = Reading(
        identifier="classic",
        origin=Origin.DOCUMENT,
        path=path,
        name="classic.pdf",
        place=Place(file="course.yaml", line=14),
        title="A classic paper",
        authors=({"family": "Doe", "given": "Jane"},),
        lang="en",
        rights=Rights(licence="CC-BY-4.0", holder="The Journal", source="The Journal 3 (2001)"),
    )
    record = Record(stem="", title="A classic paper", lang="en", authors=(), item=None)
    return BoundReading(reading=reading, record=record, files={"pdf": path})


def made(folder: Path) -> Course:
    """Finish the readings in *folder* and bind them."""
    instructions = (words("Read it twice."), link("Then the other", "pack:arabic"))
    first = article("everything", folder, instructions=instructions, due=dt.date(2026, 12, 1))
    readings = (note(), first, foreign(3, folder), article("arabic", folder))
    parts = (
        PackPart(
            identifier="part-1",
            title="Week 1: basics",
            introduction=(words("How plants grow."),),
            readings=tuple(each.reading for each in readings[:2]),
        ),
        PackPart(
            identifier="part-2",
            title="Week 2: more",
            introduction=(),
            readings=tuple(each.reading for each in readings[2:]),
        ),
    )
    pack = Pack(
        stem="course",
        path=folder / "course.yaml",
        metadata=synthetic.metadata(title="A course in plants", subtitle="Readings"),
        parts=parts,
        labels=labels.load("en-GB"),
        theme=theme.usual(),
    )
    return woven(BoundPack(pack=pack, readings=readings), folder)


def woven(bound: BoundPack, folder: Path) -> Course:
    """Put the pages of the readings of *bound* behind each other, with blank ones for the rest."""
    path = folder / "course.pdf"
    of: dict[str, tuple[int, int]] = {}
    with ExitStack() as stack:
        pdf = stack.enter_context(pikepdf.new())
        for identifier, source in _pieces(bound):
            first = len(pdf.pages) + 1
            if source:
                # Pages are copied when the file is saved.
                pdf.add_pages_from(stack.enter_context(pikepdf.open(source)))
            else:
                pdf.add_blank_page(page_size=(595, 842))
            of[identifier] = (first, len(pdf.pages) + 1 - first)
        pdf.save(path)
    return Course(bound=bound, folios=Folios(of=of), woven=path)


def _pieces(bound: BoundPack) -> list[tuple[str, Path | None]]:
    """Return the pieces of *bound* in their order, each with its pages if it is no page of ours."""
    found: list[tuple[str, Path | None]] = [("cover", None), ("contents", None)]
    for part, readings in bound.parts():
        found.append((part.identifier, None))
        found += [(each.reading.identifier, each.files.get("pdf")) for each in readings]
    return [*found, *((name, None) for name in ("bibliography", "glossary", "rights", "colophon"))]


def with_record(course: Course, identifier: str, **more: Any) -> BoundPack:
    """Return the pack of *course* with what its record of a reading says changed."""
    readings = tuple(
        replace(each, record=replace(each.record, **more))
        if each.reading.identifier == identifier
        else each
        for each in course.bound.readings
    )
    return replace(course.bound, readings=readings)
