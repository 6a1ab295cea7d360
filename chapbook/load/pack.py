"""Reading the file of a course pack and everything that it names, articles but for their text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chapbook.editions import stem
from chapbook.errors import UsageError
from chapbook.findings import Finding
from chapbook.frontmatter import FrontMatter
from chapbook.load import faults, images, pack_keys, pack_readings, pack_texts, source, themes
from chapbook.load.pack_keys import Section, Typing
from chapbook.load.pack_texts import Around, Short
from chapbook.model import Asset, Manuscript, Node, Source, Theme
from chapbook.pack import Origin, Pack, PackPart, Reading
from chapbook.packfile import PackFile
from chapbook.tools import labels, yaml
from chapbook.tools.yaml import Path_

ENDINGS = (".yaml", ".yml")


def pack(path: Path) -> Pack:
    """Read the pack *path*.

    Everything that is wrong with what was read is in the pack's ``findings``; what could be
    read all the same is there too, so that later checks can run.

    Raises:
        UsageError: There is no such file.
    """
    if not path.is_file():
        raise UsageError(f'there is no pack "{path}"', fix="make coursepack PACK=path/to/pack.yaml")
    if path.suffix.lower() not in ENDINGS:
        raise UsageError(f'"{path}" is no pack', fix="Give a file that ends in .yaml")
    path = path.absolute()
    text, findings = source.read(path, path.name)
    text = text or source.from_text("", path.name)
    typing = _typing(text, findings)
    if typing is None:
        return _pack(path, Typing(text, yaml.load("{}"), findings), _stand_in(), ())
    metadata, sections = pack_keys.typed(typing)
    return _pack(path, typing, metadata, sections)


def _typing(text: Source, findings: list[Finding]) -> Typing | None:
    """Return the keys and values of *text*; add to *findings* when it has none."""
    if findings:
        return None
    try:
        document = yaml.load(text.text)
    except yaml.YamlSyntaxError as error:
        place = text.at(error.line + 1, error.column + 1)
        excerpt = text.excerpt(place)
        findings.append(
            Finding(
                code="yaml-syntax",
                place=place,
                message=f"the pack's file is not YAML: {error}",
                fix=faults.quoted(excerpt),
                excerpt=excerpt,
            )
        )
        return None
    if not isinstance(document.data, dict):
        message = "the pack's file is not a list of keys with values"
        place = text.at(1)
        findings.append(
            Finding(code="yaml-syntax", place=place, message=message, excerpt=text.excerpt(place))
        )
        return None
    return Typing(text, document, findings)


def _stand_in() -> PackFile:
    """Return what a file says that cannot be read."""
    return PackFile.model_validate(pack_keys.STAND_INS[PackFile])


def _pack(path: Path, typing: Typing, metadata: PackFile, sections: Sequence[Section]) -> Pack:
    """Return the pack whose file says *metadata* and *sections*."""
    folder, places = path.parent, typing.places((), PackFile)
    at = places.get("theme", typing.source.at(1))
    theme, unfit, of_theme = themes.read(folder, metadata.theme, at)
    cover, of_cover = _cover(folder, metadata, typing)
    typing.findings.extend(unfit)
    entries = [entry for section in sections for entry in section.entries]
    readings = pack_readings.read(typing, entries, folder)
    around = _around(path, typing.source, metadata, theme)
    written = _written(typing, sections, readings, around)
    parts = _parts(sections, readings, written)
    files = [path, *(reading.path for reading in readings if reading)]
    return Pack(
        stem=stem(path),
        path=path,
        metadata=metadata,
        parts=tuple(parts),
        labels=around.labels,
        theme=theme,
        cover=cover,
        assets=dict(_assets(written)),
        findings=(*typing.findings, *(f for w in written.values() for f in w.manuscript.findings)),
        inputs={
            **{pack_readings.relative(file, folder): file for file in files},
            **of_theme,
            **of_cover,
            **dict(_inputs(written)),
        },
        source=typing.source,
        places=places,
        texts=tuple(each.manuscript for each in written.values()),
    )


def _cover(
    folder: Path, metadata: PackFile, typing: Typing
) -> tuple[Asset | None, dict[str, Path]]:
    """Return the picture of the cover and its file."""
    if metadata.cover is None:
        return None, {}
    target = metadata.cover.image
    assets, found, files = images.read(folder, [(target, typing.at(("cover", "image")))])
    typing.findings.extend(
        replace(finding, excerpt=typing.source.excerpt(finding.place)) for finding in found
    )
    return assets.get(target), files


def _around(path: Path, text: Source, metadata: PackFile, theme: Theme) -> Around:
    """Return what all texts of the pack share."""
    said = FrontMatter(
        title=metadata.title,
        author=metadata.instructor,
        date=metadata.date,
        lang=metadata.lang,
    )
    words = labels.load(metadata.lang if labels.covers(metadata.lang) else "en")
    return Around(path=path, source=text, metadata=said, labels=words, theme=theme)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A text by the instructor."""

    manuscript: Manuscript
    folder: str = ""
    """That of its pictures relative to the pack's, with a slash at its end; empty for the same."""

    def blocks(self, prefix: str) -> tuple[Node, ...]:
        """Return its blocks with ids that begin with *prefix*."""
        return pack_texts.placed(self.manuscript.blocks, prefix, self.folder)


def _written(
    typing: Typing,
    sections: Sequence[Section],
    readings: Sequence[Reading | None],
    around: Around,
) -> dict[tuple[str, str], _Written]:
    """Return every text by the instructor, by its kind and what it belongs to."""
    told: dict[tuple[str, str], Short] = {}
    for number, section in enumerate(sections, 1):
        _tell(told, ("introduction", f"part-{number}"), typing, section.path)
    entries = [entry for section in sections for entry in section.entries]
    for entry, reading in zip(entries, readings, strict=True):
        if reading:
            _tell(told, ("instructions", reading.identifier), typing, entry.path)
    short = pack_texts.shorts(tuple(told.values()), around)
    found = {key: _Written(manuscript=m) for key, m in zip(told, short, strict=True)}
    for reading in readings:
        if reading and reading.origin is Origin.NOTE:
            found["note", reading.identifier] = _note(reading, around)
    titles = {reading.identifier: _title(reading, found) for reading in readings if reading}
    return {
        key: replace(each, manuscript=pack_texts.with_words(each.manuscript, titles))
        for key, each in found.items()
    }


def _tell(
    told: dict[tuple[str, str], Short], key: tuple[str, str], typing: Typing, path: Path_
) -> None:
    """Put the text *key* of what stands at *path* into *told*, if there is one."""
    way = (*path, key[0])
    text = typing.said(way)
    if isinstance(text, str) and text.strip():
        told[key] = Short(text=text, place=typing.at(way), is_literal=typing.is_literal(way))


def _note(reading: Reading, around: Around) -> _Written:
    """Return the text of the note *reading*."""
    folder = pack_readings.relative(reading.path.parent, around.path.parent)
    below = "" if folder == "." else f"{folder}/"
    lang = reading.lang or around.metadata.lang
    here = replace(around, metadata=around.metadata.model_copy(update={"lang": lang}))
    name = f"{below}{reading.path.name}"
    return _Written(manuscript=pack_texts.note(reading.path, name, here), folder=below)


def _title(reading: Reading, written: Mapping[tuple[str, str], _Written]) -> str:
    """Return the title of *reading*: the pack's, else its own."""
    if reading.front_matter:
        return reading.title or reading.front_matter.title
    note = written.get(("note", reading.identifier))
    return reading.title or (note.manuscript.metadata.title if note else "")


def _parts(
    sections: Sequence[Section],
    readings: Sequence[Reading | None],
    written: Mapping[tuple[str, str], _Written],
) -> Iterator[PackPart]:
    """Yield the parts with their readings and texts."""
    waiting = iter(readings)
    for number, section in enumerate(sections, 1):
        identifier = f"part-{number}"
        found = [next(waiting) for _ in section.entries]
        introduction = written.get(("introduction", identifier))
        yield PackPart(
            identifier=identifier,
            title=section.file.title,
            introduction=introduction.blocks(identifier) if introduction else (),
            readings=tuple(_whole(reading, written) for reading in found if reading),
        )


def _whole(reading: Reading, written: Mapping[tuple[str, str], _Written]) -> Reading:
    """Return *reading* with its texts."""
    identifier = reading.identifier
    if instructions := written.get(("instructions", identifier)):
        blocks = instructions.blocks(f"{identifier}-instructions")
        reading = replace(reading, instructions=blocks)
    note = written.get(("note", identifier))
    if note is None:
        return reading
    said = note.manuscript.metadata
    return replace(
        reading,
        title=reading.title or said.title,
        authors=reading.authors or tuple(name.csl() for name in said.author),
        lang=reading.lang or said.lang,
        blocks=note.blocks(identifier),
    )


def _assets(written: Mapping[tuple[str, str], _Written]) -> Iterator[tuple[str, Asset]]:
    """Yield the pictures of all texts by what the pack calls them."""
    for each in written.values():
        for asset in each.manuscript.assets.values():
            target = pack_texts.in_pack(asset.target, each.folder)
            yield target, replace(asset, target=target)


def _inputs(written: Mapping[tuple[str, str], _Written]) -> Iterator[tuple[str, Path]]:
    """Yield the files of all texts by their names relative to the pack's folder."""
    for each in written.values():
        text = each.manuscript.source.name
        for name, path in each.manuscript.inputs.items():
            yield name if name == text else f"{each.folder}{name}", path
